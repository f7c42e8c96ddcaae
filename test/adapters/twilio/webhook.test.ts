import { createHash, createHmac } from 'node:crypto';
import { readInbound } from '../../../adapters/customer-channels/twilio/inbound';
import { peopleOf } from '../../../adapters/customer-channels/twilio/people';
import type { WebhookRequest, WebhookResult } from '../../../src/ports';
import { memoryStorage, provide, recordingLog, settingsFrom } from './harness';

const PUBLIC_URL = 'https://baton.example';
const TOKEN = 'twilio_auth_token_for_tests';
const OLD_TOKEN = 'the_token_before_the_rotation';
const ACCOUNT = 'AC00000000000000000000000000000001';
const SID = 'SM00000000000000000000000000000001';

const ENV = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_SMS_FROM: '+14155550100',
  TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886',
};

const MESSAGE: readonly (readonly [string, string])[] = [
  ['MessageSid', SID],
  ['AccountSid', ACCOUNT],
  ['From', '+14155550123'],
  ['To', '+14155550100'],
  ['Body', 'Where is my order?'],
  ['NumMedia', '0'],
];

/** The documented algorithm, written a second time: the address, then every parameter sorted by name. */
function sign(url: string, pairs: readonly (readonly [string, string])[], token = TOKEN): string {
  const text = [...new Set(pairs.map(([name]) => name))]
    .sort()
    .flatMap((name) => {
      const values = pairs.filter(([other]) => other === name).map(([, value]) => value);
      return [...new Set(values)].sort().map((value) => name + value);
    })
    .join('');
  return createHmac('sha1', token)
    .update(url + text, 'utf8')
    .digest('base64');
}

const formBody = (pairs: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();

interface Call {
  readonly publicUrl?: string;
  /** Path and query, as Twilio has it configured. */
  readonly path?: string;
  readonly pairs?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly signature?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly method?: 'GET' | 'POST';
  readonly env?: Record<string, string>;
}

async function call(given: Call): Promise<WebhookResult> {
  const { publicUrl = PUBLIC_URL, path = '/webhooks/twilio', pairs = MESSAGE, headers, method = 'POST' } = given;
  const provider = await provide(settingsFrom({ ...ENV, ...given.env }), { publicUrl });
  const url = new URL(publicUrl + path);
  const signature = 'signature' in given ? given.signature : sign(url.href, pairs);
  const request: WebhookRequest = {
    method,
    url,
    path: url.pathname.split('/').slice(3),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signature,
      ...headers,
    },
    rawBody: Buffer.from(given.body ?? formBody(pairs)),
  };
  const result = await provider.webhook?.handle(request);
  if (result === undefined) throw new Error('There is no webhook.');
  return result;
}

const body = formBody(MESSAGE);
const WITH_DIGEST = `/webhooks/twilio?bodySHA256=${createHash('sha256').update('{}').digest('hex')}`;

describe('a signature', () => {
  const accepted: [string, Call][] = [
    ['over the address that Baton is known by', {}],
    ['whatever the proxy made of Host', { headers: { host: 'internal:3000', 'x-forwarded-host': 'evil.example' } }],
    ['with a query in the address', { path: '/webhooks/twilio?tenant=shop&x=1' }],
    ['of the default port', { signature: sign(`${PUBLIC_URL}:443/webhooks/twilio`, MESSAGE) }],
    ['on a port of its own', { publicUrl: 'https://baton.example:8443' }],
    [
      'without the port of its own',
      { publicUrl: 'https://baton.example:8443', signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE) },
    ],
    [
      'with the retry policy behind the address',
      { signature: sign(`${PUBLIC_URL}/webhooks/twilio#rc=5&rp=all`, MESSAGE) },
    ],
    [
      'of the other token while one is replaced',
      {
        env: { TWILIO_AUTH_TOKEN_PREVIOUS: OLD_TOKEN },
        signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE, OLD_TOKEN),
      },
    ],
    ['over parameters that come twice', { pairs: [...MESSAGE, ['Again', 'b'], ['Again', 'a'], ['Again', 'a']] }],
    ['over names with brackets', { pairs: [...MESSAGE, ['a[b]', 'c']] }],
    ['over blanks at the ends of a text', { pairs: [...MESSAGE.slice(0, 4), ['Body', '  spaced \n']] }],
    ['over characters of every kind', { pairs: [...MESSAGE.slice(0, 4), ['Body', 'Hé & +=% "x" 😀 \u202e']] }],
  ];

  test.each(accepted)('%s is accepted', async (_name, given) => {
    const result = await call(given);
    expect(result.reply).toEqual({ status: 200, body: '<Response/>', contentType: 'text/xml' });
    expect(result.events).toHaveLength(1);
  });

  const refused: [string, number, Call][] = [
    ['missing', 403, { signature: undefined }],
    ['empty', 403, { signature: '' }],
    ['of a token that nobody has', 403, { signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE, 'attacker') }],
    [
      'of the API key secret',
      403,
      {
        env: { TWILIO_API_KEY_SID: `SK${'0'.repeat(32)}`, TWILIO_API_KEY_SECRET: 'secret-of-the-key' },
        signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE, 'secret-of-the-key'),
      },
    ],
    [
      'of the previous token when none is set',
      403,
      {
        signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE, OLD_TOKEN),
      },
    ],
    ['of an empty token', 403, { signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE, '') }],
    ['over a parameter less', 403, { body: `${body}&X=1`, signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE) }],
    [
      'over a changed text',
      403,
      {
        body: body.replace('order', 'money'),
        signature: sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE),
      },
    ],
    ['over http', 403, { signature: sign('http://baton.example/webhooks/twilio', MESSAGE) }],
    [
      'over the address of somebody else',
      403,
      {
        signature: sign('https://evil.example/webhooks/twilio', MESSAGE),
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      },
    ],
    ['over another path', 403, { signature: sign(`${PUBLIC_URL}/webhooks/twilio/`, MESSAGE) }],
    [
      'over another query',
      403,
      {
        path: '/webhooks/twilio?tenant=other',
        signature: sign(`${PUBLIC_URL}/webhooks/twilio?tenant=shop`, MESSAGE),
      },
    ],
    ['over the address alone', 403, { signature: sign(`${PUBLIC_URL}/webhooks/twilio`, []) }],
    [
      'of the JSON form, whose digest is not checked for forms',
      403,
      {
        path: WITH_DIGEST,
        signature: sign(PUBLIC_URL + WITH_DIGEST, []),
      },
    ],
    ['of the JSON form, even over everything', 403, { path: WITH_DIGEST }],
    ['of the JSON form in other letters', 403, { path: WITH_DIGEST.replace('bodySHA256', 'BODYsha256') }],
    ['sent twice', 403, { signature: `${sign(`${PUBLIC_URL}/webhooks/twilio`, MESSAGE)}, x` }],
    [
      'right, but of another account',
      403,
      {
        pairs: MESSAGE.map(([name, value]) => [name, name === 'AccountSid' ? `AC${'9'.repeat(32)}` : value]),
      },
    ],
    ['right, but without an account', 403, { pairs: MESSAGE.filter(([name]) => name !== 'AccountSid') }],
    ['right, on a path that is none', 404, { path: '/webhooks/twilio/other' }],
    ['right, below the receipts', 404, { path: '/webhooks/twilio/status/x' }],
    ['on a GET', 405, { method: 'GET' }],
    ['on JSON', 415, { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['on an upload', 415, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['on 100 kB', 413, { pairs: [...MESSAGE, ['P', 'x'.repeat(100_000)]] }],
  ];

  test.each(refused)('%s is refused with %i, and nothing is stored', async (_name, status, given) => {
    const result = await call(given);
    expect(result).toEqual({ reply: { status }, events: [] });
  });

  test('of a known case is what Twilio computes', () => {
    // The example of Twilio's own page on webhook security.
    const pairs = [
      ['CallSid', 'CA1234567890ABCDE'],
      ['Caller', '+14158675309'],
      ['Digits', '1234'],
      ['From', '+14158675309'],
      ['To', '+18005551212'],
    ] as const;
    expect(sign('https://mycompany.com/myapp.php?foo=1&bar=2', pairs, '12345')).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });
});

describe('people on WhatsApp', () => {
  const write = async (storage: ReturnType<typeof memoryStorage>, from: string, other?: string) => {
    const pairs: [string, string][] = [
      ['MessageSid', SID],
      ['AccountSid', ACCOUNT],
      ['From', from],
      ['To', ENV.TWILIO_WHATSAPP_FROM],
      ['Body', 'Hi'],
      ...(other === undefined ? [] : [['ExternalUserId', other] as [string, string]]),
    ];
    const provider = await provide(settingsFrom(ENV), { publicUrl: PUBLIC_URL, storage });
    const url = new URL(`${PUBLIC_URL}/webhooks/twilio`);
    const result = await provider.webhook?.handle({
      method: 'POST',
      url,
      path: [],
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': sign(url.href, pairs) },
      rawBody: Buffer.from(new URLSearchParams(pairs).toString()),
    });
    const [event] = result?.events ?? [];
    return event?.type === 'customer_message' ? event.contact : null;
  };
  const NUMBER = 'whatsapp:+4915112345678';
  const HIDDEN = 'whatsapp:DE.1502576394655843';

  test('who hides the number later stays the same contact', async () => {
    const storage = memoryStorage();
    expect(await write(storage, NUMBER, HIDDEN)).toBe(NUMBER);
    expect(await write(storage, HIDDEN, HIDDEN)).toBe(NUMBER);
  });

  test('who shows the number later stays the same contact', async () => {
    const storage = memoryStorage();
    expect(await write(storage, HIDDEN, HIDDEN)).toBe(HIDDEN);
    expect(await write(storage, NUMBER, HIDDEN)).toBe(HIDDEN);
    // The list of messages names the number alone.
    expect(await write(storage, NUMBER)).toBe(HIDDEN);
  });

  test('two people are two contacts', async () => {
    const storage = memoryStorage();
    expect(await write(storage, NUMBER, HIDDEN)).toBe(NUMBER);
    expect(await write(storage, 'whatsapp:+491700000000', 'whatsapp:DE.2')).toBe('whatsapp:+491700000000');
  });

  test('a storage that cannot be reached lets no message through under a second address', async () => {
    const storage = { ...memoryStorage(), get: () => Promise.reject(new Error('The database is away.')) };
    await expect(write(storage, NUMBER, HIDDEN)).rejects.toThrow('away');
  });
});

test('a message that the parser fails on is kept and shown as a placeholder, which a replay does not take for it', async () => {
  const values: Record<string, string> = { MessageSid: SID, From: '+14155550123' };
  const form = (name: string): string => {
    if (name === 'NumMedia') throw new RangeError('Something in here was not foreseen.');
    return values[name] ?? '';
  };
  const reading = await readInbound(form, { people: peopleOf(settingsFrom(ENV), memoryStorage()), now: () => 5 });
  expect(reading).toMatchObject({
    type: 'not_understood',
    reason: 'The parser failed with RangeError.',
    events: [
      {
        keys: [`placeholder:${SID}`],
        contact: '+14155550123',
        parts: [{ type: 'unsupported', what: 'a message that Baton could not read' }],
      },
    ],
  });
});

test('a receipt that failed is logged by its code, without the number it went to', async () => {
  const log = recordingLog();
  const pairs: [string, string][] = [
    ['MessageSid', SID],
    ['MessageStatus', 'undelivered'],
    ['ErrorCode', '30006'],
    ['AccountSid', ACCOUNT],
    ['To', '+14155550123'],
  ];
  const provider = await provide(settingsFrom(ENV), { publicUrl: PUBLIC_URL, log });
  const url = new URL(`${PUBLIC_URL}/webhooks/twilio/status?k=key`);
  await provider.webhook?.handle({
    method: 'POST',
    url,
    path: ['status'],
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': sign(url.href, pairs) },
    rawBody: Buffer.from(new URLSearchParams(pairs).toString()),
  });
  expect(log.lines.join()).toContain('30006');
  expect(log.lines.join()).not.toContain('5550123');
});
