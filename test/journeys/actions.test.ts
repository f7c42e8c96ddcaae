import { startAnthropicFake } from '../../adapters/ai/anthropic/emulator';
import { startOpenAiFake } from '../../adapters/ai/openai/emulator';
import type { EmulatedModel, ScriptedAnswer } from '../../adapters/shared/emulated-model';
import { tell } from '../../src/sandbox/story/tell';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { type OrderService, type OrderServiceOptions, orderService } from '../support/order-tools';

let world: World;
let scene: Scene;
let service: OrderService;

async function begin(options: OrderServiceOptions = {}, env: Readonly<Record<string, string>> = {}): Promise<void> {
  service = orderService(options);
  const { tools } = service;
  world = await startWorld({
    env,
    overrides: {
      toolbox: { tools: async () => tools },
      patience: { tool: { giveUpAfterMs: 1_000, retryBaseMs: 20, retryMaxMs: 50 } },
    },
  });
  scene = new Scene(world);
}
afterEach(() => world?.close());

const say = async (text: string, answer: string | RegExp): Promise<void> => {
  await scene.say(text);
  await scene.receives(answer);
};

const typeCode = async (answer: string | RegExp): Promise<void> => {
  await eventually(() => service.mail.length > 0, 'the code is sent');
  await scene.receives(/c…@example\.com/);
  await say(service.mail.at(-1)?.code ?? '', answer);
};

const decision = (kind: string, text: string, citations: string[] = []): ScriptedAnswer => ({
  type: 'json',
  value: { kind, text, citations, reason: 'none' },
});

const SUMMARY = {
  headline: 'Asks where order 1043 is',
  suggested_opening: 'I see that you are waiting for order 1043.',
  wants: 'Wants order 1043 that should be here since Monday.',
  facts: [{ label: 'Status', value: 'shipped 24 Nov', message: 'm1' }],
  tried: [],
  blocked: null,
  mood: 'annoyed',
};

const written = (): number => service.calls.filter(({ tool }) => tool === 'change_address').length;

describe.each([
  {
    language: 'English',
    asks: 'Where is my order 1043?',
    where: 'Order 1043 was shipped on 24 November',
    wants: 'I want to change my address',
    which: 'Which order is it?',
    number: 'it is 1043',
    newAddress: 'What is the new address',
    address: '12 Baker Street, London NW1 6XE',
    proposal: 'Shall I change the address of order 1043 to “12 Baker Street, London NW1 6XE”?',
    yes: 'yes please',
    code: 'six-digit code',
    done: 'Done: order 1043 goes to 12 Baker Street, London NW1 6XE.',
    again: 'That is done already.',
  },
  {
    language: 'German',
    asks: 'Hallo, wo ist meine Bestellung 1043?',
    where: 'Die Bestellung 1043 wurde am 24. November verschickt',
    wants: 'Ich möchte die Lieferadresse ändern',
    which: 'Um welche Bestellung geht es?',
    number: 'die 1043',
    newAddress: 'Wie lautet die neue Adresse',
    address: 'Hauptstraße 5, 10115 Berlin',
    proposal: 'Soll ich die Adresse der Bestellung 1043 in „Hauptstraße 5, 10115 Berlin“ ändern?',
    yes: 'Ja, gerne',
    code: 'sechsstelligen Code',
    done: 'Erledigt: Die Bestellung 1043 geht an Hauptstraße 5, 10115 Berlin.',
    again: 'Das ist schon erledigt.',
  },
])('without a model, in $language', (words) => {
  beforeEach(() => begin());

  it('an order is looked up, and the customer reads the order service’s own sentence', async () => {
    await say(words.asks, words.where);
    expect(service.calls).toEqual([{ tool: 'order_status', args: { order: '1043' }, key: expect.any(String) }]);
  });

  it('an address is changed once the customer has agreed to the very text and typed the code', async () => {
    await say(words.wants, words.which);
    await say(words.number, words.newAddress);
    await say(words.address, words.proposal);
    expect(written()).toBe(0);
    await say(words.yes, words.code);
    expect(written()).toBe(0);
    await typeCode(words.done);
    await scene.settled();
    expect(service.addresses.get('1043')).toBe(words.address);
    expect(written()).toBe(1);
    expect(scene.received().filter(({ text }) => text.includes(words.done))).toHaveLength(1);
    // The code is nowhere but on the customer's own phone and in the mail.
    const stored = await scene.query<{ parts: unknown }>('select parts from messages');
    expect(JSON.stringify(stored)).not.toContain(service.mail[0]?.code);

    const yes = words.yes.split(/[ ,]/)[0] ?? '';
    await say(yes, words.again);
    await scene.settled();
    expect(written()).toBe(1);
  });
});

describe('without a model', () => {
  it('a no changes nothing, and a yes after it neither', async () => {
    await begin({ identity: 'none' });
    await say('please change the delivery address of my order 1044', 'What is the new address');
    await say('12 Baker Street, London', 'Shall I change the address of order 1044');
    await say('no, cancel that', 'I have changed nothing');
    await say('yes', 'There is nothing open to agree to');
    await scene.settled();
    expect(written()).toBe(0);
  });

  it('a correction makes a new proposal, and only that is done', async () => {
    await begin({ identity: 'none' });
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await say('no, it is 21 Baker Street, London', '“21 Baker Street, London”?');
    await scene.settled();
    await say('yes', 'Done: order 1043 goes to 21 Baker Street, London.');
    expect(written()).toBe(1);
  });

  it('a question in between is answered, and the proposal stands below the answer', async () => {
    await begin({ identity: 'none' });
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await say('How long does delivery take?', /2 to 3 working days[\s\S]*Shall I change the address of order 1043/);
    await scene.settled();
    await say('yes', 'Done: order 1043 goes to 12 Baker Street, London.');
    expect(written()).toBe(1);
  });

  it('a person takes over: nothing runs, both sides know, and a late yes changes nothing', async () => {
    await begin({ identity: 'none' });
    await say('Where is my order 1043?', 'was shipped on 24 November');
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await scene.settled();
    await say('I want to talk to a human', /bringing in a colleague[\s\S]*has not been done/);
    const root = await scene.root();
    const card = JSON.stringify(root.raw);
    expect(card).toContain('Looked up (order service): order status, order 1043');
    expect(card).toContain('shipped 24 Nov');
    expect(card).toContain('Not done, because nobody agreed to it');
    await say('yes', 'What we just spoke about has not been done');
    await scene.shows(root.id, 'Their yes may be to what was proposed before');
    await scene.settled();
    expect(written()).toBe(0);
  });

  it('three wrong codes bring a person, and nothing was changed', async () => {
    await begin();
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await scene.settled();
    await say('yes', 'six-digit code');
    const wrong = service.mail[0]?.code === '000000' ? '111111' : '000000';
    await say(wrong, 'That is not the code');
    await say('again', /c…@example\.com/);
    await eventually(() => service.mail.length === 2, 'another code is sent');
    expect(service.mail[1]?.code).not.toBe(service.mail[0]?.code);
    await scene.settled();
    for (const _ of [1, 2, 3]) await scene.say(wrong);
    await scene.receives('bringing in a colleague');
    const root = await scene.root();
    expect(JSON.stringify(root.raw)).toContain('could not show who they are');
    await scene.settled();
    expect(scene.threadText(root.id)).not.toContain(wrong);
    expect(written()).toBe(0);
  });

  it('a system that does not answer brings a person who reads which', async () => {
    await begin();
    service.faults.push({ tool: 'order_status', fault: 'unavailable' }, { tool: 'order_status', fault: 'unavailable' });
    await say('Where is my order 1043?', 'bringing in a colleague');
    const card = JSON.stringify((await scene.root()).raw);
    expect(card).toContain('The order service did not answer.');
  });

  it('a lost answer to a write is looked up, and the customer hears once that it was done', async () => {
    await begin({ identity: 'none' });
    service.faults.push({ tool: 'change_address', fault: 'done_but_unsure' });
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await scene.settled();
    await say('yes', 'Done: order 1043 goes to 12 Baker Street, London.');
    await scene.settled();
    expect(written()).toBe(1);
  });

  it('a lost answer of a system without keys is never repeated: a person is told that it may have been done', async () => {
    await begin({ identity: 'none', keys: false });
    service.faults.push({ tool: 'change_address', fault: 'done_but_unsure' });
    await say('change the delivery address of my order 1043', 'What is the new address');
    await say('12 Baker Street, London', '“12 Baker Street, London”?');
    await scene.settled();
    await say('yes', 'bringing in a colleague');
    const card = JSON.stringify((await scene.root()).raw);
    expect(card).toContain('It may have been done');
    await scene.settled();
    expect(written()).toBe(1);
  });
});

describe.each([
  ['openai', () => startOpenAiFake({ dialect: 'responses' })],
  ['openai', () => startOpenAiFake({ dialect: 'chat' })],
  ['anthropic', () => startAnthropicFake()],
] as const)('with MODEL=%s', (name, startFake) => {
  let fake: EmulatedModel;
  beforeEach(async () => {
    fake = await startFake();
    await begin({ identity: 'none' }, { MODEL: name, ...fake.settings });
  });
  // Rejects if anything was sent that the real API refuses.
  afterEach(() => fake?.stop());

  const requests = (): string => JSON.stringify(fake.requests.map(({ body }) => body));

  it('an order is looked up by the model’s call, and the card has it as a fact with its source', async () => {
    fake.script(
      { type: 'tool_calls', calls: [{ name: 'order_status', args: { order: '1043' } }] },
      decision('answer', 'I am sorry that you had to wait. [t1]', ['t1']),
    );
    await say('It should be here since Monday! It is 1043', 'I am sorry that you had to wait. Order 1043 was shipped');
    fake.answerWith(() => ({ type: 'json', value: SUMMARY }));
    await say('I want to talk to a human', 'bringing in a colleague');
    const card = async (): Promise<string> => JSON.stringify((await scene.root()).raw);
    expect(await card()).toContain('shipped 24 Nov (order service)');
    await eventually(async () => (await card()).includes(SUMMARY.wants), 'the card shows the summary');
    expect(await card()).toContain('shipped 24 Nov (order service)');
    expect(await card()).toContain('Looked up (order service): order status, order 1043');
  });

  it('a complaint that a model answers by where the order is alone brings a person instead', async () => {
    fake.script(
      { type: 'tool_calls', calls: [{ name: 'order_status', args: { order: '1043' } }] },
      decision('answer', '[t1]', ['t1']),
      decision('answer', 'Here you are. [t1]', ['t1']),
      { type: 'json', value: { ...SUMMARY, facts: [] } },
    );
    await say('order 1043 arrived broken', 'bringing in a colleague');
    expect(
      scene
        .received()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toContain('was shipped on');
    const card = JSON.stringify((await scene.root()).raw);
    expect(card).toContain('Looked up (order service): order status, order 1043');
    await scene.settled();
  });

  it('what is looked up on the way to a proposal stands on the card, too', async () => {
    const args = { order: '1043', address: '12 Baker Street, London' };
    fake.script(
      { type: 'tool_calls', calls: [{ name: 'order_status', args: { order: '1043' } }] },
      { type: 'tool_calls', calls: [{ name: 'change_address', args }] },
    );
    await say('if 1043 is still with you, send it to 12 Baker Street, London', 'Shall I change the address');
    fake.answerWith(() => ({ type: 'json', value: { ...SUMMARY, facts: [] } }));
    await say('I want to talk to a human', 'bringing in a colleague');
    const card = JSON.stringify((await scene.root()).raw);
    expect(card).toContain('Looked up (order service): order status, order 1043');
    expect(card).toContain('shipped 24 Nov (order service)');
    expect(card).toContain('Not done, because nobody agreed to it');
  });

  it('a change is proposed in Baton’s words whatever the model says of consent, and runs on the customer’s yes alone', async () => {
    fake.script({
      type: 'tool_calls',
      calls: [{ name: 'change_address', args: { order: '1043', address: '12 Baker Street, London' } }],
    });
    await say('please send 1043 to 12 Baker Street, London instead', 'Shall I change the address of order 1043');
    await scene.settled();
    const before = fake.requests.length;
    await say('yes', 'Done: order 1043 goes to 12 Baker Street, London.');
    expect(fake.requests.length).toBe(before);
    expect(written()).toBe(1);
  });

  it('a code that the customer types is never read by the model', async () => {
    await world.close();
    await begin({ identity: 'code' }, { MODEL: name, ...fake.settings });
    fake.script({
      type: 'tool_calls',
      calls: [{ name: 'change_address', args: { order: '1043', address: '12 Baker Street, London' } }],
    });
    await say('please send 1043 to 12 Baker Street, London instead', 'Shall I change the address of order 1043');
    await scene.settled();
    await say('yes', 'six-digit code');
    await typeCode('Done: order 1043 goes to 12 Baker Street, London.');
    fake.answerWith(() => decision('small_talk', 'You are welcome!'));
    await say('great, have a nice day over there', 'You are welcome!');
    expect(requests()).not.toContain(service.mail[0]?.code);
  });
});

it('what happens is told in words beside the phone', async () => {
  await begin({ identity: 'none' });
  await say('Where is my order 1043?', 'was shipped on 24 November');
  await say('change the delivery address of my order 1043', 'What is the new address');
  await say('12 Baker Street, London', '“12 Baker Street, London”?');
  await scene.settled();
  await say('yes', 'Done: order 1043 goes to 12 Baker Street, London.');
  await scene.settled();
  const activity = await world.baton().opened.activity.recent(60);
  const telling = { label: (id: string) => id, agent: () => null, answeredIn: () => null };
  const words = tell(activity, telling)
    .flatMap(({ steps }) => steps.map(({ text }) => text))
    .join('\n');
  expect(words).toContain('The AI looked it up in a system of yours');
  expect(words).toContain('The AI needs to know more');
  expect(words).toContain('The AI proposes a change: nothing is done before the customer agrees');
  expect(words).toContain('Order service: told to do it, under a key of its own');
  expect(words).toContain('The order service has done it');
  const facts = await scene.query<{ type: string }>(`select type from conversation_events order by id`);
  expect(facts.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['responder.asked_input', 'responder.requested_action', 'action.ran']),
  );
});
