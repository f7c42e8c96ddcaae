/** One wrong guess at a code, or one sending of one. `key` tells repeats of the same. */
export interface CodeUse {
  readonly what: 'sent' | 'wrong';
  readonly key: string;
  readonly at: number;
}

/**
 * What one subject, such as one order, takes in an hour from all conversations together. Each conversation has its own
 * limits besides: these are for somebody who tries from many.
 */
const HOUR_MS = 60 * 60_000;
export const MAX_WRONG_AN_HOUR = 5;
export const MAX_SENT_AN_HOUR = 5;

/** Too many wrong ones lock the subject, and then a right one opens nothing either: it may be the guess that fits. */
export function guessed(
  before: readonly CodeUse[],
  guess: 'right' | 'wrong',
  key: string,
  now: number,
): { readonly code: 'right' | 'wrong' | 'locked'; readonly uses: readonly CodeUse[] } {
  const uses = guess === 'wrong' ? withUse(before, { what: 'wrong', key, at: now }) : recent(before, now);
  return { code: isLocked(uses) ? 'locked' : guess, uses };
}

/** The same sending, tried again, is the same. */
export function sending(
  before: readonly CodeUse[],
  key: string,
  now: number,
): { readonly allowed: boolean; readonly uses: readonly CodeUse[] } {
  const known = recent(before, now);
  if (known.some((use) => use.what === 'sent' && use.key === key)) return { allowed: true, uses: known };
  const allowed = !isLocked(known) && count(known, 'sent') < MAX_SENT_AN_HOUR;
  return { allowed, uses: allowed ? withUse(known, { what: 'sent', key, at: now }) : known };
}

const recent = (uses: readonly CodeUse[], now: number): readonly CodeUse[] =>
  uses.filter(({ at }) => now - at < HOUR_MS);

/** More of them than lock it need not be kept: it stays locked for an hour after the last. */
const withUse = (uses: readonly CodeUse[], use: CodeUse): readonly CodeUse[] =>
  [...recent(uses, use.at), use].slice(-(MAX_WRONG_AN_HOUR + MAX_SENT_AN_HOUR));

const isLocked = (uses: readonly CodeUse[]): boolean => count(uses, 'wrong') >= MAX_WRONG_AN_HOUR;

const count = (uses: readonly CodeUse[], what: CodeUse['what']): number =>
  uses.filter((use) => use.what === what).length;
