import type { AgentAction } from '../../src/domain/incoming-event';
import type { EmulatedPost } from '../../src/ports/emulator';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let there: Scene;
let billing = '';
let customers = 0;

beforeAll(async () => {
  world = await startWorld({
    env: (slack) => {
      billing = slack.control.createChannel('billing');
      return { SLACK_CHANNELS: billing };
    },
    overrides: { recheckMs: 200 },
  });
});
afterAll(() => world?.close());
beforeEach(() => {
  world.slack.faults.clear();
  customers += 1;
  const customer = String(700_000_800 + customers);
  scene = Object.assign(new Scene(world), { customer });
  there = Object.assign(new Scene(world), { customer, channel: billing });
});

async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  await scene.say('I want to talk to a human');
  const { id } = await scene.root(before);
  await scene.shows(id, 'talk to a human');
  await scene.reply(id, 'Hello, I am Ana.');
  await scene.receives('I am Ana');
  await scene.settled();
  return id;
}

const card = (of: Scene, root: string): EmulatedPost => of.roots().find(({ id }) => id === root) as EmulatedPost;
const choose = (root: string, action: AgentAction): Promise<void> =>
  scene.press(card(scene, root), 'more', scene.ana, JSON.stringify({ v: 1, a: action }));

async function asked(root: string): Promise<EmulatedPost> {
  await choose(root, { name: 'choose_place' });
  return scene.whispered(root, scene.ana);
}

async function moved(root: string): Promise<string> {
  const before = there.roots().length;
  await scene.press(await asked(root), 'move');
  const { id } = await there.root(before);
  await there.shows(id, 'Ana moved this conversation here from #support.');
  return id;
}

it('moves to another channel with its holder and its words; the old card leads there and has no buttons', async () => {
  const old = await handedOff();
  const root = await moved(old);
  await there.shows(root, 'talk to a human');
  await there.shows(root, 'I am Ana');
  await eventually(() => JSON.stringify(card(scene, old).raw).includes('Goes on in'), 'the old card says so');
  await scene.settled();
  const closed = JSON.stringify(card(scene, old).raw);
  expect(closed).toContain(`${billing}/p${root.replace('.', '')}`);
  expect(closed).not.toContain('action_id');
  expect(scene.threadText(old)).toContain('moved this conversation to #billing');
  const open = JSON.stringify(card(there, root).raw);
  expect(open).toContain('baton:more');
  expect(open).toContain(`<@${scene.ana}>`);
  await scene.say('Still there?');
  await there.shows(root, 'Still there?');
  await there.reply(root, 'Of course.');
  await scene.receives('Of course.');
  await scene.settled();
  expect(scene.threadText(old)).not.toContain('Still there?');
});

it('never sends what is typed in the old thread; its writer is told, and a click sends it', async () => {
  const old = await handedOff();
  const root = await moved(old);
  await scene.reply(old, 'typed where nobody looks');
  await scene.settled();
  expect(scene.received().some(({ text }) => text.includes('nobody looks'))).toBe(false);
  const told = await scene.whispered(old, scene.ana);
  expect(JSON.stringify(told.raw)).toMatch(/goes on in #billing, so your message was not sent.*Open the thread/);
  await scene.press(told, 'send_message');
  await scene.receives('typed where nobody looks');
  await there.shows(root, 'typed where nobody looks');
});

it('📤 sends a note of the old thread, written before or after the move, and the new thread shows it', async () => {
  const old = await handedOff();
  const { id: before } = await scene.reply(old, '// A note from before.');
  await scene.settled();
  const root = await moved(old);
  const { id: after } = await scene.reply(old, '// A note from after.');
  await scene.settled();
  for (const [id, text] of [
    [before, 'A note from before.'],
    [after, 'A note from after.'],
  ] as const) {
    await world.team.react(scene.bob, scene.channel, id, '📤');
    await eventually(
      () => scene.thread(old, scene.bob).some(({ ephemeral, text: said }) => ephemeral && said.includes('📤 sends')),
      'Bob is told, where he looks',
    );
    await world.team.react(scene.ana, scene.channel, id, '📤');
    await scene.receives(text);
    await there.shows(root, text);
  }
  await scene.settled();
  expect(scene.received().filter(({ text }) => text.startsWith('A note from'))).toHaveLength(2);
  expect(there.thread(root).filter(({ text }) => text.includes('A note from'))).toHaveLength(2);
});

it('what agents wrote in the old thread while Baton was away is answered when it is back', async () => {
  const old = await handedOff();
  await moved(old);
  await scene.settled();
  await world.stopBaton();
  await scene.reply(old, 'written while nobody listened');
  await world.slack.idle();
  await world.startBaton();
  await eventually(
    () =>
      scene.thread(old, scene.ana).some(({ ephemeral, raw }) => ephemeral && JSON.stringify(raw).includes('not sent')),
    'the writer is told',
  );
});

it.each(['cut', 'server_error'] as const)(
  'one root is posted though the answer to it was lost (%s), and what is written meanwhile is not lost',
  async (type) => {
    const old = await handedOff();
    const before = there.roots().length;
    const question = await asked(old);
    world.slack.faults.fail({ type, done: true }, 1, 'chat.postMessage');
    await scene.press(question, 'move');
    await scene.say('written on the way');
    await scene.reply(old, 'answered on the way');
    const { id } = await there.root(before);
    await there.shows(id, 'written on the way');
    await scene.receives('answered on the way');
    await there.shows(id, 'answered on the way');
    await scene.settled();
    expect(there.roots()).toHaveLength(before + 1);
    expect(there.threadText(id).split('written on the way').length).toBe(3);
  },
);

it('survives a stop between the steps', async () => {
  const old = await handedOff();
  const before = there.roots().length;
  const question = await asked(old);
  world.slack.faults.fail({ type: 'rate_limit', retryAfterSeconds: 1 }, 1, 'chat.postMessage');
  await scene.press(question, 'move');
  await world.restart();
  const { id } = await there.root(before);
  await there.shows(id, 'talk to a human');
  await scene.settled();
  expect(there.roots()).toHaveLength(before + 1);
});

it('stays where it is when the other channel does not work, and says so', async () => {
  const old = await handedOff();
  const question = await asked(old);
  world.slack.control.archiveChannel(billing);
  await scene.press(question, 'move');
  await scene.shows(old, 'It stays here, because that failed');
  await scene.say('Still there?');
  await scene.shows(old, 'Still there?');
  world.slack.control.unarchiveChannel(billing);
});

describe('where a newer handoff begins before a move has ended', () => {
  const noButtons = (of: Scene, root: string): Promise<void> =>
    eventually(() => {
      const raw = JSON.stringify(card(of, root).raw);
      return raw.includes('Goes on in') && !raw.includes('action_id');
    }, 'the card leads on and has no buttons');

  /** Resolved in the thread of this card, and a day later asked for again. */
  async function comesBack(of: Scene, root: string): Promise<void> {
    await of.press(card(of, root), 'resolve');
    await is('resolved');
    await world.baton().opened.businessClock.advance(25 * 3_600_000);
    await scene.say('I want to talk to a human again');
    await is('queued');
  }
  const is = (wanted: string): Promise<void> =>
    eventually(async () => (await mode()) === wanted, `the conversation is ${wanted}`);
  const mode = async () =>
    (await scene.query<{ mode: string }>('select mode from conversations where address = $1', [scene.customer]))[0]
      ?.mode;

  it('a root that is found out about late is no second card, and what is typed there is answered', async () => {
    const old = await handedOff();
    const before = there.roots().length;
    const question = await asked(old);
    // Neither its answer nor its echo nor a search tells that it is there.
    world.slack.faults.deliver({ hold: true });
    world.slack.faults.fail({ type: 'server_error', done: false }, 1_000, 'conversations.history');
    world.slack.faults.fail({ type: 'cut', done: true }, 1, 'chat.postMessage');
    await scene.press(question, 'move');
    const { id: late } = await there.root(before);
    const roots = scene.roots().length;
    await comesBack(scene, old);
    world.slack.faults.clear();
    world.slack.faults.deliver({});
    const { id: now } = await scene.root(roots);
    await noButtons(there, late);
    await noButtons(scene, old);
    expect(JSON.stringify(card(there, late).raw)).toContain(`p${now.replace('.', '')}`);
    expect(JSON.stringify(card(scene, now).raw)).toContain('action_id');
    const { id: note } = await scene.reply(old, '// A note of the first time.');
    await scene.settled();
    await scene.press(card(scene, now), 'claim');
    await is('human');
    await world.team.react(scene.ana, scene.channel, note, '📤');
    await scene.receives('A note of the first time.');
    await scene.shows(now, 'A note of the first time.');
    await there.reply(late, 'typed in the wrong place');
    const told = await there.whispered(late, there.ana);
    expect(JSON.stringify(told.raw)).toContain('goes on in #support, so your message was not sent');
    const waiting = await scene.query('select 1 from handoffs where moving_to is not null');
    expect(waiting).toEqual([]);
  });

  it('an old card that could not be changed in time is changed all the same', async () => {
    const old = await handedOff();
    const before = there.roots().length;
    const question = await asked(old);
    world.slack.faults.fail({ type: 'server_error', done: false }, 1_000, 'chat.update');
    await scene.press(question, 'move');
    const { id } = await there.root(before);
    await there.shows(id, 'Ana moved this conversation here from #support.');
    const roots = scene.roots().length;
    await comesBack(there, id);
    await scene.root(roots);
    world.slack.faults.clear();
    await noButtons(scene, old);
  });
});
