import { type ExternalId, type Instant, type KnownPost, plusMs, type ThreadRef } from '../../../src/ports';
import { ANA, BOB, card, context, customerSays, type Live, rejection, SUPPORT, startLive } from './live';

let live: Live;
beforeEach(async () => {
  live = await startLive();
  await live.inbox.prepare?.();
});
afterEach(() => live.stop());

const find = (thread: ThreadRef | null, key: string, firstTriedAt = Date.now()) =>
  live.inbox.lookup?.findPost(thread, context(key, firstTriedAt));
const readBack = (thread: ThreadRef, since: number, known: readonly KnownPost[] = []) =>
  live.inbox.readBack?.read(thread, since as Instant, known);

describe('a post of unknown outcome is found by its key', () => {
  test('a root whose answer was lost', async () => {
    live.slack.faults.fail({ type: 'cut', done: true }, 1, 'chat.postMessage');
    expect(await rejection(live.open('open-1'))).toMatchObject({ kind: 'unsure' });
    const found = await find(null, 'open-1');
    expect(found?.thread).toBe(found?.sentId);
    expect(live.root(found?.thread as ThreadRef)).toBeDefined();
    await live.slack.idle();
    expect(live.events('own_echo')).toMatchObject([{ key: 'open-1', thread: found?.thread, sentId: found?.sentId }]);
  });

  test('a reply whose answer was lost', async () => {
    const { thread } = await live.open();
    live.slack.faults.fail({ type: 'server_error', done: true }, 1, 'chat.postMessage');
    await rejection(live.inbox.post(thread, customerSays('Hello'), context('post-1')));
    const found = await find(thread, 'post-1');
    expect(found).toMatchObject({ thread });
    expect(live.posts(thread).map(({ id }) => `${SUPPORT}:${id}`)).toEqual([found?.sentId]);
  });

  test('one that never arrived is not', async () => {
    const { thread } = await live.open('open-1');
    live.slack.faults.fail({ type: 'cut', done: false }, 2, 'chat.postMessage');
    await rejection(live.inbox.post(thread, customerSays('Hello'), context('post-1')));
    expect(await find(thread, 'post-1')).toBeNull();
    expect(await find(null, 'open-2')).toBeNull();
  });

  test('behind forty others, in a channel and in a thread', async () => {
    const { thread } = await live.open('open-0');
    const since = Date.now();
    const roots = [];
    for (let index = 1; index <= 40; index += 1) {
      roots.push((await live.open(`open-${index}`)).thread);
      await live.inbox.post(thread, customerSays(`${index}`), context(`post-${index}`));
    }
    expect((await find(null, 'open-3', since))?.thread).toBe(roots[2]);
    expect(await find(thread, 'post-38', since)).not.toBeNull();
    const pages = live.slack.control.calls('conversations.replies');
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.every(({ args }) => Number(args.limit) <= 15)).toBe(true);
  });

  test('an agent who copies a key proves nothing', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'o:post-1');
    expect(await find(thread, 'post-1')).toBeNull();
  });

  test('a thread that is gone holds nothing', async () => {
    const { thread } = await live.open();
    await live.slack.agentSide.remove(ANA, SUPPORT, thread.split(':')[1] ?? '');
    expect(await find(thread, 'post-1')).toBeNull();
  });

  test('while Slack does not answer there is no verdict', async () => {
    live.slack.faults.fail({ type: 'rate_limit', retryAfterSeconds: 60 }, 1, 'conversations.history');
    expect(await rejection(live.inbox.lookup?.findPost(null, context('x')) ?? Promise.resolve())).toMatchObject({
      kind: 'rate_limited',
      details: { retryAfterMs: 60_000 },
    });
  });
});

describe('what a webhook lost is read back', () => {
  test('under the same keys, people’s messages and our own echoes, in order', async () => {
    const { thread } = await live.open();
    const before = Date.now() - 60_000;
    await live.inbox.post(thread, customerSays('Hello'), context('post-1'));
    await live.write(ANA, thread, 'Hi *Maria*');
    await live.write(ANA, thread, '// note');
    await live.write('U0OTHERBOT1', thread, 'deployed');
    const events = (await readBack(thread, before)) ?? [];
    expect(events.map(({ type }) => type)).toEqual(['own_echo', 'agent_message', 'agent_message']);
    const heard = [...live.events('own_echo'), ...live.events('agent_message')].filter(
      ({ keys }) => !keys[0].endsWith(thread.split(':')[1] ?? ''),
    );
    expect(new Set(events.flatMap(({ keys }) => keys))).toEqual(new Set(heard.flatMap(({ keys }) => keys)));
    expect(events.filter(({ type }) => type === 'agent_message')).toEqual(live.events('agent_message'));
  });

  test('only what came after', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'one');
    const [first] = live.events('agent_message');
    await live.write(ANA, thread, 'two');
    const events = await readBack(thread, first?.at ?? 0);
    expect(events).toMatchObject([{ parts: [{ text: 'two' }] }]);
    expect(await readBack(thread, plusMs(Date.now() as Instant, 60_000))).toEqual([]);
  });

  test('all of it, page by page, no more than fifteen at a time', async () => {
    const { thread } = await live.open();
    for (let index = 0; index < 34; index += 1)
      await live.slack.agentSide.write(ANA, SUPPORT, thread.split(':')[1] ?? '', `${index}`);
    live.slack.control.set('restrictedReadBack', false);
    const events = (await readBack(thread, 0)) ?? [];
    expect(
      events.map((event) => (event.type === 'agent_message' ? (event.parts[0] as { text: string }).text : '')),
    ).toEqual(Array.from({ length: 34 }, (_, index) => `${index}`));
    expect(live.slack.control.calls('conversations.replies')).toHaveLength(3);
  });

  test('a thread that is longer than what is read at once: the next reading goes on, and none of it is left out', async () => {
    const { thread } = await live.open();
    for (let index = 0; index < 460; index += 1)
      await live.slack.agentSide.write(ANA, SUPPORT, thread.split(':')[1] ?? '', `${index}`);
    live.slack.control.set('restrictedReadBack', false);
    expect(await rejection(readBack(thread, 0) ?? Promise.resolve())).toMatchObject({ kind: 'unavailable' });
    expect(await readBack(thread, 0)).toHaveLength(460);
    expect(live.slack.control.calls('conversations.replies')).toHaveLength(31);
  });

  test('that the thread was deleted meanwhile', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'one');
    await live.slack.agentSide.remove(ANA, SUPPORT, thread.split(':')[1] ?? '');
    await live.slack.idle();
    const events = await readBack(thread, 0);
    expect(events?.at(-1)).toMatchObject({ type: 'thread_lost', thread });
    // The same fact as the deletion that Slack reported: one of them is a duplicate.
    expect(events?.at(-1)?.keys).toEqual(live.events('thread_lost')[0]?.keys);
    const bare = await live.open('open-2');
    await live.slack.agentSide.remove(ANA, SUPPORT, bare.thread.split(':')[1] ?? '');
    expect(await readBack(bare.thread, 0)).toMatchObject([{ type: 'thread_lost', thread: bare.thread }]);
  });

  test('dropped events are announced', async () => {
    live.slack.control.announceRateLimit();
    await live.slack.idle();
    expect(live.results.some(({ missedEvents }) => missedEvents)).toBe(true);
  });
});

describe('what a webhook lost of a message that is known is read back', () => {
  const MINUTE = 60_000;
  let quiet: Live;
  let age = MINUTE;
  beforeEach(async () => {
    age = MINUTE;
    quiet = await startLive({ now: () => Date.now() - age });
    await quiet.inbox.prepare?.();
  });
  afterEach(() => quiet.stop());

  const tsOf = (id: string): string => id.split(':')[1] ?? '';
  const posted = (externalId: ExternalId, isPublic = true): KnownPost => ({
    externalId,
    agent: { id: ANA, name: 'Ana' },
    isPublic,
  });
  const change = async (act: Promise<void>) => {
    await act;
    await quiet.slack.idle();
  };
  const edit = (id: ExternalId, text: string) =>
    change(quiet.slack.agentSide.edit(ANA, SUPPORT, tsOf(id), text) as Promise<void>);
  const remove = (id: ExternalId) => change(quiet.slack.agentSide.remove(ANA, SUPPORT, tsOf(id)) as Promise<void>);
  /** As at the end of the thread, when everything in it was read before. */
  const read = (thread: ThreadRef, known: readonly KnownPost[]) =>
    quiet.inbox.readBack?.read(thread, Date.now() as Instant, known);

  test('edits and deletions, as the events that Slack would have sent', async () => {
    const { thread } = await quiet.open();
    const [kept, edited, deleted, withdrawn, note] = [
      await quiet.write(ANA, thread, 'We open at nine.'),
      await quiet.write(ANA, thread, 'Your order leaves on Monday.'),
      await quiet.write(ANA, thread, 'It costs 100.'),
      await quiet.write(ANA, thread, 'He is a difficult one.'),
      await quiet.write(ANA, thread, '// ask Bob'),
    ];
    await edit(edited, 'Your order leaves on *Tuesday*.');
    await edit(withdrawn, '// He is a difficult one.');
    await edit(note, '// ask Carol');
    await remove(deleted);
    const known = [...[kept, edited, deleted, withdrawn].map((id) => posted(id)), posted(note, false)];
    const events = (await read(thread, known)) ?? [];
    const heard = [...quiet.events('agent_edit'), ...quiet.events('agent_delete'), ...quiet.events('agent_action')];
    expect(heard).toHaveLength(4);
    expect(events).toHaveLength(4);
    for (const event of heard) {
      const same = events.find(({ keys }) => keys[0] === event.keys[0]);
      // Slack does not tell afterwards when something was deleted.
      expect(same).toMatchObject(
        event.type === 'agent_delete' ? { ...event, agent: { id: ANA }, at: expect.any(Number) } : { ...event },
      );
    }
  });

  test('nothing of what stands as it was, of other people’s messages, and of what is only just there', async () => {
    const { thread } = await quiet.open();
    const ids = [await quiet.write(ANA, thread, 'one'), await quiet.write(ANA, thread, 'two')];
    const stranger = await quiet.write(BOB, thread, 'three');
    await quiet.slack.agentSide.edit(BOB, SUPPORT, tsOf(stranger), 'three!');
    expect(
      await read(
        thread,
        ids.map((id) => posted(id)),
      ),
    ).toEqual([]);
    age = 0;
    const fresh = await quiet.write(ANA, thread, 'four');
    await remove(fresh);
    expect(await read(thread, [posted(fresh)])).toEqual([]);
  });

  test('what a workspace no longer keeps was deleted by nobody', async () => {
    age = 21 * 60 * MINUTE;
    const { thread } = await quiet.open();
    const old = await quiet.write(ANA, thread, 'yesterday');
    await remove(old);
    expect(await read(thread, [posted(old)])).toEqual([]);
  });

  test('from the oldest of them on, page by page, also where Slack gives a page a minute', async () => {
    quiet.slack.control.set('restrictedReadBack', true);
    const { thread } = await quiet.open();
    const first = await quiet.write(ANA, thread, 'first');
    for (let index = 0; index < 30; index += 1) await quiet.write(BOB, thread, `${index}`);
    const last = await quiet.write(ANA, thread, 'last');
    await edit(first, 'first!');
    await remove(last);
    const known = [posted(last), posted(first)];
    for (const _page of [1, 2]) {
      expect(await rejection(read(thread, known) ?? Promise.resolve())).toMatchObject({ kind: 'rate_limited' });
      quiet.slack.control.advanceClock(MINUTE);
    }
    const events = await read(thread, known);
    expect(events?.map(({ type }) => type).sort()).toEqual(['agent_delete', 'agent_edit']);
    const pages = quiet.slack.control.calls('conversations.replies').filter(({ answer }) => answer.ok);
    expect(pages).toHaveLength(3);
  });

  test('that a thread could not be read says nothing about what was in it', async () => {
    const { thread } = await quiet.open();
    const id = await quiet.write(ANA, thread, 'one');
    await remove(id);
    quiet.slack.faults.fail({ type: 'rate_limit', retryAfterSeconds: 60 }, 1, 'conversations.replies');
    expect(await rejection(read(thread, [posted(id)]) ?? Promise.resolve())).toMatchObject({ kind: 'rate_limited' });
  });
});

test('a card is updated where it was posted even after the channel setting changed', async () => {
  const other = live.slack.control.createChannel('vip', { members: [ANA, 'U0BATONBOT1'] });
  const { thread } = await live.open();
  expect(other).not.toBe(SUPPORT);
  await live.inbox.update(thread, card({ mode: 'resolved', actions: ['take_over'] }));
  expect(JSON.stringify(live.root(thread)?.raw)).toContain('Resolved');
});
