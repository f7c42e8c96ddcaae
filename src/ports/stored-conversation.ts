import type { TranscriptEntry } from '../domain/message';

/** A conversation as it is kept, for whoever looks back at it. */
export interface StoredConversation {
  readonly language: string | null;
  readonly contactName: string | null;
  /** Oldest first. */
  readonly entries: readonly TranscriptEntry[];
  /** When it was handed off, over which fact and why, oldest first. */
  readonly handoffs: readonly { readonly at: number; readonly cause: string; readonly reason: string }[];
}
