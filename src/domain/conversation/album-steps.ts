import { type Instant, plusMs } from '../ids';
import type { EventOf } from './events';
import type { ConversationState } from './state';

type Received = EventOf<'customer.message_received'>;

/** How long the next picture of an album may take: networks pass them on one by one, each once the last was taken. */
export const ALBUM_MS = 1_000;

/** When a customer who wrote this has finished. A burst that is answered at once does not tear an album apart. */
export const finishedAt = ({ at, receivedAt = at, album }: Received, burstMs: number): Instant =>
  plusMs(receivedAt, album === undefined ? burstMs : Math.max(burstMs, ALBUM_MS));

/** A picture without words that goes with the last message: it asks nothing of its own. */
export const isRestOfAlbum = (before: ConversationState, { album }: Received): boolean =>
  album !== undefined && !album.hasWords && album.id === before.album;

/** Nothing where neither message is of an album. */
export function albumNow(before: ConversationState, { album }: Received): { readonly album?: string | null } {
  return album === undefined && before.album == null ? {} : { album: album?.id ?? null };
}

export interface Together {
  /** Posts of one album become one post. */
  readonly album?: string;
  /** Not before, because more of it is on its way. */
  readonly at?: Instant;
}

export const together = (event: Received): Together =>
  event.album === undefined ? {} : { album: event.album.id, at: finishedAt(event, ALBUM_MS) };
