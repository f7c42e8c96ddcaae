import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createClient } from '../../../adapters/customer-channels/twilio/client';
import { ERROR_CODES } from '../../../adapters/customer-channels/twilio/error-codes';
import { laterFailure, refusalError } from '../../../adapters/customer-channels/twilio/errors';
import { freePort } from '../../support/free-port';
import { closeAll, failure, MARIA, sender, world } from './harness';
import recorded from './recorded-error-codes.json';

afterEach(closeAll);

/** By Twilio's word it is the account's fault, and it is no reason to stop what goes to everybody else. */
const ONE_RECIPIENT_ONLY: ReadonlySet<string> = new Set(
  '21408 21606 21608 21621 21654 21655 21656 30010 63015 63027 63028 63040 63041'.split(' '),
);

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  retry: ['rate_limited', 'unavailable'],
  permanent: ['content', 'too_large', 'media', 'other'],
  window_closed: ['window_closed'],
  opted_out: ['opted_out'],
  blocked: ['blocked'],
  config: ['misconfigured'],
};

describe('the table of error codes', () => {
  const codes = Object.entries(recorded);

  test('has every recorded code and no other', () => {
    expect(Object.keys(ERROR_CODES).sort()).toEqual(codes.map(([code]) => code).sort());
    expect(codes).toHaveLength(87);
  });

  test.each(codes)('%s means what was recorded of it', (code, { class: kind }) => {
    const [own, sentence] = ERROR_CODES[code] ?? ['', ''];
    expect(ONE_RECIPIENT_ONLY.has(code) ? ['other', 'content', 'media'] : EXPECTED[kind]).toContain(own);
    // Complete sentences; what the reader can do is in the last of them.
    expect(sentence).toMatch(/^[A-Z].*[.]$/s);
    expect(sentence).not.toMatch(/bug|lane|outbox|callback/);
  });

  test.each(codes)('%s as an answer to a send becomes a PortError of its class', (code) => {
    const body = { code: Number(code), message: 'Words that quote +14155550123', status: 400 };
    const error = refusalError({ statusCode: 400, body, headers: {} });
    const [own] = ERROR_CODES[code] ?? [''];
    const isKind = own === 'rate_limited' || own === 'unavailable' || own === 'misconfigured';
    expect([error.kind, error.details.reason]).toEqual(isKind ? [own, undefined] : ['rejected', own]);
    expect(error.details.code).toBe(code);
    expect(error.message).not.toContain('5550123');
  });
});

describe('what Twilio answers', () => {
  const table: [string, number, unknown, unknown, string, string | undefined, string][] = [
    ['a 429', 429, { code: 20429 }, {}, 'rate_limited', undefined, '20429'],
    ['a 429 without a body', 429, '', {}, 'rate_limited', undefined, '429'],
    ['a page of a proxy', 502, '<html>Bad Gateway</html>', {}, 'unsure', undefined, '502'],
    ['an empty 503', 503, '', {}, 'unsure', undefined, '503'],
    ['a 500 with a code', 500, { code: 20500 }, {}, 'unsure', undefined, '20500'],
    ['a 408', 408, '', {}, 'unsure', undefined, '408'],
    ['a 401', 401, { code: 20003 }, {}, 'misconfigured', undefined, '20003'],
    ['a 401 with an unknown code', 401, { code: 70051 }, {}, 'misconfigured', undefined, '70051'],
    ['a 403 without a code', 403, 'no', {}, 'misconfigured', undefined, '403'],
    ['a 404', 404, { code: 20404 }, {}, 'misconfigured', undefined, '20404'],
    ['the newer form of errors', 400, { type: 'x', title: 'Bad', code: 60200 }, {}, 'rejected', 'other', '60200'],
    ['a code in a string of JSON', 400, '{"code":21610}', {}, 'rejected', 'opted_out', '21610'],
    ['a code that is none', 400, { code: '<b>21610</b>' }, {}, 'rejected', 'other', '400'],
    ['nothing that can be read', 400, null, null, 'rejected', 'other', '400'],
  ];

  test.each(table)('%s', (_name, statusCode, body, headers, kind, reason, code) => {
    const error = refusalError({ statusCode, body, headers });
    expect(error).toMatchObject({ kind, details: { code } });
    expect(error.details.reason).toBe(reason);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });

  test('waiting is as long as Twilio says, and an hour at the most', () => {
    const wait = (headers: unknown) => refusalError({ statusCode: 429, body: null, headers }).details.retryAfterMs;
    expect(wait({ 'retry-after': '7' })).toBe(7000);
    expect(wait({})).toBe(1000);
    expect(wait({ 'retry-after': '999999' })).toBe(3_600_000);
    expect(wait({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })).toBe(1000);
  });

  test('a failure that Twilio does not explain still says what to do', () => {
    expect(laterFailure(null).sentence).toMatch(/gave no reason.*Send it again/);
    expect(laterFailure('39999').sentence).toMatch(/39999.*Send it again/);
  });
});

describe('on the way to Twilio', () => {
  const faults = [
    ['cut before anything was done', { type: 'cut', done: false }, 'unsure'],
    ['cut after it was done', { type: 'cut', done: true }, 'unsure'],
    ['a server error before', { type: 'server_error', done: false }, 'unsure'],
    ['a server error after', { type: 'server_error', done: true }, 'unsure'],
    ['never answered', { type: 'hang', done: true }, 'unsure'],
    ['told to slow down', { type: 'rate_limit', retryAfterSeconds: 3 }, 'rate_limited'],
    ['refused by code', { type: 'refuse', error: '21610' }, 'rejected'],
  ] as const;

  test.each(faults)('%s', async (_name, fault, kind) => {
    const { twilio, baton } = await world({ deadlineMs: fault.type === 'hang' ? 400 : 5000 });
    twilio.faults.fail(fault);
    const error = await failure(sender(baton.sms)('A text that nobody may log'));
    expect(error.kind).toBe(kind);
    await twilio.idle();
    const arrived = 'done' in fault && fault.done ? 1 : 0;
    // One call and no more: nothing is tried again in here.
    expect(twilio.calls('messages.create')).toHaveLength(1);
    expect(twilio.sms.screen(MARIA).messages).toHaveLength(arrived);
  });

  test('nobody there: the request was never written', async () => {
    const { baton } = await world({ settings: { apiUrl: `http://127.0.0.1:${await freePort()}` } });
    expect(await failure(sender(baton.sms)('Hi'))).toMatchObject({
      kind: 'unavailable',
      details: { code: 'ECONNREFUSED' },
    });
  });

  test('a name that leads nowhere: the request was never written', async () => {
    const { baton } = await world({ settings: { apiUrl: 'http://twilio.invalid' } });
    const error = await failure(sender(baton.sms)('Hi'));
    expect(error.kind).toBe('unavailable');
    expect(error.details.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  test('an answer that trickles in ends at the deadline', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    });
    const url = await listen(server);
    try {
      const { baton } = await world({ deadlineMs: 300, settings: { apiUrl: url } });
      expect(await failure(sender(baton.sms)('Hi'))).toMatchObject({ kind: 'unsure', details: { code: 'deadline' } });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('an answer that is no JSON may have been a yes', async () => {
    const server = createServer((_request, response) => response.writeHead(200).end('<html>Welcome</html>'));
    const url = await listen(server);
    try {
      const { baton } = await world({ settings: { apiUrl: url } });
      expect((await failure(sender(baton.sms)('Hi'))).kind).toBe('unsure');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('no error holds credentials or the text of the message', async () => {
    const { twilio, baton } = await world({ deadlineMs: 300 });
    const secret = twilio.state.account.authToken;
    for (const fault of faults.map(([, fault]) => fault)) {
      twilio.faults.fail(fault);
      const error = await failure(sender(baton.sms)('A text that nobody may log'));
      const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
      expect(everything).not.toContain('nobody may log');
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(`${twilio.state.account.sid}:${secret}`).toString('base64'));
    }
  });

  test('TWILIO_LOG_LEVEL=debug does not make the SDK print what customers wrote', async () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    process.env.TWILIO_LOG_LEVEL = 'debug';
    try {
      const { baton } = await world();
      await sender(baton.sms)('A text that nobody may log');
      expect(print).not.toHaveBeenCalled();
    } finally {
      delete process.env.TWILIO_LOG_LEVEL;
      print.mockRestore();
    }
  });

  test('without another address the SDK asks Twilio itself', async () => {
    const client = await createClient({
      accountSid: `AC${'0'.repeat(32)}`,
      apiUrl: '',
      credentials: { username: 'AC', password: 'x' },
    });
    const asked: string[] = [];
    await client.run(async (api) => {
      jest.spyOn(api.httpClient, 'request').mockImplementation(async ({ uri }) => {
        asked.push(uri);
        return { statusCode: 200, body: '{"messages":[]}', headers: {}, toString: () => '' } as never;
      });
      return api.messages.list({ limit: 1 });
    });
    expect(asked[0]).toMatch(/^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC0+\/Messages\.json/);
  });
});

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
