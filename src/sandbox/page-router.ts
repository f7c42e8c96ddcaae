import { join } from 'node:path';
import type { ErrorRequestHandler, Request, Router } from 'express';
import express from 'express';
import { ZodError } from 'zod';
import type { Logger } from '../ports/logger';
import { act, type Controls } from './actions';
import { localOnly, strictPolicy } from './guard';
import { mediaRouter } from './media';
import { NotThere, type Stage } from './stage';
import type { Streams } from './streams';
import type { View } from './view';

const PAGE = join(__dirname, 'page');
/** A photo of a phone, as base64. */
const MAX_BODY = '16mb';

/** The page and what it asks for. Everything is same-origin and on this machine. */
export function pageRouter(stage: Stage, streams: Streams, controls: Controls, log: Logger): Router {
  const router = express.Router();
  const paths = ['/', '/sandbox/{*rest}'];
  router.use(paths, localOnly, strictPolicy);
  router.get('/', (_request, response) => response.sendFile(join(PAGE, 'index.html')));
  router.get('/sandbox/stream', (request, response) => streams.open(request, response, viewOf(request)));
  router.post('/sandbox/act/:who/:what', express.json({ limit: MAX_BODY }), async (request, response) => {
    if (!request.is('application/json')) throw new NotThere('Send JSON.');
    const path = `${request.params.who}/${request.params.what}`;
    response.json(await act(path, request.body, stage, controls));
    streams.changed();
  });
  router.use(mediaRouter(() => stage));
  router.use('/sandbox', express.static(PAGE, { index: false, cacheControl: false }));
  router.use(paths, sentences(log));
  return router;
}

function viewOf({ query }: Request): View {
  const one = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  return {
    channel: one('channel'),
    customer: one('customer'),
    agent: one('agent'),
    place: one('place'),
    thread: one('thread'),
  };
}

/** What the clients of real providers refuse is refused here with a sentence, and the page shows it. */
const sentences =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known = error instanceof NotThere ? 404 : error instanceof ZodError ? 400 : statusOf(error);
    const said = error instanceof Error ? error.message : 'Something went wrong.';
    log.debug('The sandbox page asked for something that is refused.', { status: known });
    response
      .status(known)
      .json({ error: error instanceof ZodError ? 'The page sent something odd. Reload it.' : said });
  };

const statusOf = (error: unknown): number => {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 409;
};
