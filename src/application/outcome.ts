import type { PortError } from '../domain/errors';

/** How long a certain refusal is tried again, in business time. Null: as long as it takes. */
export interface Patience {
  readonly giveUpAfterMs: number | null;
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
}

export const HOUR_MS = 60 * 60 * 1000;
export const MINUTE_MS = 60 * 1000;

/** How long an account whose settings are wrong is left alone before it is tried again unasked. */
export const HELD_MS = 60 * MINUTE_MS;

/** 1, 2, 4 … times the base, up to the maximum: a provider that is down for an hour is asked once a minute. */
export const backoffMs = (tries: number, { retryBaseMs, retryMaxMs }: Patience): number =>
  Math.min(retryBaseMs * 2 ** Math.min(tries - 1, 20), retryMaxMs);

export type Verdict =
  | { readonly type: 'again'; readonly afterMs: number; readonly certain: boolean }
  | { readonly type: 'give_up' }
  | { readonly type: 'hold_account' };

/** What follows from a failed call; pure. */
export function judge(error: PortError, tries: number, triedForMs: number, patience: Patience): Verdict {
  const tooLong = patience.giveUpAfterMs !== null && triedForMs >= patience.giveUpAfterMs;
  switch (error.kind) {
    case 'rate_limited':
      return tooLong
        ? { type: 'give_up' }
        : { type: 'again', afterMs: error.details.retryAfterMs ?? backoffMs(tries, patience), certain: true };
    case 'unavailable':
      return tooLong ? { type: 'give_up' } : { type: 'again', afterMs: backoffMs(tries, patience), certain: true };
    case 'unsure':
      return { type: 'again', afterMs: backoffMs(tries, patience), certain: false };
    case 'rejected':
      return { type: 'give_up' };
    case 'misconfigured':
      return { type: 'hold_account' };
  }
}
