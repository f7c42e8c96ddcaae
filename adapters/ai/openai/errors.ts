import { PortError, type PortErrorKind, type RejectionReason } from '../../../src/ports';
import { retryAfterMs } from '../../shared/model-call';
import type { OpenAiChoice } from './settings';

/** The fields of the SDK's APIError that are read here; by fields, so that reading an error loads no SDK. */
interface ApiFailure {
  readonly status: number | undefined;
  readonly code?: unknown;
  readonly headers?: Headers;
  readonly requestID?: string | null;
}

/**
 * A completion changes nothing on the other side, so whatever has no certain answer may be repeated: `unavailable`,
 * never `unsure`. Nothing of the error's text is kept: it may quote what the customer wrote.
 */
export function toPortError(
  error: unknown,
  { model, official }: Pick<OpenAiChoice, 'model' | 'official'>,
  setting: 'OPENAI_MODEL' | 'OPENAI_TRANSCRIBE_MODEL' = 'OPENAI_MODEL',
): PortError {
  if (error instanceof PortError) return error;
  if (!isApiFailure(error)) return unavailable('unexpected');
  const { status, headers } = error;
  const code = codeOf(error);
  const says = (part: string): boolean => error.code === part;
  const server = official ? 'OpenAI' : 'The server at OPENAI_BASE_URL';
  if (status === undefined) return unavailable('no_answer');
  if (status === 401 || status === 403) {
    return misconfigured(`${server} does not accept OPENAI_API_KEY. Check the key and its permissions.`, code);
  }
  if (status === 404 || says('model_not_found')) {
    return misconfigured(
      `${server} does not have the model ${model}, or not under this address. Check ${setting}, OPENAI_BASE_URL and OPENAI_DIALECT.`,
      code,
    );
  }
  if (says('insufficient_quota')) {
    return misconfigured(`${server} has no credit left for this key. Add credit or raise the budget there.`, code);
  }
  if (status === 429) return rateLimited(code, headers);
  if (status === 408 || status === 409 || status >= 500) return unavailable(code);
  return rejected(code, says('context_length_exceeded') ? 'too_large' : 'other');
}

const isApiFailure = (error: unknown): error is ApiFailure =>
  error instanceof Error && 'status' in error && 'headers' in error;

/** The status, OpenAI's own code and the request's id, by which OpenAI's support finds it. */
function codeOf({ status, code, requestID }: ApiFailure): string {
  const own = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : null;
  const id = requestID && /^[\w.-]{1,80}$/.test(requestID) ? `(${requestID})` : null;
  return [status, own, id].filter(Boolean).join(' ');
}

const failure = (
  kind: PortErrorKind,
  message: string,
  details: { code: string; retryAfterMs?: number; reason?: RejectionReason },
): PortError => new PortError(kind, message, { adapter: 'openai', ...details });

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
  failure('rejected', 'The model refused the request. Check that OPENAI_MODEL supports JSON schemas and tools.', {
    code,
    reason,
  });
