import { PortError, type PortErrorKind, type RejectionReason } from '../../../src/ports';
import { type CodeClass, ERROR_CODES } from './error-codes';

const ADAPTER = 'twilio';

/** An answer of Twilio's that is not a success, in either of its two forms, or a page of some proxy. */
export interface Refusal {
  readonly statusCode: number;
  readonly body: unknown;
  readonly headers: unknown;
}

/** Turns Twilio's own answer into what follows from it. Its words are left behind: they quote numbers and texts. */
export function refusalError({ statusCode, body, headers }: Refusal): PortError {
  const code = codeIn(body);
  // Twilio counts a 429 as not processed, so it may always be tried again.
  if (statusCode === 429) return rateLimited(code ?? '429', retryAfterMs(headers));
  if (statusCode >= 500 || statusCode === 408) return unsure(code ?? String(statusCode));
  const known = code === null ? undefined : ERROR_CODES[code];
  if (known !== undefined && code !== null) return errorOf(known[0], known[1], code, headers);
  return unknownRefusal(statusCode, code ?? String(statusCode));
}

function errorOf(kind: CodeClass, sentence: string, code: string, headers: unknown): PortError {
  switch (kind) {
    case 'rate_limited':
      return rateLimited(code, Math.max(retryAfterMs(headers), BUSY_RETRY_MS), sentence);
    case 'unavailable':
    case 'misconfigured':
      return failure(kind, sentence, { code });
    default:
      return failure('rejected', sentence, { code, reason: kind });
  }
}

function unknownRefusal(statusCode: number, code: string): PortError {
  if (statusCode === 401 || statusCode === 403) return misconfigured(ERROR_CODES[20003]?.[1] ?? '', code);
  if (statusCode === 404) return misconfigured(ERROR_CODES[20404]?.[1] ?? '', code);
  const sentence = `Twilio refused it with error ${code}; www.twilio.com/docs/errors/${code} explains it. Write it differently or use another way.`;
  return failure('rejected', sentence, { code, reason: 'other' });
}

/** A queue that is full does not empty in a second. */
const BUSY_RETRY_MS = 5_000;

/** The body is JSON with `code`, in Twilio's older form and in the newer problem+json, or it is a page. */
function codeIn(body: unknown): string | null {
  const parsed = typeof body === 'string' ? parseJson(body) : body;
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null;
  return /^\d{1,6}$/.test(String(parsed.code)) ? String(parsed.code) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const RETRY_AFTER_MAX_SECONDS = 3600;

function retryAfterMs(headers: unknown): number {
  const given = (headers as { 'retry-after'?: unknown } | null)?.['retry-after'];
  const seconds = Number(given ?? Number.NaN);
  return 1000 * (Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, RETRY_AFTER_MAX_SECONDS) : 1);
}

/** What the HTTP client of the SDK threw. Only its code is looked at: the rest holds the credentials and the text. */
export function networkError(error: unknown): PortError {
  const code = socketCode(error) ?? 'unknown';
  return NEVER_WRITTEN.test(code) || failedToConnect(error) ? unavailable(code) : unsure(code);
}

/** Failures of name lookup, connecting and the TLS handshake: no byte of the request has left. */
const NEVER_WRITTEN =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;

const socketCode = (error: unknown): string | null => {
  const code = field(error, 'code') ?? field(field(error, 'cause'), 'code');
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : null;
};

/** A time-out of the system while it connects; one of the answer has no such note. */
const failedToConnect = (error: unknown): boolean =>
  [field(error, 'syscall'), field(field(error, 'cause'), 'syscall')].includes('connect');

export interface LaterFailure {
  readonly sentence: string;
  /** Null: it says nothing about the customer or the message. */
  readonly reason: RejectionReason | null;
}

/** What an agent should know of a message that failed after Twilio had taken it. */
export function laterFailure(code: string | null): LaterFailure {
  const known = code === null ? undefined : ERROR_CODES[code];
  if (known !== undefined) return { reason: isReason(known[0]) ? known[0] : null, sentence: known[1] };
  const which = code === null ? 'Twilio gave no reason.' : `Twilio reports error ${code}.`;
  return { reason: null, sentence: `${which} Send it again, or use another way to reach the customer.` };
}

const isReason = (kind: CodeClass): kind is RejectionReason =>
  kind !== 'rate_limited' && kind !== 'unavailable' && kind !== 'misconfigured';

export const misconfigured = (sentence: string, code?: string): PortError =>
  failure('misconfigured', sentence, code === undefined ? {} : { code });

export const rejected = (sentence: string, reason: RejectionReason): PortError =>
  failure('rejected', sentence, { reason });

const rateLimited = (code: string, waitMs: number, sentence = ERROR_CODES[20429]?.[1] ?? ''): PortError =>
  new PortError('rate_limited', sentence, { adapter: ADAPTER, code, retryAfterMs: waitMs });

/** The request may have arrived: a time-out, a reset, a server error after it was written. */
export const unsure = (code: string): PortError =>
  failure('unsure', 'Twilio did not answer clearly. The message may or may not have been sent.', { code });

/** The request was never written. */
export const unavailable = (code: string): PortError =>
  failure(
    'unavailable',
    'Twilio could not be reached. Baton tries again; check the network of this server if it lasts.',
    { code },
  );

function failure(
  kind: PortErrorKind,
  sentence: string,
  details: { code?: string; reason?: RejectionReason },
): PortError {
  return new PortError(kind, sentence, { adapter: ADAPTER, ...details });
}
