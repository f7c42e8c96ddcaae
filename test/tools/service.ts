import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadAdapter } from '../../src/adapter-loader';
import { PortError } from '../../src/domain/errors';
import type { Logger } from '../../src/ports/logger';
import type { Tool, ToolContext } from '../../src/ports/tool';
import { checkToolsFile } from '../../src/tools/file/read-tools-file';
import { createToolbox, type OpenToolbox } from '../../src/tools/toolbox';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Service {
  readonly url: string;
  readonly received: Received[];
  /** How the next requests are answered. */
  answer: (response: ServerResponse, request: Received) => void;
  stop(): Promise<void>;
}

export const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** A service of the business that answers as it is told. */
export async function startService(): Promise<Service> {
  const service: Service = {
    url: '',
    received: [],
    answer: (response) => json(response, 200, { order: { number: '1043', status: 'packing' } }),
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body };
    service.received.push(received);
    service.answer(response, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(service, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

export const SECRET = 'tk-very-secret-19';

const SHOP = `\${TOOL_SHOP_URL}`;
const TOKEN = `\${TOOL_SHOP_TOKEN}`;

/** A file of one read and one write, well in every way; tests change one thing each. */
export function sampleFile() {
  const request = {
    method: 'GET',
    url: `${SHOP}/orders/{order}`,
    query: { phone: '{phone}' },
    headers: { authorization: `Bearer ${TOKEN}` },
  };
  const order = { name: 'order', pattern: '\\d{4}', ask: { en: 'Which order?', de: 'Welche Bestellung?' } };
  return {
    allowPrivateHosts: ['127.0.0.1'],
    actions: [
      {
        name: 'order_status',
        description: 'Looks an order up.',
        examples: ['where is my order'],
        permission: 'read',
        identity: 'channel',
        inputs: [order],
        bind: { phone: 'customer.phone' } as Record<string, string>,
        request: { ...request } as Record<string, unknown>,
        fields: {
          number: { path: 'order.number', label: { en: 'Order', de: 'Bestellung' } },
          status: {
            path: 'order.status',
            label: { en: 'Status', de: 'Status' },
            words: { packing: { en: 'being packed', de: 'in Arbeit' } },
          },
          due: { path: 'order.due', label: { en: 'Arrives' }, format: 'date' },
        },
        say: [
          { text: { en: 'Order {number} is {status} and arrives on {due}.' } },
          { text: { en: 'Order {number} is {status}.', de: 'Bestellung {number} ist {status}.' } },
        ] as { when?: unknown; text: Record<string, string> }[],
        refused: [{ status: 404, say: { en: 'There is no such order.' } }] as Record<string, unknown>[],
      },
      {
        name: 'change_address',
        description: 'Changes where an order goes.',
        permission: 'write',
        identity: 'code',
        inputs: [order, { name: 'address', ask: { en: 'Where to?' } }],
        bind: { phone: 'customer.phone', name: 'customer.name', key: 'call.key' } as Record<string, string>,
        request: {
          ...request,
          method: 'PUT',
          url: `${SHOP}/orders/{order}/address`,
          query: {},
          body: { address: '{address}', by: '{name}', note: 'asked for by {phone}' },
        } as Record<string, unknown>,
        fields: { number: { path: 'order.number', label: { en: 'Order' } } },
        say: [{ text: { en: 'The address is changed.' } }] as { when?: unknown; text: Record<string, string> }[],
        propose: { en: 'Order {order} goes to {address}.' } as Record<string, string>,
        refused: [
          { status: 409, path: 'error', equals: 'shipped', say: { en: 'It is on its way already.' } },
        ] as Record<string, unknown>[],
        lookup: { request: { ...request, url: `${SHOP}/changes/{key}`, query: {} } },
        sendCode: {
          request: {
            ...request,
            method: 'POST',
            url: `${SHOP}/orders/{order}/code`,
            query: {},
            body: { code: '{code}' },
          },
          to: 'sent_to',
          refused: [{ status: 404, say: { en: 'There is no such order.' } }],
        },
      },
    ],
    mcp: [] as unknown[],
  };
}

export const environment = (url: string) => ({ TOOL_SHOP_URL: url, TOOL_SHOP_TOKEN: SECRET });

export interface Opened {
  readonly tool: (name: string) => Tool;
  readonly toolbox: OpenToolbox;
  /** What was logged, level and sentence. */
  readonly logged: readonly string[];
  /** Lets time go by. */
  later(ms: number): void;
}

export async function openTools(file: unknown, env: Record<string, string>): Promise<Opened> {
  const { settings, problems } = checkToolsFile(file, env);
  if (settings === null) throw new Error(problems.join('\n'));
  const logged: string[] = [];
  let now = 0;
  const log = listeningLog(logged);
  const toolbox = await createToolbox({
    settings,
    loadServers: () => loadAdapter('tools', 'mcp'),
    log,
    now: () => now,
  });
  const tools = await toolbox.tools();
  return {
    toolbox,
    logged,
    tool: (name) => {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined) throw new Error(`There is no tool ${name}.`);
      return tool;
    },
    later: (ms) => {
      now += ms;
    },
  };
}

function listeningLog(lines: string[]): Logger {
  const say = (level: string) => (message: string, fields?: object) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  const log: Logger = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: () => log,
  };
  return log;
}

export const context = (changes: Partial<ToolContext> = {}): ToolContext => ({
  key: 'key-1',
  customer: { channelId: 'twilio:sms', address: '+447700900123', name: 'Maria Lopes' },
  language: 'en',
  signal: new AbortController().signal,
  ...changes,
});

export async function failure(work: Promise<unknown>): Promise<PortError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PortError)) throw new Error(`Expected a PortError, got ${String(error)}`);
  expect(error.message).not.toContain(SECRET);
  expect(error.message).toMatch(/\.$/);
  return error;
}
