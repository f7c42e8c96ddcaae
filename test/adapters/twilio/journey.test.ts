import { statusParameters } from '../../../adapters/customer-channels/twilio/emulator/wire';
import type { EmulatedPost } from '../../../src/ports';
import { eventually } from '../../support/eventually';
import { startTeamWorld, type TeamWorld } from './with-team';

let world: TeamWorld;

beforeAll(async () => {
  world = await startTeamWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.twilio.faults.clear());

const PERSON = 'I want to talk to a real person please';
let people = 0;
/** Every test has a customer of its own. */
const newNumber = (): string => `+1415555${String(2000 + ++people)}`;

const card = (root: EmulatedPost): string =>
  JSON.stringify(world.roots().find(({ id }) => id === root.id)?.raw ?? null);

/** A customer asks for a person; resolves with the root of their thread. */
async function handedOff(say: (text: string) => Promise<unknown>): Promise<EmulatedPost> {
  const before = world.roots().length;
  await say(PERSON);
  const root = await world.root(before);
  await world.shows(root.id, PERSON);
  return root;
}

test('by SMS: a question, an answer, a person, a reply, and its delivery on the card', async () => {
  const { sms } = world.twilio;
  const customer = newNumber();
  await sms.say(customer, 'How long does shipping take?');
  await world.receives(sms, customer, /shipping/i);

  const root = await handedOff((text) => sms.say(customer, text));
  await world.receives(sms, customer, 'bringing in a colleague');
  await world.shows(root.id, 'How long does shipping take?');
  expect(card(root)).toContain('SMS');

  await world.reply(root.id, 'Hello, your parcel arrives on Friday.');
  await world.receives(sms, customer, 'arrives on Friday');
  await world.settled();
  await eventually(() => card(root).includes('✓✓ delivered'), 'the card shows that the reply was delivered');
  expect(world.received(sms, customer).filter((text) => text.includes('arrives on Friday'))).toHaveLength(1);
});

test('on WhatsApp: formatting reaches the phone, and the card shows that it was read', async () => {
  const { whatsapp } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => whatsapp.say(customer, text));
  await whatsapp.gesture(customer, 'location');
  await world.shows(root.id, 'Rossio');
  await world.reply(root.id, 'See you there');
  await world.receives(whatsapp, customer, 'See you there');
  await world.settled();
  await eventually(() => card(root).includes('👁 read'), 'the card shows that the reply was read');
});

test('who hides the number in between goes on in the same conversation', async () => {
  const { whatsapp } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => whatsapp.say(customer, text));
  const threads = world.roots().length;
  await whatsapp.gesture(customer, 'hide_number');
  await whatsapp.say(customer, 'It is still me');
  await world.shows(root.id, 'It is still me');
  await world.reply(root.id, 'So I see');
  await world.receives(whatsapp, customer, 'So I see');
  expect(world.roots()).toHaveLength(threads);
});

test.each([
  ['the connection was cut', { type: 'cut', done: true }],
  ['the server failed', { type: 'server_error', done: true }],
] as const)(
  'an answer lost after Twilio had the message (%s): its receipt vouches for it, and nothing is sent twice',
  async (_name, fault) => {
    const { sms, faults } = world.twilio;
    const customer = newNumber();
    const root = await handedOff((text) => sms.say(customer, text));
    await world.settled();
    faults.fail(fault, 1, 'messages.create');
    await world.reply(root.id, 'The refund is on its way');
    await world.receives(sms, customer, 'The refund is on its way');
    await world.settled();
    await eventually(() => card(root).includes('✓✓ delivered'), 'the card shows that the reply was delivered');
    expect(world.received(sms, customer).filter((text) => text.includes('refund'))).toHaveLength(1);
    expect(world.threadText(root.id)).not.toMatch(/may see it twice|may not have arrived/);
  },
);

test('receipts in any order, three times each, leave one line on the card', async () => {
  const { whatsapp, faults } = world.twilio;
  const customer = newNumber();
  faults.deliver({ copies: 3, shuffle: true });
  const root = await handedOff((text) => whatsapp.say(customer, text));
  await world.reply(root.id, 'Only once');
  await world.receives(whatsapp, customer, 'Only once');
  await world.settled();
  await eventually(() => card(root).includes('👁 read'), 'the card shows that the reply was read');
  expect(world.received(whatsapp, customer).filter((text) => text === 'Only once')).toHaveLength(1);
});

test('a failure that is reported after the phone confirmed is not told: nobody is to send it again', async () => {
  const { sms, state, webhooks } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => sms.say(customer, text));
  await world.reply(root.id, 'Confirmed by the phone');
  await eventually(() => card(root).includes('✓✓ delivered'), 'the card shows that the reply was delivered');
  const message = state.messages.find(({ body }) => body === 'Confirmed by the phone');
  if (!message?.statusCallback) throw new Error('It has no address for receipts.');
  const late = { ...message, status: 'undelivered', errorCode: 30008 };
  const parameters = statusParameters(state.account.sid, late);
  webhooks.send({ url: message.statusCallback, parameters, lane: 'late' });
  await world.settled();
  await sms.say(customer, 'Thank you');
  await world.shows(root.id, 'Thank you');
  expect(world.threadText(root.id)).not.toContain('was not delivered');
  expect(card(root)).toContain('✓✓ delivered');
});

test('a reply that the carrier dropped is told in the thread with the reason', async () => {
  const { sms, carrier } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => sms.say(customer, text));
  await world.settled();
  carrier.failNext({ code: 30006, status: 'undelivered' });
  await world.reply(root.id, 'This will not arrive');
  await world.shows(root.id, 'was not delivered');
  await world.shows(root.id, 'landline');
});

describe('STOP', () => {
  test('is obeyed: nothing more is sent, the thread knows, and START undoes it', async () => {
    const { sms } = world.twilio;
    const customer = newNumber();
    const root = await handedOff((text) => sms.say(customer, text));
    await world.settled();
    await sms.gesture(customer, 'stop');
    await world.shows(root.id, 'opted out');
    await world.settled();
    const before = world.twilio.calls('messages.create').length;
    const phoneBefore = world.received(sms, customer);
    await world.reply(root.id, 'One more thing');
    await world.shows(root.id, 'Only they can undo it');
    await world.settled();
    expect(world.twilio.calls('messages.create')).toHaveLength(before);
    expect(world.received(sms, customer)).toEqual(phoneBefore);

    await sms.gesture(customer, 'start');
    await world.shows(root.id, 'can be reached again');
    await world.reply(root.id, 'Welcome back');
    await world.receives(sms, customer, 'Welcome back');
  });

  test('what was decided before it and waits to be sent is not sent, whoever wrote it', async () => {
    const { sms, faults } = world.twilio;
    const customer = newNumber();
    const root = await handedOff((text) => sms.say(customer, text));
    await world.settled();
    faults.fail({ type: 'rate_limit', retryAfterSeconds: 2 }, 1, 'messages.create');
    await world.reply(root.id, 'This one waits');
    await eventually(() => faults.left?.() === 0, 'Twilio asks to wait');
    await sms.gesture(customer, 'stop');
    await world.shows(root.id, 'opted out');
    await world.shows(root.id, 'The customer opted out meanwhile.');
    await world.settled();
    expect(world.received(sms, customer).join()).not.toContain('This one waits');
  });

  test('is known by a refusal of Twilio, too', async () => {
    const { sms, state, faults } = world.twilio;
    const customer = newNumber();
    const root = await handedOff((text) => sms.say(customer, text));
    await world.settled();
    state.optedOut.add(`${state.smsFrom} ${customer}`);
    await world.reply(root.id, 'Refused');
    await world.shows(root.id, 'The customer has opted out by texting STOP.');
    await eventually(() => card(root).includes('opted out'), 'the card says so');
    const before = world.twilio.calls('messages.create').length;
    await world.reply(root.id, 'Not even tried');
    await world.shows(root.id, 'Only they can undo it, by writing START.');
    await world.settled();
    expect(world.twilio.calls('messages.create')).toHaveLength(before);
    faults.clear();
  });

  test('while the AI answers: it stays silent, also when it is the first thing ever written', async () => {
    const { sms } = world.twilio;
    for (const first of [true, false]) {
      const customer = newNumber();
      if (!first) {
        await sms.say(customer, 'How long does shipping take?');
        await world.receives(sms, customer, /shipping/i);
      }
      await world.settled();
      const sends = () =>
        world.twilio.calls('messages.create').filter(({ parameters }) => parameters.To?.[0] === customer);
      const before = sends().length;
      await sms.gesture(customer, 'stop');
      await world.settled();
      await sms.say(customer, 'How long do returns take?');
      await world.settled();
      // Not even tried: Twilio would refuse it, and the carrier has confirmed already.
      expect(sends()).toHaveLength(before);
      expect(world.received(sms, customer).at(-1)).toMatch(/unsubscribed/);
    }
  });
});

test('what was written while Baton was away for longer than Twilio tries is read back', async () => {
  const { sms, webhooks } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => sms.say(customer, text));
  await world.settled();
  await world.stopBaton();
  // The cursor stands where the last reading ended; what is younger than half a minute is left to the webhook.
  await sms.say(customer, 'Written while nobody listened');
  await world.twilio.idle();
  expect(webhooks.lost.at(-1)).toMatchObject({ parameters: { Body: 'Written while nobody listened' } });
  const lost = world.twilio.state.messages.find(({ body }) => body === 'Written while nobody listened');
  Object.assign(lost ?? {}, { createdAt: Date.now() - 31_000, sentAt: Date.now() - 31_000 });
  await world.startBaton();
  await world.shows(root.id, 'Written while nobody listened');
  await world.reply(root.id, 'We are back');
  await world.receives(sms, customer, 'We are back');
});

test('a receipt that was lost is read from the list: the card shows the tick, once, and nothing of other programs', async () => {
  const { sms, state, faults } = world.twilio;
  const customer = newNumber();
  const root = await handedOff((text) => sms.say(customer, text));
  await world.settled();
  faults.deliver?.({ hold: true });
  await world.reply(root.id, 'Your tent is on its way');
  await world.receives(sms, customer, 'Your tent is on its way');
  await eventually(() => card(root).includes('✓ sent'), 'the card shows that it was sent');
  const sent = state.messages.find(({ body }) => body === 'Your tent is on its way');
  await eventually(() => sent?.status === 'delivered', 'the phone has it');
  expect(card(root)).not.toContain('delivered');
  await world.stopBaton();
  const foreign = { ...structuredClone(sent), sid: `SM${'f'.repeat(32)}` };
  state.messages.push(foreign as never);
  const now = Date.now;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 121_000);
  await world.startBaton();
  await eventually(() => card(root).includes('✓✓ delivered'), 'the card shows that it was delivered');
  const keys = await world.query(`select 1 from event_keys where key like 's:${foreign.sid}:%'`);
  expect(keys).toEqual([]);
  faults.clear();
  await world.twilio.idle();
  await world.settled();
  const told = await world.query(`select 1 from event_keys where key = 's:${sent?.sid}:delivered'`);
  expect(told).toHaveLength(1);
  // Not restored: Baton keeps the clock that it was started with.
  clock.mockImplementation(now);
});
