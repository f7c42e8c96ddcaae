import { Scene, startWorld, type World } from '../support/baton';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
});
afterAll(() => world?.close());

it('from a question to a person and back, with a restart in the middle', async () => {
  await scene.say('How long does shipping take?');
  await scene.receives(/shipping/i);

  await scene.say('My order 1043 arrived broken. I want to talk to a real person please');
  await scene.receives('bringing in a colleague');
  const root = await scene.root();
  expect(JSON.stringify(root.raw)).toContain('order 1043');
  await scene.shows(root.id, 'How long does shipping take?');
  await scene.shows(root.id, 'arrived broken');

  await scene.say('Are you there?');
  await scene.shows(root.id, 'Are you there?');

  await world.restart();

  await scene.reply(root.id, 'Hi Maria, a new one is on its way.');
  await scene.receives('a new one is on its way');
  await scene.settled();
  expect(JSON.stringify((await scene.root()).raw)).toContain(scene.ana);

  await scene.reply(root.id, '// she sounds upset, give her a voucher');
  await scene.say('Thank you so much');
  await scene.shows(root.id, 'Thank you so much');
  expect(scene.received().some(({ text }) => text.includes('voucher'))).toBe(false);

  await scene.press(await scene.root(), 'resolve');
  await scene.settled();
  expect(JSON.stringify((await scene.root()).raw)).toContain('Resolved');
  expect(scene.received().filter(({ text }) => text.includes('a new one is on its way'))).toHaveLength(1);
  expect(scene.roots()).toHaveLength(1);
});
