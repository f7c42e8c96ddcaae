import { labelled } from '../../src/ai/eval/stored';
import type { AgentAction } from '../../src/domain/incoming-event';
import { readConversations } from '../../src/persistence/read-conversations';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
});
afterAll(() => world?.close());

const CARD = '4111 1111 1111 1111';
const choose = async (action: AgentAction, as = scene.ana): Promise<void> =>
  scene.press(await scene.root(), 'more', as, JSON.stringify({ v: 1, a: action }));

/** Everything that Slack was ever sent, to whomever. */
const sentToSlack = (): string => JSON.stringify(world.slack.control.calls().map(({ args }) => args));
const whispers = (root: string, as: string): string =>
  JSON.stringify(
    scene
      .thread(root, as)
      .filter(({ ephemeral }) => ephemeral)
      .map(({ raw }) => raw),
  );

it('numbers reach no thread whole; their holder may look, and the look is on record', async () => {
  await scene.say(`My card ${CARD} was charged twice. I want to talk to a human`);
  const { id: root } = await scene.root();
  await scene.shows(root, '•••• 1111');
  const { id: message } = await scene.say('and my iban is DE89 3704 0044 0532 0130 00');
  await scene.shows(root, '•••• 3000');
  await world.phone.edit?.(scene.customer, message, 'and my ssn is 123-45-6789');
  await scene.shows(root, '•••• 6789');
  await scene.settled();
  await choose({ name: 'show_transcript' });
  await eventually(() => whispers(root, scene.ana).includes('The whole conversation'), 'Ana sees the transcript');
  for (const number of ['4111 1111', '3704 0044', '123-45']) expect(sentToSlack()).not.toContain(number);

  // Nobody holds it yet, and a colleague of the holder is not the holder.
  await scene.reply(root, 'Hi Maria, let me look.');
  await scene.receives('let me look');
  await scene.settled();
  await choose({ name: 'reveal_numbers' }, scene.bob);
  await eventually(() => whispers(root, scene.bob).includes('only they can reveal'), 'Bob is told why not');
  expect(sentToSlack()).not.toContain('4111 1111');

  await choose({ name: 'reveal_numbers' });
  await eventually(() => whispers(root, scene.ana).includes(CARD), 'Ana sees the card number');
  expect(whispers(root, scene.ana)).toContain('123-45-6789');
  expect(whispers(root, scene.bob)).not.toContain('4111 1111');
  await scene.shows(root, 'Ana looked at the masked numbers', scene.bob);
  await scene.settled();
  const posted = scene.thread(root, scene.bob).map(({ raw }) => JSON.stringify(raw));
  expect(posted.join()).not.toContain('4111 1111');
  const record = await scene.query<{ agent_id: string; at: Date }>(
    `select agent_id, at from conversation_events where type = 'agent.revealed'`,
  );
  expect(record).toEqual([{ agent_id: scene.ana, at: expect.any(Date) }]);
});

it('the conversations of a database are written down without their numbers, and score as they are', async () => {
  const found = [];
  for await (const stored of readConversations(world.database.url)) found.push(...labelled(stored));
  expect(found).toEqual([expect.objectContaining({ trigger: 'asked_for_person', handoffAt: 1, lang: 'en' })]);
  expect(JSON.stringify(found)).not.toContain('4111 1111');
});
