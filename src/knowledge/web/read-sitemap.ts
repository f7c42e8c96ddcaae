import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { OutsideHttp } from '../../net/outside-http';
import { type Item, SourceProblem, type SourceReader } from '../item';
import { fetchDocument, get, pageKey, USER_AGENT } from './fetch-document';

export const MAX_PAGES = 500;
const MAX_SITEMAPS = 50;
const MAX_SITEMAP_BYTES = 50_000_000;
/** Pages that are asked for at the same time: a help centre should not notice. */
const AT_ONCE = 3;
const MAX_CRAWL_DELAY_MS = 5_000;

/**
 * The pages that a sitemap lists, on its own host and as its robots.txt allows. Sitemaps of sitemaps are followed. A
 * sitemap that cannot be read rejects, and nothing that is kept is removed.
 */
export const readSitemap = (url: string, http: OutsideHttp, maxPages = MAX_PAGES): SourceReader =>
  async function* (context) {
    const { signal } = context;
    const robots = await robotsOf(url, http, signal);
    const { pages, elsewhere } = await pagesOf(url, http, signal);
    const allowed = pages.filter((page) => robots.isAllowed(page, USER_AGENT) !== false);
    const read = allowed.slice(0, maxPages);
    yield { type: 'expected', count: read.length };
    yield* remarks(url, [
      [elsewhere, 'on other hosts. Only pages of the host of the sitemap are read.'],
      [pages.length - allowed.length, 'that robots.txt does not allow.'],
      [allowed.length - read.length, `more than the ${maxPages} that are read. Raise --max-pages to read them too.`],
    ]);
    const delayMs = Math.min(MAX_CRAWL_DELAY_MS, (robots.getCrawlDelay(USER_AGENT) ?? 0) * 1000);
    for (let at = 0; at < read.length; at += AT_ONCE) {
      signal.throwIfAborted();
      yield* await Promise.all(read.slice(at, at + AT_ONCE).map((page) => fetchDocument(page, http, context)));
      if (delayMs > 0) await sleep(delayMs * AT_ONCE, undefined, { signal });
    }
  };

function* remarks(url: string, counted: readonly (readonly [count: number, what: string])[]): Iterable<Item> {
  for (const [count, what] of counted) {
    if (count <= 0) continue;
    const reason = `It lists ${count} ${count === 1 ? 'page' : 'pages'} ${what}`;
    yield { type: 'problem', key: null, what: url, reason };
  }
}

async function robotsOf(url: string, http: OutsideHttp, signal: AbortSignal) {
  const { default: robotsParser } = await import('robots-parser');
  const address = new URL('/robots.txt', url).href;
  const { status, body } = await get(address, http, signal).catch((error: unknown) =>
    unreadable(address, error, signal),
  );
  if (status >= 500)
    throw new SourceProblem(`${address} answered ${status}, and without it no page is read. Try again later.`);
  return robotsParser(address, status < 300 ? body.toString('utf8') : '');
}

async function pagesOf(url: string, http: OutsideHttp, signal: AbortSignal) {
  const { host } = new URL(url);
  const [queue, seen, pages] = [[url], new Set([url]), new Map<string, string>()];
  let elsewhere = 0;
  for (let next = queue.shift(); next !== undefined && seen.size <= MAX_SITEMAPS; next = queue.shift()) {
    const listed = await listIn(next, http, signal);
    for (const address of [...listed.sitemaps, ...listed.pages]) {
      const full = URL.canParse(address, next) ? new URL(address, next) : null;
      if (full === null || full.host !== host) elsewhere += 1;
      else if (!listed.sitemaps.includes(address)) addPage(pages, full);
      else if (!seen.has(full.href)) {
        seen.add(full.href);
        queue.push(full.href);
      }
    }
  }
  if (pages.size === 0) throw new SourceProblem(`${url} lists no pages of its host. Check the address.`);
  return { pages: [...pages.values()], elsewhere };
}

/** "/a" and "/a/" and "/a#top" are one page: the first address is kept. */
function addPage(pages: Map<string, string>, url: URL): void {
  url.hash = '';
  const key = pageKey(url.href);
  if (!pages.has(key)) pages.set(key, url.href);
}

interface Listed {
  readonly pages: readonly string[];
  readonly sitemaps: readonly string[];
}

async function listIn(url: string, http: OutsideHttp, signal: AbortSignal): Promise<Listed> {
  const answer = await get(url, http, signal, null, MAX_SITEMAP_BYTES).catch((error: unknown) =>
    unreadable(url, error, signal),
  );
  if (answer.status >= 300)
    throw new SourceProblem(`${url} answered ${answer.status}. Check the address of the sitemap.`);
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const text = (await unpacked(answer.body, url)).toString('utf8');
  if (XMLValidator.validate(text) !== true || !/<(?:urlset|sitemapindex)[\s>]/.test(text))
    throw new SourceProblem(`${url} is not a sitemap. Give the address of the XML file, or of a single page.`);
  const isArray = (name: string): boolean => name === 'url' || name === 'sitemap';
  const { urlset, sitemapindex } = new XMLParser({ isArray, removeNSPrefix: true, parseTagValue: false }).parse(text);
  return { pages: locations(urlset?.url), sitemaps: locations(sitemapindex?.sitemap) };
}

const locations = (entries: readonly { loc?: unknown }[] = []): string[] =>
  entries.flatMap(({ loc }) => (typeof loc === 'string' && loc.trim() !== '' ? [loc.trim()] : []));

async function unpacked(body: Buffer, url: string): Promise<Buffer> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  return promisify(gunzip)(body, { maxOutputLength: MAX_SITEMAP_BYTES }).catch(() => {
    throw new SourceProblem(`${url} cannot be unpacked, or is larger than 50 MB.`);
  });
}

function unreadable(url: string, error: unknown, signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new SourceProblem(error instanceof Error ? error.message : `${url} could not be read.`);
}
