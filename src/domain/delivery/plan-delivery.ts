import { type Choice, type MediaPart, type MessagePart, plainText, type TextPart, textPart } from '../message';
import type { ChannelCapabilities } from './capabilities';
import { splitText } from './split-text';

/**
 * Fits parts to what a channel can carry. A file stays a file here: whether the channel takes it is known when its bytes
 * are, and what it does not take becomes a link then. An adapter is only ever handed parts that it said it can send.
 */
export function planDelivery(parts: readonly MessagePart[], can: ChannelCapabilities): readonly MessagePart[] {
  return captioned(parts, can).flatMap((part) => fitPart(part, can));
}

/** Words before a file become its caption where there is room: one message, as people would have sent it. */
function captioned(parts: readonly MessagePart[], can: ChannelCapabilities): readonly MessagePart[] {
  const [words, file, ...rest] = parts;
  if (words?.type !== 'text' || file?.type !== 'media' || file.caption !== undefined) return parts;
  if (words.choices !== undefined) return parts;
  return words.text.length <= captionMax(file, can) ? [{ ...file, caption: words }, ...rest] : parts;
}

function fitPart(part: MessagePart, can: ChannelCapabilities): readonly MessagePart[] {
  switch (part.type) {
    case 'text':
      return fitText(part, can);
    case 'media':
      return fitMedia(part, can);
    case 'location':
      return can.location ? [part] : [textPart(mapLink(part))];
    case 'contact':
    case 'unsupported':
      return [textPart(plainText([part]))];
  }
}

/** Choices stand under the end of a long text. Where they cannot be shown, the words of the text have to do. */
function fitText({ choices, ...text }: TextPart, can: ChannelCapabilities): readonly TextPart[] {
  if (choices === undefined || choices.length === 0) return splitText(text, can.text.max, can.text.unit);
  if (!canShow(choices, can)) return splitText(inWords(text, choices), can.text.max, can.text.unit);
  const pieces = splitText(text, can.text.max, can.text.unit);
  return pieces.map((piece, index) => (index === pieces.length - 1 ? { ...piece, choices } : piece));
}

const canShow = (choices: readonly Choice[], { quickReplies }: ChannelCapabilities): boolean =>
  quickReplies !== null &&
  choices.length <= quickReplies.max &&
  choices.every(({ label }) => label.length <= quickReplies.maxLabelLength);

/** A text that names one of its answers says how to answer; any other gets them listed under it. */
function inWords(part: TextPart, choices: readonly Choice[]): TextPart {
  const said = part.text.toLowerCase();
  if (choices.some(({ label }) => said.includes(label.toLowerCase()))) return part;
  return { ...part, text: `${part.text}\n\n${choices.map(({ label }) => `– ${label}`).join('\n')}` };
}

/** A caption that is too long for its file follows as a message of its own, in order. */
function fitMedia(part: MediaPart, can: ChannelCapabilities): readonly MessagePart[] {
  if (part.caption === undefined || part.caption.text.length <= captionMax(part, can)) return [part];
  const { caption, ...bare } = part;
  return [bare, ...splitText(caption, can.text.max, can.text.unit)];
}

/** Name and address of a file, where they stand in a text. */
const LINK_ROOM = 400;

/** Beside a link there is the room of a text. */
function captionMax(part: MediaPart, can: ChannelCapabilities): number {
  const limits = can.media[part.kind];
  const isCarried = limits !== undefined && (part.bytes ?? 0) <= limits.maxBytes;
  return isCarried ? limits.captionMax : Math.max(can.text.max - LINK_ROOM, 0);
}

const mapLink = (place: { name?: string; latitude: number; longitude: number }): string =>
  [place.name, `https://maps.google.com/?q=${place.latitude},${place.longitude}`].filter(Boolean).join('\n');
