import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { SECRET } from './service';

export interface McpService {
  readonly url: string;
  readonly port: number;
  /** Calls of tools, oldest first. */
  readonly calls: { readonly name: string; readonly args: Record<string, unknown> }[];
  /** Requests that opened a stream to listen on. */
  listening: number;
  /** What the next calls are answered with. */
  answer: (name: string) => CallToolResult;
  /** Sees every request first; true: it has dealt with it. */
  intercept: (request: IncomingMessage, response: ServerResponse, body: string) => boolean;
  stop(): Promise<void>;
}

export const ORDER = { order: { number: '1043', status: 'packing' }, internal: 'margin 40 %' };

/** A server of the protocol's own SDK, with sessions, on loopback. */
export async function startMcpService(port = 0): Promise<McpService> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const service: McpService = {
    ...{ url: '', port: 0, calls: [], listening: 0 },
    answer: () => ({ content: [{ type: 'text', text: JSON.stringify(ORDER) }], structuredContent: ORDER }),
    intercept: () => false,
    stop: async () => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'GET') service.listening += 1;
    if (service.intercept(request, response, body)) return;
    if (request.headers.authorization !== `Bearer ${SECRET}`) return void response.writeHead(401).end();
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) return void response.writeHead(404).end();
    const transport = known ?? (await newSession(service, sessions));
    await transport.handleRequest(request, response, body === '' ? undefined : JSON.parse(body));
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const at = (http.address() as AddressInfo).port;
  return Object.assign(service, { url: `http://127.0.0.1:${at}`, port: at });
}

async function newSession(service: McpService, sessions: Map<string, StreamableHTTPServerTransport>) {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => void sessions.set(id, transport),
  });
  const server = new McpServer({ name: 'crm', version: '1.0.0' });
  const tool = (name: string, shape: z.ZodRawShape, readOnlyHint: boolean) =>
    server.registerTool(name, { description: name, inputSchema: shape, annotations: { readOnlyHint } }, (args) => {
      service.calls.push({ name, args });
      return service.answer(name);
    });
  tool('get_order', { id: z.string().regex(/^\d{4}$/), phone: z.string() }, true);
  tool('set_address', { id: z.string(), address: z.string(), key: z.string() }, false);
  tool('mail_code', { id: z.string(), code: z.string() }, false);
  tool('delete_everything', {}, false);
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's own transport does not fit its interface under exact types
  await server.connect(transport as any);
  return transport;
}

/** The same two tools as the HTTP sample has, over this protocol. */
export function mcpFile() {
  const url = `\${TOOL_SHOP_URL}/mcp`;
  const order = { name: 'order', pattern: '\\d{4,5}', ask: { en: 'Which order?' } };
  const number = { path: 'order.number', label: { en: 'Order', de: 'Bestellung' } };
  return {
    allowPrivateHosts: ['127.0.0.1'],
    mcp: [
      {
        name: 'crm',
        url,
        headers: { authorization: `Bearer \${TOOL_SHOP_TOKEN}` },
        tools: [
          {
            name: 'order_status',
            tool: 'get_order',
            description: 'Looks an order up.',
            permission: 'read',
            identity: 'channel',
            inputs: [order],
            bind: { phone: 'customer.phone' },
            arguments: { id: '{order}', phone: '{phone}' } as Record<string, unknown>,
            fields: {
              number,
              status: {
                path: 'order.status',
                label: { en: 'Status', de: 'Status' },
                words: { packing: { en: 'being packed', de: 'in Arbeit' } },
              },
            } as Record<string, unknown>,
            say: [
              { text: { en: 'Order {number} is {status}.', de: 'Bestellung {number} ist {status}.' } },
            ] as unknown[],
            refused: [{ contains: 'No such order', say: { en: 'There is no such order.' } }],
          },
          {
            name: 'change_address',
            tool: 'set_address',
            description: 'Changes where an order goes.',
            permission: 'write',
            identity: 'code',
            inputs: [order, { name: 'address', ask: { en: 'Where to?' } }],
            bind: { key: 'call.key' },
            arguments: { id: '{order}', address: '{address}', key: '{key}' } as Record<string, unknown>,
            fields: { number } as Record<string, unknown>,
            say: [{ text: { en: 'The address is changed.' } }] as unknown[],
            propose: { en: 'Order {order} goes to {address}.' },
            refused: [{ path: 'error', equals: 'shipped', say: { en: 'It is on its way already.' } }],
            sendCode: {
              tool: 'mail_code',
              arguments: { id: '{order}', code: '{code}' } as Record<string, unknown>,
              to: 'sent_to',
              refused: [{ contains: 'no such order', say: { en: 'There is no such order.' } }],
            },
          },
        ],
      },
    ],
  };
}
