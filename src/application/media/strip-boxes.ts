/** One box of an ISO file (HEIC, AVIF, MP4, QuickTime): where its content begins and ends. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** Boxes side by side; null where they do not add up. */
function boxesIn(content: Buffer, from: number, to: number): Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to) return null;
    const short = content.readUInt32BE(at);
    const isLong = short === 1;
    if (isLong && at + 16 > to) return null;
    const size = isLong ? Number(content.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const head = isLong ? 16 : 8;
    if (size < head || at + size > to) return null;
    boxes.push({ type: content.toString('latin1', at + 4, at + 8), start: at, from: at + head, to: at + size });
    at += size;
  }
  return boxes;
}

/**
 * A film without the place where it was made, the device, or other notes: these boxes become empty room of the same
 * size, so that nothing moves and every address in the file stays right. Null: it cannot be read.
 */
export function stripFilm(content: Buffer): Buffer | null {
  const copy = Buffer.from(content);
  const top = boxesIn(copy, 0, copy.length);
  if (top === null) return null;
  for (const box of top) {
    if (isNotes(box)) empty(copy, box);
    else if (box.type === 'moov' && !stripMovie(copy, box)) return null;
  }
  return copy;
}

const isNotes = ({ type }: Box): boolean => type === 'udta' || type === 'meta' || type === 'uuid';

function stripMovie(content: Buffer, { from, to }: Box): boolean {
  const boxes = boxesIn(content, from, to);
  if (boxes === null) return false;
  for (const box of boxes) {
    if (isNotes(box)) empty(content, box);
    else if (box.type === 'trak' && !stripMovie(content, box)) return false;
  }
  return true;
}

function empty(content: Buffer, { start, from, to }: Box): void {
  content.write('free', start + 4, 'latin1');
  content.fill(0, from, to);
}

/**
 * A HEIC or AVIF picture whose Exif and XMP are zeroed where they stand; how it is to be turned is said elsewhere in
 * the file and stays. Null: its parts cannot be found, so nothing can be promised.
 */
export function stripHeif(content: Buffer): Buffer | null {
  const copy = Buffer.from(content);
  const meta = boxesIn(copy, 0, copy.length)?.find(({ type }) => type === 'meta');
  // `meta` is a full box: four bytes of version and flags before its content.
  const parts = meta === undefined ? null : boxesIn(copy, meta.from + 4, meta.to);
  const info = parts?.find(({ type }) => type === 'iinf');
  const places = parts?.find(({ type }) => type === 'iloc');
  if (!info || !places) return null;
  try {
    const hidden = notesAmong(copy, info);
    const own = parts?.find(({ type }) => type === 'idat')?.from ?? null;
    for (const { from, to } of extentsOf(copy, places, hidden, own)) {
      if (to > copy.length) return null;
      copy.fill(0, from, to);
    }
    return copy;
  } catch (error) {
    // An offset that leads out of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Ids of the items that hold Exif or XMP. */
function notesAmong(content: Buffer, { from, to }: Box): ReadonlySet<number> {
  const isWide = content[from] !== 0;
  const entries = boxesIn(content, from + 4 + (isWide ? 4 : 2), to) ?? [];
  const ids = entries.flatMap((entry) => {
    const version = content[entry.from] ?? 0;
    if (version < 2) return [];
    const idBytes = version === 2 ? 2 : 4;
    const id = content.readUIntBE(entry.from + 4, idBytes);
    const type = content.toString('latin1', entry.from + 6 + idBytes, entry.from + 10 + idBytes);
    return type === 'Exif' || type === 'mime' || type === 'uri ' ? [id] : [];
  });
  return new Set(ids);
}

/** Where those items lie in the file. The sizes of the fields are themselves in the file. */
function extentsOf(content: Buffer, box: Box, ids: ReadonlySet<number>, idat: number | null) {
  const version = content[box.from] ?? 0;
  let at = box.from + 4;
  const read = (bytes: number): number => {
    // Eight bytes are more than a number holds, and more than any file here has.
    const value = bytes === 0 ? 0 : bytes === 8 ? Number(content.readBigUInt64BE(at)) : content.readUIntBE(at, bytes);
    at += bytes;
    return value;
  };
  const sizes = read(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const extents: { from: number; to: number }[] = [];
  const count = read(version < 2 ? 2 : 4);
  for (let item = 0; item < count; item += 1) {
    const id = read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read(2) & 15;
    read(2);
    const base = read(baseBytes) + (method === 1 ? (idat ?? Number.MAX_SAFE_INTEGER) : 0);
    const pieces = read(2);
    for (let piece = 0; piece < pieces; piece += 1) {
      read(indexBytes);
      const from = base + read(offsetBytes);
      const to = from + read(lengthBytes);
      if (ids.has(id)) extents.push({ from, to });
    }
  }
  return extents;
}
