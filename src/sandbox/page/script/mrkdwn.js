import { showDate } from './dates.js';
import { h } from './dom.js';
import { emoji } from './emoji.js';
import { webLink } from './safe-html.js';

const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Marks that pair up around words, the first that fits wins: code hides the others inside it. */
const INLINE = [
  { pattern: /```([\s\S]+?)```/, make: (inner) => h('pre', {}, unescaped(inner)) },
  { pattern: /`([^`\n]+)`/, make: (inner) => h('code', {}, unescaped(inner)) },
  { pattern: /<([^<>\n]+)>/, make: (inner, names) => special(inner, names) },
  { pattern: /(?<![\p{L}\p{N}])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}])/u, tag: 'b' },
  { pattern: /(?<![\p{L}\p{N}])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}])/u, tag: 'i' },
  { pattern: /(?<![\p{L}\p{N}])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}])/u, tag: 's' },
  { pattern: /:([a-z0-9_+'-]+):/, make: (inner) => emoji(inner) },
];

/** The nodes of a text in Slack's markup. `names`: people behind ids. */
export function mrkdwn(text, names) {
  return quotes(text).flatMap(({ quoted, lines }) => {
    const nodes = inline(lines.join('\n'), names);
    return quoted ? [h('blockquote', {}, nodes)] : nodes;
  });
}

function quotes(text) {
  const runs = [];
  for (const line of text.split('\n')) {
    const quoted = /^&gt; ?/.test(line);
    const clean = quoted ? line.replace(/^&gt; ?/, '') : line;
    if (runs.at(-1)?.quoted === quoted) runs.at(-1).lines.push(clean);
    else runs.push({ quoted, lines: [clean] });
  }
  return runs;
}

function inline(text, names) {
  let first = null;
  for (const rule of INLINE) {
    const match = rule.pattern.exec(text);
    if (match && (first === null || match.index < first.match.index)) first = { match, rule };
  }
  if (first === null) return text === '' ? [] : [unescaped(text)];
  const { match, rule } = first;
  const made = rule.tag ? h(rule.tag, {}, inline(match[1], names)) : rule.make(match[1], names);
  return [
    ...(match.index > 0 ? [unescaped(text.slice(0, match.index))] : []),
    made,
    ...inline(text.slice(match.index + match[0].length), names),
  ];
}

/** What stands between angle brackets: people, channels, dates, links. */
function special(inner, names) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (target.startsWith('@')) return mention(`@${names[target.slice(1)] ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return mention(`#${label ?? target.slice(1)}`);
  if (target.startsWith('!date^')) {
    const [, timestamp, format] = target.split('^');
    return showDate(timestamp, format ?? '{date} {time}');
  }
  if (target.startsWith('!')) return mention(`@${(label ?? target.slice(1)).replace(/^@/, '')}`);
  return webLink(unescaped(target), [unescaped(label ?? target)]);
}

export const mention = (text) => h('span', { class: 'mention' }, text);
