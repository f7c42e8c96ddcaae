import type { AgentAction } from '../../src/domain/incoming-event';
import type { EmulatedPost } from '../../src/ports/emulator';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let customers = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  scene = new Scene(world);
  customers += 1;
});

async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  Object.assign(scene, { customer: String(700_000_500 + customers) });
  await scene.say('This is useless! I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  return root.id;
}

const card = (root: string): EmulatedPost => {
  const post = scene.roots().find(({ id }) => id === root);
  if (post === undefined) throw new Error('The card is gone.');
  return post;
};
const choose = (root: string, action: AgentAction, as = scene.ana): Promise<void> =>
  scene.press(card(root), 'more', as, JSON.stringify({ v: 1, a: action }));
const cardShows = (root: string, text: string): Promise<void> =>
  eventually(() => JSON.stringify(card(root).raw).includes(text), `the card shows "${text}"`);

/** What this agent alone was told, once it contains these words. */
async function told(root: string, text: string, as = scene.ana): Promise<EmulatedPost> {
  const found = () => scene.thread(root, as).find((post) => post.ephemeral && JSON.stringify(post.raw).includes(text));
  await eventually(() => found() !== undefined, `the agent is told "${text}"`);
  return found() as EmulatedPost;
}

it('tells whoever asks why it was handed off, and shows them the transcript with its notes', async () => {
  const root = await handedOff();
  await scene.reply(root, '// sounds upset', scene.bob);
  await scene.settled();
  await choose(root, { name: 'explain_handoff' });
  const why = await told(root, 'The customer asked for a person.');
  expect(why.text).toContain('asks for a person in plain words');
  await choose(root, { name: 'show_transcript' });
  const transcript = JSON.stringify((await told(root, 'The whole conversation')).raw);
  expect(transcript).toMatch(/This is useless.*bringing in a colleague.*internal note.*sounds upset/s);
  expect(scene.thread(root, scene.bob).some(({ ephemeral }) => ephemeral)).toBe(false);
});

it('snoozes, and assigns to whom is picked on the card', async () => {
  const root = await handedOff();
  await choose(root, { name: 'snooze', forMs: 1_800_000 });
  await cardShows(root, '💤');
  await scene.press(card(root), 'assign', scene.ana, scene.bob);
  await scene.shows(root, 'Ana assigned this conversation to you.');
  await cardShows(root, `<@${scene.bob}>`);
});

it('many changes while Slack takes none become one update, which shows how it is now', async () => {
  const root = await handedOff();
  await scene.settled();
  const updates = () =>
    world.slack.control.calls('chat.update').filter(({ args, answer }) => args.ts === root && answer.ok === true);
  const before = updates().length;
  world.slack.faults.fail({ type: 'server_error', done: false }, 10_000, 'chat.update');
  for (let n = 0; n < 12; n += 1) {
    const [by, to] = n % 2 === 0 ? [scene.ana, scene.bob] : [scene.bob, scene.ana];
    await scene.press(card(root), 'assign', by, to);
  }
  await scene.press(card(root), 'assign', scene.ana, scene.bob);
  await eventually(async () => {
    const [row] = await scene.query<{ holder: string; version: number }>(
      `select holder_id as holder, (state -> 'handoff' ->> 'cardVersion')::int as version from conversations
       where address = $1`,
      [scene.customer],
    );
    return row?.holder === scene.bob && row.version >= 13;
  }, 'all of it is decided');
  expect(updates()).toHaveLength(before);
  world.slack.faults.clear();
  await cardShows(root, `<@${scene.bob}>`);
  await scene.settled();
  expect(updates()).toHaveLength(before + 1);
});

it('blocks a sender after a question, shows what they write, answers nothing, and can undo it', async () => {
  const root = await handedOff();
  await choose(root, { name: 'block_sender', sure: false });
  const question = await told(root, 'Block this sender?');
  await scene.press(question, 'block_sender');
  await scene.shows(root, 'Ana blocked this sender');
  await cardShows(root, '🚫');
  await scene.settled();
  const before = scene.received().length;
  await scene.say('I want to talk to a human, now!');
  await scene.shows(root, 'a human, now!');
  await scene.reply(root, 'Let me help', scene.bob);
  await told(root, 'your message was not sent', scene.bob);
  await scene.settled();
  expect(scene.received()).toHaveLength(before);
  expect(JSON.stringify(card(root).raw)).toContain('🚫');
  await scene.press(card(root), 'unblock_sender');
  await scene.shows(root, 'Ana unblocked this sender');
  await scene.say('Are you there?');
  await scene.shows(root, 'this conversation is open again');
});

it('begins a thread with the end of a long conversation, and gives the whole of it as a file', async () => {
  const before = scene.roots().length;
  Object.assign(scene, { customer: String(700_000_500 + customers) });
  for (let n = 1; n <= 12; n += 1) {
    await scene.say(n === 1 ? 'Good morning!' : 'Hello!');
    await eventually(() => scene.received().length >= n, 'the AI says hello');
  }
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'are not shown here. The last 10 follow.');
  await scene.shows(root.id, 'I want to talk to a human');
  await scene.settled();
  expect(scene.threadText(root.id)).not.toContain('Good morning!');
  const files = () => scene.thread(root.id).flatMap((post) => post.files);
  const inFile = async (index: number) => (await fetch(files()[index]?.url ?? '')).text();
  await eventually(() => files().length === 1, 'the file is in the thread');
  expect(files()[0]?.name).toMatch(/^transcript-[0-9a-f]{4}\.txt$/);
  expect(await inFile(0)).toMatch(/Good morning!.*bringing in a colleague/s);
  for (let n = 0; n < 16; n += 1) await scene.say(`And number ${n}.`);
  await scene.shows(root.id, 'And number 15.');
  const line = scene.thread(root.id).find(({ text }) => text.includes('are not shown here'));
  if (line === undefined) throw new Error('There is no line to press in.');
  await scene.press(line, 'show_transcript');
  await eventually(() => files().length === 2, 'the file with what came since is in the thread');
  expect(await inFile(1)).toMatch(/Good morning!.*bringing in a colleague.*And number 15\./s);
});

it('drafts a reply for who asks, from the articles, and sends it as theirs', async () => {
  const before = scene.roots().length;
  Object.assign(scene, { customer: String(700_000_500 + customers) });
  await scene.say('How long does a refund take? I want to talk to a human about it.');
  const root = (await scene.root(before)).id;
  await scene.shows(root, 'How long does a refund take?');
  await scene.say('How long does a refund take?');
  await scene.settled();
  await scene.press(card(root), 'draft_reply');
  const draft = await told(root, 'Only you see it.');
  expect(JSON.stringify(draft.raw)).toMatch(/Draft, from .*refund/i);
  await scene.press(draft, 'send_draft');
  await scene.receives(/refund/i);
  await scene.settled();
  expect(scene.thread(root).some(({ isBot, text }) => isBot && /Ana/.test(text) && /refund/i.test(text))).toBe(true);
  await cardShows(root, 'Last reply by');
});
