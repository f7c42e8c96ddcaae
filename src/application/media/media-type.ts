import type { MediaKind } from '../../domain/message';

/** As far as anything below looks into a file. */
export const HEAD_BYTES = 4096;

const OCTETS = 'application/octet-stream';

/** [media type, offset, the bytes as Latin-1]. The first that fits wins. */
const SIGNATURES: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['audio/wav', 8, 'WAVE'],
  ['video/x-msvideo', 8, 'AVI '],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['image/bmp', 0, 'BM'],
  ['application/pdf', 0, '%PDF-'],
  ['application/rtf', 0, '{\\rtf'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/midi', 0, 'MThd'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/zip', 0, 'PK\x05\x06'],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/vnd.rar', 0, 'Rar!\x1a\x07'],
  ['application/x-7z-compressed', 0, '7z\xbc\xaf\x27\x1c'],
  ['application/x-ole-storage', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/x-msdownload', 0, 'MZ'],
  ['application/x-executable', 0, '\x7fELF'],
];

/** Formats that are a special use of another: the bytes show the container, and only then what was said counts. */
const SPECIAL_USES: Readonly<Record<string, RegExp>> = {
  'application/zip':
    /^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(word|excel|powerpoint)|android|apple)[\w.+-]*|epub\+zip|x-zip-compressed)$/,
  'application/x-ole-storage': /^application\/(msword|vnd\.ms-[\w.+-]+|vnd\.visio)$/,
  'application/gzip': /^application\/(x-tgsticker|x-gzip|x-tar|x-compressed-tar)$/,
  'audio/ogg': /^(audio\/opus|video\/ogg|application\/ogg)$/,
  'video/mp4': /^(audio\/(mp4|x-m4a|m4a|aac)|video\/(quicktime|x-m4v|3gpp2?)|audio\/3gpp2?)$/,
  'video/webm': /^(audio\/webm|video\/x-matroska|audio\/x-matroska)$/,
};

/**
 * What a file is, by its bytes. What was said about it counts only where the bytes cannot contradict it: a document of
 * a known container, or plain data. A page or a drawing with scripts is never a picture, whatever its name.
 */
export function mediaTypeOf(content: Buffer, declared: string | null): string {
  const head = content.subarray(0, HEAD_BYTES);
  const said = plainType(declared);
  const found = container(head) ?? signature(head) ?? markup(head);
  if (found !== null) return SPECIAL_USES[found]?.test(said) ? said : found;
  return isData(said) ? (isReadable(head) ? said : OCTETS) : isReadable(head) ? 'text/plain' : OCTETS;
}

const plainType = (declared: string | null): string => declared?.split(';')[0]?.trim().toLowerCase() ?? '';

/** Types whose files have no signature, so that nothing else can vouch for them. */
const isData = (said: string): boolean =>
  /^(text\/(plain|csv|calendar|vcard|x-vcard|markdown|tab-separated-values)|application\/json)$/.test(said);

function signature(head: Buffer): string | null {
  const text = head.toString('latin1', 0, 64);
  const found = SIGNATURES.find(([, at, bytes]) => text.startsWith(bytes, at));
  if (found !== undefined) return found[0] === 'application/x-msdownload' && isReadable(head) ? null : found[0];
  // MPEG audio without a tag, and AAC, begin with a run of set bits.
  const [first = 0, second = 0] = head;
  if (first !== 0xff) return null;
  if ((second & 0xf6) === 0xf0) return 'audio/aac';
  return (second & 0xe6) === 0xe2 ? 'audio/mpeg' : null;
}

/** Formats that hold others: which one is said inside. */
function container(head: Buffer): string | null {
  const text = head.toString('latin1', 0, 64);
  if (text.startsWith('OggS')) return /theora|\x80theora/.test(head.toString('latin1')) ? 'video/ogg' : 'audio/ogg';
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm';
  if (text.startsWith('ftyp', 4)) return isoType(text.slice(8, 12));
  return text.startsWith('wide', 4) || text.startsWith('moov', 4) ? 'video/quicktime' : null;
}

function isoType(brand: string): string {
  if (/^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand)) return 'image/heic';
  if (/^avi[fs]$/.test(brand)) return 'image/avif';
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4';
  if (brand === 'qt  ') return 'video/quicktime';
  return /^3g[a-z0-9]{2}$/.test(brand) ? 'video/3gpp' : 'video/mp4';
}

/** Text that a browser would run or draw. */
function markup(head: Buffer): string | null {
  const text = withoutPreamble(head.toString('utf8')).slice(0, 512).toLowerCase();
  if (/^<svg[\s>]/.test(text) || /^<!doctype svg/.test(text)) return 'image/svg+xml';
  if (
    /^<(!doctype html|html|head|body|script|iframe|style|title|meta|link|object|embed|table|div|h1|a|p|b|br|font|form)[\s>/]/.test(
      text,
    )
  ) {
    return 'text/html';
  }
  return head.toString('utf8').trimStart().startsWith('<?xml') ? 'application/xml' : null;
}

/** Byte order mark, declarations and comments, which may stand before the first tag. */
function withoutPreamble(text: string): string {
  let rest = text.replace(/^\ufeff/, '').trimStart();
  for (;;) {
    const end = rest.startsWith('<?') ? rest.indexOf('?>') + 2 : rest.startsWith('<!--') ? rest.indexOf('-->') + 3 : 0;
    if (end < 3) return rest;
    rest = rest.slice(end).trimStart();
  }
}

const ESCAPE = 0x1b;

/** No control characters but those of text: a table or a note, not a program. */
const isReadable = (head: Buffer): boolean =>
  head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === ESCAPE);

/** Types that a channel may treat as what the part says it is; anything else travels as a file. */
export function kindFor(kind: MediaKind, mediaType: string): MediaKind {
  const family = mediaType.split('/')[0];
  switch (kind) {
    case 'image':
      return family === 'image' && mediaType !== 'image/svg+xml' ? 'image' : 'file';
    case 'video':
      // A moving picture without sound travels as a video on some channels.
      return family === 'video' || mediaType === 'image/gif' ? 'video' : 'file';
    case 'audio':
    case 'voice':
      return family === 'audio' || mediaType === 'video/ogg' || mediaType === 'video/webm' ? kind : 'file';
    case 'sticker':
      return /^(image\/webp|image\/png|video\/webm|application\/x-tgsticker)$/.test(mediaType) ? 'sticker' : 'file';
    case 'file':
      return 'file';
  }
}
