import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createOutsideHttp, type OutsideHttp, type OutsideProblem } from '../../src/net/outside-http';
import { isPrivateAddress } from '../../src/net/private-addresses';

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.10', '169.254.169.254'],
    ...[
      '100.64.0.1',
      '198.18.0.1',
      '192.0.2.1',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
    ],
    ...['fc00::1', 'fd12:3456::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', 'ff02::1'],
    ...['2002:7f00:1::', '2001:db8::1', '[::1]', 'localhost', ''],
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('a request to the outside', () => {
  let port: number;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  let guarded: OutsideHttp;
  let open: OutsideHttp;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    guarded = createOutsideHttp();
    open = createOutsideHttp({ allowPrivate: true });
  });
  afterAll(async () => {
    await Promise.all([guarded.close(), open.close()]);
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    seen.length = 0;
    answer = (_, response) => void response.end('hello');
  });

  const LIMITS = { timeoutMs: 20_000, maxBytes: 1_000 };
  const problem = (sent: Promise<unknown>): Promise<OutsideProblem> =>
    sent.then(
      () => fail(),
      (error) => error,
    );
  const fail = (): never => {
    throw new Error('It was answered.');
  };

  it.each(['127.0.0.1', 'localhost', '[::1]', '0x7f000001', '2130706433', '127.1'])(
    'never reaches this machine as %s',
    async (host) => {
      const { kind, message } = await problem(guarded.fetch(`http://${host}:${port}/secret?token=1`, LIMITS));
      expect([kind, seen.length]).toEqual(['private_address', 0]);
      expect(message).not.toContain('token');
    },
  );

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'http://user:pass@example.com/', 'nonsense'])(
    'is not made to %s',
    async (url) => {
      const { kind, message } = await problem(open.fetch(url, LIMITS));
      expect(kind).toBe('bad_url');
      expect(message).not.toContain('pass@');
    },
  );

  it('follows as many redirects as allowed, each checked, and keeps secrets from another host', async () => {
    answer = (request, response) =>
      request.url === '/'
        ? response.writeHead(302, { location: `http://localhost:${port}/b` }).end()
        : response.end('b');
    const headers = { authorization: 'Bearer x', 'x-other': '1' };
    const followed = await open.fetch(`http://127.0.0.1:${port}/`, { ...LIMITS, headers, maxRedirects: 1 });
    expect([followed.status, followed.url, followed.body.toString()]).toEqual([200, `http://localhost:${port}/b`, 'b']);
    expect(seen.map(({ headers: got }) => [got.authorization, got['x-other']])).toEqual([
      ['Bearer x', '1'],
      [undefined, '1'],
    ]);
    expect((await open.fetch(`http://127.0.0.1:${port}/`, LIMITS)).status).toBe(302);
  });

  it('stops at what is too large, however it is announced', async () => {
    answer = (_, response) => {
      response.write('x'.repeat(900));
      response.end('x'.repeat(200));
    };
    expect(await problem(open.fetch(`http://127.0.0.1:${port}/`, LIMITS))).toMatchObject({ kind: 'too_large' });
  });

  it('stops what does not end in time, and what the caller ends', async () => {
    answer = (_, response) => void response.write('x');
    const url = `http://127.0.0.1:${port}/`;
    expect(await problem(open.fetch(url, { ...LIMITS, timeoutMs: 50 }))).toMatchObject({ kind: 'timeout' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(open.fetch(url, { ...LIMITS, signal })).rejects.toThrow('enough');
  });

  it('says that nobody is there', async () => {
    expect(await problem(open.fetch('http://127.0.0.1:1/', LIMITS))).toMatchObject({ kind: 'unreachable' });
  });

  it('unpacks nothing by itself, so that a small body cannot become a large one', async () => {
    answer = (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(500_000)));
    const { body } = await open.fetch(`http://127.0.0.1:${port}/`, LIMITS);
    expect(body.length).toBeLessThan(LIMITS.maxBytes);
  });
});
