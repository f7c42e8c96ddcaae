import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { Unreadable } from '../item';
import { headingOf, nameOf } from './markdown';

export interface HtmlPlace {
  readonly key: string;
  /** Where the page is; null: a file. */
  readonly url: string | null;
}

/** The article of a web page as Markdown: what stands around it (menus, footers, banners) is left out. */
export async function readHtmlPage(html: string, { key, url }: HtmlPlace): Promise<KnowledgeDocument> {
  const { document } = await parsed(html);
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null;
  const language = document.documentElement?.getAttribute('lang')?.slice(0, 2).toLowerCase() || null;
  const heading = document.querySelector('main h1, article h1, h1')?.textContent?.trim();
  const pageTitle = document.querySelector('title')?.textContent?.trim();
  const article = await articleIn(document);
  const text = await htmlToMarkdown(article);
  if (text === '')
    throw new Unreadable('There is no text on this page. Pages that are drawn by a script cannot be read.');
  return {
    id: key,
    title: oneLine(heading || pageTitle || headingOf(text) || nameOf(key)),
    url: url ?? (canonical !== null && /^https?:/.test(canonical) ? canonical : null),
    audience: 'public',
    language,
    text,
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300);

async function parsed(html: string) {
  const { parseHTML } = await import('linkedom');
  return parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
}

/** Readability wants whole pages of prose; of a short answer it says nothing, and then the body is taken. */
async function articleIn(document: Awaited<ReturnType<typeof parsed>>['document']): Promise<string> {
  const { Readability } = await import('@mozilla/readability');
  for (const element of document.querySelectorAll('script, style, noscript, template, svg, form, iframe'))
    element.remove();
  // These libraries know browsers' types, which this project does not have.
  const found = new Readability(document.cloneNode(true) as never, { charThreshold: 100, keepClasses: false }).parse();
  if (found?.content && (found.textContent ?? '').trim().length >= 40) return found.content;
  for (const element of document.querySelectorAll('nav, footer, header, aside')) element.remove();
  return (document.querySelector('main, article') ?? document.body)?.innerHTML ?? '';
}

/** Word's tables have no heading row and paragraphs in their cells; Markdown's need the one and have no room for the other. */
function plainTable(
  table: ReturnType<Awaited<ReturnType<typeof parsed>>['document']['querySelectorAll']>[number],
): void {
  for (const cell of table.querySelectorAll('td, th')) {
    for (const block of cell.querySelectorAll('p, div, br, li')) block.after(' ');
    for (const block of cell.querySelectorAll('p, div')) block.replaceWith(...block.childNodes);
  }
  if (table.querySelector('th') !== null) return;
  for (const cell of table.querySelector('tr')?.querySelectorAll('td') ?? []) {
    const heading = cell.ownerDocument.createElement('th');
    heading.append(...cell.childNodes);
    cell.replaceWith(heading);
  }
}

interface Picture {
  getAttribute(name: string): string | null;
}

/** A fragment as Markdown: headings, lists, tables and code stay what they are. */
export async function htmlToMarkdown(html: string): Promise<string> {
  const [{ default: TurndownService }, { gfm }] = await Promise.all([
    import('turndown'),
    import('@joplin/turndown-plugin-gfm'),
  ]);
  const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced' });
  service.use(gfm);
  service.remove(['script', 'style', 'noscript']);
  service.addRule('pictures', {
    filter: 'img',
    replacement: (_, node) => (node as unknown as Picture).getAttribute('alt') ?? '',
  });
  const { document } = await parsed(html);
  for (const table of document.querySelectorAll('table')) plainTable(table);
  return (
    service
      // As text: tables need a document that knows their rows, which turndown's own does.
      .turndown(document.body.innerHTML)
      .replace(/\u00a0/g, ' ')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}
