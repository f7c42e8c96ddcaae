import { createHash } from 'node:crypto';
import type { WebhookInfo } from 'node-telegram-bot-api';
import type { AdapterStorage, Logger } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';
import type { TelegramClient } from './client';
import { misconfigured } from './errors';
import type { WebhookSecret } from './secret';
import { ALLOWED_UPDATES } from './updates';

/** Requests of different chats that Telegram may have open with us at once. */
const MAX_CONNECTIONS = 20;
const KEY = 'webhook_registered';

export interface Registration {
  readonly client: TelegramClient;
  readonly storage: AdapterStorage;
  readonly log: Logger;
}

export interface WebhookTarget {
  readonly publicUrl: string;
  readonly apiUrl: string;
  readonly secret: WebhookSecret;
}

/** Checks the token and tells Telegram where to deliver, if it does not know already. */
export async function prepareWebhook(registration: Registration, target: WebhookTarget): Promise<void> {
  refusePlainHttp(target);
  await introduce(registration);
  const url = `${target.publicUrl}/webhooks/telegram`;
  const info = await registration.client.run((api, signal) => api.getWebhookInfo(signal));
  report(registration.log, info, url);
  // A process that starts beside this one may store its secret in between: then the stored one is registered.
  for (let secret = await target.secret.read(), before = ''; secret !== before; secret = await target.secret.read()) {
    before = secret;
    await register(registration, info, url, secret);
  }
}

function refusePlainHttp({ publicUrl, apiUrl }: WebhookTarget): void {
  if (publicUrl.startsWith('https:') || (isLoopback(publicUrl) && isLoopback(apiUrl))) return;
  throw misconfigured(
    `TELEGRAM_MODE is webhook, but Telegram delivers to https only and PUBLIC_URL is ${publicUrl}. Set PUBLIC_URL to the https address of this server, or set TELEGRAM_MODE=polling.`,
  );
}

async function introduce({ client, log }: Registration): Promise<void> {
  const me = await client.run((api, signal) => api.getMe(signal));
  log.info('Telegram accepts the token', { botId: me.id, bot: `@${me.username ?? ''}` });
}

function report(log: Logger, info: WebhookInfo, url: string): void {
  if (info.url !== '' && info.url !== url) {
    log.warn('Telegram delivered this bot to another address until now; Baton takes it over', {
      host: hostOf(info.url),
    });
  }
  if (info.last_error_message !== undefined) {
    log.warn('Telegram last failed to deliver to the webhook', {
      error: info.last_error_message,
      pending: info.pending_update_count,
    });
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'unknown');

async function register(
  { client, storage }: Registration,
  info: WebhookInfo,
  url: string,
  secret: string,
): Promise<void> {
  const digest = createHash('sha256').update(`${url}\n${secret}`).digest('hex');
  const known = (await storage.get<string>(KEY)) === digest;
  if (known && isAsWanted(info, url)) return;
  const webhook = {
    url,
    secret_token: secret,
    allowed_updates: [...ALLOWED_UPDATES],
    max_connections: MAX_CONNECTIONS,
  };
  await client.run((api, signal) => api.setWebhook({ ...webhook, drop_pending_updates: false }, signal));
  await storage.set(KEY, digest);
}

/** Telegram does not give the secret back: whether that is still ours, only our own note of it can say. */
const isAsWanted = (info: WebhookInfo, url: string): boolean =>
  info.url === url &&
  info.max_connections === MAX_CONNECTIONS &&
  [...(info.allowed_updates ?? [])].sort().join() === [...ALLOWED_UPDATES].sort().join();

/** Checks the token and takes a webhook away that would keep `getUpdates` from working. Nothing pending is dropped. */
export async function preparePolling(registration: Registration): Promise<void> {
  await introduce(registration);
  const info = await registration.client.run((api, signal) => api.getWebhookInfo(signal));
  if (info.url === '') return;
  registration.log.warn('A webhook was set for this bot; Baton removes it to poll', { host: hostOf(info.url) });
  await registration.client.run((api, signal) => api.deleteWebhook({ drop_pending_updates: false }, signal));
  await registration.storage.delete(KEY);
}
