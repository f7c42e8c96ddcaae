import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { Unreadable } from '../item';

const MAX_STREAM = 100_000_000;
/** Pages of text are far smaller; a picture of a page in print quality is about this. */
const MAX_SENTENCE =
  'A part of it is larger than 100 MB once it is unpacked. Save it again with smaller pictures, or as text.';
/** Packed more often than this, nothing is read of it. */
const MAX_DEPTH = 3;

const BEGIN = Buffer.from('stream');
const END = Buffer.from('endstream');
const [CR, LF] = [13, 10];

/**
 * Refuses a PDF of which one stream unpacks to more than a page can need, before a library holds all of it. Deflate is
 * what unpacks to a thousand times its size and what every program writes.
 */
export async function refuseStreamBomb(pdf: Buffer): Promise<void> {
  for (let begin = pdf.indexOf(BEGIN); begin >= 0; ) {
    const start = begin + BEGIN.length + lineEnd(pdf, begin + BEGIN.length);
    const end = pdf.indexOf(END, start);
    await refuseLarge(pdf.subarray(start, end < 0 ? pdf.length : end), 1);
    if (end < 0) return;
    begin = pdf.indexOf(BEGIN, end + END.length);
  }
}

const lineEnd = (pdf: Buffer, at: number): number =>
  pdf[at] === CR && pdf[at + 1] === LF ? 2 : pdf[at] === CR || pdf[at] === LF ? 1 : 0;

async function refuseLarge(packed: Buffer, depth: number): Promise<void> {
  if (!isDeflated(packed)) return;
  if (depth > MAX_DEPTH)
    throw new Unreadable('It is packed several times over. Open it in a reader and save it again.');
  const options = { maxOutputLength: MAX_STREAM, finishFlush: constants.Z_SYNC_FLUSH };
  const whole = await promisify(inflate)(packed, options).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw new Unreadable(MAX_SENTENCE);
    return null;
  });
  if (whole !== null) await refuseLarge(whole, depth + 1);
}

/** As a zlib stream begins: the method, and two bytes that 31 divides. */
const isDeflated = (bytes: Buffer): boolean =>
  bytes.length > 2 && ((bytes[0] ?? 0) & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0;
