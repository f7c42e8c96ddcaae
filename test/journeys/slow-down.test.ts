import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const QUESTION = 'How long does a refund take?';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.telegram.faults.clear();
  await scene.query('delete from refusals');
});

const sends = (customer: string) =>
  world.telegram.calls('sendMessage').filter(({ params }) => String(params.chat_id) === customer).length;

/** Two other chats, told to slow down at that distance from now; ahead of time, so that no slow machine matters. */
const twoMore = (when: string) =>
  scene.query(
    `insert into refusals (tenant_id, account_id, conversation_id, refused_at, until)
     select tenant_id, 'telegram', n, business_now() + $1::interval, business_now() + '1 hour'
     from (select distinct tenant_id from conversations) tenants, unnest(array['one', 'another']) n`,
    [when],
  );

/** How long the answer for this customer waits before it is tried for the first time; null: there is none yet. */
const waits = async (customer: string): Promise<number | null> => {
  const rows = await scene.query<{ seconds: number }>(
    `select extract(epoch from l.run_at - business_now())::float8 as seconds from effects e
     join lanes l on l.tenant_id = e.tenant_id and l.id = e.lane_id
     join conversations c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
     where c.state ->> 'contact' = $1 and e.type = 'send_part' and e.state = 'queued' and e.tries = 0`,
    [customer],
  );
  return rows[0]?.seconds ?? null;
};

it('the third chat that is told to slow down makes the whole bot wait, and then each has its answer once', async () => {
  await scene.say('Hello', '700000900');
  await scene.receives(/./, '700000900');
  await scene.settled();
  await twoMore('1 minute');
  world.telegram.faults.fail({ type: 'rate_limit', retryAfterSeconds: 600 }, 1, 'sendMessage');
  await scene.say(QUESTION, '700000901');
  await eventually(() => sends('700000901') === 1, 'the first chat is refused');
  await eventually(
    async () =>
      (await scene.query(`select 1 from refusals where conversation_id = '' and until > business_now()`)).length === 1,
    'the bot waits',
  );

  await scene.say(QUESTION, '700000902');
  await eventually(async () => ((await waits('700000902')) ?? 0) > 300, 'another chat waits without being tried');
  expect(sends('700000902')).toBe(0);
  await world.baton().opened.businessClock.advance(601_000);
  await Promise.all(['700000901', '700000902'].map((customer) => scene.receives(/refund/i, customer)));
  await scene.settled();
  expect([sends('700000901'), sends('700000902')]).toEqual([2, 1]);
  expect([scene.received('700000901'), scene.received('700000902')].map(({ length }) => length)).toEqual([1, 1]);
});

it('a chat of its own waits alone', async () => {
  await twoMore('-1 minute');
  world.telegram.faults.fail({ type: 'rate_limit', retryAfterSeconds: 600 }, 1, 'sendMessage');
  await scene.say(QUESTION, '700000903');
  await eventually(() => sends('700000903') === 1, 'the chat is refused');
  await scene.say(QUESTION, '700000904');
  await scene.receives(/refund/i, '700000904');
  expect(scene.received('700000903')).toEqual([]);
});
