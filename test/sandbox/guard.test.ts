import { request } from 'node:http';
import { act, look, type SandboxWorld, startSandboxWorld } from './sandbox-world';

let world: SandboxWorld;
beforeAll(async () => {
  world = await startSandboxWorld();
});
afterAll(() => world?.close());

/** As a browser would ask that was told a strange name for this machine: `fetch` does not let one choose the Host. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${world.url}${path}`, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.once('error', reject);
    asked.end(method === 'POST' ? '{}' : undefined);
  });
}

const port = (): string => new URL(world.url).port;

test.each(['/', '/sandbox/script/main.js', '/sandbox/stream'])(
  '%s answers to this machine’s own names only',
  async (path) => {
    const refused = await ask(path, { host: `evil.example:${port()}` });
    expect(refused).toEqual({
      status: 403,
      body: 'The sandbox answers at http://localhost and http://127.0.0.1 only. Open it there.',
    });
  },
);

test.each(['localhost', '127.0.0.1', '[::1]'])('%s is one of them', async (name) => {
  expect((await ask('/', { host: `${name}:${port()}` })).status).toBe(200);
});

test.each([
  ['another page', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a page that hides where it is from', { origin: 'null' }],
  ['a page that only links', { 'sec-fetch-site': 'cross-site' }],
])('%s cannot play the customer', async (_who, headers) => {
  const asked = await ask('/sandbox/act/world/reset', { 'content-type': 'application/json', ...headers }, 'POST');
  expect(asked).toEqual({ status: 403, body: 'Another page asked for this, and the sandbox listens to its own only.' });
});

test('a form of another page is not JSON', async () => {
  const form = await ask('/sandbox/act/world/reset', { 'content-type': 'text/plain' }, 'POST');
  expect(form.status).toBe(404);
});

test('the page may load nothing from elsewhere and run nothing inline', async () => {
  const response = await fetch(world.url);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|https?:/);
  const html = await response.text();
  expect(html).not.toMatch(/ on\w+="|<style|style="|<script(?![^>]*src=)/);
  expect(html).not.toMatch(/(src|href)="https?:/);
});

test.each([
  ['customer/say', { channel: 'telegram', customer: '700000001' }, 400],
  ['customer/say', { channel: 'pigeon', customer: '1', text: 'Hi' }, 404],
  ['customer/fly', {}, 404],
  ['constructor/name', {}, 404],
  ['agent/press', { agent: 'U0AGENTANA1', place: 'C0SUPPORT01', post: '1.1', action: 'x' }, 409],
])('%s with %j is refused with a sentence', async (path, wanted, status) => {
  const answer = await act(world.url, path, wanted);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toMatch(/^[A-Z].*\.$/s);
});

test('what people send comes back from here, and only pictures and sound are shown', async () => {
  const { world: all } = await look(world.url);
  const [channel] = all.channels;
  const customer = channel?.customers[0]?.id ?? '';
  const who = { channel: channel?.id ?? '', customer };
  const png = Buffer.from('iVBORw0KGgo=', 'base64');
  const page = Buffer.from('<script>alert(1)</script>');
  await act(world.url, 'customer/file', { ...who, file: file('a.png', 'image/png', png) });
  await act(world.url, 'customer/file', { ...who, file: file('b.html', 'text/html', page) });
  const { phone } = await look(world.url, who);
  const urls = phone.messages.map(({ media }) => media?.url ?? '');
  expect(urls.every((url) => url === '' || url.startsWith('/sandbox/media/'))).toBe(true);
  const picture = await fetch(world.url + urls[0]);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png);
  if (urls[1] !== '') {
    const other = await fetch(world.url + urls[1]);
    expect(other.headers.get('content-disposition')).toMatch(/^attachment/);
  }
});

const file = (name: string, mediaType: string, bytes: Buffer) => ({
  name,
  mediaType,
  base64: bytes.toString('base64'),
});
