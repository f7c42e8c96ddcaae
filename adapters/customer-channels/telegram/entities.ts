import type { MessageEntity } from 'node-telegram-bot-api';
import type { TextEntity, TextPart } from '../../../src/ports';

const SAME_MEANING: Readonly<Record<string, 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote'>> = {
  bold: 'bold',
  italic: 'italic',
  strikethrough: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
};

/**
 * Telegram's markup as ours. Both count in UTF-16 units. What the text shows by itself (mentions, addresses, hashtags)
 * and what nobody needs (underline, spoilers, custom emoji) is left out.
 */
export function textFrom(text: string, entities: readonly MessageEntity[] = []): TextPart {
  if (typeof text !== 'string') throw new TypeError('A text is not a string.');
  const known = entities.flatMap((entity) => knownEntity(entity));
  return known.length === 0 ? { type: 'text', text } : { type: 'text', text, entities: known };
}

function knownEntity({ type, offset, length, url }: MessageEntity): readonly TextEntity[] {
  const meaning = SAME_MEANING[type];
  if (meaning !== undefined) return [{ type: meaning, offset, length }];
  // Anything but a web address (tg://, javascript:) has no business in an agent's browser.
  if (type === 'text_link' && url !== undefined && /^https?:\/\//i.test(url)) {
    return [{ type: 'link', offset, length, url }];
  }
  return [];
}

/** Puts lines before a text and moves its formatting along. */
export function withHeader(header: TextPart | null, part: TextPart | null): TextPart | null {
  if (header === null || part === null) return header ?? part;
  const shift = header.text.length + 1;
  const entities = [
    ...(header.entities ?? []),
    ...(part.entities ?? []).map((entity) => ({ ...entity, offset: entity.offset + shift })),
  ];
  const text = `${header.text}\n${part.text}`;
  return entities.length === 0 ? { type: 'text', text } : { type: 'text', text, entities };
}
