import type { ResolveHost } from '../../net/public-lookup';
import { within } from '../../ports/within';
import type { DeclaredRequest } from '../file/schema';
import { buildRequest, type RequestParts } from './build-request';
import { badStatus, type Called, noAnswer, unreadable } from './failures';
import { openWayOut } from './way-out';

export interface HttpCall extends RequestParts {
  readonly request: DeclaredRequest;
  readonly allowPrivateHosts: readonly string[];
  readonly signal: AbortSignal;
  /** Replaced by tests of what a resolver may answer. */
  readonly resolve?: ResolveHost | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** The JSON of the body; null when there is none or it cannot be read. */
  readonly data: unknown;
  /** Throws the PortError of an answer that is not what was asked for. */
  assertGood(): void;
}

/** A model reads it and a customer is told of it: more than this is not an answer. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/** One request, one connection, so that what is known of the one is known of the other. Rejects with a PortError. */
export async function callHttp(call: HttpCall): Promise<HttpAnswer> {
  const { url, init } = buildRequest(call.request, call);
  const called: Called = { tool: call.tool, writes: call.idempotencyKey !== null, request: call.request };
  const way = openWayOut(call.allowPrivateHosts, call.resolve);
  const signal = within(call.request.timeoutMs, call.signal);
  try {
    signal.throwIfAborted();
    const response = await way.fetch(url, { ...init, signal });
    return answerOf(response, await readCapped(response), called);
  } catch (error) {
    throw noAnswer(error, way.hasConnected(), called);
  } finally {
    await way.close();
  }
}

/** Null: larger than it may be. */
async function readCapped(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf({ status, ok, headers }: Response, body: string | null, called: Called): HttpAnswer {
  const { data, problem } = parsed(body, headers.get('content-type') ?? '');
  return {
    status,
    data,
    assertGood() {
      if (!ok) throw badStatus(status, retryAfterMs(headers), called);
      if (problem !== null) throw unreadable(problem, 'unreadable', called);
    },
  };
}

function parsed(body: string | null, contentType: string): { readonly data: unknown; readonly problem: string | null } {
  if (body === null) return { data: null, problem: `with more than ${MAX_ANSWER_BYTES / 1024} kB` };
  if (body === '') return { data: null, problem: null };
  if (!/^application\/([a-z0-9.+-]+\+)?json\b/i.test(contentType)) {
    return {
      data: null,
      problem: `with ${/^[\w.+/-]{1,60}/.exec(contentType)?.[0] ?? 'no content type'} instead of JSON`,
    };
  }
  try {
    return { data: JSON.parse(body), problem: null };
  } catch {
    return { data: null, problem: 'with JSON that cannot be parsed' };
  }
}

function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
