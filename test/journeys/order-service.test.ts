import { startTwilioEmulator } from '../../adapters/customer-channels/twilio/emulator/start';
import { SHOP_TOOLS, type ShopService, startShopService } from '../../src/sandbox/shop-service/start';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let shop: ShopService;

beforeEach(async () => {
  shop = await startShopService();
  world = await startWorld({ env: { TOOLS_FILE: SHOP_TOOLS, ...shop.settings } });
  scene = new Scene(world);
});
afterEach(async () => {
  await world?.close();
  await shop?.stop();
});

const say = async (text: string, answer: string | RegExp): Promise<void> => {
  await scene.say(text);
  await scene.receives(answer);
};

const newestCode = (): string => /\b\d{6}\b/.exec(JSON.stringify(shop.mails()[0] ?? ''))?.[0] ?? '';

describe.each([
  {
    language: 'English',
    where: 'Where is my order 1043?',
    packed: /Order 1043 is being packed/,
    change: 'I want to change the delivery address of order 1043',
    address: '12 High Street, Kendal LA9 4AB',
    yes: 'yes',
    sent: /six-digit code to m\S*@/,
    done: /1043[\s\S]*12 High Street, Kendal LA9 4AB/,
    person: 'I want to talk to a human',
    handoff: 'bringing in a colleague',
  },
  {
    language: 'Spanish',
    where: '¿Dónde está mi pedido 1043?',
    packed: /pedido 1043/,
    change: 'quiero cambiar la dirección de entrega de mi pedido 1043',
    address: 'Calle Mayor 5, 28013 Madrid',
    yes: 'sí, por favor',
    sent: /código de seis cifras a m\S*@/,
    done: /1043[\s\S]*Calle Mayor 5, 28013 Madrid/,
    person: 'quiero hablar con una persona',
    handoff: 'Aviso a un compañero',
  },
])('with the sample shop’s order service, in $language', (words) => {
  it('an order is found, its address is changed by agreement and code, and agents read what was done', async () => {
    await say(words.where, words.packed);
    const before = shop.addressOf('1043');
    await scene.say(words.change);
    await eventually(() => scene.received().length === 2, 'the address is asked for');
    await scene.say(words.address);
    await scene.receives(words.address);
    await scene.settled();
    expect(shop.addressOf('1043')).toBe(before);
    await say(words.yes, words.sent);
    expect(shop.addressOf('1043')).toBe(before);
    const asked = scene.received().length;
    await scene.say(newestCode());
    await eventually(() => shop.addressOf('1043') === words.address, 'the address is changed');
    await eventually(() => scene.received().length === asked + 1, 'the customer is told');
    expect(scene.received().at(-1)?.text).toMatch(words.done);
    await scene.settled();
    expect(shop.received.filter((operation) => operation === 'change_address')).toHaveLength(1);

    await say(words.person, words.handoff);
    const card = JSON.stringify((await scene.root()).raw);
    expect(card).toContain('Looked up (order service): order status, order 1043');
    expect(card).toContain('Done, the customer agreed (order service): change delivery address, order 1043');
    expect(card).not.toContain(newestCode());
  });
});

it.each([
  [
    'English',
    'My order 1029 arrived broken',
    'I am sorry that this went wrong.',
    'I want to talk to a human',
    'I am sorry that something is wrong with order 1029.',
  ],
  [
    'Spanish',
    'Mi pedido 1029 llegó roto',
    'Siento mucho que haya salido mal.',
    'quiero hablar con una persona',
    'Siento que haya un problema con el pedido 1029.',
  ],
])(
  'in %s, a complaint is answered as one, and agents read which order it is about',
  async (_, complaint, sorry, person, opening) => {
    await scene.say(complaint);
    await scene.receives(sorry);
    expect(scene.received().at(-1)?.text).toContain('photos of the item and the box');
    expect(scene.received().at(-1)?.text).not.toMatch(/delivered|entregado/i);
    await scene.settled();
    await scene.say(person);
    const root = await scene.root();
    const card = JSON.stringify(root.raw);
    expect(card).toContain('Looked up (order service): order status, order 1029');
    expect(card).toContain(opening);
  },
);

it('an order that left already is refused in the shop’s words, and no code is sent for it', async () => {
  await scene.say('change the delivery address of order 1036');
  await eventually(() => scene.received().length === 1, 'the address is asked for');
  await scene.say('12 High Street, Kendal LA9 4AB');
  await scene.receives('12 High Street, Kendal LA9 4AB');
  await scene.settled();
  await scene.say('yes');
  await eventually(() => scene.received().length === 3, 'the customer is told');
  expect(scene.received().at(-1)?.text).toMatch(/on its way|left/i);
  await scene.settled();
  expect(shop.mails()).toEqual([]);
  expect(scene.roots()).toEqual([]);
});

it('a lost answer of the shop is looked up by its key: changed once, told once', async () => {
  await scene.say('change the delivery address of order 1043');
  await eventually(() => scene.received().length === 1, 'the address is asked for');
  await scene.say('12 High Street, Kendal LA9 4AB');
  await scene.receives('12 High Street, Kendal LA9 4AB');
  await scene.settled();
  await say('yes', 'six-digit code');
  shop.faults.fail({ type: 'cut', done: true }, 1, 'change_address');
  await scene.say(newestCode());
  await eventually(() => scene.received().length === 4, 'the customer is told');
  await scene.settled();
  expect(scene.received().at(-1)?.text).toContain('12 High Street, Kendal LA9 4AB');
  expect(shop.received).toContain('change_outcome');
  expect(shop.received.filter((operation) => operation === 'change_address')).toHaveLength(1);
});

it('by SMS too, where nothing but words can be agreed with', async () => {
  const twilio = await startTwilioEmulator({ timeScale: 0 });
  const texts = await startWorld({
    start: false,
    env: { TOOLS_FILE: SHOP_TOOLS, ...shop.settings, ...twilio.settings },
  });
  try {
    twilio.connect(texts.publicUrl);
    await texts.startBaton();
    const customer = '+447700900123';
    const received = (): string =>
      JSON.stringify(twilio.sms.screen(customer).messages.filter(({ from }) => from === 'business'));
    const answers = (text: string) => eventually(() => received().includes(text), `the phone shows “${text}”`);
    await twilio.sms.say(customer, 'Where is my order 1043?');
    await answers('Order 1043 is being packed');
    await twilio.sms.say(customer, 'change the delivery address of order 1043');
    await eventually(() => twilio.sms.screen(customer).messages.length === 4, 'the address is asked for');
    await twilio.sms.say(customer, '12 High Street, Kendal LA9 4AB');
    await answers('Answer \\"yes\\" and I do it');
    await new Scene(texts).settled();
    await twilio.sms.say(customer, 'Yes');
    await answers('six-digit code');
    await twilio.sms.say(customer, newestCode());
    await eventually(() => shop.addressOf('1043') === '12 High Street, Kendal LA9 4AB', 'the address is changed');
  } finally {
    await texts.close();
    await twilio.stop();
  }
});
