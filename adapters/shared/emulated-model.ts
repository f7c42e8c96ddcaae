import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../../src/ports';

/** What the emulated model says next. A real model cannot be made to refuse or to be cut off on demand. */
export type ScriptedAnswer =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'json'; readonly value: unknown }
  | {
      readonly type: 'tool_calls';
      readonly calls: readonly { readonly name: string; readonly args: unknown }[];
      /** The vendor's own thoughts before the calls, where it has such blocks. */
      readonly thinking?: string;
    }
  | { readonly type: 'refusal'; readonly detail: string }
  | { readonly type: 'filtered' }
  | { readonly type: 'truncated'; readonly text: string }
  /** Nothing at all, or a stop that means nothing here. */
  | { readonly type: 'empty' };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  /** 0: never answered. */
  readonly status: number;
}

/** A refusal in the vendor's words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** The vendor's name for it: `invalid_request_error`, `insufficient_quota`. */
    readonly code: string,
    message: string,
    readonly param: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** What one vendor adds to a server that takes JSON and answers JSON. */
export interface EmulatedVendor {
  readonly requestIdHeader: string;
  /** Throws a {@link Refusal} for whatever the real API refuses; otherwise turns the model's answer into its body. */
  accept(request: Omit<RecordedRequest, 'status'>): (answer: ScriptedAnswer) => object;
  refusalBody(refusal: Refusal): object;
  /** The vendor's refusal of this name, for faults. */
  refusalNamed(name: string): Refusal;
  settings(url: string): Readonly<Record<string, string>>;
}

export interface EmulatedModel {
  readonly url: string;
  /** Environment that makes the adapter talk to this server. */
  readonly settings: Readonly<Record<string, string>>;
  /** All requests, oldest first, those it refused included. */
  readonly requests: readonly RecordedRequest[];
  /** The next answers, in order. */
  script(...answers: readonly ScriptedAnswer[]): void;
  /** How everything beyond the script is answered. */
  answerWith(answer: (request: RecordedRequest) => ScriptedAnswer): void;
  /** `clear` also cuts what hangs. */
  readonly faults: { fail(fault: Fault, count?: number): void; clear(): void };
  /** Requests that the real API would have refused. Taken, they no longer fail `stop`. */
  takeProblems(): readonly string[];
  /** Rejects if something was sent that the real API refuses: a caller that falls back would hide it. */
  stop(): Promise<void>;
}

interface State {
  readonly requests: RecordedRequest[];
  readonly script: ScriptedAnswer[];
  readonly faults: Fault[];
  readonly problems: string[];
  readonly hanging: Set<ServerResponse>;
  answer: ((request: RecordedRequest) => ScriptedAnswer) | null;
}

const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** A recording as large as the real API takes, and the form around it. */
const MAX_FORM_BYTES = 26 * 1024 * 1024;

export async function startEmulatedModel(vendor: EmulatedVendor, port = 0): Promise<EmulatedModel> {
  const state: State = { requests: [], script: [], faults: [], problems: [], hanging: new Set(), answer: null };
  const server = createServer((request, response) => {
    // The next emulator may be given this port, and a connection kept from here would be used there and fail.
    response.shouldKeepAlive = false;
    void serve(vendor, state, request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    settings: vendor.settings(url),
    requests: state.requests,
    script: (...answers) => void state.script.push(...answers),
    answerWith: (answer) => {
      state.answer = answer;
    },
    faults: {
      fail: (fault, count = 1) => void state.faults.push(...Array<Fault>(count).fill(fault)),
      clear: () => {
        state.faults.splice(0);
        for (const response of state.hanging) response.destroy();
        state.hanging.clear();
      },
    },
    takeProblems: () => state.problems.splice(0),
    stop: async () => {
      await closed(server);
      if (state.problems.length > 0) throw new Error(`The emulated model objects:\n${state.problems.join('\n')}`);
    },
  };
}

function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return done;
}

let requestCount = 0;

async function serve(
  vendor: EmulatedVendor,
  state: State,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  requestCount += 1;
  response.setHeader(vendor.requestIdHeader, `req_emulated_${requestCount}`);
  const { method = '', url = '', headers } = incoming;
  let request: Omit<RecordedRequest, 'status'> = { method, path: url, headers, body: null };
  const record = (status: number): void => void state.requests.push({ ...request, status });
  try {
    request = { ...request, body: await readBody(incoming) };
    const fault = state.faults.shift();
    if (fault?.type === 'hang') {
      state.hanging.add(response);
      record(0);
      return;
    }
    if (fault?.type === 'cut') {
      record(0);
      response.destroy();
      return;
    }
    if (fault !== undefined) throw asked(refusalOf(fault, vendor));
    const render = vendor.accept(request);
    const body = render(nextAnswer(state, { ...request, status: 200 }));
    record(200);
    send(response, 200, body);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'emulator_failed', String(error));
    record(refusal.status);
    if (!askedFor.has(refusal)) state.problems.push(`${refusal.status} ${refusal.message}`);
    if (refusal.retryAfterSeconds !== null) response.setHeader('retry-after', String(refusal.retryAfterSeconds));
    send(response, refusal.status, vendor.refusalBody(refusal));
  }
}

/** Refusals that a test asked for: nobody is to blame for them. */
const askedFor = new WeakSet<Refusal>();

function asked(refusal: Refusal): Refusal {
  askedFor.add(refusal);
  return refusal;
}

function refusalOf(fault: Exclude<Fault, { type: 'hang' | 'cut' }>, vendor: EmulatedVendor): Refusal {
  switch (fault.type) {
    case 'rate_limit':
      return new Refusal(429, 'rate_limit_exceeded', 'Rate limit reached.', null, fault.retryAfterSeconds);
    case 'server_error':
      return new Refusal(500, 'server_error', 'The server had an error.');
    case 'refuse':
      return vendor.refusalNamed(fault.error);
  }
}

function nextAnswer(state: State, request: RecordedRequest): ScriptedAnswer {
  const answer = state.script.shift() ?? state.answer?.(request);
  if (answer !== undefined) return answer;
  throw new Refusal(500, 'nothing_scripted', 'The emulated model was asked more often than its script has answers.');
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  const isForm = /^multipart\/form-data\b/.test(type);
  const body = await readBytes(request, isForm ? MAX_FORM_BYTES : MAX_BODY_BYTES);
  if (isForm) return readForm(body, type);
  if (!/^application\/json\b/.test(type)) {
    throw new Refusal(400, 'invalid_request_error', 'The content type must be application/json.');
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'invalid_request_error', 'We could not parse the JSON body of your request.');
  }
}

async function readBytes(request: IncomingMessage, max: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > max) throw new Refusal(413, 'request_too_large', 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Fields by name; a file is `{ name, type, bytes }`. */
async function readForm(body: Buffer, contentType: string): Promise<unknown> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new Refusal(400, 'invalid_request_error', 'We could not parse your multipart form.');
    });
  const fields = [...form.entries()].map(async ([name, value]): Promise<[string, unknown]> => {
    if (typeof value === 'string') return [name, value];
    return [name, { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) }];
  });
  return Object.fromEntries(await Promise.all(fields));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
