/** Escapes the three characters that mean something in Slack's text. Every other entity would show literally. */
export const escapeText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const unescapeText = (value: string): string =>
  value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

// Controls but tab and newline; overrides and isolates of direction, with which a text can pretend to be another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** What anyone outside typed, made harmless to look at; it keeps its words and its length roughly. */
export const harmless = (value: string): string =>
  value.replaceAll('\r\n', '\n').replace(INVISIBLE, '').replace(LONE_SURROGATE, '\uFFFD').replace(STACKED_MARKS, '$1');

export const oneLine = (value: string): string => harmless(value).replace(/\s+/g, ' ').trim();

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` UTF-16 units, an ellipsis included, never half a character or half an emoji. */
export function clip(value: string, max: number): string {
  if (value.length <= max) return value;
  let end = 0;
  for (const { index, segment } of graphemes.segment(value.slice(0, max + 64))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${value.slice(0, end)}…`;
}

/** Escaped and still at most `max` units long. */
export function escapeAndClip(value: string, max: number): string {
  for (let room = max; room > 0; room -= Math.ceil(room / 10)) {
    const escaped = escapeText(clip(value, room));
    if (escaped.length <= max) return escaped;
  }
  return '';
}

/** A contact's name for a heading: one line, short, without anything that Slack could read as markup. */
export function displayName(name: string | null, max = 60): string {
  const clean = oneLine((name ?? '').replace(/[&<>]/g, ' '));
  return clean === '' ? 'Customer' : clip(clean, max);
}
