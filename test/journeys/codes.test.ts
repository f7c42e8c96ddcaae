import { MAX_SENT_AN_HOUR, MAX_WRONG_AN_HOUR } from '../../src/domain/conversation/code-guard';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { type OrderService, orderService } from '../support/order-tools';

let world: World;
let scene: Scene;
let service: OrderService;

beforeEach(async () => {
  service = orderService();
  const { tools } = service;
  world = await startWorld({ overrides: { toolbox: { tools: async () => tools } } });
  scene = new Scene(world);
});
afterEach(() => world?.close());

const PERSON = 'bringing in a colleague';
const phones = Array.from({ length: 7 }, (_, index) => String(700_000_900 + index));
const [first = '', second = '', third = '', fourth = ''] = phones;

async function say(phone: string, text: string, answer: string | RegExp): Promise<void> {
  await scene.say(text, phone);
  await scene.receives(answer, phone);
}

/** Everything up to the yes to a change of one order's address. */
async function agree(phone: string, answer: string | RegExp, order = '1043'): Promise<void> {
  await say(phone, `change the delivery address of my order ${order}`, 'What is the new address');
  await say(phone, `12 Baker Street, London ${phone.slice(-2)}`, '“12 Baker Street');
  await scene.settled();
  await say(phone, 'yes', answer);
}

const wrongCode = (): string => {
  const right = new Set(service.mail.map(({ code }) => code));
  return ['000000', '111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !right.has(code)) ?? '';
};
const written = (): number => service.calls.filter(({ tool }) => tool === 'change_address').length;
const told = (phone: string, words: string): number =>
  scene.received(phone).filter(({ text }) => text.includes(words)).length;

it('guesses at one order count together, whichever phone they come from; then even the right code opens nothing', async () => {
  await agree(first, 'six-digit code');
  for (const _ of [1, 2, 3]) await scene.say(wrongCode(), first);
  await scene.receives(PERSON, first);

  await agree(second, 'six-digit code');
  await agree(third, 'six-digit code');
  const thirdCode = service.mail.at(-1)?.code ?? '';
  await say(second, wrongCode(), 'That is not the code');
  await say(second, wrongCode(), PERSON);
  await scene.settled();
  expect(MAX_WRONG_AN_HOUR).toBe(5);

  await say(third, thirdCode, PERSON);
  expect(written()).toBe(0);
  await scene.settled();
  const cards = scene.roots().map(({ raw }) => JSON.stringify(raw));
  expect(cards).toHaveLength(3);
  expect(cards.every((card) => card.includes('could not show who they are'))).toBe(true);

  await agree(fourth, PERSON);
  expect(service.mail).toHaveLength(3);
  await agree('700000990', 'six-digit code', '1044');
  await say('700000990', service.mail.at(-1)?.code ?? '', 'Done: order 1044');
});

it('an address is sent five codes an hour, whichever phones ask for them', async () => {
  for (const phone of phones.slice(0, MAX_SENT_AN_HOUR)) await agree(phone, 'six-digit code');
  await agree(phones[MAX_SENT_AN_HOUR] ?? '', PERSON);
  expect(service.mail).toHaveLength(MAX_SENT_AN_HOUR);
});

it('guesses that come at the same moment from many phones are counted one by one', async () => {
  const guessing = phones.slice(0, MAX_SENT_AN_HOUR);
  for (const phone of guessing) await agree(phone, 'six-digit code');
  const wrong = wrongCode();
  await Promise.all(guessing.flatMap((phone) => [scene.say(wrong, phone), scene.say(wrong, phone)]));
  await eventually(() => guessing.some((phone) => told(phone, PERSON) > 0), 'a person takes over somewhere');
  await scene.settled();
  const answered = guessing.reduce((sum, phone) => sum + told(phone, 'That is not the code'), 0);
  expect(answered).toBe(MAX_WRONG_AN_HOUR - 1);
  const [row] = await scene.query<{ uses: { what: string }[] }>('select uses from code_guards');
  expect(row?.uses.filter(({ what }) => what === 'wrong').length).toBeGreaterThanOrEqual(MAX_WRONG_AN_HOUR);
  for (const [at, phone] of guessing.entries())
    if (told(phone, PERSON) === 0) await say(phone, service.mail[at]?.code ?? '', PERSON);
  expect(written()).toBe(0);
});
