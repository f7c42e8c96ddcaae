import { Scene, startOn, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';

let world: World;
let scene: Scene;
let customers = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.telegram.faults.clear();
  world.slack.faults.clear();
  scene = new Scene(world);
  customers += 1;
});

/** A conversation in which people answer; each test has its own customer, or follows the one before. */
async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  const customer = String(700_000_100 + customers);
  Object.assign(scene, { customer });
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  return root.id;
}

const texts = (): readonly string[] => scene.received().map(({ text }) => text);

describe('accepted is kept, once', () => {
  it('every webhook three times and in any order has the effect of once', async () => {
    world.telegram.faults.deliver({ copies: 3, shuffle: true });
    world.slack.faults.deliver({ copies: 3, shuffle: true });
    const root = await handedOff();
    for (const n of [1, 2, 3]) await scene.say(`customer ${n}`);
    for (const n of [1, 2, 3]) await scene.reply(root, `agent ${n}`);
    await scene.receives('agent 3');
    await scene.shows(root, 'customer 3');
    await scene.settled();
    const posts = scene.thread(root).filter(({ isBot }) => isBot);
    for (const n of [1, 2, 3]) {
      expect(texts().filter((text) => text.includes(`agent ${n}`))).toHaveLength(1);
      expect(posts.filter(({ text }) => text.includes(`customer ${n}`))).toHaveLength(1);
    }
    expect(texts().filter((text) => text.includes('bringing in a colleague'))).toHaveLength(1);
  });

  it('two workers on one database keep the order of every conversation', async () => {
    const second = await startOn({ ...world.env, ROLE: 'worker', PORT: String(await freePort()) });
    try {
      const root = await handedOff();
      for (let n = 10; n < 30; n += 1) {
        await scene.say(`customer ${n}`);
        await scene.reply(root, `agent ${n}`);
      }
      await scene.receives('agent 29');
      await scene.shows(root, 'customer 29');
      await scene.settled();
      const order = (lines: readonly string[], who: string) =>
        lines.flatMap((line) => [...line.matchAll(new RegExp(`${who} (\\d\\d)`, 'g'))].map(([, n]) => Number(n)));
      const expected = Array.from({ length: 20 }, (_, index) => index + 10);
      expect(order(texts(), 'agent')).toEqual(expected);
      const posted = scene.thread(root).flatMap(({ isBot, text }) => (isBot ? [text] : []));
      expect(order(posted, 'customer')).toEqual(expected);
    } finally {
      await second.close();
    }
  });

  it('what agents wrote while Slack could not reach Baton is read back at the next start', async () => {
    const root = await handedOff();
    await world.stopBaton();
    await scene.reply(root, 'written while nobody listened');
    await world.slack.idle();
    await world.startBaton();
    await scene.receives('written while nobody listened');
  });
});

describe('a repeat happens only where there is no evidence, and is marked', () => {
  it.each(['cut', 'hang', 'server_error'] as const)('Telegram did it and its answer was lost (%s)', async (type) => {
    const root = await handedOff();
    world.telegram.faults.fail({ type, done: true }, 1, 'sendMessage');
    await scene.reply(root, `Surely ${type}`);
    await scene.shows(root, 'was sent again because');
    expect(texts().filter((text) => text.includes(`Surely ${type}`))).toHaveLength(2);
  });

  it('Telegram certainly did not do it: it is tried again, and nothing is repeated or marked', async () => {
    const root = await handedOff();
    world.telegram.faults.fail({ type: 'rate_limit', retryAfterSeconds: 1 }, 2, 'sendMessage');
    await scene.reply(root, 'After a while');
    await scene.reply(root, 'And then');
    await scene.receives('And then');
    await scene.settled();
    expect(
      texts()
        .slice(-2)
        .map((text) => text.trim()),
    ).toEqual(['After a while', 'And then']);
    expect(scene.threadText(root)).not.toContain('was sent again');
  });

  it.each(['cut', 'server_error'] as const)(
    'Slack did it and its answer was lost (%s): found, not posted twice',
    async (type) => {
      const root = await handedOff();
      world.slack.faults.fail({ type, done: true }, 1, 'chat.postMessage');
      await scene.say(`Only once, ${type}`);
      await scene.say('And this');
      await scene.shows(root, 'And this');
      await scene.settled();
      const posts = scene.thread(root).filter(({ text }) => text.includes(`Only once, ${type}`));
      expect(posts).toHaveLength(1);
    },
  );

  it('asks the agent after the second unknown outcome', async () => {
    const root = await handedOff();
    world.telegram.faults.fail({ type: 'cut', done: false }, 2, 'sendMessage');
    await scene.reply(root, 'Into the void');
    await scene.shows(root, 'may not have arrived');
    const line = scene.thread(root).find(({ text }) => text.includes('may not have arrived'));
    if (line === undefined) throw new Error('There is no line to press in.');
    await scene.press(line, 'send_again');
    await scene.receives('Into the void');
  });
});

describe('agents always know', () => {
  it('when the customer blocked the bot', async () => {
    const root = await handedOff();
    await world.phone.gesture(scene.customer, 'block');
    await scene.shows(root, 'blocked');
    await scene.reply(root, 'Can you read this?');
    await scene.shows(root, 'was not delivered');
    await scene.settled();
  });

  it('when a colleague, a guest or nobody in charge wrote it, and notes stay inside', async () => {
    const root = await handedOff();
    await scene.reply(root, 'I have it', scene.ana);
    await scene.receives('I have it');
    await scene.reply(root, 'colleague speaking', scene.bob);
    const offer = await scene.whispered(root, scene.bob);
    expect(offer.text).toContain('Ana');
    expect(scene.thread(root, scene.ana).some(({ ephemeral }) => ephemeral)).toBe(false);
    const guest = world.team.agents.find(({ kind }) => kind === 'guest')?.id ?? '';
    await scene.reply(root, 'guest speaking', guest);
    await scene.whispered(root, guest);
    for (const prefix of ['//', 'note:', ';;', '(aside)', '🔒'])
      await scene.reply(root, `${prefix} internal remark`, scene.ana);
    await scene.reply(root, 'marker', scene.ana);
    await scene.receives('marker');
    expect(texts().join('\n')).not.toMatch(/colleague speaking|guest speaking|internal remark/);
    await scene.press(offer, 'send_message', scene.bob);
    await scene.receives('colleague speaking');
  });

  it('when the AI holds it or it is resolved, and can send and take over', async () => {
    const root = await handedOff();
    await scene.press((await scene.roots().find(({ id }) => id === root)) ?? (await scene.root()), 'return_to_bot');
    await scene.settled();
    await scene.reply(root, 'one more thing from us');
    const offer = await scene.whispered(root, scene.ana);
    expect(texts().join('\n')).not.toContain('one more thing from us');
    await scene.press(offer, 'send_message');
    await scene.receives('one more thing from us');
  });

  it('of two who claim at once, one has it and the other is told', async () => {
    const root = await handedOff();
    const card = scene.roots().find(({ id }) => id === root);
    if (card === undefined) throw new Error('The card is gone.');
    await Promise.all([scene.press(card, 'claim', scene.ana), scene.press(card, 'claim', scene.bob)]);
    await eventually(
      () =>
        [scene.ana, scene.bob].some((one) =>
          scene.thread(root, one).some(({ ephemeral, text }) => ephemeral && text.includes('already has')),
        ),
      'the loser is told',
    );
  });
});

describe('customers are never left in silence', () => {
  it('while Slack is away they are told, nothing is lost, and the thread comes when it is back', async () => {
    const before = scene.roots().length;
    const customer = String(700_000_100 + customers);
    Object.assign(scene, { customer });
    world.slack.faults.fail({ type: 'server_error', done: false }, 100_000);
    await scene.say('I want to talk to a human');
    await scene.receives('bringing in a colleague');
    await world.baton().opened.businessClock.advance(61_000);
    await scene.receives('trouble reaching our team');
    await scene.say('Still here');
    world.slack.faults.clear();
    const root = await scene.root(before);
    await scene.shows(root.id, 'Still here');
  });

  it('a deleted thread is opened again with what it held', async () => {
    const root = await handedOff();
    await scene.say('before the deletion');
    await scene.shows(root, 'before the deletion');
    const count = scene.roots().length;
    await world.team.remove(scene.ana, scene.channel, root);
    await scene.say('after the deletion');
    await eventually(
      () =>
        scene
          .roots()
          .some(({ id, text }) => id !== root && text !== '' && scene.threadText(id).includes('after the deletion')),
      'the new thread has it',
    );
    const fresh = scene.roots().find(({ id }) => scene.threadText(id).includes('after the deletion'));
    await scene.shows(fresh?.id ?? '', 'before the deletion');
    expect(scene.roots().length).toBeGreaterThanOrEqual(count);
    await scene.reply(fresh?.id ?? '', 'found you again');
    await scene.receives('found you again');
    // Under what is left of the old one people may go on writing, and must not believe that it is sent.
    await scene.reply(root, 'written under a tombstone');
    expect((await scene.whispered(root, scene.ana)).text).toContain('so your message was not sent');
    await scene.settled();
    expect(texts().join()).not.toContain('tombstone');
  });

  it('so is one whose card Slack does not let change any more; what is written in it is answered', async () => {
    const root = await handedOff();
    const before = scene.roots().length;
    world.slack.faults.fail({ type: 'refuse', error: 'cant_update_message' }, 1, 'chat.update');
    await scene.reply(root, 'I take it');
    await eventually(() => scene.roots().length > before, 'there is a new card');
    const fresh = scene.roots().at(-1)?.id ?? '';
    expect(fresh).not.toBe(root);
    await scene.shows(fresh, 'I take it');
    await scene.say('Where do you read this?');
    await scene.shows(fresh, 'Where do you read this?');
    await scene.reply(root, 'in the wrong place');
    expect((await scene.whispered(root, scene.ana)).text).toContain('so your message was not sent');
  });
});
