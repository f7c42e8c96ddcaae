import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface TinySlack {
  readonly apiUrl: string;
  readonly origin: string;
  readonly requests: { readonly path: string; readonly authorization: string | undefined; readonly body: string }[];
  stop(): Promise<void>;
}

/** A server that answers as the test says: for what Slack's servers do that no emulator would. */
export async function startTinySlack(
  answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void,
  onSocket?: (socket: TinySocket) => void,
): Promise<TinySlack> {
  const requests: TinySlack['requests'] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization } = request.headers;
      requests.push({ path: request.url ?? '', authorization, body: Buffer.concat(chunks).toString('utf8') });
      answer(request, response, origin);
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('upgrade', (request, socket: Socket) => onSocket?.(accept(request, socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { apiUrl: `${origin}/api/`, origin, requests, stop };
}

export interface TinySocket {
  send(message: object): void;
  /** Called with each message of the client. */
  onMessage(listener: (message: Record<string, unknown>) => void): void;
  close(): void;
}

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The server's side of a WebSocket, for short text messages (RFC 6455). */
function accept(request: IncomingMessage, socket: Socket): TinySocket {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${WEBSOCKET_GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  );
  const listeners: ((message: Record<string, unknown>) => void)[] = [];
  let buffered = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (data: Buffer) => {
    buffered = Buffer.concat([buffered, data]);
    for (let frame = readFrame(buffered); frame !== null; frame = readFrame(buffered)) {
      buffered = buffered.subarray(frame.size);
      if (frame.opcode === 1)
        for (const listener of listeners) listener(JSON.parse(frame.text) as Record<string, unknown>);
      if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0]));
    }
  });
  return {
    send: (message) => void socket.write(textFrame(JSON.stringify(message))),
    onMessage: (listener) => void listeners.push(listener),
    close: () => void socket.end(Buffer.from([0x88, 0])),
  };
}

function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const header =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([header, body]);
}

function readFrame(data: Buffer): { opcode: number; text: string; size: number } | null {
  if (data.length < 6) return null;
  const short = (data[1] ?? 0) & 127;
  const start = short === 126 ? 4 : 2;
  const length = short === 126 ? data.readUInt16BE(2) : short;
  if (data.length < start + 4 + length) return null;
  const mask = data.subarray(start, start + 4);
  const body = data.subarray(start + 4, start + 4 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { opcode: (data[0] ?? 0) & 15, text: Buffer.from(body).toString('utf8'), size: start + 4 + length };
}
