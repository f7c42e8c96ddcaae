import type { EmulatedChannel, EmulatedFile, EmulatedPost } from '../../../src/ports';
import { jpeg, phonePhoto } from '../../application/pictures';
import { eventually } from '../../support/eventually';
import { startTeamWorld, type TeamWorld } from './with-team';

let world: TeamWorld;
let people = 0;

beforeAll(async () => {
  world = await startTeamWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.twilio.faults.clear());

const PHOTO: EmulatedFile = { name: 'photo.jpg', mediaType: 'image/jpeg', bytes: phonePhoto() };

/** `prefix`: `+1415` is in the US, where MMS is carried. */
async function handedOff(phone: EmulatedChannel, prefix = '+3519'): Promise<{ customer: string; root: string }> {
  const customer = `${prefix}555${String(3000 + ++people)}`;
  const before = world.roots().length;
  await phone.say(customer, 'I want to talk to a real person please');
  const { id } = await world.root(before);
  await world.shows(id, 'real person');
  return { customer, root: id };
}

const channel = (): string => world.slack.settings.SLACK_CHANNEL ?? '';
const replyWith = async (root: string, file: EmulatedFile, text?: string): Promise<void> => {
  await world.team.upload?.(world.ana, channel(), root, [file], text);
};
const whispers = (root: string): readonly EmulatedPost[] =>
  world.team.thread(channel(), root, world.ana).filter(({ ephemeral }) => ephemeral);
const received = (phone: EmulatedChannel, customer: string) =>
  phone.screen(customer).messages.filter(({ from }) => from === 'business');

test('on WhatsApp a picture is a picture: Twilio fetches it, with the words under it and nothing hidden in it', async () => {
  const { whatsapp } = world.twilio;
  const { customer, root } = await handedOff(whatsapp);
  await replyWith(root, PHOTO, 'Is it *this* one?');
  await eventually(() => received(whatsapp, customer).some(({ media }) => media !== undefined), 'the picture is there');
  const message = received(whatsapp, customer).find(({ media }) => media !== undefined);
  expect(message?.text).toBe('Is it *this* one?');
  const bytes = Buffer.from(message?.media?.url?.split(',')[1] ?? '', 'base64');
  expect(bytes.length).toBe(jpeg().length + 36);
  expect(bytes.includes('taken at home')).toBe(false);
  expect(whispers(root)).toEqual([]);
});

test('by SMS in the US a picture is a picture, with the words in the same message', async () => {
  const { sms } = world.twilio;
  const { customer, root } = await handedOff(sms, '+1415');
  await replyWith(root, PHOTO, 'Is it *this* one?');
  await eventually(() => received(sms, customer).some(({ media }) => media !== undefined), 'the picture is there');
  const message = received(sms, customer).find(({ media }) => media !== undefined);
  expect(message?.text).toBe('Is it this one?');
  expect(message?.media).toMatchObject({ name: 'photo.jpg', mediaType: 'image/jpeg' });
  expect(Buffer.from(message?.media?.url?.split(',')[1] ?? '', 'base64').includes('taken at home')).toBe(false);
  expect(whispers(root)).toEqual([]);
});

test.each([
  ['the carrier cannot deliver as a picture', (customer: string) => world.twilio.state.withoutMms.add(customer)],
  ['Twilio refuses as one', () => world.twilio.faults.fail({ type: 'refuse', error: '21623' }, 1, 'messages.create')],
])('what %s goes as a link with its words, once, and its writer is told', async (_what, refuse) => {
  const { sms } = world.twilio;
  const { customer, root } = await handedOff(sms, '+1415');
  await world.settled();
  refuse(customer);
  await replyWith(root, PHOTO, 'Is it this one?');
  await world.receives(sms, customer, /^Is it this one\?\s+photo\.jpg: http/);
  await world.settled();
  expect(received(sms, customer).filter(({ text }) => text.includes('photo.jpg'))).toHaveLength(1);
  await eventually(() => whispers(root).length > 0, 'Ana is told');
  expect(whispers(root)[0]?.text).toContain('went as a link that works for 7 days: it was refused as a file.');
  expect(world.threadText(root)).not.toContain('was not delivered');
});

test('a long reply by SMS tells its writer what it cost, and which character made it dear', async () => {
  const { sms } = world.twilio;
  const { root } = await handedOff(sms);
  await world.reply(root, `${'Olá, '.repeat(3)}${'a encomenda vai a caminho. '.repeat(10)}ação`);
  await eventually(() => whispers(root).length > 0, 'Ana is told');
  expect(whispers(root)[0]?.text).toMatch(/^Your reply was billed as 5 texts\. “á” is not in the alphabet of SMS/);
});

test('by SMS elsewhere a file goes as a link that opens it, after the words, and its writer alone is told', async () => {
  const { sms } = world.twilio;
  const { customer, root } = await handedOff(sms);
  await replyWith(root, PHOTO, 'Is it this one?');
  await world.receives(sms, customer, 'Is it this one?');
  const text = received(sms, customer).at(-1)?.text ?? '';
  const url = /Is it this one\?\s+photo\.jpg: (http\S+)$/.exec(text)?.[1] ?? '';
  expect(url).not.toContain('slack');
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await response.arrayBuffer()).includes('taken at home')).toBe(false);
  await eventually(() => whispers(root).length > 0, 'Ana is told');
  expect(whispers(root)[0]?.text).toContain(
    'photo.jpg went as a link that works for 7 days: SMS (Twilio) takes no files.',
  );
});

test('a link whose answer was lost is there once, and no repeat has to be marked', async () => {
  const { sms } = world.twilio;
  const { customer, root } = await handedOff(sms);
  world.twilio.faults.fail({ type: 'cut', done: true }, 1, 'messages.create');
  await replyWith(root, PHOTO);
  await world.receives(sms, customer, 'photo.jpg: http');
  await world.settled();
  expect(received(sms, customer).filter(({ text }) => text.includes('photo.jpg: http'))).toHaveLength(1);
  expect(world.threadText(root)).not.toContain('was sent again');
});

test('what WhatsApp does not take goes as a link there, too', async () => {
  const { whatsapp } = world.twilio;
  const { customer, root } = await handedOff(whatsapp);
  await replyWith(root, { name: 'all.zip', mediaType: 'application/zip', bytes: Buffer.from('PK\x03\x04 and so on') });
  await world.receives(whatsapp, customer, 'all.zip: http');
  await eventually(() => whispers(root).length > 0, 'Ana is told');
  expect(whispers(root)[0]?.text).toContain('does not take this kind of file');
});

test('a voice note of a customer is in the thread, playable', async () => {
  const { whatsapp } = world.twilio;
  const { customer, root } = await handedOff(whatsapp);
  const bytes = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead, and a voice')]);
  await whatsapp.sendMedia?.(customer, { name: 'voice.oga', mediaType: 'audio/ogg', kind: 'voice', bytes });
  const files = () => world.team.thread(channel(), root, world.ana).flatMap((post) => (post.isBot ? post.files : []));
  await eventually(() => files().length > 0, 'the voice note is in the thread');
  expect(files()).toMatchObject([{ name: 'voice.ogg', mediaType: 'audio/ogg' }]);
  expect(Buffer.from(await (await fetch(files()[0]?.url ?? '')).arrayBuffer()).equals(bytes)).toBe(true);
});
