import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let rootId: string;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
  await scene.say('How long does shipping take?');
  await scene.receives(/shipping/i);
  await scene.say('I want to talk to a real person please');
  rootId = (await scene.root()).id;
  await scene.shows(rootId, 'real person');
  await scene.reply(rootId, 'Hi Maria, a new one is on its way.');
  await scene.receives('a new one is on its way');
  await scene.settled();
});
afterAll(() => world?.close());

const onScreen = (text: string) => world.phone.screen(scene.customer).messages.find((one) => one.text.includes(text));
const answer = () => scene.received().find(({ text }) => /shipping/i.test(text));
const inThread = (text: string) => scene.thread(rootId).find((post) => post.text.includes(text));
const counts = () => ({ sent: scene.received().length, posts: scene.thread(rootId).length });

it("what the customer puts on a reply stands on the agent's message, and goes when they take it away", async () => {
  const before = counts();
  const id = onScreen('a new one is on its way')?.id ?? '';
  await world.phone.react?.(scene.customer, id, '❤');
  const hearts = () => inThread('a new one is on its way')?.reactions.map(({ emoji }) => emoji) ?? [];
  await eventually(() => hearts().some((emoji) => emoji.startsWith('❤')), 'the heart is on the post');
  await world.phone.react?.(scene.customer, id, null);
  await eventually(() => !hearts().some((emoji) => emoji.startsWith('❤')), 'the heart is gone');
  await scene.settled();
  expect(counts()).toEqual(before);
});

it("what they put on the AI's answer is a line that says what it was", async () => {
  await world.phone.react?.(scene.customer, answer()?.id ?? '', '👎');
  await scene.shows(rootId, "The customer reacted 👎 to the AI's answer:");
});

it("the holder's emoji on a customer's message reaches the customer and can be taken back; a colleague's stays inside", async () => {
  await scene.say('Thank you so much');
  await scene.shows(rootId, 'Thank you so much');
  await scene.settled();
  const before = counts();
  const post = inThread('Thank you so much')?.id ?? '';
  const shown = () => onScreen('Thank you so much')?.reactions ?? [];
  await world.team.react(scene.bob, scene.channel, post, '🎉');
  await world.team.react(scene.ana, scene.channel, post, '🙏');
  await eventually(() => shown().join() === '🙏', 'the customer sees it');
  await world.team.react(scene.ana, scene.channel, post, '🙏');
  await eventually(() => shown().length === 0, 'it is taken away');
  await scene.settled();
  expect(counts()).toEqual(before);
  expect(world.telegram.calls('setMessageReaction')).toHaveLength(2);
});

it('📤 on a note sends it for whoever has the conversation, once, and for nobody else', async () => {
  const { id } = await scene.reply(rootId, '// A voucher for 10 euros is yours.');
  await scene.settled();
  const post = scene.thread(rootId).find((one) => one.text.includes('A voucher'))?.id ?? id;
  await world.team.react(scene.bob, scene.channel, post, '📤');
  const told = (text: string, as: string) =>
    eventually(() => scene.thread(rootId, as).some((one) => one.ephemeral && one.text.includes(text)), `told ${text}`);
  await told('sends a message for whoever has the conversation', scene.bob);
  expect(scene.received().some(({ text }) => text.includes('A voucher'))).toBe(false);
  expect(scene.thread(rootId).find(({ id }) => id === post)?.reactions).toContainEqual({ emoji: '🔒', count: 1 });
  await world.team.react(scene.ana, scene.channel, post, '📤');
  await scene.receives('A voucher for 10 euros is yours.');
  const signs = () =>
    scene
      .thread(rootId)
      .find(({ id }) => id === post)
      ?.reactions.map(({ emoji }) => emoji);
  await eventually(() => signs()?.includes('✔️') === true && !signs()?.includes('🔒'), 'it is no note any more');
  await world.team.react(scene.ana, scene.channel, post, '📤');
  await world.team.react(scene.ana, scene.channel, post, '📤');
  await told('The customer was sent this already', scene.ana);
  await scene.settled();
  expect(scene.received().filter(({ text }) => text.includes('A voucher'))).toHaveLength(1);
});

it('reactions wake nothing up: not after it was resolved, and not the AI', async () => {
  await scene.press(await scene.root(), 'resolve');
  await scene.settled();
  const before = counts();
  await world.phone.react?.(scene.customer, onScreen('a new one is on its way')?.id ?? '', '👍');
  await scene.settled();
  expect(counts()).toEqual(before);
  expect(JSON.stringify((await scene.root()).raw)).toContain('Resolved');
});
