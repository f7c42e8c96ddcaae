import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;

beforeAll(async () => {
  // A tenth of Slack's pace keeps the test short; what must hold is the same.
  world = await startWorld({
    overrides: { inboxCapabilities: { postIntervalMs: 100, updateIntervalMs: 150, burst: 3 } },
  });
});
afterAll(() => world?.close());

it('forty customers typing at once: posts keep the pace, bursts are merged, nothing is lost or out of order', async () => {
  const scene = new Scene(world);
  const customers = Array.from({ length: 40 }, (_, index) => String(700_010_000 + index));
  await Promise.all(customers.map((customer) => scene.say('I want to talk to a human', customer)));
  await eventually(() => scene.roots().length === customers.length, 'every customer has a thread', 60_000);
  const before = world.slack.control.calls('chat.postMessage').length;
  const startedAt = Date.now();
  await Promise.all(
    customers.map(async (customer) => {
      for (let n = 1; n <= 10; n += 1) await scene.say(`line ${String(n).padStart(2, '0')}`, customer);
    }),
  );
  const lines = (rootId: string): readonly number[] =>
    scene
      .thread(rootId)
      .flatMap(({ isBot, text }) => (isBot ? [...text.matchAll(/line (\d\d)/g)].map(([, n]) => Number(n)) : []));
  await eventually(
    () => scene.roots().every(({ id }) => lines(id).includes(10)),
    'all lines are in their threads',
    120_000,
  );
  const tookMs = Date.now() - startedAt;
  const ten = Array.from({ length: 10 }, (_, index) => index + 1);
  for (const { id } of scene.roots()) expect(lines(id)).toEqual(ten);
  const posts = world.slack.control.calls('chat.postMessage').length - before;
  // 400 lines in far fewer posts, and never more of them than the pace allows.
  expect(posts).toBeLessThan(300);
  expect(posts).toBeLessThanOrEqual(Math.ceil(tookMs / 100) + 10);
}, 240_000);
