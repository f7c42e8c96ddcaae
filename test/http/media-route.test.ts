import { randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { instant, type TenantId } from '../../src/domain/ids';
import { signedLinks } from '../../src/http/media-link';
import { mediaRouter } from '../../src/http/media-route';
import { createHttpServer } from '../../src/http/server';
import type { StoredMedia } from '../../src/ports/media-store';
import { recordingLog } from '../adapters/slack/support';

const KEY = randomBytes(32);
const HOUR = 3_600_000;
const content = randomBytes(100_000);
const tenantId = 'default' as TenantId;

let now = Date.UTC(2026, 10, 22);
const files = new Map<string, StoredMedia>();
const server = createHttpServer(
  [
    mediaRouter({
      links: signedLinks(KEY, '', () => now),
      media: {
        get: async (tenant, id) => (tenant === tenantId ? (files.get(id) ?? null) : null),
        async *read(_media, from = 0, to = content.length - 1) {
          for (let at = from; at <= to; at += 30_000) yield content.subarray(at, Math.min(at + 30_000, to + 1));
        },
      },
    }),
  ],
  recordingLog(),
);
let origin = '';
beforeAll(async () => {
  origin = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});
afterAll(() => server.close());

function file(name: string, mediaType: string): StoredMedia {
  const stored = { tenantId, id: randomUUID(), name, mediaType, bytes: content.length };
  files.set(stored.id, stored);
  return stored;
}
const link = (media: StoredMedia, purpose: 'provider' | 'person' = 'person', key = KEY): string =>
  signedLinks(key, origin, () => now).url(media, purpose, instant(now));
const status = async (url: string): Promise<number> => (await fetch(url)).status;

describe('a link', () => {
  it('gives the file, byte for byte, with its type, length and name', async () => {
    const response = await fetch(link(file('Rechnung „März“.pdf', 'application/pdf')));
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '100000',
      'content-disposition': `attachment; filename="Rechnung _M_rz_.pdf"; filename*=UTF-8''Rechnung%20%E2%80%9EM%C3%A4rz%E2%80%9C.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    });
  });

  it('ends by its purpose: hours for providers, days for people', async () => {
    const media = file('a.jpg', 'image/jpeg');
    const [provider, person] = [link(media, 'provider'), link(media, 'person')];
    const start = now;
    now = start + 11 * HOUR - 1_000;
    expect([await status(provider), await status(person)]).toEqual([200, 200]);
    now = start + 11 * HOUR + 1_000;
    expect([await status(provider), await status(person)]).toEqual([404, 200]);
    now = start + 7 * 24 * HOUR - 1_000;
    expect(await status(person)).toBe(200);
    now = start + 7 * 24 * HOUR + 1_000;
    expect(await status(person)).toBe(404);
    now = start;
  });

  it('names the file for providers, and the name decides nothing', async () => {
    const url = link(file('a b.jpg', 'image/jpeg'), 'provider');
    expect(url.endsWith('/a%20b.jpg')).toBe(true);
    expect(await status(url.replace('a%20b.jpg', 'other.html'))).toBe(200);
    expect((await fetch(url.replace('a%20b.jpg', 'other.html'))).headers.get('content-type')).toBe('image/jpeg');
  });

  it('cannot be made, changed or stretched: every other character is refused', async () => {
    const media = file('a.jpg', 'image/jpeg');
    const token = link(media).split('/').at(-1) ?? '';
    const links = signedLinks(KEY, origin, () => now);
    expect(links.read(token)).toEqual({ tenantId, id: media.id });
    for (let at = 0; at < token.length; at += 1) {
      for (const other of ['A', 'b', '-']) {
        if (token[at] !== other) expect(links.read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }
      expect(links.read(token.slice(0, at))).toBeNull();
    }
    expect(links.read(`${token}A`)).toBeNull();
    expect(links.read(`${token}=`)).toBeNull();
    expect(await status(link(media, 'person', randomBytes(32)))).toBe(404);
  });

  it('to a file of another tenant, or that is gone, looks like a link that never was', async () => {
    const theirs = { ...file('a.jpg', 'image/jpeg'), tenantId: 'other' as TenantId };
    const gone = file('a.jpg', 'image/jpeg');
    files.delete(gone.id);
    const bodies = await Promise.all(
      [link(theirs), link(gone), `${origin}/media/nonsense`].map(async (url) => {
        const response = await fetch(url);
        return [response.status, await response.text()];
      }),
    );
    expect(bodies).toEqual(Array(3).fill([404, 'There is nothing here.']));
  });
});

describe('what is served', () => {
  it.each([
    ['image/jpeg', 'image/jpeg', 'inline'],
    ['audio/ogg', 'audio/ogg', 'inline'],
    ['video/mp4', 'video/mp4', 'inline'],
    ['application/pdf', 'application/pdf', 'attachment'],
    ['text/csv', 'text/csv', 'attachment'],
    ['text/html', 'application/octet-stream', 'attachment'],
    ['image/svg+xml', 'application/octet-stream', 'attachment'],
    ['application/xml', 'application/octet-stream', 'attachment'],
    ['application/x-msdownload', 'application/octet-stream', 'attachment'],
  ])('%s is served as %s, %s', async (mediaType, served, how) => {
    const { headers } = await fetch(link(file('a', mediaType)), { method: 'HEAD' });
    expect(headers.get('content-type')).toBe(served);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${how};`));
  });

  it('a question for the headers brings no bytes and the whole length', async () => {
    const response = await fetch(link(file('a.mp4', 'video/mp4')), { method: 'HEAD', headers: { range: 'bytes=5-9' } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '100000']);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['bytes=0-9', 206, 0, 9],
    ['bytes=99990-', 206, 99_990, 99_999],
    ['bytes=-5', 206, 99_995, 99_999],
    ['bytes=29999-60001', 206, 29_999, 60_001],
    ['bytes=5-999999', 206, 5, 99_999],
    ['bytes=9-5', 200, 0, 99_999],
    ['bytes=0-1,5-6', 200, 0, 99_999],
    ['lines=1-2', 200, 0, 99_999],
  ])('%s brings %i', async (range, expected, from, to) => {
    const response = await fetch(link(file('a.mp4', 'video/mp4')), { headers: { range } });
    expect(response.status).toBe(expected);
    expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(from, to + 1))).toBe(true);
    expect(response.headers.get('content-range')).toBe(expected === 206 ? `bytes ${from}-${to}/100000` : null);
  });

  it.each(['bytes=100000-', 'bytes=-0'])('%s is beyond the file', async (range) => {
    const response = await fetch(link(file('a.mp4', 'video/mp4')), { headers: { range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
  });

  it('a reader who leaves in the middle does no harm', async () => {
    const url = new URL(link(file('a.mp4', 'video/mp4')));
    await new Promise<void>((resolve, reject) => {
      const asked = httpRequest(url, (response) => response.once('data', () => asked.destroy()).once('close', resolve));
      asked.on('error', reject).end();
    });
    expect(await status(url.href)).toBe(200);
  });
});
