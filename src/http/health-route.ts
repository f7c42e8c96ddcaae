import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Router } from 'express';
import express from 'express';

export interface HealthPorts {
  /** Rejects while the database cannot be reached. */
  readonly ping: () => Promise<void>;
  /** False before start-up is done and from the first moment of a stop. */
  readonly isServing: () => boolean;
  readonly metrics: () => Promise<string>;
  /** Empty: only loopback may read the metrics. */
  readonly metricsToken: string;
}

export function healthRouter(ports: HealthPorts): Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.type('text/plain').send('alive');
  });
  router.get('/readyz', async (_request, response) => {
    const problem = ports.isServing() ? await unreachable(ports) : 'Baton is starting or stopping.';
    response
      .status(problem === null ? 200 : 503)
      .type('text/plain')
      .send(problem ?? 'ready');
  });
  router.get('/metrics', async (request, response) => {
    if (!mayRead(request, ports.metricsToken)) {
      response.status(403).type('text/plain').send('Set METRICS_TOKEN and send it as a bearer token.');
      return;
    }
    response.type('text/plain').send(await ports.metrics());
  });
  return router;
}

const unreachable = ({ ping }: HealthPorts): Promise<string | null> =>
  ping().then(
    () => null,
    () => 'The database cannot be reached.',
  );

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const mayRead = (request: Request, token: string): boolean =>
  token === ''
    ? LOOPBACK.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined
    : isSame(request.headers.authorization ?? '', `Bearer ${token}`);

/** Takes as long whatever is given, so that nobody finds the token by its beginning. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
