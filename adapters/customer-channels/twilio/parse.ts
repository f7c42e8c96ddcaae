import type { CustomerMessage, LocationPart, MediaKind, MediaPart, MessagePart, TextPart } from '../../../src/ports';
import { textPart } from '../../../src/ports';
import { displayFileName } from '../../shared/display-name';
import { shorten } from '../../shared/graphemes';
import type { Form } from './form';
import { isMessageSid, messageId } from './ids';

/** Twilio's own limit of files in one message. */
const MEDIA_MAX = 10;
const HEADLINE_MAX = 120;

/** What the customer sent, never empty: what Baton cannot carry is a placeholder. */
export function partsFrom(form: Form, isWhatsapp: boolean): readonly MessagePart[] {
  const media = mediaFrom(form, isWhatsapp);
  const location = locationFrom(form);
  const said = [...saying(form, media), ...(location === null ? [] : [location])];
  const content = said.length > 0 ? said : [unsupported(form('MessageType'))];
  return withContext(contextLines(form).join('\n'), content);
}

/** The lines before a text are one part with it, as a quote: inboxes set it apart, and no rule reads it. */
function withContext(lines: string, content: readonly MessagePart[]): readonly MessagePart[] {
  if (lines === '') return content;
  const quote = { type: 'quote', offset: 0, length: lines.length } as const;
  const header: TextPart = { type: 'text', text: lines, entities: [quote] };
  const [first, ...rest] = content;
  if (first?.type !== 'text') return [header, ...content];
  return [{ ...header, text: `${lines}\n${first.text}` }, ...rest];
}

/** On WhatsApp a text beside one file is its caption, and beside a document it is the name of the file. */
function saying(form: Form, media: readonly MediaPart[]): readonly MessagePart[] {
  const body = form('Body') || form('ButtonText') || form('ListTitle');
  const [first, ...rest] = media;
  if (first === undefined) return body === '' ? [] : [textPart(body)];
  if (form('MessageType') === 'document') return [{ ...first, name: displayFileName(body) ?? first.name }, ...rest];
  if (body === '') return media;
  return form('MessageType') === '' ? [textPart(body), ...media] : [{ ...first, caption: textPart(body) }, ...rest];
}

function mediaFrom(form: Form, isWhatsapp: boolean): readonly MediaPart[] {
  const count = Math.min(Number(form('NumMedia')) || 0, MEDIA_MAX);
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const ref = form(`MediaUrl${index}`);
    return ref === '' ? [] : [mediaPart(ref, form(`MediaContentType${index}`), isWhatsapp, form('MessageType'))];
  });
}

/** `mediaType` empty: Twilio did not say, and the bytes decide when they are fetched. */
export function mediaPart(ref: string, mediaType: string, isWhatsapp: boolean, messageType = ''): MediaPart {
  const kind = messageType === 'sticker' ? 'sticker' : kindOf(mediaType, isWhatsapp);
  const name = /^text\/(x-)?vcard\b/i.test(mediaType) ? 'contact.vcf' : null;
  return { type: 'media', kind, mediaType: mediaType || null, name, bytes: null, ref };
}

/** Voice notes of WhatsApp are Opus in Ogg; music that is passed on comes in other forms. */
function kindOf(mediaType: string, isWhatsapp: boolean): MediaKind {
  if (isWhatsapp && /^audio\/(ogg|opus|amr)\b/i.test(mediaType)) return 'voice';
  const family = mediaType.split('/')[0]?.toLowerCase();
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

function locationFrom(form: Form): LocationPart | null {
  const [latitude, longitude] = [Number(form('Latitude') || 'none'), Number(form('Longitude') || 'none')];
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return null;
  const name = [form('Label'), form('Address')].filter(Boolean).join(', ');
  return { type: 'location', latitude, longitude, ...(name !== '' && { name }) };
}

/** Where the message comes from, a line each. */
function contextLines(form: Form): readonly string[] {
  const lines: string[] = [];
  const headline = form('ReferralHeadline') || form('ReferralBody');
  if (headline !== '') lines.push(`Came from the ad “${shorten(headline.replace(/\s+/g, ' '), HEADLINE_MAX)}”`);
  if (form('Forwarded') === 'true' || form('FrequentlyForwarded') === 'true') lines.push('Forwarded');
  return lines;
}

function unsupported(messageType: string): MessagePart {
  if (messageType === '' || messageType === 'text') return { type: 'unsupported', what: 'an empty message' };
  // Twilio adds kinds without notice; its word for one is all there is to tell.
  const word = /^[a-z_]{1,30}$/i.test(messageType) ? messageType.replaceAll('_', ' ') : 'unknown';
  return { type: 'unsupported', what: `a message of a kind that cannot be shown (${word})` };
}

/** A press on a button of ours; `id` is what Baton named it by. */
export function choiceIn(form: Form): CustomerMessage['choice'] {
  const [id, under] = [form('ButtonPayload'), form('OriginalRepliedMessageSid')];
  return id === '' || !isMessageSid(under) ? undefined : { id, under: messageId(under) };
}

/** Twilio names the message that is answered and not its words. A press on a button is the answer to its message. */
export function answeredIn(form: Form): CustomerMessage['answers'] {
  const sid = form('OriginalRepliedMessageSid');
  if (!isMessageSid(sid) || form('ButtonText') !== '' || form('ListTitle') !== '') return undefined;
  return { message: messageId(sid), whose: form('OriginalRepliedMessageSender') === form('To') ? 'ours' : 'theirs' };
}
