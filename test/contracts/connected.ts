import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Adapter,
  AdapterContext,
  AdapterStorage,
  IncomingEvent,
  Ingress,
  Logger,
  MediaContent,
  RunningEmulator,
  WebhookRequest,
  WebhookResult,
} from '../../src/ports';
import { joined } from '../support/files';

/** An adapter and the emulator of its provider, each reaching the other over HTTP, and a core that only takes note. */
export interface Connected<Port> {
  readonly port: Port;
  readonly provider: RunningEmulator;
  readonly publicUrl: string;
  /** What was let in so far, as it came. */
  readonly requests: readonly WebhookRequest[];
  /** Everything that was reported, repeats included. */
  readonly reported: readonly IncomingEvent[];
  /** What core would store: events of which no key was known. */
  stored<T extends IncomingEvent['type']>(type: T): Extract<IncomingEvent, { type: T }>[];
  /** Puts a file where the provider can fetch it by itself. */
  host(content: MediaContent): string;
  close(): Promise<void>;
}

const QUIET: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => QUIET,
};

export function memoryStorage(): AdapterStorage {
  const values = new Map<string, unknown>();
  return {
    get: async <T>(key: string) => (values.has(key) ? (structuredClone(values.get(key)) as T) : null),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    delete: async (key) => void values.delete(key),
  };
}

/** An adapter from its environment alone, as core makes it. */
export function create<Port>(
  adapter: Adapter<Port>,
  env: Readonly<Record<string, string>>,
  context: Partial<AdapterContext> = {},
): Promise<Port> {
  const settings = Object.fromEntries(
    Object.entries(adapter.settings).map(([name, spec]) => [name, env[spec.env] ?? spec.default ?? '']),
  );
  const rest = { publicUrl: 'https://baton.example', storage: memoryStorage(), log: QUIET, now: Date.now };
  return adapter.create(settings, { ...rest, ...context });
}

export async function connect<Port extends Ingress>(
  adapter: Adapter<Port>,
  provider: RunningEmulator,
): Promise<Connected<Port>> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const port = await create(adapter, provider.settings, { publicUrl });
  const requests: WebhookRequest[] = [];
  const reported: IncomingEvent[] = [];
  const hosted: MediaContent[] = [];
  server.on('request', async (incoming, response) => {
    const file = hosted[Number(/^\/hosted\/(\d+)/.exec(incoming.url ?? '')?.[1] ?? -1)];
    if (file) return response.writeHead(200, { 'content-type': file.mediaType }).end(await joined(file.read()));
    const request = await read(incoming, publicUrl);
    const result = await port.webhook?.handle(request);
    if (result === undefined) return response.writeHead(404).end();
    requests.push(request);
    reported.push(...result.events);
    const { status, body, contentType } = result.reply;
    response.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType }).end(body ?? '');
    return result.afterStored?.();
  });
  provider.connect(publicUrl);
  await port.prepare?.();
  await provider.idle();
  return {
    ...{ port, provider, publicUrl, requests, reported },
    stored: (type) => distinct(reported).filter((event): event is never => event.type === type),
    host: (content) => `${publicUrl}/hosted/${hosted.push(content) - 1}`,
    close: async () => {
      await provider.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(incoming: IncomingMessage, publicUrl: string): Promise<WebhookRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', publicUrl);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method === 'GET' ? 'GET' : 'POST',
    url,
    path: url.pathname.split('/').slice(3).filter(Boolean),
    headers: Object.fromEntries(headers),
    rawBody: Buffer.concat(chunks),
  };
}

function distinct(events: readonly IncomingEvent[]): IncomingEvent[] {
  const seen = new Set<string>();
  return events.filter(({ keys }) => {
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

/** A request that is proved by a header over its body, rather than by a secret that is repeated. */
const isSigned = ({ headers }: WebhookRequest): boolean => Object.keys(headers).some((name) => /signature/.test(name));

const PROOF = /^(x-|authorization$)/;

/** The same request as somebody else would send it: no proof, another proof, other words under the same proof. */
export function forgeries(request: WebhookRequest): readonly (readonly [string, WebhookRequest])[] {
  const { headers, rawBody } = request;
  const proofs = Object.keys(headers).filter((name) => PROOF.test(name));
  const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !proofs.includes(name)));
  const wrong = Object.fromEntries(proofs.map((name) => [name, `${headers[name]}0`]));
  const words = Buffer.from(rawBody);
  const at = Math.floor(words.length / 2);
  words[at] = (words[at] ?? 0) ^ 1;
  return [
    ['without its proof', { ...request, headers: plain }],
    ['with another proof', { ...request, headers: { ...headers, ...wrong } }],
    ...(isSigned(request) ? [['with one bit of its body changed', { ...request, rawBody: words }] as const] : []),
  ];
}

/** Turned away before anything of it counts. */
export function expectNothing(result: WebhookResult | undefined): void {
  expect([401, 403]).toContain(result?.reply.status);
  expect(result?.events).toEqual([]);
  expect(result?.quarantined).toBeUndefined();
  expect(result?.missedEvents).toBeUndefined();
}
