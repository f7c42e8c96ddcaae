import { createHash, createHmac } from 'node:crypto';
import { startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import { startTwilioEmulator, type TwilioEmulator } from '../../../adapters/customer-channels/twilio/emulator/start';
import { SECRET_KEY, startOn } from '../../support/baton';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { freePort } from '../../support/free-port';
import recorded from './recorded-webhooks.json';

/** What the world calls Baton; its connections go to loopback, as behind a proxy that ends TLS. */
const PUBLIC_URL = 'https://baton.example:8443';
const TOKEN = recorded.authToken;
const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

let twilio: TwilioEmulator;
let slack: Awaited<ReturnType<typeof startSlackEmulator>>;
let database: TestDatabase;
let baton: Awaited<ReturnType<typeof startOn>>;
let origin: string;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  [twilio, slack, database] = await Promise.all([
    startTwilioEmulator({ timeScale: 0, deliverTo: origin }),
    startSlackEmulator({ timeScale: 0.001 }),
    createTestDatabase(),
  ]);
  twilio.connect(PUBLIC_URL);
  Object.assign(twilio.state.account, { sid: 'AC00000000000000000000000000000001', authToken: TOKEN });
  baton = await startOn({
    PORT: String(port),
    PUBLIC_URL,
    DATABASE_URL: database.url,
    SECRET_KEY,
    LOG_LEVEL: 'silent',
    ...twilio.settings,
    ...slack.settings,
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
    TWILIO_AUTH_TOKEN: TOKEN,
  });
});
afterAll(async () => {
  await baton?.close();
  await Promise.all([twilio?.stop(), slack?.stop()]);
  await database?.drop();
});

type Pairs = readonly (readonly [string, string])[];
const pairsOf = (body: string): Pairs => [...new URLSearchParams(body)];

function sign(url: string, pairs: Pairs, token = TOKEN): string {
  const names = [...new Set(pairs.map(([name]) => name))].sort();
  const values = (name: string) => [...new Set(pairs.filter(([other]) => other === name).map(([, value]) => value))];
  const text = names.flatMap((name) =>
    values(name)
      .sort()
      .map((value) => name + value),
  );
  return createHmac('sha1', token)
    .update(url + text.join(''), 'utf8')
    .digest('base64');
}

interface Request {
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no such header. Absent: the right one. */
  readonly signature?: string | null;
  readonly method?: string;
}

async function send(given: Request): Promise<number> {
  const { path = '/webhooks/twilio', body = MESSAGE, headers, method = 'POST' } = given;
  const signature = given.signature === undefined ? sign(PUBLIC_URL + path, pairsOf(body)) : given.signature;
  const response = await fetch(origin + path, {
    method,
    headers: { 'content-type': FORM, ...(signature !== null && { 'x-twilio-signature': signature }), ...headers },
    ...(method === 'POST' && { body }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Rows of anything, or the keys of what was recorded: those stay as they are while the world goes on. */
async function stored(what: 'anything' | 'recorded' = 'anything'): Promise<number> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query(
      what === 'recorded'
        ? `select count(*) as n from event_keys where key ~ '^[a-z0-9]+:(SM|MM)0{20}'`
        : `select (select count(*) from events) + (select count(*) from event_keys)
                + (select count(*) from quarantine) + (select count(*) from contacts) as n`,
    );
    return Number(rows[0]?.n);
  } finally {
    await client.end();
  }
}

const MESSAGE = recorded.inbound.sms.body;
const ADDRESS = `${PUBLIC_URL}/webhooks/twilio`;
const right = sign(ADDRESS, pairsOf(MESSAGE));
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const WITH_DIGEST = `/webhooks/twilio?bodySHA256=${digest('{}')}`;

const forged: [string, number, Request][] = [
  ['no signature', 403, { signature: null }],
  ['a bad signature', 403, { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
  ['a parameter more', 403, { body: `${MESSAGE}&Extra=1`, signature: right }],
  ['the signature of another address', 403, { path: '/webhooks/twilio/status', signature: right }],
  ['a slash at the end', 403, { path: '/webhooks/twilio/', signature: right }],
  ['a query that was not signed', 403, { path: '/webhooks/twilio?tenant=2', signature: right }],
  ['JSON', 415, { headers: { 'content-type': 'application/json' }, body: '{}', signature: sign(ADDRESS, []) }],
  [
    'JSON with its digest',
    415,
    {
      path: WITH_DIGEST,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signature: sign(PUBLIC_URL + WITH_DIGEST, []),
    },
  ],
  ['a form to an address with a digest', 403, { path: WITH_DIGEST, signature: sign(PUBLIC_URL + WITH_DIGEST, []) }],
  [
    'a Host header and a signature for it',
    403,
    {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
      signature: sign('https://evil.example/webhooks/twilio', pairsOf(MESSAGE)),
    },
  ],
  ['the address that it really came to', 403, { signature: 'origin' }],
  ['http in place of https', 403, { signature: sign('http://baton.example:8443/webhooks/twilio', pairsOf(MESSAGE)) }],
  [
    'a user and password in the address',
    403,
    { signature: sign('https://u:p@baton.example:8443/webhooks/twilio', pairsOf(MESSAGE)) },
  ],
  ['a signature over the address alone', 403, { signature: sign(ADDRESS, []) }],
  ['another token', 403, { signature: sign(ADDRESS, pairsOf(MESSAGE), 'attacker') }],
  ['an empty token', 403, { signature: sign(ADDRESS, pairsOf(MESSAGE), ' ') }],
  ['100 kB', 413, { body: `${MESSAGE}&P=${'x'.repeat(100_000)}`, signature: right }],
  ['the account of somebody else', 403, { body: MESSAGE.replace('AccountSid=AC0', 'AccountSid=AC9') }],
  ['blanks of the text trimmed', 403, { body: MESSAGE.replace('order%3F', 'order%3F+'), signature: right }],
  ['a compressed body', 415, { headers: { 'content-encoding': 'gzip' }, signature: right }],
  ['an address that nobody has', 404, { path: '/webhooks/twilio/main/inbound' }],
  ['GET', 405, { method: 'GET', signature: null }],
];

test.each(forged)('%s: %p, and nothing of it is stored', async (_name, status, given) => {
  const before = await stored();
  const signature =
    given.signature === 'origin' ? sign(`${origin}/webhooks/twilio`, pairsOf(MESSAGE)) : given.signature;
  expect(await send({ ...given, ...(signature !== undefined && { signature }) })).toBe(status);
  expect(await stored()).toBe(before);
});

const authentic: [string, Request][] = [
  ['behind a proxy that ends TLS', {}],
  ['whatever the proxy says of the host', { headers: { 'x-forwarded-host': 'internal:3000' } }],
  ['with a query', { path: '/webhooks/twilio?tenant=shop' }],
  ['signed without the port', { signature: sign('https://baton.example/webhooks/twilio', pairsOf(MESSAGE)) }],
  ['with a parameter that comes twice', { body: `${MESSAGE}&Again=b&Again=a&Again=a` }],
  ['with a name in brackets', { body: `${MESSAGE}&a%5Bb%5D=c` }],
  ['with blanks around the text', { body: MESSAGE.replace('Body=', 'Body=+++') }],
];

test.each(authentic)('%s it is accepted', async (name, given) => {
  const sid = digest(name).slice(0, 32);
  const body = (given.body ?? MESSAGE).replaceAll('SM00000000000000000000000000000001', `SM${sid}`);
  const path = given.path ?? '/webhooks/twilio';
  const signed = given.signature === undefined ? ADDRESS : 'https://baton.example/webhooks/twilio';
  const url = given.signature === undefined ? PUBLIC_URL + path : signed;
  const before = await stored();
  expect(await send({ ...given, body, signature: sign(url, pairsOf(body)) })).toBe(200);
  expect(await stored()).toBeGreaterThan(before);
});

test('all that was recorded is taken over HTTP, once each', async () => {
  const webhooks = [
    ...Object.values(recorded.inbound).map(({ body }) => ({ body, path: '/webhooks/twilio' })),
    ...Object.values(recorded.status).map(({ body }) => ({ body, path: '/webhooks/twilio/status?k=unknown' })),
  ];
  for (const webhook of webhooks) expect(await send(webhook)).toBe(200);
  // 16 messages and 7 receipts; STOP changes the consent three times over, START twice.
  expect(await stored('recorded')).toBe(16 + 7 + 3 + 2);
  for (const webhook of webhooks) expect(await send(webhook)).toBe(200);
  expect(await stored('recorded')).toBe(16 + 7 + 3 + 2);
});
