import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { type OrderService, type OrderServiceOptions, orderService } from '../support/order-tools';

let world: World;
let scene: Scene;
let service: OrderService;

async function begin(options: OrderServiceOptions = {}): Promise<void> {
  service = orderService(options);
  const { tools } = service;
  world = await startWorld({
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
