import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let maria: string;
let jonas: string;

beforeAll(async () => {
  world = await startWorld();
  scene = new Scene(world);
  [maria = '', jonas = ''] = world.phone.customers.map(({ id }) => id);
});
afterAll(() => world?.close());

const offerOn = async (customer: string) => {
  await scene.say('agent', customer);
  await scene.receives(/talk to a person|mit jemandem aus unserem Team/, customer);
  const offer = scene.received(customer).at(-1);
  if (offer === undefined) throw new Error('Nothing was offered.');
  return offer;
};
const buttonsUnder = (id: string, customer: string) =>
  scene.received(customer).find((message) => message.id === id)?.buttons ?? [];

it('the offer of a person is taken with a tap, and the chat shows what was picked', async () => {
  const offer = await offerOn(maria);
  expect(offer.buttons).toEqual(['Yes', 'No']);
  await world.phone.tap?.(maria, offer.id, 'Yes');
  await scene.receives('bringing in a colleague', maria);
  await scene.shows((await scene.root()).id, 'Yes');
  await eventually(() => buttonsUnder(offer.id, maria)[0] === '✓ Yes', 'the picked answer is marked');
  await world.phone.tap?.(maria, offer.id, '✓ Yes');
  await scene.settled();
  expect(scene.roots()).toHaveLength(1);
  expect(world.telegram.state.presses.size).toBe(0);
});

it('a button of a question that is over is told so, and one that Baton never offered is only its words', async () => {
  const offer = await offerOn(jonas);
  const { telegram } = world;
  expect(offer.buttons).toEqual(['Ja', 'Nein']);
  await world.phone.tap?.(jonas, offer.id, 'Nein');
  await scene.receives('Ich bin für alles Weitere da', jonas);
  await eventually(() => buttonsUnder(offer.id, jonas)[0] === '✓ Nein', 'the picked answer is marked');
  telegram.customers.press(jonas, offer.id, 'pick:no_person');
  await scene.receives('Diese Frage ist schon beantwortet', jonas);
  telegram.customers.press(jonas, offer.id, 'pick:resolve-everything');
  await scene.settled();
  expect(scene.roots()).toHaveLength(1);
});

it('whatever is typed instead takes the buttons away', async () => {
  const { id } = await world.phone.say(maria, '/start');
  expect(Number(id)).toBeGreaterThan(0);
  await world.phone.say('42', 'help');
  await scene.receives('a person', '42');
  const menu = scene.received('42').find(({ buttons }) => buttons !== undefined);
  expect(menu?.buttons).toEqual(['A person']);
  await world.phone.say('42', 'How long does shipping take?');
  await eventually(() => buttonsUnder(menu?.id ?? '', '42').length === 0, 'the buttons are gone');
});
