import type { EmulatedFile, EmulatedPost } from '../../src/ports/emulator';
import { jpeg } from '../application/pictures';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

/** A reply that goes out in several messages, where the channel says nothing of them but whether it takes them. */

let world: World;
let scene: Scene;
let customers = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.telegram.faults.clear();
  scene = new Scene(world);
  customers += 1;
  Object.assign(scene, { customer: String(700_000_700 + customers) });
});

const PHOTO: EmulatedFile = { name: 'p.jpg', mediaType: 'image/jpeg', bytes: jpeg() };
const OFFER: EmulatedFile = { name: 'offer.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7\nyours') };

async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  await scene.settled();
  return root.id;
}

const reply = async (root: string, text: string): Promise<string> => {
  const posted = await world.team.upload?.(scene.ana, scene.channel, root, [PHOTO, OFFER], text);
  return posted?.id ?? '';
};
const line = (root: string, text: string): EmulatedPost => {
  const post = scene.thread(root).find((one) => one.text.includes(text));
  if (post === undefined) throw new Error(`There is no line "${text}" in the thread.`);
  return post;
};
const onPhone = (): readonly string[] =>
  scene.received().flatMap(({ media, deleted }) => (media === undefined || deleted ? [] : [media.name]));

it('the second file is refused: the line says which, and "Send again" sends nothing else', async () => {
  const root = await handedOff();
  world.telegram.faults.fail({ type: 'refuse', error: 'Bad Request: file must be non-empty' }, 1, 'sendDocument');
  await reply(root, 'Here they are');
  const told = 'The file offer.pdf of your reply was not delivered.';
  await scene.shows(root, told);
  await scene.settled();
  expect(line(root, told).text).toContain('The picture p.jpg with its text was sent.');
  expect(onPhone()).toHaveLength(1);
  await scene.press(line(root, told), 'send_again');
  await eventually(() => onPhone().length === 2, 'the file follows');
  await scene.press(line(root, told), 'send_again');
  await scene.settled();
  expect(onPhone()).toHaveLength(2);
  expect(onPhone()[1]).toBe('offer.pdf');
});

it('the answer to the second is lost: it alone is sent once more, and the thread says which', async () => {
  const root = await handedOff();
  world.telegram.faults.fail({ type: 'cut', done: true }, 1, 'sendDocument');
  await reply(root, 'Here they are');
  await scene.shows(root, 'The file offer.pdf of your reply was sent again');
  await scene.settled();
  expect(onPhone().filter((name) => name === 'offer.pdf')).toHaveLength(2);
  expect(onPhone()).toHaveLength(3);
});

it('deleted while it is being sent: what was out is taken back, and the rest never goes', async () => {
  const root = await handedOff();
  world.telegram.faults.fail({ type: 'rate_limit', retryAfterSeconds: 1 }, 1, 'sendDocument');
  const id = await reply(root, 'Here they are');
  await eventually(() => onPhone().length === 1, 'the picture is there');
  await world.team.remove(scene.ana, scene.channel, id);
  await eventually(
    () => scene.thread(root).some(({ ephemeral, text }) => ephemeral && text.startsWith('Taken back in part')),
    'the writer is told',
  );
  await eventually(() => onPhone().length === 0, 'the picture is taken back');
  await scene.settled();
  expect(scene.received().some(({ media }) => media?.name === 'offer.pdf')).toBe(false);
});
