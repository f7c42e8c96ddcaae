import { Client } from 'pg';
import { capabilities } from '../../adapters/agent-inboxes/slack/capabilities';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

/** Both clocks run five times as fast, so that the test is short; what must hold is the same. */
const FASTER = 5;
const CUSTOMERS = 40;
const LINES = 10;

let world: World;
let scene: Scene;
let database: Client;

beforeAll(async () => {
  const startedAt = Date.now();
  world = await startWorld({
    slack: { rateLimits: true, now: () => startedAt + (Date.now() - startedAt) * FASTER },
    overrides: {
      inboxCapabilities: {
        postIntervalMs: capabilities.postIntervalMs / FASTER,
        updateIntervalMs: capabilities.updateIntervalMs / FASTER,
        burst: capabilities.burst,
      },
    },
  });
  scene = new Scene(world);
  database = new Client({ connectionString: world.database.url });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await world?.close();
});

const customers = Array.from({ length: CUSTOMERS }, (_, index) => String(700_010_000 + index));
const calls = (method: string) => world.slack.control.calls(method);
const lines = (rootId: string): readonly number[] =>
  scene
    .thread(rootId)
    .flatMap(({ isBot, text }) => (isBot ? [...text.matchAll(/line (\d\d)/g)].map(([, n]) => Number(n)) : []));
const cardsPlanned = async (): Promise<number> => {
  const { rows } = await database.query("select count(*)::int as n from effects where type = 'open_handoff'");
  return rows[0].n;
};
const shown = (): number => scene.roots().filter(({ id }) => lines(id).includes(LINES)).length;

it('forty customers typing at once: the pace is kept, bursts are merged, nothing is lost or out of order', async () => {
  await Promise.all(customers.map((customer) => scene.say('I want to talk to a human', customer)));
  await eventually(() => scene.roots().length === CUSTOMERS, 'every customer has a thread', 60_000);
  const before = calls('chat.postMessage').length;
  const typing = Promise.all(
    customers.map(async (customer) => {
      for (let n = 1; n <= LINES; n += 1) await scene.say(`line ${String(n).padStart(2, '0')}`, customer);
    }),
  );

  // Whoever comes into the crowd has a card before the crowd is shown, and bad news is told before it too.
  await scene.say('My lawyer will call', '700019999');
  await eventually(async () => (await cardsPlanned()) > CUSTOMERS, 'the card of the newcomer is asked for');
  const planned = calls('chat.postMessage').length;
  await eventually(() => scene.roots().length > CUSTOMERS, 'the newcomer has a card');
  expect(calls('chat.postMessage').length - planned).toBeLessThan(CUSTOMERS / 2);
  expect(shown()).toBeLessThan(CUSTOMERS);
  await typing;
  world.telegram.faults.fail({ type: 'refuse', error: 'Forbidden: bot was blocked by the user' }, 1, 'sendMessage');
  const last = scene.roots()[CUSTOMERS - 1]?.id ?? '';
  await scene.reply(last, 'Are you there?');
  await scene.shows(last, 'was not delivered');

  await eventually(() => shown() === CUSTOMERS, 'all lines are in their threads', 120_000);
  await scene.settled();
  const inOrder = Array.from({ length: LINES }, (_, index) => index + 1);
  for (const { id } of scene.roots().slice(0, CUSTOMERS)) expect(lines(id)).toEqual(inOrder);
  // 400 lines and 40 beginnings of threads in far fewer posts.
  expect(calls('chat.postMessage').length - before).toBeLessThan((CUSTOMERS * LINES) / 2);
  // Slack's limits were on. On a machine that stalls a call may come early; it must not become a storm.
  for (const method of ['chat.postMessage', 'chat.update']) {
    const refused = calls(method).filter(({ status }) => status === 429);
    expect(refused.length).toBeLessThanOrEqual(calls(method).length / 20);
  }
}, 300_000);
