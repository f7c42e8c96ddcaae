import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../../ports/emulator';
import type { Mail } from './mails';
import { type Answer, OrderBook } from './order-book';

/** The tools of the sample shop: a file as anybody would write it. */
export const SHOP_TOOLS = join(__dirname, 'tools.json');

export type ShopOperation = 'order_status' | 'change_address' | 'send_code' | 'change_outcome';

export interface ShopService {
  /** Environment that makes a Baton use this service by the sample shop's tools file. */
  readonly settings: Readonly<Record<string, string>>;
  /** What lies in the mailboxes of the shop's customers, newest first. */
  mails(): readonly Mail[];
  /** Where an order goes; null: there is no such order. */
  addressOf(order: string): string | null;
  /** Every request so far, oldest first. */
  readonly received: readonly ShopOperation[];
  readonly faults: {
    /** The next `count` calls (of `operation`, if given) fail this way. */
    fail(fault: Fault, count?: number, operation?: ShopOperation): void;
    /** Also cuts what hangs. */
    clear(): void;
  };
  /** Called after every change. Returns an unsubscribe function. */
  onChange(listener: () => void): () => void;
  snapshot(): unknown;
  stop(): Promise<void>;
}

export interface ShopOptions {
  readonly now?: () => number;
  readonly snapshot?: unknown;
}

interface Wanted {
  readonly operation: ShopOperation;
  readonly changes: boolean;
  run(book: OrderBook, body: unknown): Answer;
}

const MAX_BODY_BYTES = 16 * 1024;
const address = z.object({ address: z.string().max(300) });
const code = z.object({ code: z.string().regex(/^\d{4,8}$/), language: z.string().max(5).default('en') });

/** The order service of the sample shop on loopback: what a shop's own system would be, small. */
export async function startShopService({ now = Date.now, snapshot }: ShopOptions = {}): Promise<ShopService> {
  const token = randomBytes(18).toString('base64url');
  const book = new OrderBook(now, snapshot);
  const received: ShopOperation[] = [];
  const faults: { fault: Fault; operation: ShopOperation | null }[] = [];
  const hanging = new Set<ServerResponse>();
  const listeners = new Set<() => void>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another service may be given this port next, and a connection kept from here would be used there and fail.
    response.shouldKeepAlive = false;
    if (request.headers.authorization !== `Bearer ${token}`)
      return send(response, { status: 401, body: { error: 'unauthorized' } });
    const wanted = route(request);
    if (wanted === null) return send(response, { status: 404, body: { error: 'no_such_address' } });
    received.push(wanted.operation);
    const body = await readJson(request);
    const at = faults.findIndex(({ operation }) => operation === null || operation === wanted.operation);
    const fault = at < 0 ? null : (faults.splice(at, 1)[0]?.fault ?? null);
    if (fault === null) return send(response, answer(wanted, request, body));
    if ('done' in fault && fault.done) answer(wanted, request, body);
    misbehave(fault, response, hanging);
  };

  const answer = (wanted: Wanted, request: IncomingMessage, body: unknown): Answer => {
    const key = request.headers['idempotency-key'];
    const run = (): Answer => wanted.run(book, body);
    if (!wanted.changes) return run();
    if (typeof key !== 'string' || key === '') return { status: 400, body: { error: 'idempotency_key_missing' } };
    const done = book.once(key, `${request.method} ${request.url} ${JSON.stringify(body)}`, run);
    for (const listener of listeners) listener();
    return done;
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => send(response, { status: 400, body: { error: 'bad_request' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clear = (): void => {
    faults.splice(0);
    for (const response of hanging) response.destroy();
    hanging.clear();
  };
  return {
    settings: {
      TOOL_SHOP_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      TOOL_SHOP_TOKEN: token,
    },
    mails: () => book.mails,
    addressOf: (order) => book.addressOf(order),
    received,
    faults: {
      fail: (fault, count = 1, operation) => {
        for (let n = 0; n < count; n += 1) faults.push({ fault, operation: operation ?? null });
      },
      clear,
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => book.snapshot(),
    stop: async () => {
      clear();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function route({ method, url = '' }: IncomingMessage): Wanted | null {
  const [, kind = '', id = '', what] = new URL(url, 'http://shop').pathname.split('/').map(decodeURIComponent);
  switch (`${method} ${kind} ${what ?? ''}`.trim()) {
    case 'GET orders':
      return { operation: 'order_status', changes: false, run: (book) => book.status(id) };
    case 'PUT orders delivery-address':
      return {
        operation: 'change_address',
        changes: true,
        run: (book, body) => book.changeAddress(id, address.parse(body).address),
      };
    case 'POST orders code':
      return {
        operation: 'send_code',
        changes: true,
        run: (book, body) => book.sendCode(id, code.parse(body).code, code.parse(body).language),
      };
    case 'GET changes':
      return { operation: 'change_outcome', changes: false, run: (book) => book.outcome(id) };
    default:
      return null;
  }
}

/** Rejects when it is no JSON, or more of it than anybody needs. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new Error('too large');
  }
  return text === '' ? null : JSON.parse(text);
}

function misbehave(fault: Fault, response: ServerResponse, hanging: Set<ServerResponse>): void {
  if (fault.type === 'cut') response.destroy();
  else if (fault.type === 'hang') hanging.add(response);
  else {
    if (fault.type === 'rate_limit') response.setHeader('retry-after', String(fault.retryAfterSeconds));
    send(response, refusalOf(fault));
  }
}

function refusalOf(fault: Exclude<Fault, { type: 'cut' | 'hang' }>): Answer {
  switch (fault.type) {
    case 'rate_limit':
      return { status: 429, body: { error: 'rate_limited' } };
    case 'server_error':
      return { status: 500, body: { error: 'internal' } };
    case 'refuse':
      return { status: 409, body: { error: fault.error } };
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
