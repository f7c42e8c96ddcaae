import type { TextEntity, TextPart } from '../message';

export type TextUnit = 'utf16' | 'bytes';

const ENCODER = new TextEncoder();
const measure = (text: string, unit: TextUnit): number =>
  unit === 'utf16' ? text.length : ENCODER.encode(text).length;

/** Cuts are looked for in the last half: a part that is nearly empty reads as a mistake. */
const BREAKS = [/\n\s*\n/g, /\n/g, /[.!?…]["')\]]*\s/g, /\s/g] as const;

/**
 * Breaks a text where a reader would: at a blank line, a line end, a sentence end, a space; a longer word is cut
 * between characters as people see them. Formatting that spans a cut goes on in the next part.
 */
export function splitText(part: TextPart, max: number, unit: TextUnit): readonly TextPart[] {
  const pieces: TextPart[] = [];
  let start = 0;
  while (start < part.text.length) {
    const end = start + endOfPiece(part.text.slice(start), max, unit);
    pieces.push(trimmed(part, start, end));
    start = end;
  }
  const full = pieces.filter(({ text }) => text !== '');
  return full.length > 0 ? full : [part];
}

function endOfPiece(rest: string, max: number, unit: TextUnit): number {
  if (measure(rest, unit) <= max) return rest.length;
  const limit = longestPrefix(rest, max, unit);
  for (const pattern of BREAKS) {
    const at = lastBreak(rest.slice(0, limit), pattern);
    if (at > limit / 2) return at;
  }
  return limit;
}

const lastBreak = (text: string, pattern: RegExp): number => {
  let at = -1;
  for (const match of text.matchAll(pattern)) at = match.index + match[0].length;
  return at;
};

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whole characters only: a cut emoji is two broken ones. A single one larger than the limit is taken all the same. */
function longestPrefix(text: string, max: number, unit: TextUnit): number {
  let length = 0;
  let size = 0;
  // A prefix of `max` units is never longer than `max` UTF-16 units; a little more lets a character end.
  for (const { segment } of GRAPHEMES.segment(text.slice(0, max + 64))) {
    size += measure(segment, unit);
    if (size > max && length > 0) break;
    length += segment.length;
  }
  return length;
}

function trimmed(part: TextPart, start: number, end: number): TextPart {
  const raw = part.text.slice(start, end);
  const from = start + (raw.length - raw.trimStart().length);
  const text = raw.trim();
  const entities = (part.entities ?? []).flatMap((entity) => clip(entity, from, from + text.length));
  return { type: 'text', text, ...(entities.length > 0 ? { entities } : {}) };
}

function clip(entity: TextEntity, from: number, to: number): readonly TextEntity[] {
  const start = Math.max(entity.offset, from);
  const end = Math.min(entity.offset + entity.length, to);
  return end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
}
