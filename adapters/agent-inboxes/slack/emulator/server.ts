import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FaultSwitches } from './fault-switches';
import { type Answer, answerWithFaults, write } from './faulty-server';
import { readBody } from './request';

/** One address below the emulator's root. `name` is what a fault is armed for. */
export interface Route {
  readonly name: string;
  handle(request: IncomingMessage, body: Buffer, url: URL): Promise<Answer>;
}

interface SlackServer {
  readonly port: number;
  readonly http: Server;
  close(): Promise<void>;
}

/** Listens on loopback only. `route` answers null for what Slack does not serve. */
export const startServer = async (
  port: number,
  faults: FaultSwitches,
  route: (method: string, url: URL) => Route | null,
): Promise<SlackServer> => {
  const sockets = new Set<Socket>();
  const http = createServer((request, response) => {
    // The next emulator may be given this port, and a connection kept from here would be used there and fail.
    response.shouldKeepAlive = false;
    serve(request, response, faults, route).catch((error: Error) => {
      // A bug of the emulator is shown to the test that met it, not hidden as one of Slack's own errors.
      if (!response.headersSent) response.writeHead(599, { 'content-type': 'text/plain' });
      response.end(`The emulator failed: ${error.stack ?? error.message}`);
    });
  });
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address = http.address();
  return {
    http,
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const serve = async (
  request: IncomingMessage,
  response: ServerResponse,
  faults: FaultSwitches,
  route: (method: string, url: URL) => Route | null,
): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const found = route(request.method ?? 'GET', url);
  const body = await readBody(request);
  if (!found) {
    write(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' });
    return;
  }
  await answerWithFaults(faults, found.name, request, response, () => found.handle(request, body, url));
};
