import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let rootId: string;

beforeAll(async () => {
  // What was written a moment ago is not yet looked for: these messages are a minute old when Baton knows them.
  world = await startWorld({ slack: { now: () => Date.now() - 60_000 } });
  scene = new Scene(world);
  await scene.say('I want to talk to a real person please');
  rootId = (await scene.root()).id;
  await scene.shows(rootId, 'real person');
});
afterAll(() => world?.close());

const post = async (text: string): Promise<string> => {
  const { id } = await scene.reply(rootId, text);
  await scene.receives(text);
  await scene.settled();
  return id;
};
const screen = (): readonly string[] =>
  scene
    .received()
    .filter(({ deleted }) => !deleted)
    .map(({ text }) => text);
const whispers = () => scene.thread(rootId).filter(({ ephemeral }) => ephemeral);

it('what agents changed and deleted while Slack’s events were lost reaches the customer with the next reading, once', async () => {
  await post('We open at nine.');
  const edited = await post('Your order leaves on Monday.');
  const deleted = await post('It costs 100.');
  const { id: note } = await scene.reply(rootId, '// ask Bob');
  await scene.settled();
  world.slack.faults.deliver({ hold: true });
  await world.team.edit(scene.ana, scene.channel, edited, 'Your order leaves on Tuesday.');
  await world.team.remove(scene.ana, scene.channel, deleted);
  await world.team.edit(scene.ana, scene.channel, note, '// ask Carol');
  await world.restart();
  await eventually(() => screen().includes('Your order leaves on Tuesday.'), 'the customer sees the new words');
  await eventually(() => !screen().includes('It costs 100.'), 'what was deleted is gone');
  expect(screen()).toContain('We open at nine.');
  expect(screen().join()).not.toContain('Carol');
  const words = async (id: string) =>
    (
      await scene.query<{ parts: unknown }>('select parts from messages where id = $1', [
        `slack:${scene.channel}:${id}`,
      ])
    )[0]?.parts;
  await eventually(
    async () => JSON.stringify(await words(note)).includes('ask Carol'),
    'the note says what it says now',
  );

  // Slack's own events come after all, and another reading too: repeats, all of them.
  world.slack.faults.deliver({});
  await scene.settled();
  await world.restart();
  await scene.settled();
  expect(screen().filter((text) => text.includes('Tuesday'))).toHaveLength(1);
  expect(whispers()).toEqual([]);
  const changes = await scene.query<{ type: string; n: number }>(
    `select type, count(*)::int as n from conversation_events
     where type in ('agent.message_edited', 'agent.message_deleted') group by type order by type`,
  );
  expect(changes).toEqual([
    { type: 'agent.message_deleted', n: 1 },
    { type: 'agent.message_edited', n: 2 },
  ]);
});

it('in a thread that the conversation has left, its messages are not missed', async () => {
  await post('One more thing.');
  await world.team.remove(scene.ana, scene.channel, rootId);
  await eventually(() => scene.roots().some(({ id }) => id !== rootId), 'the thread is opened again');
  await scene.settled();
  await world.restart();
  await scene.settled();
  expect(screen()).toContain('One more thing.');
});

it('what Slack drops because there was too much of it is read back as soon as Slack says so', async () => {
  const busy = await startWorld({ slack: { eventsPerHour: 12 } });
  try {
    const there = new Scene(busy);
    await there.say('I want to talk to a real person please');
    const { id: root } = await there.root();
    await there.shows(root, 'real person');
    const dropped = () => busy.slack.control.deliveries('app_rate_limited').length > 0;
    let lines = 0;
    for (; lines < 20 && !dropped(); lines += 1) {
      await there.reply(root, `line ${lines}`);
      await there.receives(`line ${lines}`);
      await there.settled();
    }
    expect(dropped()).toBe(true);
    const texts = there.received().flatMap(({ text }) => (text.startsWith('line') ? [text] : []));
    expect(texts).toEqual(Array.from({ length: lines }, (_, index) => `line ${index}`));
  } finally {
    await busy.close();
  }
});
