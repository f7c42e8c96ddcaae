import type { FetchLimits, IncomingMedia, MediaContent, MediaPart } from '../../src/ports';

interface MediaFacet {
  fetch(part: MediaPart, limits: FetchLimits): Promise<IncomingMedia>;
}

/** Everything that a media facet hands over, as core would read it. */
export async function fetched(media: MediaFacet | undefined, part: MediaPart, maxBytes: number) {
  if (media === undefined) throw new Error('There is no facet for files.');
  const { mediaType, pieces } = await media.fetch(part, { maxBytes, signal: new AbortController().signal });
  return { mediaType, bytes: await joined(pieces) };
}

export async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const held: Uint8Array[] = [];
  for await (const piece of pieces) held.push(piece);
  return Buffer.concat(held);
}

const MEGABYTE = 1024 * 1024;

/** A large file that is made while it is read, and how far it was ever read ahead of what `received` says has come. */
export function measuredFile(megabytes: number, mediaType: string, received: () => number) {
  let ahead = 0;
  const content: MediaContent = {
    mediaType,
    bytes: megabytes * MEGABYTE,
    async *read() {
      for (let read = MEGABYTE; read <= megabytes * MEGABYTE; read += MEGABYTE) {
        yield Buffer.alloc(MEGABYTE);
        ahead = Math.max(ahead, read - received());
      }
    },
  };
  return { content, aheadMegabytes: () => ahead / MEGABYTE };
}
