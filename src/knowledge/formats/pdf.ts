import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { Unreadable } from '../item';
import { nameOf } from './markdown';
import { refuseStreamBomb } from './pdf-streams';

const MAX_PAGES = 500;
const MAX_MS = 60_000;
/** Less than this on a page is a page number or a scan's watermark. */
const MIN_TEXT_PER_PAGE = 15;

/** A PDF's text, a section per page. A scan has none and is refused with a sentence that says so. */
export async function readPdf(bytes: Buffer, key: string, now: () => number = Date.now): Promise<KnowledgeDocument> {
  await refuseStreamBomb(bytes);
  const { getDocumentProxy, getMeta } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) => {
    const locked = error instanceof Error && error.name === 'PasswordException';
    throw new Unreadable(
      locked
        ? 'It is protected by a password. Save a copy without one.'
        : 'It is not a PDF that can be opened. Open it in a reader and save it again.',
    );
  });
  try {
    if (pdf.numPages > MAX_PAGES)
      throw new Unreadable(`It has ${pdf.numPages} pages; at most ${MAX_PAGES} are read. Part it by topic.`);
    const endAt = now() + MAX_MS;
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      if (now() > endAt) throw new Unreadable('Reading it took more than a minute. Part it by topic.');
      pages.push(flowing(await linesOf(await pdf.getPage(number))));
    }
    if (pages.every((page) => page.length < MIN_TEXT_PER_PAGE))
      throw new Unreadable(
        'It has no text: it seems to be a scan. Recognise its text (OCR) first, or write it as Markdown.',
      );
    const { info } = await getMeta(pdf).catch(() => ({ info: {} as Record<string, unknown> }));
    return {
      id: key,
      title: titleIn(info) ?? nameOf(key),
      url: null,
      audience: 'public',
      language: null,
      text: sections(pages),
    };
  } finally {
    await pdf.destroy();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>['getPage']>>;

async function linesOf(page: Page): Promise<string[]> {
  const { items } = await page.getTextContent();
  const lines = [''];
  for (const item of items) {
    if (!('str' in item)) continue;
    lines[lines.length - 1] += item.str;
    if (item.hasEOL) lines.push('');
  }
  return lines.map((line) => line.replace(/\s+/g, ' ').trim());
}

/** Lines of print become paragraphs: a line that ends early ends its paragraph. */
function flowing(lines: readonly string[]): string {
  const lengths = lines.map(({ length }) => length).filter((length) => length > 0);
  const full = Math.max(0, ...lengths) * 0.7;
  let text = '';
  let before = '';
  for (const line of lines) {
    if (line === '') text = text.replace(/\n*$/, text === '' ? '' : '\n\n');
    else if (before === '' || text === '' || text.endsWith('\n')) text += line;
    else if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(line)) text = `${text.slice(0, -1)}${line}`;
    else if (/^(?:[•▪◦‣*-]|\d{1,2}[.)])\s/.test(line)) text += `\n${line.replace(/^[•▪◦‣]\s/, '- ')}`;
    else text += before.length < full ? `\n\n${line}` : ` ${line}`;
    before = line;
  }
  return text.trim();
}

const sections = (pages: readonly string[]): string =>
  pages.length === 1
    ? (pages[0] ?? '')
    : pages.flatMap((page, at) => (page === '' ? [] : [`## Page ${at + 1}\n\n${page}`])).join('\n\n');

/** Programs leave their own names and templates there: "Microsoft Word - x.docx", "untitled". */
function titleIn(info: Record<string, unknown>): string | null {
  const title = typeof info.Title === 'string' ? info.Title.trim() : '';
  return title.length < 3 || /^(?:untitled|microsoft word|document\d*$)|\.\w{2,4}$/i.test(title) ? null : title;
}
