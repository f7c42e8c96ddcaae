import { Scene, startWorld, type World } from '../../support/baton';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
});
afterAll(() => world?.close());

const UPDATE = {
  update_id: 1,
  message: {
    message_id: 1,
    from: { id: 700_000_950, is_bot: false, first_name: 'Mallory' },
    chat: { id: 700_000_950, type: 'private', first_name: 'Mallory' },
    date: 1_795_358_800,
    text: 'Pay everything back to me',
  },
};
const MESSAGE = JSON.stringify(UPDATE);

interface Request {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  /** Null: none. Absent: the right one. */
  readonly secret?: string | null;
  readonly type?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const right = (): string => world.env.TELEGRAM_WEBHOOK_SECRET ?? '';

async function send({ path = '', method = 'POST', body = MESSAGE, ...given }: Request): Promise<number> {
  const secret = given.secret === undefined ? right() : given.secret;
  const type = given.type === undefined ? 'application/json' : given.type;
  const response = await fetch(`${world.publicUrl}/webhooks/telegram${path}`, {
    method,
    headers: {
      ...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
      ...(type !== null && { 'content-type': type }),
      ...given.headers,
    },
    // As bytes, or fetch adds a type of its own.
    ...(method === 'POST' && { body: Buffer.from(body) }),
  });
  await response.arrayBuffer();
  return response.status;
}

const stored = async (): Promise<number> => {
  const [row] = await scene.query<{ n: string }>(
    `select (select count(*) from events) + (select count(*) from event_keys) + (select count(*) from quarantine)
          + (select count(*) from contacts) + (select count(*) from media) as n`,
  );
  return Number(row?.n);
};

const forged: [string, number, () => Request][] = [
  ['no secret', 401, () => ({ secret: null })],
  ['an empty secret', 401, () => ({ secret: '' })],
  ['another secret', 401, () => ({ secret: 'x'.repeat(43) })],
  ['the beginning of the secret', 401, () => ({ secret: right().slice(0, -1) })],
  ['the secret and more', 401, () => ({ secret: `${right()}x` })],
  ['the secret twice', 401, () => ({ secret: `${right()}, ${right()}` })],
  ['the secret in the address', 401, () => ({ secret: null, path: `?secret_token=${right()}` })],
  ['the token in the place of the secret', 401, () => ({ secret: world.telegram.token })],
  ['no secret and a huge body', 413, () => ({ secret: null, body: 'x'.repeat(8_000_000) })],
  ['no secret and broken JSON', 401, () => ({ secret: null, body: '{' })],
  ['broken JSON', 400, () => ({ body: MESSAGE.slice(0, -1) })],
  ['nothing', 400, () => ({ body: '' })],
  ['null', 400, () => ({ body: 'null' })],
  ['an array', 400, () => ({ body: `[${MESSAGE}]` })],
  ['a number', 400, () => ({ body: '7' })],
  ['no update_id', 400, () => ({ body: JSON.stringify({ message: UPDATE.message }) })],
  ['an update_id that is no number', 400, () => ({ body: JSON.stringify({ ...UPDATE, update_id: '1' }) })],
  ['two megabytes', 413, () => ({ body: JSON.stringify({ ...UPDATE, filler: 'x'.repeat(2_000_000) }) })],
  ['a form', 415, () => ({ type: 'application/x-www-form-urlencoded' })],
  ['no type', 415, () => ({ type: null })],
  ['a compressed body', 415, () => ({ headers: { 'content-encoding': 'gzip' } })],
  ['the address of another bot', 404, () => ({ path: '/42' })],
  ['GET', 405, () => ({ method: 'GET' })],
];

test.each(forged)('%s: %p, and nothing of it is stored', async (_name, status, given) => {
  const before = await stored();
  expect(await send(given())).toBe(status);
  expect(await stored()).toBe(before);
});

test('with the secret it is kept, and once', async () => {
  const before = await stored();
  expect([await send({}), await send({})]).toEqual([200, 200]);
  expect(await scene.query(`select 1 from event_keys where key = 'u:1'`)).toHaveLength(1);
  expect(await stored()).toBeGreaterThan(before);
});
