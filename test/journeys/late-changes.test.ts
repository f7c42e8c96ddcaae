import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const HOUR = 3_600_000;

let world: World;
let scene: Scene;
let rootId: string;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
  await scene.say('I want to talk to a real person please');
  rootId = (await scene.root()).id;
  await scene.shows(rootId, 'real person');
});
afterAll(() => world?.close());

const post = async (text: string) => {
  const { id } = await scene.reply(rootId, text);
  await scene.receives(text.slice(0, 200));
  await scene.settled();
  return id;
};
const whispers = () => scene.thread(rootId).filter(({ ephemeral }) => ephemeral);
const onScreen = (text: string) => scene.received().filter((one) => !one.deleted && one.text.includes(text));

it('an edit that outgrows its message is refused as a whole, told, and can be sent as a correction', async () => {
  const id = await post('Your order leaves on Monday.');
  const long = `Your order leaves on Tuesday. ${'It is a long story. '.repeat(150)}The end, ${'and more. '.repeat(120)}`;
  await world.team.edit(scene.ana, scene.channel, id, long);
  await eventually(() => whispers().length === 1, 'the writer is told');
  expect(whispers()[0]?.text).toContain('The customer still sees the old text.');
  await scene.settled();
  expect(onScreen('leaves on Monday')).toHaveLength(1);
  expect(onScreen('leaves on Tuesday')).toHaveLength(0);
  await scene.press(whispers()[0] as never, 'send_correction');
  await scene.receives('leaves on Tuesday');
  await scene.receives('and more.');
  await scene.settled();
});

it('a deletion takes all that was sent, though the words were cut since', async () => {
  const long = `First half. ${'Word by word. '.repeat(200)}Second half ends here. ${'Again and again. '.repeat(120)}`;
  const id = await post(long);
  await world.team.edit(scene.ana, scene.channel, id, 'Short now.');
  await eventually(() => whispers().length > 0, 'the writer is told that it stayed');
  await world.team.remove(scene.ana, scene.channel, id);
  await eventually(
    () => onScreen('Word by word').length + onScreen('Again and again').length === 0,
    'all of it is gone',
  );
});

it('a customer who edits a message from before Baton is read by the team, once, and nothing is answered', async () => {
  const before = scene.received().length;
  const edited = (id: number, text: string) => ({
    update_id: id,
    edited_message: {
      message_id: 1,
      from: { id: Number(scene.customer), is_bot: false, first_name: 'Maria' },
      chat: { id: Number(scene.customer), type: 'private', first_name: 'Maria' },
      date: 1_795_000_000,
      edit_date: 1_795_000_000 + id,
      text,
    },
  });
  for (const [id, text] of ['Please do not ship it', 'Please do not ship it yet'].entries()) {
    world.telegram.deliverRaw(edited(990_001 + id, text) as never, Number(scene.customer));
    await scene.shows(rootId, text);
  }
  await scene.settled();
  const posts = scene.thread(rootId).filter(({ text }) => text.includes('do not ship it'));
  expect(posts).toHaveLength(2);
  expect(posts[1]?.text).toContain('yet');
  expect(scene.received()).toHaveLength(before);
});

it('a change of what may have arrived, or not, is told to its writer', async () => {
  world.telegram.faults.fail({ type: 'cut', done: true }, 2, 'sendMessage');
  const { id } = await scene.reply(rootId, 'The parcel is in Porto.');
  await scene.shows(rootId, 'may not have arrived');
  await world.team.edit(scene.ana, scene.channel, id, 'The parcel is in Lisbon.');
  const hears = (text: string) => eventually(() => whispers().some((one) => one.text.includes(text)), text);
  await hears('The customer may see the old text. The channel never said whether it arrived');
  await world.team.remove(scene.ana, scene.channel, id);
  await hears('The customer may have the message you deleted.');
});

it('what Telegram refuses to delete after two days is told to whoever deleted it', async () => {
  const id = await post('We are open until six.');
  world.telegram.setNow(Date.now() + 49 * HOUR);
  await world.team.remove(scene.ana, scene.channel, id);
  await eventually(
    () => whispers().some(({ text }) => text.includes('The customer still has the message you deleted.')),
    'the writer is told',
  );
  expect(onScreen('We are open until six')).toHaveLength(1);
});
