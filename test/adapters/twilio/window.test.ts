import { PORTUGUESE_TEMPLATE, REPLY_TEMPLATE } from '../../../adapters/customer-channels/twilio/emulator/state';
import type { EmulatedPost } from '../../../src/ports';
import { eventually } from '../../support/eventually';
import { startTeamWorld, type TeamWorld } from './with-team';

const HOUR = 3_600_000;

let world: TeamWorld;
let people = 0;

beforeAll(async () => {
  world = await startTeamWorld(
    {},
    {
      TWILIO_REPLY_TEMPLATE_SID: `${REPLY_TEMPLATE},${PORTUGUESE_TEMPLATE}`,
      TWILIO_REPLY_TEMPLATE_VARIABLES: '1=customer_name,2=agent_name',
    },
  );
});
afterAll(() => world?.close());
beforeEach(() => world.twilio.faults.clear());

const newNumber = (): string => `+1415555${String(4000 + ++people)}`;

async function handedOff(customer: string, words = 'I want to talk to a real person please'): Promise<string> {
  await world.twilio.whatsapp.say(customer, words);
  // As time passes the channel gets other posts too.
  const own = () => world.roots().find(({ id }) => world.threadText(id).includes(`Customer ${customer.slice(-4)}`));
  await eventually(() => own() !== undefined, 'their thread is open');
  const id = own()?.id ?? '';
  await world.shows(id, words);
  await world.settled();
  return id;
}

const channel = (): string => world.slack.settings.SLACK_CHANNEL ?? '';
const thread = (root: string): readonly EmulatedPost[] => world.team.thread(channel(), root, world.ana);
const lineWith = (root: string, text: string): EmulatedPost => {
  const found = thread(root).findLast((post) => JSON.stringify(post.raw ?? post.text).includes(text));
  if (found === undefined) throw new Error(`The thread has no line with "${text}".`);
  return found;
};

test('a closed window: the reply is kept, the template is shown word for word, sent with a click, ticked, and the rest follows', async () => {
  const { whatsapp } = world.twilio;
  const customer = newNumber();
  const root = await handedOff(customer, 'Quero falar com uma pessoa, por favor');
  await world.later(25 * HOUR);
  await world.reply(root, 'A encomenda chega sexta.');
  await world.shows(root, 'goes out as soon as they write');
  const words = `Olá Customer ${customer.slice(-4)}, Ana respondeu. Escreva-nos para ler.`;
  await world.shows(root, words);
  expect(world.received(whatsapp, customer).join()).not.toContain('sexta');

  await world.press(lineWith(root, words), 'send_template');
  await world.receives(whatsapp, customer, words);
  await world.settled();
  await eventually(
    () => thread(root).some(({ text, reactions }) => text.includes(words) && reactions.length >= 2),
    'the request to write is ticked like any message',
  );

  // Not twice in one closed window.
  await world.reply(root, 'E traga um documento.');
  await world.shows(root, 'They were asked to write.');
  await world.settled();
  expect(world.received(whatsapp, customer).filter((text) => text === words)).toHaveLength(1);

  await whatsapp.say(customer, 'Sim?');
  await world.receives(whatsapp, customer, 'traga um documento');
  expect(world.received(whatsapp, customer).slice(-2)).toEqual(['A encomenda chega sexta.', 'E traga um documento.']);
});

test('what Twilio refuses although our own clock says open is kept, too, and never silently', async () => {
  const { whatsapp, state } = world.twilio;
  const customer = newNumber();
  const root = await handedOff(customer);
  state.lastInbound.clear();
  await world.reply(root, 'Are you still there?');
  await world.shows(root, 'The reply is kept and goes out as soon as they write.');
  await world.settled();
  await whatsapp.say(customer, 'Yes');
  await world.receives(whatsapp, customer, 'Are you still there?');
});

test('no template that can be sent: the thread says why, and the reply waits all the same', async () => {
  const { whatsapp, state } = world.twilio;
  const customer = newNumber();
  const root = await handedOff(customer);
  const before = new Map(state.templates);
  await world.later(25 * HOUR);
  for (const [sid, template] of before) state.templates.set(sid, { ...template, status: 'paused' });
  await world.reply(root, 'Here I am.');
  await world.shows(root, 'it is paused');
  for (const [sid, template] of before) state.templates.set(sid, template);
  await whatsapp.say(customer, 'Hello?');
  await world.receives(whatsapp, customer, 'Here I am.');
});

test('a template that fails after the click is told with the reason, and may be asked for again', async () => {
  const { carrier } = world.twilio;
  const customer = newNumber();
  const root = await handedOff(customer);
  await world.later(25 * HOUR);
  await world.reply(root, 'Here I am.');
  await world.shows(root, 'The customer can be asked to write.');
  carrier.failNext({ code: 63049, status: 'undelivered' });
  await world.press(lineWith(root, 'can be asked to write'), 'send_template');
  await world.shows(root, 'The request to write was not delivered. Meta chose not to deliver it.');
});

test('two hours before it closes the thread is warned, while the customer waits', async () => {
  const customer = newNumber();
  const root = await handedOff(customer);
  await world.later(22 * HOUR + 60_000);
  await world.shows(root, 'closes the reply window in two hours');
});

test('a reply quotes the words it answers, ours and their own', async () => {
  const { whatsapp } = world.twilio;
  const customer = newNumber();
  const root = await handedOff(customer);
  await world.reply(root, 'Blue or red?');
  await world.receives(whatsapp, customer, 'Blue or red?');
  await world.settled();
  const ours = whatsapp.screen(customer).messages.find(({ text }) => text === 'Blue or red?')?.id ?? '';
  await whatsapp.reply(customer, ours, 'The first');
  await world.shows(root, 'In reply to Ana: “Blue or red?”');
  const own = whatsapp.screen(customer).messages[0]?.id ?? '';
  await whatsapp.reply(customer, own, 'As I said');
  await world.shows(root, 'In reply to “I want to talk to a real person please”');
});

test('the offer of a person is answered with a tap', async () => {
  const { whatsapp } = world.twilio;
  const customer = newNumber();
  await whatsapp.say(customer, 'agent');
  await eventually(
    () => whatsapp.screen(customer).messages.some(({ buttons }) => buttons?.join() === 'Yes,No'),
    'the offer has buttons',
  );
  const offer = whatsapp.screen(customer).messages.find(({ buttons }) => buttons !== undefined);
  const before = world.roots().length;
  await whatsapp.tap(customer, offer?.id ?? '', 'Yes');
  await world.root(before);
});
