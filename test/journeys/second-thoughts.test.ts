import type { EmulatedPost } from '../../src/ports/emulator';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let world: World;
let scene: Scene;
let customers = 0;

beforeAll(async () => {
  world = await startWorld({ env: { UNDO_GRACE_SECONDS: '30', LEAK_CHECK: 'always' } });
});
afterAll(() => world?.close());
beforeEach(() => {
  scene = new Scene(world);
  customers += 1;
});

/** A conversation that Ana holds. */
async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  Object.assign(scene, { customer: String(700_000_300 + customers) });
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  await scene.press(root, 'claim');
  await eventually(
    () => scene.roots().some(({ id, raw }) => id === root.id && JSON.stringify(raw).includes('Take over')),
    'Ana has it',
  );
  return root.id;
}

const later = () => world.baton().opened.businessClock.advance(31_000);
const texts = (): string =>
  scene
    .received()
    .map(({ text }) => text)
    .join('\n');

/** Baton knows the message and waits before it sends it. */
const waits = async (id: string): Promise<void> =>
  eventually(async () => {
    const rows = await scene.query<{ n: string }>(
      `select count(*) as n from effects where message_id = $1 and state = 'queued' and type = 'send_part'`,
      [`slack:${scene.channel}:${id}`],
    );
    return rows[0]?.n === '1';
  }, 'the reply waits');

describe('within the time an agent has to think again', () => {
  it('a deleted reply is not sent, and the customer still waits', async () => {
    const root = await handedOff();
    const { id } = await scene.reply(root, 'Refunds are never granted.');
    await waits(id);
    await world.team.remove(scene.ana, scene.channel, id);
    await scene.shows(root, 'did not get it');
    await scene.reply(root, 'Your refund is on its way.');
    await eventually(async () => {
      await later();
      return texts().includes('on its way');
    }, 'the next reply is sent');
    expect(texts()).not.toContain('never granted');
  });

  it('an edited reply goes out in its new words, once, before what was written after it', async () => {
    const root = await handedOff();
    const first = await scene.reply(root, 'It costs 49 pounds.');
    await waits(first.id);
    const second = await scene.reply(root, 'Shall I order it?');
    await waits(second.id);
    await world.team.edit(scene.ana, scene.channel, first.id, 'It costs 39 pounds.');
    await eventually(async () => {
      const rows = await scene.query<{ text: string }>(
        `select payload::text as text from effects where message_id = $1`,
        [`slack:${scene.channel}:${first.id}`],
      );
      return rows.some(({ text }) => text.includes('39 pounds'));
    }, 'the new words wait in the place of the old');
    await later();
    await scene.receives('Shall I order it?');
    expect(texts()).not.toContain('49 pounds');
    expect(texts().match(/39 pounds/g)).toHaveLength(1);
    expect(texts().indexOf('39 pounds')).toBeLessThan(texts().indexOf('Shall I'));
  });

  it('a reply becomes a note from the menu of its message, and by a prefix', async () => {
    const root = await handedOff();
    for (const [before, change] of ['menu', 'prefix'].entries()) {
      const { id } = await scene.reply(root, `Nothing is wrong here, ${change}.`);
      await waits(id);
      if (change === 'menu') await world.slack.control.messageShortcut(scene.ana, scene.channel, id, 'baton_make_note');
      else await world.team.edit(scene.ana, scene.channel, id, `// Nothing is wrong here, ${change}.`);
      await eventually(
        () =>
          scene.thread(root).filter(({ ephemeral, text }) => ephemeral && text.includes('Kept as a note')).length >
          before,
        'Ana is told',
      );
    }
    await scene.reply(root, 'Hello again');
    await eventually(async () => {
      await later();
      return texts().includes('Hello again');
    }, 'the next reply is sent');
    expect(texts()).not.toContain('Nothing is wrong');
  });

  it('a block stops it: its writer is told, and it can be sent once the sender is unblocked', async () => {
    const root = await handedOff();
    const { id } = await scene.reply(root, 'We answer you tomorrow.');
    await waits(id);
    const card = () => scene.roots().find((post) => post.id === root) as EmulatedPost;
    await scene.press(card(), 'more', scene.ana, JSON.stringify({ v: 1, a: { name: 'block_sender', sure: false } }));
    await scene.press(await scene.whispered(root, scene.ana), 'block_sender');
    await scene.shows(root, 'the reply of yours that waited was not sent');
    await later();
    await scene.settled();
    expect(texts()).not.toContain('We answer you tomorrow.');
    await scene.press(card(), 'unblock_sender');
    await scene.shows(root, 'Ana unblocked this sender');
    await later();
    await scene.settled();
    expect(texts()).not.toContain('We answer you tomorrow.');
    await world.slack.control.messageShortcut(scene.ana, scene.channel, id, 'baton_send_message');
    await scene.receives('We answer you tomorrow.');
  });
});

it('what stayed inside is sent from the menu of its message, once; what was sent stays sent', async () => {
  const root = await handedOff();
  const note = await scene.reply(root, '// We can offer 10 %.', scene.bob);
  const menu = (callback: string) => world.slack.control.messageShortcut(scene.ana, scene.channel, note.id, callback);
  await eventually(async () => {
    const rows = await scene.query<{ n: string }>(`select count(*) as n from messages where id = $1`, [
      `slack:${scene.channel}:${note.id}`,
    ]);
    return rows[0]?.n === '1';
  }, 'the note is kept');
  await menu('baton_send_message');
  await scene.receives('We can offer 10 %.');
  await scene.settled();
  await menu('baton_send_message');
  await scene.shows(root, 'sent this already');
  await menu('baton_make_note');
  await scene.shows(root, 'Delete the message to take it back');
  expect(texts().match(/We can offer/g)).toHaveLength(1);
});

it('what looks meant for colleagues is held, and sent or kept as its writer says', async () => {
  const root = await handedOff();
  await scene.reply(root, "don't tell the customer, but we lost it");
  await scene.shows(root, 'This was not sent, because it says');
  await scene.reply(root, 'lol this guy');
  await scene.shows(root, '“lol”');
  const whispers = scene.thread(root).filter(({ ephemeral, text }) => ephemeral && text.includes('was not sent'));
  const [lost, lol] = whispers;
  if (lost === undefined || lol === undefined) throw new Error('Ana was not asked twice.');
  await scene.press(lost, 'edit_message');
  await eventually(() => world.team.modal?.(scene.ana) != null, 'the form is open');
  await world.team.submit?.(scene.ana, { reply: 'We send you a new one today.' });
  await scene.receives('We send you a new one today.');
  await scene.press(lol, 'send_message');
  await scene.receives('lol this guy');
  expect(texts()).not.toContain('we lost it');
});
