import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { PatientAgent } from '../support/patient-agent';
import { Supervisor } from '../support/supervisor';

/** What changes a message of the past may be done twice without harm, so it must end as if nobody had died. */
const POINTS = [
  'receive.stored',
  'event.before',
  'event.applied',
  'effect.begun',
  'call.before',
  'call.after',
  'effect.performed',
  'effect.finished',
];
const COUNTS = [2, 5];
const KILLS = COUNTS.flatMap((count) => POINTS.map((point) => `${point}:${count}`));
const ROUNDS_MAX = 60;
const PATIENCE_MS = 120_000;

let world: World;
let supervisor: Supervisor;

beforeAll(async () => {
  // A reaction is not read back, and an edit half a minute after its message at the earliest: here Slack's own repeats
  // outlast a restart.
  world = await startWorld({ start: false, slack: { timeScale: 0.15 } });
  supervisor = new Supervisor(world.env, [...KILLS]);
});
afterAll(async () => {
  await supervisor?.stop();
  await world?.close();
});

it('killed at every marked point: edits, deletions and reactions end where people left them', async () => {
  const scene = new Scene(world);
  await world.startBaton();
  await scene.say('I want to talk to a human');
  const root = await scene.root();
  await scene.reply(root.id, 'I am here.');
  await scene.receives('I am here.');
  await scene.settled();
  await world.stopBaton();
  supervisor.start();

  const agent = new PatientAgent(scene, root.id);
  const onPhone = (text: string) =>
    world.phone.screen(scene.customer).messages.filter((one) => !one.deleted && one.text.includes(text));
  const posts = (text: string) => scene.thread(root.id).filter((one) => one.text.includes(text));
  // Slack tries an event three times more, and each may meet a death.
  const givenUp = () =>
    world.slack.control.deliveries().filter(({ attempt, failure }) => attempt === 3 && failure !== null).length;
  // What two deaths left unknown cannot be changed later either, and its writer was told: such a round says nothing.
  const unsure = new Set<string>();
  let rounds = 0;
  for (; rounds < ROUNDS_MAX && !supervisor.isDone; rounds += 1) {
    const name = `n${String(rounds).padStart(3, '0')}`;
    const before = givenUp();
    const kept = await scene.reply(root.id, `${name} first words`);
    const gone = await scene.reply(root.id, `${name} to be deleted`);
    const { id: said } = await scene.say(`${name} from the customer`);
    const becomes = (isTrue: () => boolean, what: string): Promise<void> =>
      eventually(
        () => {
          if ([kept, gone].some(({ id }) => agent.isUnsureOf(id)) || givenUp() > before) unsure.add(name);
          return unsure.has(name) || isTrue();
        },
        `${name} ${what}`,
        PATIENCE_MS,
      );
    await becomes(() => onPhone(`${name} to be deleted`).length > 0, 'is on the phone');
    await eventually(() => posts(`${name} from the customer`).length > 0, `${name} is in the thread`, PATIENCE_MS);
    await world.team.edit(scene.ana, scene.channel, kept.id, `${name} corrected words`);
    await world.team.remove(scene.ana, scene.channel, gone.id);
    await world.team.react(scene.ana, scene.channel, posts(`${name} from the customer`)[0]?.id ?? '', '👍');
    await becomes(() => onPhone(`${name} corrected`).length > 0, 'reads corrected');
    const reactions = () => world.phone.screen(scene.customer).messages.find(({ id }) => id === said)?.reactions ?? [];
    await becomes(() => reactions().join() === '👍', "has the agent's reaction");
    if (unsure.has(name)) continue;
    await world.phone.react?.(scene.customer, onPhone(`${name} corrected`)[0]?.id ?? '', '🎉');
    const onPost = () => posts(`${name} corrected`).flatMap((post) => post.reactions.map(({ emoji }) => emoji));
    await becomes(() => onPost().includes('🎉'), "has the customer's reaction");
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();

  expect(unsure.size).toBeLessThan(rounds);
  const known = (text: string) => onPhone(text).filter((one) => ![...unsure].some((name) => one.text.includes(name)));
  // A copy that was sent again without evidence is not known by its id: each of those is marked in the thread.
  const marked = scene.thread(root.id).filter(({ text }) => text.includes('was sent again because')).length;
  expect(known('to be deleted').length + known('first words').length).toBeLessThanOrEqual(marked);
  expect(known('corrected words').length).toBeGreaterThanOrEqual(rounds - unsure.size);
  expect(posts('from the customer')).toHaveLength(rounds);
}, 900_000);
