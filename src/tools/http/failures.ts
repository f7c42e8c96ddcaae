import { PortError, type PortErrorKind } from '../../domain/errors';
import type { DeclaredRequest } from '../file/schema';
import { variables } from '../file/template';
import { AddressRefused, RedirectRefused } from './way-out';

/** Whose call it was, for sentences that name what to change. */
export interface Called {
  readonly tool: string;
  readonly writes: boolean;
  readonly request: Pick<DeclaredRequest, 'headers'>;
}

const failure = (kind: PortErrorKind, { tool }: Called, what: string, code: string, retryAfterMs?: number): PortError =>
  new PortError(kind, `The tool ${tool}: ${what}`, {
    adapter: 'tools',
    code,
    ...(kind === 'rejected' ? { reason: 'other' as const } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

/** No answer came. `connected`: the request may have been read. A read that may have been made is simply made again. */
export function noAnswer(error: unknown, connected: boolean, called: Called): PortError {
  const cause = rootOf(error);
  if (cause instanceof AddressRefused) return failure('misconfigured', called, cause.message, 'address_refused');
  if (cause instanceof RedirectRefused) {
    return failure(
      called.writes ? 'unsure' : 'misconfigured',
      called,
      'its service answers with a redirect, which is not followed. Put the final address into the tools file.',
      'redirect',
    );
  }
  const code = codeOf(cause);
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return failure(
      'misconfigured',
      called,
      `its service has a certificate that is not valid (${code}). Renew it.`,
      code,
    );
  }
  if (!connected) return failure('unavailable', called, `its service is not reached (${code}).`, code);
  return called.writes
    ? failure('unsure', called, `its service did not answer in full (${code}), and may have done it.`, code)
    : failure('unavailable', called, `its service did not answer in full (${code}).`, code);
}

function rootOf(error: unknown): unknown {
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause === undefined || cause === null ? error : rootOf(cause);
}

/** A code or the name of the error, never its message: that may quote an address with what was filled in. */
function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code)) return code;
  return typeof name === 'string' ? name : 'unknown';
}

/** An answer that is neither what was asked for nor a refusal that the file knows. */
export function badStatus(status: number, retryAfterMs: number | null, called: Called): PortError {
  const code = `http_${status}`;
  if (status === 429) {
    return failure('rate_limited', called, 'its service is asked too often (429).', code, retryAfterMs ?? 1_000);
  }
  if (status === 401 || status === 403) {
    return failure(
      'misconfigured',
      called,
      `its service does not let Baton in (${status}). ${whatToCheck(called)}`,
      code,
    );
  }
  if (status >= 500 || status === 408) {
    return called.writes
      ? failure('unsure', called, `its service failed (${status}), and may have done it.`, code)
      : failure('unavailable', called, `its service failed (${status}).`, code, retryAfterMs ?? undefined);
  }
  return failure(
    'rejected',
    called,
    `its service answers ${status}, which "refused" in the tools file has no words for. Add them, or correct the request.`,
    code,
  );
}

function whatToCheck({ request }: Called): string {
  const names = Object.values(request.headers).flatMap(variables);
  if (names.length > 0) return `Check ${names.join(' and ')}.`;
  return `Its headers carry no secret: add one, such as "authorization": "Bearer \${TOOL_TOKEN}".`;
}

/** It says that all went well, in a way that cannot be read. */
export function unreadable(what: string, code: string, called: Called): PortError {
  return called.writes
    ? failure('unsure', called, `its service answers ${what}, and may have done it.`, code)
    : failure('misconfigured', called, `its service answers ${what}. Correct the address in the tools file.`, code);
}
