import type { FetchLimits, IncomingMedia, MediaPart } from '../../src/ports';

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
