/** Looks at the first `count` bytes, or at all of a shorter file, and leaves them to be read with the rest. */
export async function firstBytes(
  pieces: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly head: Buffer; readonly pieces: AsyncIterable<Uint8Array> }> {
  const source = pieces[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  for (let length = 0; length < count; ) {
    const next = await source.next();
    if (next.done) break;
    seen.push(next.value);
    length += next.value.byteLength;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => source };
  }
  return { head: Buffer.concat(seen), pieces: all() };
}
