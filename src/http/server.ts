import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../ports/logger';

/** Providers give up after 3 s or more; nothing here should ever take longer than this. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpServer {
  /** Resolves with the port. Rejects with a sentence where the port is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Lets running requests finish, for a moment. */
  close(): Promise<void>;
}

export function createHttpServer(routers: readonly (Router | RequestHandler)[], log: Logger): HttpServer {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  for (const router of routers) app.use(router);
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.');
  });
  app.use(lastResort(log));
  const server = createServer(app);
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return { listen: (port, host) => listen(server, port, host), close: () => close(server) };
}

/** A bug must not tell a stranger anything, nor look like success to a provider. */
const lastResort =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    log.error('A request failed.', {
      path: request.path,
      code: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    });
    if (!response.headersSent) response.status(500).type('text/plain').send('Something went wrong.');
  };

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Not a stack: someone else has the port, and the person at the terminal can choose another. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new CannotListen(`Port ${port} is already in use. Stop what runs there, or set PORT to another one.`);
  }
  if (error.code === 'EACCES') return new CannotListen(`Port ${port} needs more rights. Set PORT to 1024 or higher.`);
  if (error.code === 'EADDRNOTAVAIL') return new CannotListen(`This machine has no address ${host}. Correct HOST.`);
  return error;
}

const GRACE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** A connection that providers keep open is idle only after its last answer: it is looked for until none is left. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(timer);
      resolve();
    });
  });
}
