import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

let world: World;
let scene: Scene;
let proxy: TcpProxy;

beforeAll(async () => {
  world = await startWorld({ start: false });
  const database = new URL(world.database.url);
  proxy = await startTcpProxy({ host: database.hostname, port: Number(database.port) });
  database.port = String(proxy.port);
  Object.assign(world.env, { DATABASE_URL: database.href });
  await world.startBaton();
  await eventually(() => world.telegram.calls('setWebhook').length > 0, 'Baton registers its webhook with Telegram');
  scene = new Scene(world);
});
afterAll(async () => {
  await world?.stopBaton();
  await proxy?.close();
  await world?.close();
});

const update = (id: number, text: string) =>
  JSON.stringify({
    update_id: id,
    message: {
      message_id: id,
      from: { id: 700_000_900, is_bot: false, first_name: 'Mallory' },
      chat: { id: 700_000_900, type: 'private', first_name: 'Mallory' },
      date: 1_795_358_800,
      text,
    },
  });

const secret = () => ({ 'x-telegram-bot-api-secret-token': world.env.TELEGRAM_WEBHOOK_SECRET ?? '' });

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${world.publicUrl}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

const stored = async (): Promise<number> => {
  const [row] = await scene.query<{ n: string }>(
    'select (select count(*) from events) + (select count(*) from quarantine) as n',
  );
  return Number(row?.n);
};

it.each([
  ['no secret', '/webhooks/telegram', () => update(1, 'hi'), {}, 401],
  [
    'a wrong secret',
    '/webhooks/telegram',
    () => update(2, 'hi'),
    { 'x-telegram-bot-api-secret-token': 'x'.repeat(43) },
    401,
  ],
  ['no signature', '/webhooks/slack', () => '{"type":"event_callback"}', {}, 401],
  [
    'a stale signature',
    '/webhooks/slack',
    () => '{}',
    { 'x-slack-request-timestamp': '1000000000', 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    401,
  ],
  ['too large a body', '/webhooks/telegram', () => update(3, 'x'.repeat(2_000_000)), {}, 413],
  ['a compressed body', '/webhooks/telegram', () => update(4, 'hi'), { 'content-encoding': 'gzip' }, 415],
  ['an adapter that is not there', '/webhooks/signal', () => '{}', {}, 404],
])('stores nothing of a request with %s', async (_name, path, body, headers, status) => {
  const before = await stored();
  const response = await post(path, body(), headers as Record<string, string>);
  expect(response.status).toBe(status);
  expect(await stored()).toBe(before);
});

it('stores nothing of a body that was changed on its way', async () => {
  const response = await post('/webhooks/telegram', `${update(5, 'hi')}}`, secret());
  expect(response.status).toBe(400);
});

it('keeps what a database cannot hold as text, so that nobody is asked for it for ever', async () => {
  const response = await post(
    '/webhooks/telegram',
    update(6, 'NUL \\u0000 and half \\ud83d a character').replaceAll('\\\\u', '\\u'),
    secret(),
  );
  expect(response.status).toBe(200);
  await eventually(async () => {
    const rows = await scene.query<{ n: string }>(`select count(*) as n from messages where parts::text like '%half%'`);
    return rows[0]?.n === '1';
  }, 'the message is in the transcript');
});

it('keeps an authentic update of an unknown kind, and answers well', async () => {
  const before = await scene.query('select 1 from quarantine');
  const response = await post('/webhooks/telegram', JSON.stringify({ update_id: 7, hologram: {} }), secret());
  expect(response.status).toBe(200);
  expect(await scene.query('select 1 from quarantine')).toHaveLength(before.length + 1);
});

it('never says 2xx while the database is away, and loses nothing', async () => {
  await scene.say('Hello before');
  await scene.receives(/./);
  await proxy.down();
  const response = await post('/webhooks/telegram', update(8, 'while it was away'), secret());
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect((await fetch(`${world.publicUrl}/readyz`)).status).toBe(503);
  expect((await fetch(`${world.publicUrl}/healthz`)).status).toBe(200);
  await scene.say('I want to talk to a human');
  await proxy.up();
  await scene.root();
  expect((await post('/webhooks/telegram', update(8, 'while it was away'), secret())).status).toBe(200);
  await eventually(async () => (await fetch(`${world.publicUrl}/readyz`)).status === 200, 'Baton is ready again');
});
