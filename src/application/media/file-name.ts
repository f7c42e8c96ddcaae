import type { MediaPart } from '../../domain/message';

const NAME_MAX = 100;

const EXTENSIONS: Readonly<Record<string, readonly [usual: string, ...others: string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/avif': ['avif'],
  'image/tiff': ['tiff', 'tif'],
  'image/bmp': ['bmp'],
  'image/svg+xml': ['svg'],
  'audio/ogg': ['ogg', 'opus'],
  'audio/opus': ['ogg', 'opus'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4', 'm4b'],
  'audio/wav': ['wav'],
  'audio/amr': ['amr'],
  'audio/aac': ['aac'],
  'audio/flac': ['flac'],
  'audio/webm': ['webm', 'weba'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm', 'mkv'],
  'video/quicktime': ['mov', 'qt'],
  'video/3gpp': ['3gp'],
  'video/ogg': ['ogv', 'ogg'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'application/json': ['json'],
  'application/x-tgsticker': ['tgs'],
  'application/x-msdownload': ['exe', 'dll', 'scr', 'com'],
  'text/html': ['html', 'htm'],
  'text/plain': ['txt', 'text', 'log', 'md', 'csv', 'tsv', 'ini', 'yml', 'yaml'],
  'text/csv': ['csv'],
  'text/vcard': ['vcf'],
  'text/x-vcard': ['vcf'],
  'text/calendar': ['ics'],
};

/** Endings that promise a type: under one of these, other bytes would be opened by the wrong program. */
const PROMISES = new Set(Object.values(EXTENSIONS).flat());

/**
 * The name under which a file is shown and saved: no folder, no control or direction mark, not too long, and with an
 * ending that tells what it is. Voice notes end in `.ogg`, which players know, never in Telegram's `.oga`.
 */
export function fileNameFor(part: Pick<MediaPart, 'name' | 'kind'>, mediaType: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(?:\.([A-Za-z0-9]{1,10}))?$/s.exec(clean(part.name ?? '')) ?? [];
  const base = stem === '' ? part.kind : stem;
  const given = ending.toLowerCase();
  const known = EXTENSIONS[mediaType];
  if (known === undefined) return `${shortened(base)}.${ending === '' ? 'bin' : ending}`;
  const isFree = mediaType === 'text/plain' && given !== '' && !PROMISES.has(given);
  if (isFree || known.includes(given)) return `${shortened(base)}.${ending}`;
  const isSilent = given === '' || given === 'oga';
  return `${shortened(isSilent ? base : `${base}.${ending}`)}.${known[0]}`;
}

/** Path, control characters, quotes of headers, and marks that turn text around. */
const clean = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed.
    .replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd"<>|:*?]/g, '')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');

function shortened(base: string): string {
  const characters = [...base];
  const cut = characters.length > NAME_MAX ? `${characters.slice(0, NAME_MAX).join('')}…` : base;
  // Names that are devices on Windows.
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(cut) ? `_${cut}` : cut;
}
