import { emojiLeaf } from './emoji';
import { generatedId } from './ids';
import { unescapeText } from './text';
import type { Block, Json } from './wire';

/**
 * Stored text (mrkdwn, escaped) to the `rich_text` block that Slack puts beside it: for what people type and for posts
 * of apps that bring no blocks. Leaves hold unescaped text.
 */
export const richTextBlock = (stored: string, formatted = true): Block => ({
  type: 'rich_text',
  block_id: generatedId(),
  elements: formatted ? sections(stored) : [section([leaf(unescapeText(stored))])],
});

const section = (elements: Json[]): Json => ({ type: 'rich_text_section', elements });

type Line =
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'bullet' | 'ordered'; readonly text: string; readonly indent: number };

const sections = (stored: string): Json[] => {
  const elements: Json[] = [];
  for (const [index, part] of stored.split('```').entries()) {
    if (index % 2 === 1) elements.push(preformatted(part));
    else elements.push(...groups(part.replace(index > 0 ? /^\n/ : /^(?!)/, '')));
  }
  return elements.length > 0 ? elements : [section([])];
};

const preformatted = (code: string): Json => ({
  type: 'rich_text_preformatted',
  elements: [leaf(unescapeText(code.replace(/^\n/, '').replace(/\n$/, '')))],
  border: 0,
});

const lineOf = (text: string): Line => {
  const quote = /^&gt; ?(.*)$/.exec(text);
  if (quote) return { kind: 'quote', text: quote[1] ?? '' };
  const bullet = /^( *)[•◦▪] +(.*)$/.exec(text);
  if (bullet) return { kind: 'bullet', text: bullet[2] ?? '', indent: (bullet[1] ?? '').length / 4 };
  const ordered = /^( *)\d{1,2}\. +(.*)$/.exec(text);
  if (ordered) return { kind: 'ordered', text: ordered[2] ?? '', indent: (ordered[1] ?? '').length / 4 };
  return { kind: 'plain', text };
};

const sameGroup = (a: Line, b: Line): boolean =>
  a.kind === b.kind && ('indent' in a ? a.indent : 0) === ('indent' in b ? b.indent : 0);

const groups = (text: string): Json[] => {
  if (text === '') return [];
  const grouped: Line[][] = [];
  for (const line of text.split('\n').map(lineOf)) {
    const last = grouped.at(-1);
    if (last?.[0] && sameGroup(last[0], line)) last.push(line);
    else grouped.push([line]);
  }
  return grouped.map((lines, index) => groupElement(lines, index < grouped.length - 1));
};

const groupElement = (lines: readonly Line[], moreFollows: boolean): Json => {
  const first = lines[0] as Line;
  const joined = lines.map((line) => line.text).join('\n');
  if (first.kind === 'quote') return { type: 'rich_text_quote', elements: inline(joined) };
  if (first.kind === 'plain') return section(inline(moreFollows ? `${joined}\n` : joined));
  return {
    type: 'rich_text_list',
    style: first.kind,
    indent: first.indent,
    border: 0,
    elements: lines.map((line) => section(inline(line.text))),
  };
};

type Style = Readonly<Record<string, true>>;

const leaf = (text: string, style: Style = {}): Json => withStyle({ type: 'text', text }, style);
const withStyle = (element: Json, style: Style): Json =>
  Object.keys(style).length > 0 ? { ...element, style } : element;

const BEFORE = '(?<![A-Za-z0-9])';
const AFTER = '(?![A-Za-z0-9])';
const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<reference>[^<>\\n]+)>',
    ":(?<emoji>[a-z0-9_+'-]+):(?::skin-tone-(?<tone>[2-6]):)?",
    `${BEFORE}\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*${AFTER}`,
    `${BEFORE}_(?<italic>[^\\s_](?:[^_\\n]*[^\\s_])?)_${AFTER}`,
    `${BEFORE}~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~${AFTER}`,
  ].join('|'),
  'g',
);

const inline = (text: string, style: Style = {}): Json[] => {
  const elements: Json[] = [];
  let rest = 0;
  for (const match of text.matchAll(INLINE)) {
    const made = fromMatch(match.groups ?? {}, style);
    if (!made) continue;
    if (match.index > rest) elements.push(leaf(unescapeText(text.slice(rest, match.index)), style));
    elements.push(...made);
    rest = match.index + match[0].length;
  }
  if (rest < text.length) elements.push(leaf(unescapeText(text.slice(rest)), style));
  return elements;
};

const fromMatch = (found: Record<string, string | undefined>, style: Style): Json[] | null => {
  if (found.code) return [leaf(unescapeText(found.code), { ...style, code: true })];
  if (found.bold) return inline(found.bold, { ...style, bold: true });
  if (found.italic) return inline(found.italic, { ...style, italic: true });
  if (found.strike) return inline(found.strike, { ...style, strike: true });
  if (found.reference) return [withStyle(reference(found.reference), style)];
  const emoji = emojiLeaf(found.emoji ?? '', found.tone ? Number(found.tone) : undefined);
  return emoji ? [withStyle(emoji, style)] : null;
};

const reference = (inside: string): Json => {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice('!subteam^'.length) };
  if (target.startsWith('!date^')) return date(target, label);
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  const url = unescapeText(target);
  return label === undefined ? { type: 'link', url } : { type: 'link', url, text: unescapeText(label) };
};

const date = (target: string, fallback = ''): Json => {
  const [, seconds = '0', format = '', url] = target.split('^');
  return { type: 'date', timestamp: Number(seconds), format, ...(url ? { url } : {}), fallback };
};
