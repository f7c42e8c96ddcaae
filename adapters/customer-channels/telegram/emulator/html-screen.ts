import type { WireEntity } from './wire';

const TAG_BY_TYPE: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/**
 * What the customer's screen shows, made from the parsed entities and never from the markup that was sent: safe to
 * insert into a page. Entities come sorted and nested, as the parser gives them.
 */
export function screenHtml(text: string, entities: readonly WireEntity[]): string {
  return inside(text, entities, 0, text.length);
}

function inside(text: string, entities: readonly WireEntity[], start: number, end: number): string {
  let html = '';
  let at = start;
  for (const [index, entity] of entities.entries()) {
    if (entity.offset < at || entity.offset >= end) continue;
    const close = Math.min(entity.offset + entity.length, end);
    html += escaped(text.slice(at, entity.offset));
    html += wrapped(entity, inside(text, entities.slice(index + 1), entity.offset, close));
    at = close;
  }
  return html + escaped(text.slice(at, end));
}

function wrapped({ type, url }: WireEntity, html: string): string {
  if (type === 'text_link' && url !== undefined && /^https?:\/\//i.test(url)) {
    return `<a href="${escaped(url)}" rel="noopener noreferrer" target="_blank">${html}</a>`;
  }
  const tag = TAG_BY_TYPE[type];
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}
