import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import type { Fault } from '../../../../src/ports';
import { ApiError, badRequest, errorFor } from './api-error';
import type { Backend, MethodSpec } from './backend';
import { changeMethods } from './change-methods';
import type { FaultList } from './faults';
import { tooMany } from './rate-limits';
import { type ApiCall, readBody } from './request';
import { sendMethods } from './send-methods';
import { updateMethods } from './update-methods';

const METHODS: ReadonlyMap<string, MethodSpec> = new Map(
  Object.entries({ ...updateMethods, ...sendMethods, ...changeMethods }).map(([name, spec]) => [
    name.toLowerCase(),
    spec,
  ]),
);

/** A call as it arrived, kept for tests. */
export interface RecordedCall extends ApiCall {
  readonly at: number;
  readonly contentType: string;
  readonly status: number;
}

export interface ServerParts {
  readonly token: string;
  readonly backend: Backend;
  readonly faults: FaultList;
  readonly onCall: (call: RecordedCall) => void;
  readonly onProblem: (problem: string) => void;
}

/** The HTTP face of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export async function startServer(parts: ServerParts, port: number): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  // The next emulator may be given this port, and a connection kept from here would be used there and fail.
  app.use((_request, response, next) => {
    response.shouldKeepAlive = false;
    next();
  });
  app.use(express.raw({ type: () => true, limit: '64mb' }));
  app.get(/^\/file\/bot([^/]+)\/(.+)$/, (request, response) => sendFile(parts, request, response));
  app.all(/^\/bot([^/]+)\/([^/]+)$/, (request, response) => answer(parts, request, response));
  app.use((_request, response) => refuse(response, new ApiError(404, 'Not Found')));
  return new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', (error) => (error ? reject(error) : resolve(server)));
  });
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function sendFile({ token, backend }: ServerParts, request: Request, response: Response): void {
  const [given, path] = [request.params[0], request.params[1]];
  const file = [...backend.state.files.values()].find((stored) => stored.path === path);
  if (given !== token) refuse(response, new ApiError(401, 'Unauthorized'));
  else if (file === undefined) refuse(response, new ApiError(404, 'Not Found'));
  else response.type('application/octet-stream').send(file.bytes);
}

async function answer(parts: ServerParts, request: Request, response: Response): Promise<void> {
  try {
    const call = readCall(parts, request);
    const record = (status: number) =>
      parts.onCall({ ...call, at: parts.backend.now(), contentType: request.get('content-type') ?? '', status });
    response.once('finish', () => record(response.statusCode));
    // The client hung up: nobody waits for updates any more.
    response.once(
      'close',
      () => call.method === 'getUpdates' && !response.writableFinished && parts.backend.polls.wake(),
    );
    const fault = parts.faults.take(call.method);
    if (fault === null) response.json({ ok: true, result: await run(parts, call) });
    else await failAs(fault, response, () => run(parts, call), record);
  } catch (error) {
    refuse(response, error instanceof ApiError ? error : unexpected(parts, error));
  }
}

function unexpected({ onProblem }: ServerParts, error: unknown): ApiError {
  onProblem(`The emulator failed: ${error instanceof Error ? error.stack : String(error)}`);
  return new ApiError(500, 'Internal Server Error');
}

function readCall({ token }: ServerParts, request: Request): ApiCall {
  const [given, method] = [request.params[0] ?? '', request.params[1] ?? ''];
  // What does not even look like a token is an unknown address to the real server.
  if (!/^\d+:[\w-]+$/.test(given)) throw new ApiError(404, 'Not Found');
  if (given !== token) throw new ApiError(401, 'Unauthorized');
  const query = Object.fromEntries(new URL(request.originalUrl, 'http://localhost').searchParams);
  const raw: unknown = request.body;
  const body = readBody(request.get('content-type') ?? '', Buffer.isBuffer(raw) ? raw : Buffer.alloc(0));
  if (body === null) throw badRequest("can't parse request body");
  return { method, params: { ...query, ...body.params }, files: body.files };
}

async function run({ backend, onProblem }: ServerParts, call: ApiCall): Promise<unknown> {
  const spec = METHODS.get(call.method.toLowerCase());
  if (spec === undefined) throw new ApiError(404, 'Not Found: method not found');
  for (const name of [...Object.keys(call.params), ...Object.keys(call.files)]) {
    const known = spec.params.includes(name) || (call.method === 'sendMediaGroup' && name in call.files);
    if (!known) onProblem(`${call.method} was called with the parameter ${name}, which it does not have.`);
  }
  return spec.run(backend, call);
}

async function failAs(
  fault: Fault,
  response: Response,
  perform: () => Promise<unknown>,
  record: (status: number) => void,
): Promise<void> {
  if (fault.type === 'rate_limit') throw tooMany(fault.retryAfterSeconds);
  if (fault.type === 'refuse') throw errorFor(fault.error);
  if (fault.done) await perform();
  if (fault.type === 'server_error') {
    response.status(502).type('html').send('<html><body>502 Bad Gateway</body></html>');
    return;
  }
  record(0);
  if (fault.type === 'cut') response.destroy();
}

function refuse(response: Response, { status, description, parameters }: ApiError): void {
  if (response.headersSent) return;
  if (parameters?.retry_after !== undefined) response.set('Retry-After', String(parameters.retry_after));
  response.status(status).json({ ok: false, error_code: status, description, ...(parameters && { parameters }) });
}
