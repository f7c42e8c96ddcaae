import { PortError } from '../../domain/errors';
import type { FetchLimits, IncomingMedia } from '../../ports/media-content';

/** How long a source may take, in ms: to send the next piece, and in all. */
export interface Deadlines {
  readonly idleMs: number;
  readonly totalMs: number;
}

/** 25 MB within them take 2 Mbit/s. */
const DEADLINES: Deadlines = { idleMs: 15_000, totalMs: 120_000 };

type Fetch = (limits: FetchLimits) => Promise<IncomingMedia>;
type Wait = <T>(step: Promise<T>) => Promise<T>;

/**
 * Has a file fetched and gives it to `take` while it comes: never more than `maxBytes` of it, whatever its source said
 * before, and for no longer than the deadlines. When this ends, however it ends, the source is closed.
 */
export async function receive(
  fetch: Fetch,
  maxBytes: number,
  take: (incoming: IncomingMedia) => Promise<void>,
  { idleMs, totalMs }: Deadlines = DEADLINES,
): Promise<void> {
  const closing = new AbortController();
  const { signal } = closing;
  const tooLong = setTimeout(
    () => closing.abort(slow('The file takes too long to come; it is fetched again.')),
    totalMs,
  );
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  aborted.catch(() => undefined);
  const wait: Wait = async (step) => {
    const idle = setTimeout(() => closing.abort(slow('The file stopped coming; it is fetched again.')), idleMs);
    try {
      return await Promise.race([step, aborted]);
    } catch (error) {
      // Whatever the source makes of being closed is our own doing.
      throw signal.aborted ? signal.reason : error;
    } finally {
      clearTimeout(idle);
    }
  };
  try {
    const incoming = await wait(fetch({ maxBytes, signal }));
    await take({ ...incoming, pieces: counted(incoming.pieces, maxBytes, wait) });
  } finally {
    clearTimeout(tooLong);
    closing.abort();
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, maxBytes: number, wait: Wait): AsyncGenerator<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  for (let total = 0; ; ) {
    const next = await wait(source.next());
    if (next.done) return;
    total += next.value.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    yield next.value;
  }
}

export const tooLarge = (maxBytes: number): PortError =>
  new PortError('rejected', `It is larger than the ${megabytes(maxBytes)} MB that Baton takes (MEDIA_MAX_MB).`, {
    adapter: 'baton',
    reason: 'too_large',
    code: 'too_large',
  });

const slow = (sentence: string): PortError =>
  new PortError('unavailable', sentence, { adapter: 'baton', code: 'slow' });

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
