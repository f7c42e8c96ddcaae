import type { EmulatedFile } from '../../src/ports/emulator';
import { phonePhoto } from '../application/pictures';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const PHOTO: EmulatedFile = { name: 'photo.jpg', mediaType: 'image/jpeg', bytes: phonePhoto() };
const ALBUM = [PHOTO, PHOTO, PHOTO];

let world: World;
let scene: Scene;
let customers = 0;

// Bursts are answered at once here: nothing but the album itself holds its pictures together.
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.telegram.faults.clear();
  scene = new Scene(world);
  customers += 1;
  Object.assign(scene, { customer: String(700_000_800 + customers) });
});

const send = (caption?: string) => world.telegram.customers.sendAlbum(scene.customer, ALBUM, caption);

async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  await scene.settled();
  return root.id;
}

const kept = (message: string) =>
  scene.query('select 1 from messages where external_id = $1', [`${scene.customer}:${message}`]);

const drafts = () =>
  scene.query<{ state: string }>(
    `select e.state from effects e join conversations c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
     where c.state ->> 'contact' = $1 and e.type = 'generate_reply' and e.state = 'done'`,
    [scene.customer],
  );

it('the AI answers an album once, after its last picture, by the words under the first', async () => {
  await send('How do I return something that is broken?');
  await eventually(() => scene.received().length > 0, 'the AI answers');
  await scene.settled();
  expect(scene.received()).toHaveLength(1);
  expect(scene.received()[0]?.text).toContain('Damaged, wrong or missing items');
  expect(await drafts()).toHaveLength(1);
});

it('a picture that was held up on its way is no second question', async () => {
  const { customers: phones, state } = world.telegram;
  const [, second] = await phones.sendAlbum(scene.customer, [PHOTO, PHOTO], 'How do I return something?');
  await eventually(() => scene.received().length > 0, 'the AI answers');
  await scene.settled();
  const { messages = [] } = state.chats.get(Number(scene.customer)) ?? {};
  const wire = structuredClone(messages.find((one) => String(one.wire.message_id) === second?.id)?.wire);
  world.telegram.deliverRaw({ update_id: 990_001, message: { ...wire, message_id: 99_001 } } as never);
  await eventually(async () => (await kept('99001')).length === 1, 'the late picture is kept');
  await scene.settled();
  expect(scene.received()).toHaveLength(1);
});

it('the thread shows an album as one post that names the pictures in order, its caption once, and then their files', async () => {
  const root = await handedOff();
  const before = scene.thread(root).length;
  await send('It arrived like this');
  await scene.say('and the pole is missing');
  const files = () => scene.thread(root).filter(({ files: shown }) => shown.length > 0);
  await eventually(() => files().length === 3, 'the pictures are in the thread');
  await scene.shows(root, 'the pole is missing');
  await scene.settled();
  const posts = scene.thread(root).slice(before);
  const shown = posts.map((post) =>
    post.files.length > 0 ? 'a file' : post.text.replace(/Customer \d+ · Telegram: /g, ''),
  );
  expect(shown).toEqual([
    '[image] It arrived like this\n[image]\n[image]',
    'a file',
    'a file',
    'a file',
    'and the pole is missing',
  ]);
});
