import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { Unreadable } from '../item';

const MB = 1_000_000;
/** All parts of a document, unpacked. Its pictures are packed already, so a document is hardly larger than its file. */
const MAX_UNPACKED = 60 * MB;
/** What may be XML: a book of a thousand pages has a few MB of it, and a parser takes many times as much memory. */
const MAX_XML = 20 * MB;

const END = Buffer.from('PK\u0005\u0006');
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
/** Bits 0 and 6: encrypted. */
const ENCRYPTED = 0b100_0001;
/** "See the other directory": only files of 4 GB need one. */
const IN_ZIP64 = 0xffff;
const STORED = 0;
const DEFLATED = 8;

const PICTURES: readonly Buffer[] = [
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  'BM',
  'II*\u0000',
  'MM\u0000*',
  'RIFF',
].map((start) => Buffer.from(start, 'latin1'));

interface Entry {
  readonly method: number;
  readonly packed: Buffer;
}

/**
 * Refuses a zip that unpacks to more than a document has, before a library holds all of it: what its directory says of
 * sizes may be a lie, so each part is unpacked here, alone and no further than to the limit.
 */
export async function refuseZipBomb(zip: Buffer): Promise<void> {
  const left = { all: MAX_UNPACKED, xml: MAX_XML };
  for (const entry of entriesIn(zip)) {
    const part = await unpacked(entry, left.all);
    left.all -= part.length;
    if (!PICTURES.some((start) => part.subarray(0, start.length).equals(start))) left.xml -= part.length;
    if (left.all < 0 || left.xml < 0) throw tooLarge();
  }
}

async function unpacked({ method, packed }: Entry, most: number): Promise<Buffer> {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw unopenable();
  return promisify(inflateRaw)(packed, { maxOutputLength: Math.max(1, most) }).catch((error: unknown) => {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : unopenable();
  });
}

/** By the directory at the end, and only where every way to read it comes to the same. */
function* entriesIn(zip: Buffer): Generator<Entry> {
  const end = zip.lastIndexOf(END);
  if (end < 0 || end + END_LENGTH > zip.length) throw unopenable();
  const [disk, directoryDisk] = [zip.readUInt16LE(end + 4), zip.readUInt16LE(end + 6)];
  const [here, count] = [zip.readUInt16LE(end + 8), zip.readUInt16LE(end + 10)];
  if (disk !== 0 || directoryDisk !== 0 || here !== count || count === IN_ZIP64) throw unopenable();
  const [size, start] = [zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  if (start + size !== end) throw unopenable();
  let at = start;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_LENGTH > end || zip.readUInt32LE(at) !== ENTRY) throw unopenable();
    yield entryAt(zip, at);
    at += ENTRY_LENGTH + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) throw unopenable();
}

function entryAt(zip: Buffer, at: number): Entry {
  const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)];
  const [length, local] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
  if ((flags & ENCRYPTED) !== 0) throw unopenable();
  if (local + LOCAL_LENGTH > zip.length || zip.readUInt32LE(local) !== LOCAL) throw unopenable();
  const start = local + LOCAL_LENGTH + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + length > zip.length) throw unopenable();
  return { method, packed: zip.subarray(start, start + length) };
}

export const unopenable = (): Unreadable =>
  new Unreadable('It is not a Word document (.docx) that can be opened. Save it again as .docx.');

const tooLarge = (): Unreadable =>
  new Unreadable(
    `Unpacked it is larger than a document is: at most ${MAX_UNPACKED / MB} MB are read, ${MAX_XML / MB} MB of them text. Save it again as .docx, or split it into articles on one topic each.`,
  );
