import type { Call } from '../method';
import { type Json, SlackRefusal } from '../wire';

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty: nothing more. */
  readonly nextCursor: string;
}

/** Cursors are opaque to callers; here they hold the position, and anything else is refused. */
export const pageOf = <T>(call: Call, items: readonly T[], defaultLimit: number, maxLimit: number): Page<T> => {
  const limit = Math.min(call.args.number('limit', defaultLimit) || defaultLimit, maxLimit);
  const start = positionOf(call.args.text('cursor'));
  if (start > items.length) throw new SlackRefusal('invalid_cursor');
  const end = start + limit;
  return { items: items.slice(start, end), nextCursor: end < items.length ? cursorAt(end) : '' };
};

export const nextPage = (page: Page<unknown>): Json => ({ response_metadata: { next_cursor: page.nextCursor } });

const cursorAt = (position: number): string => Buffer.from(`next:${position}`).toString('base64');

const positionOf = (cursor: string | undefined): number => {
  if (!cursor) return 0;
  const [, position] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
  if (position === undefined) throw new SlackRefusal('invalid_cursor');
  return Number(position);
};
