import type { PlaceId } from './ids';

/**
 * What a failed call to the outside means for whoever must decide what happens next. Adapters turn every SDK error
 * into one of these; nothing above them reads an HTTP status.
 *
 * - `rate_limited`: certainly not done; try again after `retryAfterMs`.
 * - `unavailable`: certainly not done (the request was never written); try again with backoff.
 * - `unsure`: it may have been done (time-out, reset or 5xx after the request was written); look for evidence first.
 * - `rejected`: certainly not done and it never will be: blocked, closed window, refused content.
 * - `misconfigured`: not done until the admin acts: token, scope, archived channel.
 */
export type PortErrorKind = 'rate_limited' | 'unavailable' | 'unsure' | 'rejected' | 'misconfigured';

/** Why a provider refused for good, where the conversation may act on it. */
export type RejectionReason =
  | 'window_closed'
  | 'opted_out'
  | 'blocked'
  | 'too_large'
  /** The file itself, and only that: a link to it can be sent in its place. */
  | 'media'
  | 'content'
  | 'target_gone'
  | 'other';

export interface PortErrorDetails {
  readonly adapter: string;
  readonly retryAfterMs?: number;
  /** Only with `rejected`. */
  readonly reason?: RejectionReason;
  /** With `misconfigured`: only what is in this place of the inbox is affected. Absent: the whole account. */
  readonly place?: PlaceId;
  /** The provider's own code, for the log and the error table. Never a message body, never a secret. */
  readonly code?: string;
}

/** `message` is a complete sentence for the person who can act and ends with what to do where something can be done. */
export class PortError extends Error {
  override readonly name = 'PortError';

  constructor(
    readonly kind: PortErrorKind,
    message: string,
    readonly details: PortErrorDetails,
  ) {
    super(message);
  }
}
