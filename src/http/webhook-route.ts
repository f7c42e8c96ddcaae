import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';
import type { WebhookHandler, WebhookRequest, WebhookResult } from '../ports/webhook';
import { readBody } from './read-body';

/** How soon a provider may ask again while the database is away. */
const RETRY_AFTER_SECONDS = 2;

export interface Webhook {
  readonly account: AccountKey;
  readonly handler: WebhookHandler;
}

export interface WebhookPorts {
  /** By adapter name, as in `/webhooks/<adapter>`. */
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly publicUrl: string;
  readonly store: Pick<Store, 'receive'>;
  readonly wake: () => void;
  readonly log: Logger;
  readonly point: (name: string) => Promise<void>;
  readonly count: (adapter: string, outcome: string) => void;
  /** A provider says that it dropped events of this account. */
  readonly onMissedEvents: (account: AccountKey) => void;
}

/**
 * The one door for providers: verify, store, answer. 2xx is only ever said after the commit; a database that is away
 * gives 503 with Retry-After, so that the provider asks again.
 */
export function webhookRouter(ports: WebhookPorts): Router {
  const router = express.Router();
  router.all('/webhooks/:adapter{/*path}', async (request, response) => {
    const name = String(request.params.adapter);
    const webhook = ports.webhooks.get(name);
    // An unknown path looks like a bad signature: nothing is told to who tries names.
    if (webhook === undefined) return refuse(response, 404, 'There is nothing here.');
    if (request.method !== 'GET' && request.method !== 'POST') return refuse(response, 405, 'Use POST.');
    await serve(name, webhook, request, response, ports);
  });
  return router;
}

async function serve(
  name: string,
  { account, handler }: Webhook,
  request: Request,
  response: Response,
  ports: WebhookPorts,
): Promise<void> {
  const body = await readBody(request, handler.maxBodyBytes);
  if (body.type === 'refused') {
    ports.count(name, 'refused');
    response.set('connection', 'close');
    return refuse(response, body.status, body.why);
  }
  const result = await handler.handle(toWebhookRequest(request, body.bytes, ports.publicUrl));
  if (!(await stored(name, account, result, body.bytes, response, ports))) return;
  ports.count(name, result.reply.status < 400 ? 'accepted' : 'refused');
  result.afterStored?.();
  if (result.missedEvents) ports.onMissedEvents(account);
  if (result.reply.contentType !== undefined) response.type(result.reply.contentType);
  response.status(result.reply.status).send(result.reply.body ?? '');
}

async function stored(
  name: string,
  account: AccountKey,
  result: WebhookResult,
  raw: Buffer,
  response: Response,
  ports: WebhookPorts,
): Promise<boolean> {
  const { events, quarantined } = result;
  if (result.reply.status >= 400 || (events.length === 0 && quarantined === undefined)) return true;
  try {
    await ports.point('receive.before');
    await ports.store.receive(account, { events, raw, ...(quarantined === undefined ? {} : { quarantined }) });
    await ports.point('receive.stored');
  } catch (error) {
    ports.log.error('A webhook could not be stored: the provider was asked to send it again.', {
      adapter: name,
      code: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    });
    ports.count(name, 'unavailable');
    response.set('retry-after', String(RETRY_AFTER_SECONDS));
    refuse(response, 503, 'The message could not be stored. Send it again.');
    return false;
  }
  if (quarantined !== undefined) {
    ports.count(name, 'quarantined');
    ports.log.warn('A webhook was authentic but not understood; it is kept for a replay.', {
      adapter: name,
      code: quarantined.reason,
    });
  }
  ports.wake();
  return true;
}

function toWebhookRequest(request: Request, rawBody: Buffer, publicUrl: string): WebhookRequest {
  const path = request.params.path as unknown;
  return {
    method: request.method as 'GET' | 'POST',
    url: new URL(publicUrl + request.originalUrl),
    path: Array.isArray(path) ? (path as string[]) : [],
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [
        header,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    ),
    rawBody,
  };
}

const refuse = (response: Response, status: number, why: string): void => {
  response.status(status).type('text/plain').send(why);
};
