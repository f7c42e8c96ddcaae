import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { telegramProvider } from '../../../adapters/customer-channels/telegram';
import { createClient } from '../../../adapters/customer-channels/telegram/client';
import {
  startTelegramEmulator,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from '../../../adapters/customer-channels/telegram/emulator';
import type { TelegramSettings } from '../../../adapters/customer-channels/telegram/settings';
import type {
  AdapterStorage,
  ChannelProvider,
  ContactAddress,
  CustomerChannel,
  IncomingEvent,
  Instant,
  Logger,
  MediaContent,
  MessagePart,
  PortError,
  WebhookResult,
} from '../../../src/ports';

export const MARIA = '700000001' as ContactAddress;
export const JONAS = '5000000123' as ContactAddress;

export function memoryStorage(
  initial: Record<string, unknown> = {},
): AdapterStorage & { values: Map<string, unknown> } {
  const values = new Map(Object.entries(initial));
  return {
    values,
    get: async <T>(key: string) => (values.get(key) as T | undefined) ?? null,
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
  };
}

/** Keeps what was logged, so that tests can look for what must not be in it. */
export function recordingLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const log: Logger & { readonly lines: string[] } = {
    lines,
    debug: write,
    info: write,
    warn: write,
    error: write,
    child: () => log,
  };
  return log;
}

export interface Baton {
  readonly provider: ChannelProvider;
  readonly channel: CustomerChannel;
  readonly events: IncomingEvent[];
  readonly results: WebhookResult[];
  readonly publicUrl: string;
  /** What the next webhooks answer instead of working: as if the database were down. */
  failWith: ((request: IncomingMessage) => Answer | null) | null;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface World {
  readonly telegram: TelegramEmulator;
  readonly baton: Baton;
  readonly storage: ReturnType<typeof memoryStorage>;
  readonly log: ReturnType<typeof recordingLog>;
  send(part: MessagePart, to?: ContactAddress, media?: MediaContent): Promise<string>;
}

const open: (() => Promise<void>)[] = [];

/** Closes what a test opened; a complaint of the emulator fails the test. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export interface WorldOptions extends TelegramEmulatorOptions {
  readonly settings?: Partial<TelegramSettings>;
  readonly deadlineMs?: number;
  readonly storage?: ReturnType<typeof memoryStorage>;
  readonly prepare?: boolean;
}

/** The real adapter and the emulator, talking HTTP on loopback. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const telegram = await startTelegramEmulator({ retryScale: 0.01, ...options });
  open.push(() => telegram.stop());
  const storage = options.storage ?? memoryStorage();
  const log = recordingLog();
  const baton = await startBaton(settingsOf(telegram, options.settings), { storage, log, ...options });
  if (options.prepare !== false) await baton.provider.prepare?.();
  return { telegram, baton, storage, log, send: sender(baton.channel) };
}

export const settingsOf = (telegram: TelegramEmulator, changed: Partial<TelegramSettings> = {}): TelegramSettings => ({
  token: telegram.settings.TELEGRAM_BOT_TOKEN ?? '',
  apiUrl: telegram.settings.TELEGRAM_API_URL ?? '',
  mode: telegram.settings.TELEGRAM_MODE ?? '',
  webhookSecret: telegram.settings.TELEGRAM_WEBHOOK_SECRET ?? '',
  ...changed,
});

interface BatonOptions {
  readonly storage: AdapterStorage;
  readonly log: Logger;
  readonly deadlineMs?: number;
}

export async function startBaton(settings: TelegramSettings, options: BatonOptions): Promise<Baton> {
  const { storage, log, deadlineMs = 5000 } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => closeServer(server));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = await createClient({ token: settings.token, apiUrl: settings.apiUrl, deadlineMs });
  const provider = telegramProvider(client, settings, { publicUrl, storage, log, now: Date.now });
  const [channel] = provider.channels;
  if (channel === undefined) throw new Error('The provider has no channel.');
  const baton: Baton = { provider, channel, events: [], results: [], publicUrl, failWith: null };
  server.on('request', (request, response) => {
    void serve(baton, request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  return baton;
}

/** What src/http does, without its database: a known key makes an event a repeat. */
async function serve(baton: Baton, request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const failure = baton.failWith?.(request);
  if (failure) return failure;
  if (baton.provider.webhook === undefined) return { status: 404 };
  const result = await baton.provider.webhook.handle({
    method: request.method === 'GET' ? 'GET' : 'POST',
    url: new URL(request.url ?? '/', baton.publicUrl),
    path: (request.url ?? '/').split('/').slice(3).filter(Boolean),
    headers: request.headers as Record<string, string | undefined>,
    rawBody: Buffer.concat(chunks),
  });
  baton.results.push(result);
  store(baton.events, result.events);
  return { status: result.reply.status, ...(result.reply.body !== undefined && { body: result.reply.body }) };
}

export function store(stored: IncomingEvent[], events: readonly IncomingEvent[]): void {
  for (const event of events) {
    const repeat = stored.some((known) => known.keys.some((key) => event.keys.includes(key)));
    if (!repeat) stored.push(event);
  }
}

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export const sender =
  (channel: CustomerChannel) =>
  async (part: MessagePart, to = MARIA, media?: MediaContent): Promise<string> => {
    const { sentId } = await channel.send(to, part, {
      key: 'k1',
      author: { role: 'bot' },
      lastCustomerMessageAt: null,
      firstTriedAt: 0 as Instant,
      ...(media && { media }),
    });
    return sentId;
  };

/** The PortError of a call that must fail. */
export async function failure(work: Promise<unknown>): Promise<PortError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error) || outcome.name !== 'PortError')
    throw new Error(`Expected a PortError, got ${outcome}`);
  return outcome as PortError;
}

/** Waits for something that must happen; the limit only keeps a wait in vain from outliving its test. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`It never happened: ${condition}`);
    await new Promise(setImmediate);
  }
}
