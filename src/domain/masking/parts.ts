import type { MessagePart, TextEntity, TextPart } from '../message';
import { masked, type Sensitive, sensitiveIn } from './numbers';

/** What is shown of parts to whoever may not see their numbers whole. */
export const maskedParts = (parts: readonly MessagePart[]): readonly MessagePart[] => parts.map(maskedPart);

/** There is something in them that is not shown. */
export const holdsNumbers = (parts: readonly MessagePart[]): boolean =>
  parts.some((part) => wordsOf(part).some((words) => sensitiveIn(words).length > 0));

function wordsOf(part: MessagePart): readonly string[] {
  switch (part.type) {
    case 'text':
      return [part.text];
    case 'media':
      return [part.name ?? '', part.caption?.text ?? '', part.transcript ?? ''];
    case 'contact':
    case 'location':
      return [part.name ?? ''];
    case 'unsupported':
      return [];
  }
}

function maskedPart(part: MessagePart): MessagePart {
  switch (part.type) {
    case 'text':
      return maskedText(part);
    case 'media':
      return {
        ...part,
        name: part.name === null ? null : masked(part.name),
        ...(part.caption === undefined ? {} : { caption: maskedText(part.caption) }),
        ...(part.transcript === undefined ? {} : { transcript: masked(part.transcript) }),
      };
    case 'contact':
      return { ...part, name: masked(part.name) };
    case 'location':
      return part.name === undefined ? part : { ...part, name: masked(part.name) };
    case 'unsupported':
      return part;
  }
}

/** Formatting stays over the words that it was over. */
function maskedText(part: TextPart): TextPart {
  const found = sensitiveIn(part.text);
  if (found.length === 0) return part;
  const text = masked(part.text);
  if (part.entities === undefined) return { ...part, text };
  const entities = part.entities
    .map((entity): TextEntity => {
      const offset = moved(entity.offset, found);
      return { ...entity, offset, length: moved(entity.offset + entity.length, found) - offset };
    })
    .filter(({ length }) => length > 0);
  return { ...part, text, entities };
}

/** Where a place of the old text is in the new one; inside what is masked, as far in as there is anything. */
function moved(place: number, found: readonly Sensitive[]): number {
  let shift = 0;
  for (const { at, length, shown } of found) {
    if (place <= at) break;
    if (place < at + length) return at + shift + Math.min(place - at, shown.length);
    shift += shown.length - length;
  }
  return place + shift;
}
