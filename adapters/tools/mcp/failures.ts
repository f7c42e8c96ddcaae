import { PortError, type PortErrorKind } from '../../../src/ports';

/** JSON-RPC's own refusals: the call was read and not begun. */
const REFUSED = new Set([-32700, -32600, -32601, -32602]);
/** Nobody was reached. */
const NOT_WRITTEN = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

const failure = (kind: PortErrorKind, what: string, code: string): PortError =>
  new PortError(kind, `The MCP server ${what}`, {
    adapter: 'mcp',
    code,
    ...(kind === 'rejected' ? { reason: 'other' as const } : {}),
    ...(kind === 'rate_limited' ? { retryAfterMs: 1_000 } : {}),
  });

/** It failed while it was connected to or asked what it offers: nothing was done. */
export function beforeCall(error: unknown): PortError {
  const known = knownFailure(error);
  return known.kind === 'unsure' ? failure('unavailable', 'does not answer.', known.details.code ?? 'unknown') : known;
}

/** It failed while a tool was called. */
export const afterCall = (error: unknown): PortError => knownFailure(error);

/** 404 is how a server says that it does not know the session, and it says so before it reads the call. */
export const isLostSession = (error: unknown): boolean => statusOf(error) === 404;

function knownFailure(error: unknown): PortError {
  const root = rootOf(error);
  if (root instanceof PortError) return root;
  const status = statusOf(error);
  if (status !== null) return ofStatus(status);
  const { code, name } = (root ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'number' && REFUSED.has(code))
    return failure('rejected', `refuses the call (${code}).`, `rpc_${code}`);
  if (typeof code === 'string' && NOT_WRITTEN.test(code))
    return failure('unavailable', `is not reached (${code}).`, code);
  const called = typeof code === 'number' ? `rpc_${code}` : typeof code === 'string' ? code : String(name ?? 'unknown');
  return failure('unsure', `did not answer in full (${called}), and may have done it.`, called);
}

function ofStatus(status: number): PortError {
  const code = `http_${status}`;
  if (status === 401 || status === 403) return failure('misconfigured', `does not let Baton in (${status}).`, code);
  if (status === 429) return failure('rate_limited', 'is asked too often (429).', code);
  if (status === 404)
    return failure('misconfigured', 'is not at this address (404). Correct url in the tools file.', code);
  if (status >= 500 || status === 408) return failure('unsure', `failed (${status}), and may have done it.`, code);
  return failure('misconfigured', `answers ${status}, so it is probably none. Correct url in the tools file.`, code);
}

/** The SDK has a class for HTTP statuses and one for 401, which knows its status by name only. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { readonly code?: unknown };
  switch (error.constructor.name) {
    case 'UnauthorizedError':
      return 401;
    case 'StreamableHTTPError':
      return typeof code === 'number' && code >= 300 ? code : null;
    default:
      return null;
  }
}

function rootOf(error: unknown): unknown {
  if (error instanceof PortError) return error;
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause === undefined || cause === null ? error : rootOf(cause);
}
