import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Item } from '../../src/knowledge/item';
import { readPage } from '../../src/knowledge/web/read-page';
import { readSitemap } from '../../src/knowledge/web/read-sitemap';
import { createOutsideHttp, type OutsideHttp } from '../../src/net/outside-http';
import type { KnownDocument } from '../../src/ports/knowledge-store';
import { pdf } from './files';
import { never, read } from './support';

type Page =
  | string
  | Buffer
  | { status?: number; type?: string; body?: string | Buffer; headers?: Record<string, string> };

let site: Record<string, Page>;
let asked: IncomingMessage[];
let base: string;
let http: OutsideHttp;
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  asked.push(request);
  const page = site[request.url ?? ''];
  if (page === undefined) return void response.writeHead(404).end();
  const {
    status = 200,
    type = 'text/html',
    body = '',
    headers = {},
  } = typeof page === 'string' || Buffer.isBuffer(page) ? { body: page } : page;
  const etag = headers.etag;
  if (etag !== undefined && request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  response.writeHead(status, { 'content-type': type, ...headers }).end(body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = createOutsideHttp({ allowPrivate: true });
});
afterAll(async () => {
  await http.close();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  site = {};
});

const article = (title: string): string =>
  `<html lang="en"><body><main><h1>${title}</h1><p>Everything there is to know about ${title}, in a sentence that is long enough.</p></main></body></html>`;
const sitemap = (...paths: readonly string[]): string =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>${path.startsWith('http') ? path : base + path}</loc></url>`).join('')}</urlset>`;

/** Nine entities, each ten of the one before it. */
const BOMB = `<!DOCTYPE x [<!ENTITY e0 "0123456789">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
).join('')}]><urlset><url><loc>&e9;</loc></url></urlset>`;

const keys = (items: readonly Item[]) => items.flatMap((item) => (item.type === 'document' ? [item.document.id] : []));
const reasons = (items: readonly Item[]) => items.flatMap((item) => (item.type === 'problem' ? [item.reason] : []));

describe('a page', () => {
  it('is read with its address, as HTML, PDF or text', async () => {
    site['/help/returns'] = article('returns');
    site['/a.pdf'] = { type: 'application/pdf', body: pdf([['Boots fit true to size.']]) };
    site['/a.md'] = { type: 'text/markdown; charset=utf-8', body: '# Costs\n\nNone.' };
    for (const [path, title] of [
      ['/help/returns', 'returns'],
      ['/a.pdf', 'A'],
      ['/a.md', 'Costs'],
    ] as const) {
      const [, item] = await read(readPage(base + path, http));
      expect(item).toMatchObject({ document: { title, url: base + path } });
    }
  });

  it('is not asked for twice while it has not changed, and shown what is kept', async () => {
    site['/a'] = { body: article('a'), headers: { etag: '"7"' } };
    const [, first] = await read(readPage(`${base}/a`, http));
    expect(first).toMatchObject({ fetched: { etag: '"7"' } });
    const known = new Map([['a', { key: 'a', fetched: { etag: '"7"', lastModified: null } } as KnownDocument]]);
    const items: Item[] = [];
    for await (const item of readPage(`${base}/a`, http)({ known, signal: never })) items.push(item);
    expect(items[1]).toEqual({ type: 'unchanged', key: 'a' });
  });

  it.each([
    [{ status: 404 }, /It is gone \(404\)/],
    [{ status: 500 }, /The server answered 500/],
    [{ type: 'image/png', body: 'x' }, /of a kind that is not read \(image\/png\)/],
    [{ body: '<html><body></body></html>' }, /There is no text on this page/],
  ])('that cannot be read is refused: %j', async (page, reason) => {
    site['/a'] = page;
    await expect(read(readPage(`${base}/a`, http))).rejects.toThrow(reason);
  });

  it('reads other encodings', async () => {
    site['/a'] = {
      type: 'text/html; charset=iso-8859-1',
      body: Buffer.from('<p>Größe der Schuhe ist wichtig für Füße.</p>', 'latin1'),
    };
    const [, item] = await read(readPage(`${base}/a`, http));
    expect(JSON.stringify(item)).toContain('Größe der Schuhe');
  });

  it('on this machine is read only where that is allowed', async () => {
    site['/a'] = article('a');
    const guarded = createOutsideHttp();
    await expect(read(readPage(`${base}/a`, guarded))).rejects.toThrow('in a private network');
    expect(asked.length).toBe(0);
    await guarded.close();
  });
});

describe('a sitemap', () => {
  it('gives the pages of its host that robots.txt allows, through sitemaps of sitemaps, packed or not', async () => {
    site['/robots.txt'] = { type: 'text/plain', body: 'User-agent: *\nDisallow: /private\nAllow: /private/faq' };
    site['/index.xml'] =
      `<sitemapindex><sitemap><loc>${base}/one.xml.gz</loc></sitemap><sitemap><loc>${base}/two.xml</loc></sitemap><sitemap><loc>${base}/index.xml</loc></sitemap></sitemapindex>`;
    site['/one.xml.gz'] = gzipSync(sitemap('/a', '/b#top', '/private/x', '/private/faq'));
    site['/two.xml'] = sitemap('/a', '/a/', 'https://elsewhere.example/c', '/gone', '/hc?id=1&amp;lang=en');
    for (const path of ['/a', '/b', '/private/x', '/private/faq', '/hc?id=1&lang=en'])
      site[path] = article(path.slice(1, 4));
    const items = await read(readSitemap(`${base}/index.xml`, http));
    expect(keys(items)).toEqual(['a', 'b', 'private/faq', 'hc?id=1&lang=en']);
    expect(reasons(items)).toEqual([
      'It lists 1 page on other hosts. Only pages of the host of the sitemap are read.',
      'It lists 1 page that robots.txt does not allow.',
      'It is gone (404).',
    ]);
    expect(asked.some(({ url }) => url === '/private/x')).toBe(false);
    expect(asked.every(({ headers }) => headers['user-agent'] === 'Baton-Knowledge/1.0')).toBe(true);
  });

  it('is read up to a number of pages, and says so', async () => {
    site['/s.xml'] = sitemap(...Array.from({ length: 9 }, (_, at) => `/p${at}`));
    for (let at = 0; at < 9; at += 1) site[`/p${at}`] = article(`page ${at}`);
    const items = await read(readSitemap(`${base}/s.xml`, http, 4));
    expect(keys(items)).toEqual(['p0', 'p1', 'p2', 'p3']);
    expect(reasons(items)).toEqual([
      'It lists 5 pages more than the 4 that are read. Raise --max-pages to read them too.',
    ]);
  });

  it('keeps going behind a page that fails, and asks a busy server once more', async () => {
    site['/s.xml'] = sitemap('/a', '/b');
    site['/a'] = { status: 503, headers: { 'retry-after': '0' } };
    site['/b'] = article('b');
    const items = await read(readSitemap(`${base}/s.xml`, http));
    expect([keys(items), reasons(items)]).toEqual([['b'], ['The server answered 503.']]);
    expect(asked.filter(({ url }) => url === '/a').length).toBe(2);
  });

  it.each([
    ['not there', undefined, /s\.xml answered 404/],
    ['a page', article('a'), /is not a sitemap/],
    ['broken', '<urlset><url>', /is not a sitemap/],
    ['empty', '<urlset></urlset>', /lists no pages of its host/],
  ])('that is %s is refused, and nothing is taken away', async (_, body, reason) => {
    if (body !== undefined) site['/s.xml'] = body;
    await expect(read(readSitemap(`${base}/s.xml`, http))).rejects.toThrow(reason);
  });

  it('that is a bomb stays as small as it came', async () => {
    site['/s.xml'] = BOMB;
    expect(JSON.stringify(await read(readSitemap(`${base}/s.xml`, http))).length).toBeLessThan(1000);
  });

  it('is not read while its robots.txt cannot be', async () => {
    site['/s.xml'] = sitemap('/a');
    site['/robots.txt'] = { status: 500 };
    await expect(read(readSitemap(`${base}/s.xml`, http))).rejects.toThrow(/robots\.txt answered 500/);
  });
});
