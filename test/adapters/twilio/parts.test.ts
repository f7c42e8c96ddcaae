import type { EmulatedFile, EmulatedPost } from '../../../src/ports';
import { jpeg } from '../../application/pictures';
import { eventually } from '../../support/eventually';
import { startTeamWorld, type TeamWorld } from './with-team';

/** A reply that goes out in several messages, of which some do not arrive. */

let world: TeamWorld;
let people = 0;

beforeAll(async () => {
  world = await startTeamWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.twilio.faults.clear());

const P: EmulatedFile = { name: 'p.jpg', mediaType: 'image/jpeg', bytes: jpeg() };
const Q: EmulatedFile = { ...P, name: 'q.jpg' };
const channel = (): string => world.slack.settings.SLACK_CHANNEL ?? '';

async function handedOff(): Promise<{ customer: string; root: string }> {
  const customer = `+3519555${String(5000 + ++people)}`;
  const before = world.roots().length;
  await world.twilio.whatsapp.say(customer, 'I want to talk to a real person please');
  const { id } = await world.root(before);
  await world.shows(id, 'real person');
  await world.settled();
  return { customer, root: id };
}

const reply = async (root: string, files: readonly EmulatedFile[], text: string): Promise<void> => {
  await world.team.upload?.(world.ana, channel(), root, files, text);
};
const whispers = (root: string): readonly EmulatedPost[] =>
  world.team.thread(channel(), root, world.ana).filter(({ ephemeral }) => ephemeral);
const line = (root: string, text: string): EmulatedPost => {
  const post = world.team.thread(channel(), root, world.ana).find((one) => one.text.includes(text));
  if (post === undefined) throw new Error(`There is no line "${text}" in the thread.`);
  return post;
};
/** What stands on the phone since the reply, in its order: texts, and names of pictures. */
const onPhone = (customer: string): readonly string[] =>
  world.twilio.whatsapp
    .screen(customer)
    .messages.filter(({ from, text, media }) => from === 'business' && (media !== undefined || /Here|jpg/.test(text)))
    .map(({ text, media }) =>
      [text, media?.name]
        .filter(Boolean)
        .join(' + ')
        .replace(/http\S+/, 'LINK'),
    );
const card = (root: string): string => JSON.stringify(world.roots().find(({ id }) => id === root)?.raw ?? null);

test('words and two pictures arrive: one delivery on the card, and no line', async () => {
  const { customer, root } = await handedOff();
  await reply(root, [P, Q], 'Here they are');
  await world.settled();
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg', 'q.jpg']);
  await eventually(() => card(root).includes('👁 read'), 'the card shows that the reply was read');
  expect(world.threadText(root)).not.toMatch(/was not|link/);
});

test('the second picture is refused as a file after the first arrived: it alone goes as a link', async () => {
  const { customer, root } = await handedOff();
  world.twilio.carrier.failNext({ code: 63019, status: 'failed', file: 'q.jpg' });
  await reply(root, [P, Q], 'Here they are');
  await world.receives(world.twilio.whatsapp, customer, 'q.jpg: http');
  await world.settled();
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg', 'q.jpg: LINK']);
  await eventually(() => whispers(root).length > 0, 'Ana is told');
  expect(whispers(root)[0]?.text).toContain('q.jpg went as a link that works for 7 days: it was refused as a file.');
  expect(world.threadText(root)).not.toContain('was not delivered');
  await eventually(() => card(root).includes('👁 read'), 'the card shows that all of it was read');
});

test('the first picture is refused after all were sent: the second is not sent a second time', async () => {
  const { customer, root } = await handedOff();
  world.twilio.carrier.failNext({ code: 63019, status: 'undelivered', file: 'p.jpg' });
  await reply(root, [P, Q], 'Here they are');
  await world.receives(world.twilio.whatsapp, customer, 'p.jpg: http');
  await world.settled();
  expect(onPhone(customer).filter((text) => text.includes('q.jpg'))).toEqual(['q.jpg']);
});

test('the second picture fails for good: the line says which, and "Send again" sends nothing else', async () => {
  const { customer, root } = await handedOff();
  world.twilio.carrier.failNext({ code: 63021, status: 'failed', file: 'q.jpg' });
  await reply(root, [P, Q], 'Here they are');
  const told = 'The picture q.jpg of your reply was not delivered.';
  await world.shows(root, told);
  await world.settled();
  expect(line(root, told).text).toMatch(/The picture p\.jpg with its text was (sent|delivered)\./);
  await eventually(() => card(root).includes('q.jpg'), 'the card says which did not arrive');
  await world.press(line(root, told), 'send_again');
  await world.press(line(root, told), 'send_again');
  await world.settled();
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg', 'q.jpg']);
  await eventually(() => card(root).includes('👁 read'), 'the card shows that all of it was read');
});

test('one is refused outright: what was to follow waits for "Send again", and what arrived stays', async () => {
  const { customer, root } = await handedOff();
  // The first answer is lost, so that the refusal meets the second message.
  world.twilio.faults.fail({ type: 'cut', done: true }, 1, 'messages.create');
  world.twilio.faults.fail({ type: 'refuse', error: '21617' }, 1, 'messages.create');
  await reply(root, [P, Q, { ...P, name: 'r.jpg' }], 'Here they are');
  const told = 'The picture q.jpg of your reply was not delivered.';
  await world.shows(root, told);
  await world.settled();
  expect(line(root, told).text).toContain('The picture r.jpg was not sent either.');
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg']);
  await world.press(line(root, told), 'send_again');
  await world.settled();
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg', 'q.jpg', 'r.jpg']);
  expect(world.threadText(root)).not.toContain('was sent again');
});

test('one is refused for the reply window: what is missing goes out when the customer writes, and only that', async () => {
  const { customer, root } = await handedOff();
  world.twilio.carrier.failNext({ code: 63016, status: 'failed', file: 'q.jpg' });
  await reply(root, [P, Q], 'Here they are');
  await world.shows(root, 'What is missing of the reply is kept');
  await world.settled();
  await world.twilio.whatsapp.say(customer, 'Hello?');
  await eventually(() => onPhone(customer).length === 2, 'the picture follows');
  await world.settled();
  expect(onPhone(customer)).toEqual(['Here they are + p.jpg', 'q.jpg']);
});
