import type { Server } from 'node:http';
import express, { type Request, type Response } from 'express';
import type { Fault } from '../../../../src/ports';
import { type ApiCall, readParameters } from './api-call';
import { ApiError, notFound, refusal, tooMany } from './api-error';
import type { Backend } from './backend';
import type { FaultList } from './faults';
import { listen } from './listen';
import { sendMedia } from './media-routes';
import { type Answer, ROUTES, type Route } from './routes';

/** A call as it arrived, kept for tests. `status` 0: cut, or never answered. */
export interface RecordedCall {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly username: string;
  readonly status: number;
}

export interface ServerParts {
  readonly backend: Backend;
  readonly faults: FaultList;
  readonly onCall: (call: RecordedCall) => void;
  /** Where files are kept: another origin, which must not get the credentials. */
  readonly storeUrl: () => string;
}

/** The HTTP face of the API. The first part of the path is the host that the call was meant for. */
export async function startServer(parts: ServerParts, port: number): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.raw({ type: () => true, limit: '1mb' }));
  let open = 0;
  app.use((request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    void answer(parts, request, response, open);
  });
  return listen(app, port);
}

async function answer(parts: ServerParts, request: Request, response: Response, open: number): Promise<void> {
  const { backend } = parts;
  try {
    const username = authenticate(backend, request);
    const url = new URL(request.originalUrl, 'http://localhost');
    if (request.method === 'GET' && sendMedia(backend, url.pathname, response, parts.storeUrl())) return;
    const [route, call] = readCall(backend, request, url, username);
    const record = (status: number) => parts.onCall(recorded(call, username, status));
    response.once('finish', () => record(response.statusCode));
    if (backend.switches.maxConcurrent > 0 && open > backend.switches.maxConcurrent) throw tooMany();
    const fault = parts.faults.take(call.name);
    if (fault === null) write(response, run(backend, route, call));
    else failAs(fault, response, () => run(backend, route, call), record);
  } catch (error) {
    refuse(response, error instanceof ApiError ? error : unexpected(backend, error));
  }
}

function unexpected({ onProblem }: Backend, error: unknown): ApiError {
  onProblem(`The emulator failed: ${error instanceof Error ? error.stack : String(error)}`);
  return new ApiError(500, 20500, 'Internal Server Error');
}

/** The account with its token, or an API key with its secret. Returns who it is. */
function authenticate({ state: { account } }: Backend, request: Request): string {
  const encoded = /^Basic (\S+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  const known = [`${account.sid}:${account.authToken}`, `${account.apiKeySid}:${account.apiKeySecret}`];
  if (!known.includes(given)) throw refusal(20003);
  if (account.status !== 'active') throw new ApiError(401, 10001, 'Account is not active');
  return given.split(':')[0] ?? '';
}

function readCall(backend: Backend, request: Request, url: URL, username: string): readonly [Route, ApiCall] {
  const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
  const own = new RegExp(`^/2010-04-01/Accounts/${backend.state.account.sid}(?:\\.json|/(.*))$`).exec(path);
  const rest = host === 'api.twilio.com' ? own && (own[1] ?? '') : path;
  for (const route of ROUTES) {
    const found = rest === null ? null : route.path.exec(rest);
    if (found === null || route.host !== host || route.method !== request.method) continue;
    if (route.tokenOnly && username.startsWith('SK')) throw refusal(20003);
    const body = host === 'content.twilio.com' ? jsonOf(request) : formOf(request);
    const parameters = readParameters(url.searchParams, body);
    for (const name of parameters.keys()) {
      if (!route.parameters.includes(name)) backend.onProblem(`${route.name} was called with the unknown ${name}.`);
    }
    return [route, { method: route.method, path, name: route.name, parameters, ids: found.slice(1) }];
  }
  throw notFound(path);
}

function formOf(request: Request): URLSearchParams {
  const body: unknown = request.body;
  if (request.method !== 'POST' || !Buffer.isBuffer(body) || body.length === 0) return new URLSearchParams();
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.get('content-type') ?? '')) {
    throw new ApiError(415, 20415, 'Unsupported Media Type');
  }
  return new URLSearchParams(body.toString('utf8'));
}

/** The Content API alone speaks JSON: its body is one parameter. */
function jsonOf(request: Request): URLSearchParams {
  const body: unknown = request.body;
  if (request.method !== 'POST' || !Buffer.isBuffer(body)) return new URLSearchParams();
  if (!/^application\/json\b/i.test(request.get('content-type') ?? '')) {
    throw new ApiError(415, 20415, 'Unsupported Media Type');
  }
  return new URLSearchParams({ json: body.toString('utf8') });
}

const run = (backend: Backend, route: Route, call: ApiCall): Answer => route.run(backend, call);

function write(response: Response, { status, body }: Answer): void {
  response.set('Twilio-Request-Id', 'RQ00000000000000000000000000000001').status(status);
  if (body === undefined) response.end();
  else response.json(body);
}

const recorded = (call: ApiCall, username: string, status: number): RecordedCall => ({
  name: call.name,
  method: call.method,
  path: call.path,
  parameters: Object.fromEntries(call.parameters),
  username,
  status,
});

function failAs(fault: Fault, response: Response, perform: () => Answer, record: (status: number) => void): void {
  if (fault.type === 'rate_limit') throw tooMany(fault.retryAfterSeconds);
  if (fault.type === 'refuse') throw refusal(Number(fault.error));
  if (fault.done) perform();
  if (fault.type === 'server_error') {
    response.status(502).type('html').send('<html>Bad Gateway</html>');
    return;
  }
  record(0);
  if (fault.type === 'cut') response.destroy();
}

function refuse(response: Response, error: ApiError): void {
  if (response.headersSent) return;
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
  response.status(error.status).json(error.body);
}
