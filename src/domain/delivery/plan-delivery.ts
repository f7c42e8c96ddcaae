import { type MediaPart, type MessagePart, plainText, textPart } from '../message';
import type { ChannelCapabilities } from './capabilities';
import { splitText } from './split-text';

/** Fits parts to what a channel can carry. An adapter is only ever handed parts that it said it can send. */
export function planDelivery(parts: readonly MessagePart[], can: ChannelCapabilities): readonly MessagePart[] {
  return parts.flatMap((part) => fitPart(part, can));
}

function fitPart(part: MessagePart, can: ChannelCapabilities): readonly MessagePart[] {
  switch (part.type) {
    case 'text':
      return splitText(part, can.text.max, can.text.unit);
    case 'media':
      return fitMedia(part, can);
    case 'location':
      return can.location ? [part] : [textPart(mapLink(part))];
    case 'contact':
    case 'unsupported':
      return [textPart(plainText([part]))];
  }
}

/** A caption that is too long for its file follows as a message of its own, in order. */
function fitMedia(part: MediaPart, can: ChannelCapabilities): readonly MessagePart[] {
  const limits = can.media[part.kind];
  if (limits === undefined || (part.bytes ?? 0) > limits.maxBytes) return [textPart(plainText([part]))];
  if (part.caption === undefined || part.caption.text.length <= limits.captionMax) return [part];
  const { caption, ...bare } = part;
  return [bare, ...splitText(caption, can.text.max, can.text.unit)];
}

const mapLink = (place: { name?: string; latitude: number; longitude: number }): string =>
  [place.name, `https://maps.google.com/?q=${place.latitude},${place.longitude}`].filter(Boolean).join('\n');
