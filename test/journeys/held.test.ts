import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await startWorld({ overrides: { recheckMs: 200 } });
  scene = new Scene(world);
});
afterAll(() => world?.close());

const isHeld = async (account: string): Promise<boolean> =>
  (await scene.query('select 1 from accounts where account_id = $1', [account])).length > 0;

it('an archived Slack channel holds the inbox, the customer hears it, and everything goes on once it is back', async () => {
  world.slack.control.archiveChannel(scene.channel);
  await scene.say('I want to talk to a human');
  await scene.receives('bringing in a colleague');
  await eventually(() => isHeld('slack'), 'the account is held');
  await world.baton().opened.businessClock.advance(61_000);
  await scene.receives('trouble reaching our team');
  await scene.say('my second line');
  world.slack.control.unarchiveChannel(scene.channel);
  const root = await scene.root();
  await scene.shows(root.id, 'my second line');
  expect(await isHeld('slack')).toBe(false);
});

it('a lost permission to write is said once, and the reply goes out when the token is back', async () => {
  const root = await scene.root();
  world.telegram.faults.fail({ type: 'refuse', error: 'Unauthorized' }, 1, 'sendMessage');
  await scene.reply(root.id, 'held for a moment');
  await scene.receives('held for a moment');
  await scene.settled();
  const lines = scene.thread(root.id).filter(({ text }) => text.includes('Your reply is waiting'));
  expect(lines).toHaveLength(1);
  expect(scene.received().filter(({ text }) => text.includes('held for a moment'))).toHaveLength(1);
});

it('a revoked token holds the inbox: customers in open threads hear it once, and the AI answers others as ever', async () => {
  const before = scene.roots().length;
  Object.assign(scene, { customer: '700009001' });
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  await scene.settled();
  world.slack.control.revokeToken();
  await scene.say('Is anybody there?');
  await eventually(() => isHeld('slack'), 'the account is held');
  await world.baton().opened.businessClock.advance(61_000);
  await scene.receives('trouble reaching our team');
  await scene.say('How long does a refund take?', '700009002');
  await scene.receives(/refund/i, '700009002');
  expect(scene.received().filter(({ text }) => text.includes('trouble reaching our team'))).toHaveLength(1);
});
