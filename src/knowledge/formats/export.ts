import { readFile } from 'node:fs/promises';
import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { type Item, problemWith, SourceProblem, type SourceReader, Unreadable } from '../item';
import { endingOf } from './read-file';

export const EXPORT_ENDINGS: readonly string[] = ['json', 'jsonl', 'ndjson', 'csv'];
const MAX_BYTES = 100_000_000;
const MAX_ARTICLES = 20_000;

type Row = Readonly<Record<string, unknown>>;

/**
 * The articles of a help centre's export: what the APIs of Zendesk (`articles`) and Intercom (`data`) answer, a plain
 * list, one object a line, or CSV with a header. Drafts and archived articles are not read, those for some users only
 * are internal.
 */
export const readExport = (path: string): SourceReader =>
  async function* ({ signal }) {
    const rows = await rowsIn(path);
    if (rows.length > MAX_ARTICLES)
      throw new SourceProblem(`${path} has ${rows.length} articles; at most ${MAX_ARTICLES} are read. Part it.`);
    const shown = rows.map((row, at) => ({ row: flat(row), at })).filter(({ row }) => isPublished(row));
    yield { type: 'expected', count: shown.length };
    const keys = new Set<string>();
    for (const { row, at } of shown) {
      signal.throwIfAborted();
      yield await item(row, at, path, keys);
    }
  };

async function item(row: Row, at: number, path: string, keys: Set<string>): Promise<Item> {
  const key = keyIn(row, at);
  const what = `${path}, article ${at + 1}`;
  try {
    if (keys.has(key)) throw new Unreadable(`Another article before it has the same id (${key}).`);
    keys.add(key);
    return { type: 'document', document: await article(row, key), fetched: null };
  } catch (error) {
    return problemWith(error, key, what);
  }
}

async function rowsIn(path: string): Promise<readonly Row[]> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new SourceProblem(
      error.code === 'ENOENT'
        ? `${path} does not exist. Check the path.`
        : `${path} cannot be read (${error.code ?? 'unknown error'}).`,
    );
  });
  if (bytes.length > MAX_BYTES) throw new SourceProblem(`${path} is larger than 100 MB. Part it.`);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const ending = endingOf(path);
  const rows =
    ending === 'csv'
      ? await csvRows(text, path)
      : ending === 'json'
        ? listIn(json(text, path), path)
        : lines(text, path);
  return rows.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row));
}

async function csvRows(text: string, path: string): Promise<unknown[]> {
  const { parse } = await import('csv-parse/sync');
  const delimiter = [',', ';', '\t'].reduce((best, one) => (countIn(text, one) > countIn(text, best) ? one : best));
  try {
    return parse(text, { columns: true, delimiter, trim: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    const { message } = error as Error;
    throw new SourceProblem(
      `${path} is not CSV that can be read (${message.split('\n')[0]}). Quote fields that hold commas.`,
    );
  }
}

/** In the header, where no text stands that holds one by chance. */
const countIn = (text: string, delimiter: string): number => (text.split('\n', 1)[0] ?? '').split(delimiter).length;

function json(text: string, path: string, at = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceProblem(`${path}${at} is not JSON. Export it again.`);
  }
}

const lines = (text: string, path: string): unknown[] =>
  text.split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [json(line, path, `, line ${at + 1},`)]));

function listIn(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  const lists = typeof value === 'object' && value !== null ? (value as Row) : {};
  for (const name of ['articles', 'data', 'items', 'results', 'documents']) {
    const list = lists[name];
    if (Array.isArray(list)) return list;
  }
  throw new SourceProblem(
    `${path} holds no list of articles. Expected: a list, or an object with "articles" or "data".`,
  );
}

/** Column names as people write them: "Article ID" is article_id. */
const flat = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '_'),
      value,
    ]),
  );

function textIn(row: Row, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

const isTrue = (value: unknown): boolean => value === true || /^(?:true|yes|1)$/i.test(String(value ?? ''));
const isFalse = (value: unknown): boolean => value === false || /^(?:false|no|0)$/i.test(String(value ?? ''));

function isPublished(row: Row): boolean {
  if (['draft', 'archived', 'deleted', 'outdated', 'is_draft', 'is_archived'].some((flag) => isTrue(row[flag])))
    return false;
  if (isFalse(row.published)) return false;
  const state = textIn(row, 'state', 'status')?.toLowerCase() ?? 'published';
  return /^(?:published|public|active|live|internal|private)$/.test(state);
}

/** Zendesk restricts an article to a segment of its users; nothing says that our customer is one of them. */
function isInternal(row: Row): boolean {
  const said = textIn(row, 'audience', 'visibility', 'state', 'status')?.toLowerCase() ?? '';
  return (
    /^(?:internal|private|agents?|staff)$/.test(said) || textIn(row, 'user_segment_id') !== null || isTrue(row.internal)
  );
}

/** The translations of one article share its id. */
function keyIn(row: Row, at: number): string {
  const id = textIn(row, 'id', 'article_id', 'key', 'slug') ?? textIn(row, 'url', 'html_url', 'link') ?? String(at + 1);
  const locale = localeIn(row);
  return locale === null ? id : `${id}-${locale.toLowerCase()}`;
}

const localeIn = (row: Row): string | null => textIn(row, 'locale', 'language', 'lang', 'default_locale');

async function article(row: Row, key: string): Promise<KnowledgeDocument> {
  const title = textIn(row, 'title', 'name', 'question', 'subject');
  const body = textIn(row, 'body', 'body_html', 'content', 'html', 'answer', 'text', 'description');
  if (title === null) throw new Unreadable('It has no title ("title", "name" or "question").');
  if (body === null) throw new Unreadable(`"${title.slice(0, 60)}" has no text ("body", "content" or "answer").`);
  const url = textIn(row, 'html_url', 'public_url', 'url', 'link');
  return {
    id: key,
    title,
    // The address of an API is nothing to send to a customer.
    url: url !== null && /^https?:\/\/(?!.*\/api\/v\d)/.test(url) ? url : null,
    audience: isInternal(row) ? 'internal' : 'public',
    language: localeIn(row)?.slice(0, 2).toLowerCase() ?? null,
    text: await readable(body),
  };
}

async function readable(body: string): Promise<string> {
  if (!/<\/?[a-z][^>]*>/i.test(body)) return body;
  const { htmlToMarkdown } = await import('./html');
  const text = await htmlToMarkdown(body);
  if (text === '') throw new Unreadable('Its body holds no text.');
  return text;
}
