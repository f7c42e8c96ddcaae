import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let billing = '';
let customers = 0;

beforeAll(async () => {
  world = await startWorld({
    env: (slack) => {
      billing = slack.control.createChannel('billing');
      return { SLACK_ROUTES: `reason=high_stakes:${billing}` };
    },
    overrides: { recheckMs: 200 },
  });
});
afterAll(() => world?.close());
beforeEach(() => {
  scene = new Scene(world);
  customers += 1;
  Object.assign(scene, { customer: String(700_000_700 + customers) });
});

const rootsIn = (channel: string) => scene.roots(scene.ana, channel).filter(({ text }) => text !== '');
const threadIn = (channel: string, root: string): string =>
  world.team
    .thread(channel, root, scene.ana)
    .map(({ text, raw }) => `${text} ${JSON.stringify(raw)}`)
    .join('\n');
const isHeld = async (place: string): Promise<boolean> =>
  (await scene.query('select 1 from accounts where place = $1', [place])).length > 0;

async function opensIn(channel: string, text: string): Promise<string> {
  const before = rootsIn(channel).length;
  await scene.say(text);
  await eventually(() => rootsIn(channel).length > before, `a handoff is opened in ${channel}`);
  const id = rootsIn(channel)[before]?.id ?? '';
  await eventually(() => threadIn(channel, id).includes(text), 'the thread shows what was written');
  return id;
}

it('opens a handoff in the channel of the first rule that fits, and agents answer there', async () => {
  await opensIn(scene.channel, 'I want to talk to a human');
  Object.assign(scene, { customer: String(700_000_790) });
  const root = await opensIn(billing, 'My lawyer will sue you');
  await world.team.write(scene.ana, billing, root, 'We call you at once.');
  await scene.receives('We call you at once.');
});

it('an archived channel holds what lives there and nothing else; what belongs there is opened elsewhere and says so', async () => {
  const here = await opensIn(scene.channel, 'I want to talk to a human');
  const there = new Scene(world);
  Object.assign(there, { customer: String(700_000_791) });
  const before = rootsIn(billing).length;
  await there.say('My lawyer will sue you');
  await eventually(() => rootsIn(billing).length > before, 'it is opened in #billing');
  const root = rootsIn(billing)[before]?.id ?? '';
  await eventually(() => threadIn(billing, root).includes('sue you'), 'the thread shows what was written');
  await scene.settled();

  world.slack.control.archiveChannel(billing);
  await there.say('written while it was archived');
  await eventually(() => isHeld(billing), 'the place is held');
  await scene.say('all is well here');
  await scene.shows(here, 'all is well here');

  Object.assign(scene, { customer: String(700_000_792) });
  const moved = await opensIn(scene.channel, 'My lawyer will sue you');
  expect(threadIn(scene.channel, moved)).toContain('This conversation belongs in #billing');

  world.slack.control.unarchiveChannel(billing);
  await eventually(() => threadIn(billing, root).includes('while it was archived'), 'what waited is posted');
  expect(await isHeld(billing)).toBe(false);
});

it('while the default channel does not work, another one gets its handoffs', async () => {
  world.slack.control.archiveChannel(scene.channel);
  const root = await opensIn(billing, 'I want to talk to a human');
  expect(threadIn(billing, root)).toContain('This conversation belongs in #support');
  world.slack.control.unarchiveChannel(scene.channel);
  await eventually(async () => !(await isHeld(scene.channel)), 'the default place works again');
});

it('a channel that was archived for good: its customers are told, and its threads go where agents see them', async () => {
  const root = await opensIn(billing, 'My lawyer will sue you');
  await scene.settled();
  world.slack.control.archiveChannel(billing);
  await scene.say('Nobody sees this');
  await eventually(() => isHeld(billing), 'the place is held');
  await world.baton().opened.businessClock.advance(61_000);
  await scene.receives('trouble reaching our team');
  await world.baton().opened.businessClock.advance(10 * 60_000);
  // Others who waited there come along.
  const arrived = () =>
    rootsIn(scene.channel).find(({ id }) => threadIn(scene.channel, id).includes('Nobody sees this'));
  await eventually(() => arrived() !== undefined, 'the thread goes on in the default channel');
  const moved = arrived()?.id ?? '';
  await scene.shows(moved, 'Baton cannot reach #billing any more');
  await world.team.write(scene.ana, scene.channel, moved, 'We are here.');
  await scene.receives('We are here.');
  expect(scene.received().filter(({ text }) => text.includes('trouble reaching our team'))).toHaveLength(1);
  expect(threadIn(billing, root)).not.toContain('Nobody sees this');
});
