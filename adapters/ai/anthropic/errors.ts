import { PortError, type PortErrorKind, type RejectionReason } from '../../../src/ports';
import { retryAfterMs } from '../../shared/model-call';

/** The fields of the SDK's APIError that are read here; by fields, so that reading an error loads no SDK. */
interface ApiFailure {
  readonly status: number | undefined;
  readonly type?: unknown;
  readonly headers?: Headers;
  readonly requestID?: string | null;
}

/**
 * A completion changes nothing on the other side, so whatever has no certain answer may be repeated: `unavailable`,
 * never `unsure`. Nothing of the error's text is kept: it may quote what the customer wrote.
 */
export function toPortError(error: unknown, model: string): PortError {
  if (error instanceof PortError) return error;
  if (!isApiFailure(error)) return unavailable('unexpected');
  const { status, headers } = error;
  const code = codeOf(error);
  if (status === undefined) return unavailable('no_answer');
  if (status === 401 || status === 403) {
    return misconfigured('Anthropic does not accept ANTHROPIC_API_KEY. Check the key and its workspace.', code);
  }
  if (status === 402 || error.type === 'billing_error') {
    return misconfigured('Anthropic has no credit left for this key. Add credit or raise the limit there.', code);
  }
  if (status === 404) {
    return misconfigured(
      `Anthropic does not have the model ${model}, or not under this address. Check ANTHROPIC_MODEL and ANTHROPIC_BASE_URL.`,
      code,
    );
  }
  if (status === 429) return rateLimited(code, headers);
  if (status === 408 || status === 409 || status >= 500) return unavailable(code);
  return rejected(code, status === 413 ? 'too_large' : 'other');
}

const isApiFailure = (error: unknown): error is ApiFailure =>
  error instanceof Error && 'status' in error && 'headers' in error;

/** The status, Anthropic's own type and the request's id, by which Anthropic's support finds it. */
function codeOf({ status, type, requestID }: ApiFailure): string {
  const own = typeof type === 'string' && /^[\w.-]{1,60}$/.test(type) ? type : null;
  const id = requestID && /^[\w.-]{1,80}$/.test(requestID) ? `(${requestID})` : null;
  return [status, own, id].filter(Boolean).join(' ');
}

const failure = (
  kind: PortErrorKind,
  message: string,
  details: { code: string; retryAfterMs?: number; reason?: RejectionReason },
): PortError => new PortError(kind, message, { adapter: 'anthropic', ...details });

const misconfigured = (message: string, code: string): PortError => failure('misconfigured', message, { code });

const unavailable = (code: string): PortError =>
  failure('unavailable', 'The model cannot be reached at the moment. Baton answers without it for now.', { code });

function rateLimited(code: string, headers: Headers | undefined): PortError {
  const waitMs = retryAfterMs(headers);
  return failure('rate_limited', 'The model asks to slow down. Raise the limits of the key if it happens often.', {
    code,
    ...(waitMs !== null && { retryAfterMs: waitMs }),
  });
}

const rejected = (code: string, reason: RejectionReason): PortError =>
  failure('rejected', 'The model refused the request. Check that ANTHROPIC_MODEL supports JSON schemas and tools.', {
    code,
    reason,
  });
