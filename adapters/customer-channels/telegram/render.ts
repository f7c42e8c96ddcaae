import type { ContactPart, LocationPart, MediaContent, MediaPart, MessagePart, TextPart } from '../../../src/ports';
import { PHOTO_MAX_BYTES } from './capabilities';
import { toHtml } from './html';

/** A text as parameters of the Bot API. Without formatting no parser is asked, and nothing can go wrong in it. */
export interface RenderedText {
  readonly text: string;
  readonly parse_mode?: 'HTML';
}

export const renderText = (part: TextPart): RenderedText =>
  hasFormatting(part) ? { text: toHtml(part), parse_mode: 'HTML' } : { text: part.text };

export const hasFormatting = (part: TextPart): boolean => (part.entities?.length ?? 0) > 0;

/** The same without formatting, for when Telegram cannot parse it. */
export const withoutFormatting = (part: TextPart): TextPart => ({ type: 'text', text: part.text });

export type Upload = 'photo' | 'animation' | 'video' | 'audio' | 'voice' | 'sticker' | 'document';

/**
 * How a file travels. Telegram's special kinds take certain formats only and convert others badly or refuse them; a
 * document takes everything as it is.
 */
export function uploadKind(part: MediaPart, { mediaType, bytes }: Omit<MediaContent, 'read'>): Upload {
  switch (part.kind) {
    case 'image':
      if (mediaType === 'image/gif') return 'animation';
      return /^image\/(jpeg|png|webp)$/.test(mediaType) && bytes <= PHOTO_MAX_BYTES ? 'photo' : 'document';
    case 'video':
      return mediaType === 'video/mp4' ? 'video' : 'document';
    case 'audio':
      return /^audio\/(mpeg|mp3|mp4|m4a|x-m4a)$/.test(mediaType) ? 'audio' : 'document';
    case 'voice':
      return /^audio\/(ogg|opus|mpeg|mp3|mp4|m4a|x-m4a)\b/.test(mediaType) ? 'voice' : 'document';
    case 'sticker':
      return /^(image\/webp|video\/webm|application\/x-tgsticker)$/.test(mediaType) ? 'sticker' : 'document';
    case 'file':
      return 'document';
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
};

/** Customers see it under the file. Quotes and line breaks would end the header that carries it. */
export function fileName(part: MediaPart, mediaType: string): string {
  const given = part.name?.replace(/["\r\n\\/]/g, '_').trim();
  return given || `${part.kind}.${EXTENSIONS[mediaType.split(';')[0] ?? ''] ?? 'bin'}`;
}

/** A named place is a venue, and a venue needs an address: its position stands for it. */
export const renderVenue = ({ latitude, longitude, name }: LocationPart & { readonly name: string }) => ({
  latitude,
  longitude,
  title: name,
  address: `${latitude}, ${longitude}`,
});

/** Telegram's card has room for one number; the vCard beside it carries them all. */
export function renderContact({ name, phones }: ContactPart) {
  const [phone] = phones;
  if (phone === undefined) return null;
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${vcardText(name)}`,
    ...phones.map((number) => `TEL:${vcardText(number)}`),
    'END:VCARD',
  ];
  return { phone_number: phone, first_name: name || phone, ...(phones.length > 1 && { vcard: lines.join('\n') }) };
}

const vcardText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** What stands for a part that Telegram has no form for. */
export function fallbackText(part: MessagePart): TextPart {
  if (part.type === 'text') return part;
  if (part.type === 'contact') return { type: 'text', text: [part.name, ...part.phones].join('\n') };
  if (part.type === 'unsupported') return { type: 'text', text: `[${part.what}]` };
  return { type: 'text', text: part.type === 'media' ? `[${part.name ?? part.kind}]` : '[location]' };
}
