const PNG_SIGNATURE_BYTES = 8;
/** Words, Exif and the time of the last change. What shows the picture, colours and animation stay. */
const PNG_DROPPED = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'caBX']);

/** A PNG without words, Exif, or anything behind its end. Null: it is no PNG that can be read. */
export function stripPng(content: Buffer): Buffer | null {
  const kept = [content.subarray(0, PNG_SIGNATURE_BYTES)];
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= content.length; ) {
    const end = at + 12 + content.readUInt32BE(at);
    if (end > content.length) return null;
    const type = content.toString('latin1', at + 4, at + 8);
    if (!PNG_DROPPED.has(type)) kept.push(content.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

const RIFF_HEADER_BYTES = 12;
const WEBP_DROPPED = new Set(['EXIF', 'XMP ']);
/** Bits in the first byte of VP8X that announce Exif and XMP. */
const VP8X_ANNOUNCED = 0x08 | 0x04;

/** A WebP without Exif and XMP. Null: it is no WebP that can be read. */
export function stripWebp(content: Buffer): Buffer | null {
  if (content.length < RIFF_HEADER_BYTES) return null;
  const end = Math.min(content.readUInt32LE(4) + 8, content.length);
  const kept: Buffer[] = [];
  for (let at = RIFF_HEADER_BYTES; at + 8 <= end; ) {
    const size = content.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    if (at + 8 + size > end) return null;
    const type = content.toString('latin1', at, at + 4);
    if (!WEBP_DROPPED.has(type))
      kept.push(type === 'VP8X' ? unannounced(content.subarray(at, next)) : content.subarray(at, next));
    at = next;
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from(content.subarray(0, RIFF_HEADER_BYTES));
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}

function unannounced(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[8] = (copy[8] ?? 0) & ~VP8X_ANNOUNCED;
  return copy;
}
