const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const ORIENTATION = 0x0112;
const EXIF = 'Exif\0\0';

interface Segment {
  readonly marker: number;
  /** With marker and length. */
  readonly bytes: Buffer;
  readonly body: Buffer;
}

/**
 * A JPEG with what shows the picture and nothing else: no Exif, XMP, IPTC, comments, previews, maker's notes, nor
 * anything behind its end (phones append films there). How it is to be turned is kept, alone. Null: it is no JPEG that
 * can be read, so nothing can be promised about it.
 */
export function stripJpeg(content: Buffer): Buffer | null {
  if (content.length < 4 || content[0] !== 0xff || content[1] !== SOI) return null;
  const kept: Buffer[] = [];
  let orientation = 1;
  for (let at = 2; ; ) {
    const next = segmentAt(content, at);
    if (next === null) return null;
    if (next === 'end') break;
    const { marker, bytes, body } = next;
    at += bytes.length;
    if (marker === APP1) orientation = orientationIn(body) ?? orientation;
    if (isPicture(marker, body)) kept.push(bytes);
    if (marker === SOS) {
      const end = endOfScan(content, at);
      kept.push(content.subarray(at, end));
      at = end;
    }
    // A download that was cut shows what it has.
    if (at >= content.length) break;
  }
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
  return Buffer.concat([Buffer.of(0xff, SOI), ...turned, ...kept, Buffer.of(0xff, EOI)]);
}

function segmentAt(content: Buffer, start: number): Segment | 'end' | null {
  let at = start;
  if (content[at] !== 0xff) return null;
  // Any number of fill bytes may stand before a marker.
  while (content[at + 1] === 0xff) at += 1;
  const marker = content[at + 1];
  if (marker === EOI) return 'end';
  if (marker === undefined || marker < 0xc0 || (marker >= 0xd0 && marker <= SOI) || at + 4 > content.length)
    return null;
  const end = at + 2 + content.readUInt16BE(at + 2);
  if (end < at + 4 || end > content.length) return null;
  return { marker, bytes: content.subarray(start, end), body: content.subarray(at + 4, end) };
}

/** Tables, frames and scans; of the application's segments only the size in the oldest format, colours, and Adobe's. */
function isPicture(marker: number, body: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const begins = (text: string): boolean => body.toString('latin1', 0, text.length) === text;
  if (marker === 0xe0) return begins('JFIF\0') && body.length === 14;
  if (marker === 0xe2) return begins('ICC_PROFILE\0');
  return marker === 0xee && begins('Adobe');
}

/** Compressed data goes on until a marker that is neither an escaped 0xff nor a restart. */
function endOfScan(content: Buffer, start: number): number {
  for (let at = content.indexOf(0xff, start); at >= 0 && at + 1 < content.length; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1] ?? 0;
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return content.length;
}

/** 1 to 8; null where it is not said. */
function orientationIn(body: Buffer): number | null {
  if (body.toString('latin1', 0, EXIF.length) !== EXIF) return null;
  const tiff = body.subarray(EXIF.length);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number): number =>
    at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const directory = long(4);
  for (let n = 0; n < short(directory); n += 1) {
    const entry = directory + 2 + n * 12;
    const value = short(entry + 8);
    if (short(entry) === ORIENTATION) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** Exif with a single entry. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff]);
  const head = Buffer.of(0xff, APP1, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
