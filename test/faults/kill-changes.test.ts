import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
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

let world: World;
let supervisor: Supervisor;

beforeAll(async () => {
  // An edit is read back half a minute after its message at the earliest: here it has to outlast a restart as Slack's own
  // repeats do.
  world = await startWorld({ start: false, slack: { timeScale: 0.06 } });
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

  const patience = 120_000;
  const onPhone = (text: string) =>
    world.phone.screen(scene.customer).messages.filter((one) => !one.deleted && one.text.includes(text));
  const posts = (text: string) => scene.thread(root.id).filter((one) => one.text.includes(text));
  let rounds = 0;
  for (; rounds < ROUNDS_MAX && !supervisor.isDone; rounds += 1) {
    const name = `n${String(rounds).padStart(3, '0')}`;
    const kept = await scene.reply(root.id, `${name} first words`);
    const gone = await scene.reply(root.id, `${name} to be deleted`);
    const { id: said } = await scene.say(`${name} from the customer`);
    await eventually(() => onPhone(`${name} to be deleted`).length > 0, `${name} is on the phone`, patience);
    await eventually(() => posts(`${name} from the customer`).length > 0, `${name} is in the thread`, patience);
    await world.team.edit(scene.ana, scene.channel, kept.id, `${name} corrected words`);
    await world.team.remove(scene.ana, scene.channel, gone.id);
    await world.team.react(scene.ana, scene.channel, posts(`${name} from the customer`)[0]?.id ?? '', '👍');
    await eventually(() => onPhone(`${name} corrected`).length > 0, `${name} reads corrected`, patience);
    const reactions = () => world.phone.screen(scene.customer).messages.find(({ id }) => id === said)?.reactions ?? [];
    await eventually(() => reactions().join() === '👍', `${name} has the agent's reaction`, patience);
    await world.phone.react?.(scene.customer, onPhone(`${name} corrected`)[0]?.id ?? '', '🎉');
    const onPost = () => posts(`${name} corrected`).flatMap((post) => post.reactions.map(({ emoji }) => emoji));
    await eventually(() => onPost().includes('🎉'), `${name} has the customer's reaction`, patience);
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();

  // A copy that was sent again without evidence is not known by its id: each of those is marked in the thread.
  const marked = scene.thread(root.id).filter(({ text }) => text.includes('was sent again because')).length;
  expect(onPhone('to be deleted').length + onPhone('first words').length).toBeLessThanOrEqual(marked);
  expect(onPhone('corrected words').length).toBeGreaterThanOrEqual(rounds);
  expect(posts('from the customer')).toHaveLength(rounds);
}, 900_000);
