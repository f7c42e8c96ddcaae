const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const TAGS = { '*': 'b', _: 'i', '~': 's', '`': 'code' } as const;
const PAIR = /(?<![\p{L}\p{N}])([*_~`])(?=[^\s\u200b])([^\n]*?[^\s\u200b])\1(?![\p{L}\p{N}])/u;

/** What the app makes of its markup, safe to insert into a page. */
export function whatsappHtml(text: string): string {
  const [code = '', ...rest] = text.split(/```([^`]+)```/);
  const head = block(code);
  return rest
    .map((piece, index) => (index % 2 === 0 ? `<pre>${escaped(piece)}</pre>` : block(piece)))
    .reduce((html, piece) => html + piece, head);
}

const block = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith('> ') ? `<blockquote>${inline(line.slice(2))}</blockquote>` : inline(line)))
    .join('\n');

function inline(text: string): string {
  const found = PAIR.exec(text);
  if (found === null) return linked(text);
  const [whole, marker = '*', inside = ''] = found;
  const tag = TAGS[marker as keyof typeof TAGS];
  const shown = tag === 'code' ? escaped(inside) : inline(inside);
  return `${linked(text.slice(0, found.index))}<${tag}>${shown}</${tag}>${inline(text.slice(found.index + whole.length))}`;
}

const linked = (text: string): string =>
  escaped(text).replace(
    /https?:\/\/[^\s<>"()]+/g,
    (url) => `<a href="${url}" rel="noopener noreferrer" target="_blank">${url}</a>`,
  );
