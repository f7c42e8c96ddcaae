import type { AccountId, ConversationId, Instant, MessageId, TenantId } from '../domain/ids';

/** A file of a message: `ref` is the part's own, so an edit that changes the file names another. */
export interface MediaKey {
  readonly tenantId: TenantId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly ref: string;
}

/** A file as it is kept: what its bytes showed, not what was said about them. */
export interface StoredMedia {
  readonly tenantId: TenantId;
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Why there are no bytes: a sentence for the agent. */
export interface MissingMedia {
  readonly problem: string;
}

export interface NewMedia {
  readonly accountId: AccountId;
  readonly name: string;
  readonly mediaType: string;
  /** In pieces of any size, each of which is the store's until it asks for the next. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Bytes of files, in the database, so that any process can send and serve them. Kept for a limited time. */
export interface MediaStore {
  /**
   * Keeps the bytes of a part as they come, and shows them to nobody before the last of them is there. Rejects with what
   * the pieces reject with; then, as after the death of this process, nothing of them stays. Harmless to repeat: what is
   * kept already stays as it is.
   */
  keep(key: MediaKey, media: NewMedia): Promise<void>;
  /** Remembers that the bytes cannot be had. Later success takes its place. */
  refuse(key: MediaKey, accountId: AccountId, problem: string): Promise<void>;
  /** Null: nobody has tried yet, or it was deleted since. */
  find(key: MediaKey): Promise<StoredMedia | MissingMedia | null>;
  /** By the id that a link names; null where there are no such bytes (any more). */
  get(tenantId: TenantId, id: string): Promise<StoredMedia | null>;
  /** The bytes from `from` up to and including `to`, in pieces; all of them by default. */
  read(media: StoredMedia, from?: number, to?: number): AsyncIterable<Buffer>;
}

/** For whom a link is: providers fetch at once but may queue for hours, people come back to it for days. */
export type LinkPurpose = 'provider' | 'person';

/** Addresses under which whoever has them can fetch one file for a while. */
export interface MediaLinks {
  /** The time it lasts counts from `from`, and the same link comes of the same moment. */
  url(media: StoredMedia, purpose: LinkPurpose, from: Instant): string;
}

export const isStored = (media: StoredMedia | MissingMedia | null): media is StoredMedia =>
  media !== null && 'id' in media;
