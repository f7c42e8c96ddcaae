import { PortError } from '../../domain/errors';

/** A file in memory, because what looks at it has to see all of it. Only ever inside `inTurn`. */
export interface WholeFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Rejects with a PortError of this sentence where there are more than `maxBytes`. */
export async function wholeFile(
  pieces: AsyncIterable<Uint8Array>,
  mediaType: string,
  { maxBytes, sentence }: { readonly maxBytes: number; readonly sentence: string },
): Promise<WholeFile> {
  const held: Uint8Array[] = [];
  let total = 0;
  for await (const piece of pieces) {
    total += piece.byteLength;
    if (total > maxBytes) {
      throw new PortError('rejected', sentence, { adapter: 'baton', reason: 'too_large', code: 'too_large' });
    }
    held.push(piece);
  }
  return { mediaType, bytes: Buffer.concat(held) };
}
