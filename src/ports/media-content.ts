/** The bytes of a file while they come from a provider. Nobody has looked at them. */
export interface IncomingMedia {
  /** What the provider says that it is. */
  readonly mediaType: string;
  /** In pieces of whatever size comes, to be read once. Rejects with a PortError where they end too early. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

export interface FetchLimits {
  /**
   * What the provider says is larger is refused before its bytes are asked for (`rejected`, `too_large`). What turns out
   * larger is cut by whoever reads.
   */
  readonly maxBytes: number;
  /** Ends the fetch, also while its pieces are read: nothing came for too long, or nobody wants more. */
  readonly signal: AbortSignal;
}

/** A file that is kept elsewhere and read from there while it is sent, so that nobody holds it. */
export interface MediaContent {
  readonly mediaType: string;
  /** How many will come. */
  readonly bytes: number;
  /** From the beginning, each time: a second try reads them again. */
  read(): AsyncIterable<Uint8Array>;
}

/** What is in memory anyway, as something to be sent. */
export const contentOf = (bytes: Uint8Array, mediaType: string): MediaContent => ({
  mediaType,
  bytes: bytes.byteLength,
  async *read() {
    yield bytes;
  },
});
