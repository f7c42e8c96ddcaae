import { isLoopback } from './loopback';

/** A wait longer than this is not worth it while a customer waits: the answer comes from elsewhere. */
const MAX_WAIT_MS = 2000;

/**
 * A fetch for vendor SDKs that retry by themselves: one that is told to come back later than in two seconds gives the
 * refusal up at once instead of sleeping. Both SDKs obey `x-should-retry`.
 */
export const impatientFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const waitMs = retryAfterMs(response.headers);
  if (waitMs === null || waitMs <= MAX_WAIT_MS) return response;
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

/** What `retry-after` asks for, in seconds or as a date; null where it is absent or unreadable. */
export function retryAfterMs(headers: Headers | undefined, now = Date.now()): number | null {
  const value = headers?.get('retry-after') ?? null;
  if (value === null) return null;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Settles as soon as the signal aborts, with its reason: an SDK may be asleep between two tries and not listen. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever loses the race must not fail unheard.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Checks an address that a key is sent to. Completes "<ENV> …"; null: fine. */
export function checkApiAddress(value: string): string | null {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    return 'must be a web address. Unset it to use the vendor’s own server.';
  }
  return value.startsWith('https:') || isLoopback(value)
    ? null
    : 'must begin with https://, because the key and customers’ messages are sent to it. Plain http is for this machine only.';
}
