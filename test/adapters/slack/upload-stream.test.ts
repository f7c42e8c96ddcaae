import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ThreadRef } from '../../../src/ports';
import { measuredFile } from '../../support/files';
import { context } from './live';
import { startInbox } from './support';

const MEGABYTES = 48;
/** What the kernel and both ends of a connection hold on its way. */
const ON_ITS_WAY_MB = 16;

let server: Server;
let received = 0;
let headers: IncomingHttpHeaders = {};

/** Answers of the Web API, as far as an upload reads them. */
const ANSWERS: Readonly<Record<string, (origin: string) => object>> = {
  '/api/auth.test': () => ({ team_id: 'T1', user_id: 'U1', bot_id: 'B1' }),
  '/api/files.getUploadURLExternal': (origin) => ({ upload_url: `${origin}/upload/v1/x`, file_id: 'F1' }),
  '/api/files.completeUploadExternal': () => ({ files: [{ id: 'F1' }] }),
  '/api/files.info': () => ({
    file: {
      id: 'F1',
      shares: { public: { C0SUPPORT1: [{ ts: '1700000002.000001', thread_ts: '1700000001.000001' }] } },
    },
  }),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const isUpload = request.url?.startsWith('/upload/') === true;
    if (isUpload) headers = request.headers;
    request.on('data', (data: Buffer) => {
      if (isUpload) received += data.length;
    });
    request.on('end', () => {
      const { port } = server.address() as AddressInfo;
      const answer = ANSWERS[request.url ?? '']?.(`http://127.0.0.1:${port}`) ?? {};
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, ...answer }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a file goes with its length and is read only as fast as Slack takes it', async () => {
  const { port } = server.address() as AddressInfo;
  const { inbox } = await startInbox({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` });
  const { content, aheadMegabytes } = measuredFile(MEGABYTES, 'video/mp4', () => received);
  const file = { name: 'film.mp4', ...content };
  expect(await inbox.files?.upload('C0SUPPORT1:1700000001.000001' as ThreadRef, file, context('film'))).toEqual({
    sentId: 'C0SUPPORT1:1700000002.000001',
  });
  expect(headers['content-length']).toBe(String(content.bytes));
  expect(headers['transfer-encoding']).toBeUndefined();
  expect(received).toBe(content.bytes);
  expect(aheadMegabytes()).toBeLessThan(ON_ITS_WAY_MB);
});
