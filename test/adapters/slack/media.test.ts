import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaPart } from '../../../src/ports';
import { fetched } from '../../support/files';
import { rejection } from './live';
import { startInbox } from './support';
import { startTinySlack, type TinySlack } from './tiny-slack';

const BYTES = Buffer.from('%PDF-1.7 an invoice');
const part: MediaPart = { type: 'media', kind: 'file', mediaType: null, name: null, bytes: null, ref: 'F0FILE00001' };

let slack: TinySlack | null = null;
afterEach(async () => {
  await slack?.stop();
  slack = null;
});

type Answer = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

/** `file` is what files.info says beside the usual; `download` answers the download itself. */
async function fetchWith(download: Answer, file: (origin: string) => object = () => ({}), maxBytes = 1_000) {
  slack = await startTinySlack((request, response, origin) => {
    if (request.url?.startsWith('/api/')) {
      const facts = {
        id: 'F0FILE00001',
        mimetype: 'application/pdf',
        size: BYTES.length,
        url_private_download: `${origin}/files/invoice.pdf`,
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, file: { ...facts, ...file(origin) } }));
    } else download(request, response, origin);
  });
  const { inbox } = await startInbox({ SLACK_API_URL: slack.apiUrl });
  return fetched(inbox.media, part, maxBytes);
}

const send: Answer = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'application/pdf' }).end(BYTES);

test('the bytes come with the token, as Slack wants it', async () => {
  expect(await fetchWith(send)).toEqual({ bytes: BYTES, mediaType: 'application/pdf' });
  expect(slack?.requests.at(-1)).toMatchObject({ path: '/files/invoice.pdf', authorization: 'Bearer xoxb-test-token' });
});

test('the login page that Slack gives without files:read is never taken for a file', async () => {
  const error = await rejection(
    fetchWith(
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in'),
    ),
  );
  expect(error).toMatchObject({ kind: 'rejected', message: expect.stringContaining('files:read') });
});

test('a file that is too large is refused before it is fetched', async () => {
  const error = await rejection(fetchWith(send, () => ({ size: 5_000 })));
  expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'too_large' } });
  expect(slack?.requests.map(({ path }) => path)).toEqual(['/api/files.info']);
});

test('one of which only the download says that it is too large is not read', async () => {
  const big: Answer = (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '5000' }).write('%PDF');
  expect(await rejection(fetchWith(big))).toMatchObject({ kind: 'rejected', details: { reason: 'too_large' } });
});

test('a redirect within Slack is followed', async () => {
  const redirecting: Answer = (request, response, origin) =>
    request.url === '/files/invoice.pdf'
      ? void response.writeHead(302, { location: '/files/real.pdf' }).end()
      : send(request, response, origin);
  expect((await fetchWith(redirecting)).bytes).toEqual(BYTES);
});

test('the token goes to no host but Slack’s', async () => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await startTinySlack((request, response) => {
    seen.push(request.headers.authorization);
    response.end('gotcha');
  });
  const redirecting: Answer = (_request, response) =>
    void response.writeHead(302, { location: `${elsewhere.origin}/x` }).end();
  expect(await rejection(fetchWith(redirecting))).toMatchObject({
    kind: 'rejected',
    details: { code: 'foreign_host' },
  });
  await slack?.stop();
  const outright = await rejection(fetchWith(send, () => ({ url_private_download: `${elsewhere.origin}/y` })));
  expect(outright).toMatchObject({ kind: 'rejected', details: { code: 'foreign_host' } });
  expect(seen).toEqual([]);
  await elsewhere.stop();
});

test('endless redirects end', async () => {
  const looping: Answer = (request, response) => void response.writeHead(302, { location: `${request.url}x` }).end();
  expect(await rejection(fetchWith(looping))).toMatchObject({ kind: 'rejected', details: { code: 'redirects' } });
});

test.each([
  ['gone', 404, 'rejected'],
  ['forbidden', 403, 'rejected'],
  ['not ready', 503, 'unavailable'],
] as const)('a file that is %s', async (_name, status, kind) => {
  expect(await rejection(fetchWith((_request, response) => void response.writeHead(status).end()))).toMatchObject({
    kind,
  });
});

test('asked to wait, Baton says how long', async () => {
  const error = await rejection(
    fetchWith((_request, response) => void response.writeHead(429, { 'retry-after': '9' }).end()),
  );
  expect(error).toMatchObject({ kind: 'rate_limited', details: { retryAfterMs: 9_000 } });
});

test('a cut download is tried again', async () => {
  const cutting: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '100' });
    response.write('%PDF');
    setTimeout(() => response.destroy(), 20);
  };
  expect(await rejection(fetchWith(cutting))).toMatchObject({ kind: 'unavailable' });
});
