import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { twilioProvider } from '../../../adapters/customer-channels/twilio';
import { createClient } from '../../../adapters/customer-channels/twilio/client';
import {
  startTwilioEmulator,
  type TwilioEmulator,
  type TwilioEmulatorOptions,
} from '../../../adapters/customer-channels/twilio/emulator/start';
import { settings as specs, type TwilioSettings } from '../../../adapters/customer-channels/twilio/settings';
import type {
  AdapterStorage,
  ChannelProvider,
  ContactAddress,
  CustomerChannel,
  IncomingEvent,
  Instant,
  Logger,
  LookupContext,
  MessagePart,
  PortError,
  SendContext,
  WebhookResult,
} from '../../../src/ports';

export const MARIA = '+351912345678' as ContactAddress;
export const MARIA_ON_RCS = 'rcs:+351912345678' as ContactAddress;
export const MARIA_ON_WHATSAPP = 'whatsapp:+351912345678' as ContactAddress;

export function memoryStorage(
  initial: Record<string, unknown> = {},
): AdapterStorage & { readonly values: Map<string, unknown> } {
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
  readonly sms: CustomerChannel;
  readonly whatsapp: CustomerChannel;
  readonly rcs: CustomerChannel;
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
  readonly twilio: TwilioEmulator;
  readonly baton: Baton;
  readonly storage: ReturnType<typeof memoryStorage>;
  readonly log: ReturnType<typeof recordingLog>;
  readonly send: Send;
}

const open: (() => Promise<void>)[] = [];

/** Closes what a test opened; a complaint of the emulator fails the test. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export interface WorldOptions extends TwilioEmulatorOptions {
  readonly settings?: Partial<TwilioSettings>;
  readonly deadlineMs?: number;
  readonly storage?: ReturnType<typeof memoryStorage>;
  /** What Baton calls itself; absent: where it really is. */
  readonly publicUrl?: string;
}

export async function emulated(options: TwilioEmulatorOptions = {}): Promise<TwilioEmulator> {
  const twilio = await startTwilioEmulator({ timeScale: 0, ...options });
  open.push(() => twilio.stop());
  return twilio;
}

/** The real adapter and the emulator, talking HTTP on loopback. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const { settings, deadlineMs, storage = memoryStorage(), publicUrl, ...rest } = options;
  const twilio = await emulated(rest);
  const log = recordingLog();
  const baton = await startBaton(settingsOf(twilio, settings), {
    storage,
    log,
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(publicUrl !== undefined && { publicUrl }),
  });
  twilio.connect(baton.publicUrl);
  return { twilio, baton, storage, log, send: sender(baton.sms) };
}

/** From an environment, as the configuration would read it. */
export function settingsFrom(env: Readonly<Record<string, string>>): TwilioSettings {
  const entries = Object.entries(specs).map(([name, spec]) => [name, env[spec.env] ?? '']);
  return Object.fromEntries(entries) as TwilioSettings;
}

export const settingsOf = (twilio: TwilioEmulator, changed: Partial<TwilioSettings> = {}): TwilioSettings => ({
  ...settingsFrom(twilio.settings),
  ...changed,
});

interface BatonOptions {
  readonly storage?: AdapterStorage;
  readonly log?: Logger;
  readonly now?: () => number;
  readonly deadlineMs?: number;
  readonly publicUrl?: string;
}

export async function provide(settings: TwilioSettings, options: BatonOptions & { readonly publicUrl: string }) {
  const { storage = memoryStorage(), log = recordingLog(), deadlineMs = 5000, now = Date.now, publicUrl } = options;
  const { accountSid, apiUrl, authToken, apiKeySid, apiKeySecret } = settings;
  const token = { username: accountSid, password: authToken };
  const key = apiKeySid === '' ? token : { username: apiKeySid, password: apiKeySecret };
  const account = await createClient({ accountSid, apiUrl, deadlineMs, credentials: token });
  const client = await createClient({ accountSid, apiUrl, deadlineMs, credentials: key });
  return twilioProvider({ account, client }, settings, { publicUrl, storage, log, now });
}

export async function startBaton(settings: TwilioSettings, options: BatonOptions = {}): Promise<Baton> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => closeServer(server));
  const publicUrl = options.publicUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await provide(settings, { ...options, publicUrl });
  const channel = (id: string) => provider.channels.find((one) => one.id === id) as CustomerChannel;
  const baton: Baton = {
    ...{ provider, publicUrl, events: [], results: [], failWith: null },
    sms: channel('twilio-sms'),
    whatsapp: channel('twilio-whatsapp'),
    rcs: channel('twilio-rcs'),
  };
  server.on('request', (request, response) => {
    void serve(baton, request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  return Object.assign(baton, { port: (server.address() as AddressInfo).port });
}

/** What src/http does, without its database: a known key makes an event a repeat. */
async function serve(baton: Baton, request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const failure = baton.failWith?.(request);
  if (failure) return failure;
  const url = new URL(baton.publicUrl + (request.url ?? '/'));
  const result = await (baton.provider.webhook as NonNullable<ChannelProvider['webhook']>).handle({
    method: request.method === 'GET' ? 'GET' : 'POST',
    url,
    path: url.pathname.split('/').slice(3).filter(Boolean),
    headers: request.headers as Record<string, string | undefined>,
    rawBody: Buffer.concat(chunks),
  });
  baton.results.push(result);
  store(baton.events, result.events);
  const { status, body, contentType } = result.reply;
  return {
    status,
    ...(body !== undefined && { body }),
    ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
  };
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

let keys = 0;
export const context = (changed: Partial<LookupContext> = {}): LookupContext => ({
  othersOf: async () => new Set(),
  key: `00000000-0000-4000-8000-${String(++keys).padStart(12, '0')}`,
  author: { role: 'bot' },
  lastCustomerMessageAt: null,
  firstTriedAt: Date.now() as Instant,
  ...changed,
});

export type Send = (part: MessagePart | string, to?: ContactAddress, changed?: Partial<SendContext>) => Promise<string>;

export const sender =
  (channel: CustomerChannel): Send =>
  async (part, to = MARIA, changed = {}) => {
    const content: MessagePart = typeof part === 'string' ? { type: 'text', text: part } : part;
    return (await channel.send(to, content, context(changed))).sentId;
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

/** Waits without a clock; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
