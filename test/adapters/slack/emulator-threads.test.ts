import { ANA, BOB, form, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const reply = async (thread_ts: string, more: Json = {}): Promise<Json> =>
  (await scene.call('chat.postMessage', { channel: SUPPORT, text: 'reply', thread_ts, ...more })).message as Json;
const replies = (ts: string, more: Record<string, string> = {}): Promise<Json> =>
  form(scene.slack, 'conversations.replies', { channel: SUPPORT, ts, ...more });
const lastEvent = async (): Promise<Json> => {
  await scene.slack.idle();
  return scene.app.events('message').at(-1) as Json;
};

it('hangs a reply under its root and counts it there', async () => {
  const root = await scene.root();
  const message = await reply(root);
  expect(message).toMatchObject({ thread_ts: root, parent_user_id: 'U0BATONBOT1' });
  await scene.slack.agentSide.write(ANA, SUPPORT, root, 'hello');
  const [first] = (await replies(root)).messages as Json[];
  expect(first).toMatchObject({
    thread_ts: root,
    reply_count: 2,
    reply_users_count: 2,
    reply_users: ['U0BATONBOT1', ANA],
  });
});

it('hangs a reply to a reply under the root of both', async () => {
  const root = await scene.root();
  const { ts } = await reply(root);
  expect(await reply(String(ts))).toMatchObject({ thread_ts: root });
});

it('posts at top level, without an error, when the root was never there', async () => {
  const message = await reply('1700000000.000001');
  expect(message).not.toHaveProperty('thread_ts');
  expect(scene.slack.agentSide.posts(SUPPORT, ANA)).toMatchObject([{ text: 'reply' }]);
});

it('leaves a tombstone for a root with replies, and un-threads what an app posts after', async () => {
  const root = await scene.root();
  await reply(root);
  await scene.slack.agentSide.remove(ANA, SUPPORT, root);
  expect(await lastEvent()).toMatchObject({
    subtype: 'message_changed',
    hidden: true,
    message: { subtype: 'tombstone', user: 'USLACKBOT', thread_ts: root, reply_count: 1, ts: root },
    previous_message: { text: 'card', ts: root, bot_id: 'B0BATONBOT1' },
  });
  expect(await reply(root)).not.toHaveProperty('thread_ts');
  expect(await replies(root)).toMatchObject({ ok: false, error: 'thread_not_found' });
});

it('lets people go on under a tombstone', async () => {
  const root = await scene.root();
  await reply(root);
  await scene.slack.agentSide.remove(ANA, SUPPORT, root);
  await scene.slack.agentSide.write(BOB, SUPPORT, root, 'still here');
  expect(await lastEvent()).toMatchObject({ text: 'still here', thread_ts: root });
});

it('deletes a root without replies for good, and a tombstone with its last reply', async () => {
  const lone = await scene.root();
  await scene.slack.agentSide.remove(ANA, SUPPORT, lone);
  expect(await lastEvent()).toMatchObject({
    subtype: 'message_deleted',
    deleted_ts: lone,
    previous_message: { text: 'card' },
  });

  const root = await scene.root();
  const { ts } = await reply(root);
  await scene.call('chat.delete', { channel: SUPPORT, ts: root });
  await scene.call('chat.delete', { channel: SUPPORT, ts });
  expect(scene.slack.agentSide.posts(SUPPORT, ANA)).toEqual([]);
});

it('can refuse instead of un-threading', async () => {
  scene.slack.control.setDeletedRootMode('refuse');
  const answer = await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x', thread_ts: '1700000000.000001' });
  expect(answer).toMatchObject({ ok: false, error: 'cannot_reply_to_message' });
});

it('shows a broadcast reply in the thread and in the channel, with its root in the event', async () => {
  const root = await scene.root();
  const { ts } = await reply(root, { reply_broadcast: true });
  expect(await lastEvent()).toMatchObject({
    subtype: 'thread_broadcast',
    ts,
    thread_ts: root,
    root: { ts: root, text: 'card' },
  });
  const history = (await scene.call('conversations.history', { channel: SUPPORT })).messages as Json[];
  expect(history.map((message) => message.ts)).toEqual([ts, root]);
  expect(scene.slack.agentSide.thread(SUPPORT, root, ANA)).toMatchObject([{ id: ts }]);
});

describe('reading back', () => {
  it('gives the root first on every page, then replies in order, by cursor', async () => {
    const root = await scene.root();
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push((await reply(root, { text: `r${index}` })).ts);
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const page = await replies(root, { limit: '2', ...(cursor ? { cursor } : {}) });
      const [first, ...rest] = page.messages as Json[];
      expect(first).toMatchObject({ ts: root });
      seen.push(...rest.map((message) => message.ts));
      cursor = String((page.response_metadata as Json | undefined)?.next_cursor ?? '');
      expect(page.has_more).toBe(cursor !== '');
    } while (cursor);
    expect(seen).toEqual(ids);
    expect(await replies(root, { cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' });
  });

  it('leaves out what lies at or before oldest, unless inclusive', async () => {
    const root = await scene.root();
    const first = String((await reply(root)).ts);
    const second = String((await reply(root)).ts);
    const since = async (more: Record<string, string>) =>
      ((await replies(root, { oldest: first, ...more })).messages as Json[]).map(({ ts }) => ts);
    expect(await since({})).toEqual([root, second]);
    expect(await since({ inclusive: 'true' })).toEqual([root, first, second]);
    expect(await replies(root, { oldest: 'yesterday' })).toMatchObject({ error: 'invalid_ts_oldest' });
  });

  it('shows metadata only when asked', async () => {
    const metadata = { event_type: 'card', event_payload: { id: '1' } };
    const root = await scene.root({ metadata });
    expect(((await replies(root)).messages as Json[])[0]).not.toHaveProperty('metadata');
    const [asked] = (await replies(root, { include_all_metadata: 'true' })).messages as Json[];
    expect(asked).toMatchObject({ metadata });
  });

  it('gives 15 objects once a minute to an app outside the Marketplace', async () => {
    const root = await scene.root();
    for (let index = 0; index < 20; index += 1) await reply(root);
    scene.slack.control.set('restrictedReadBack', true);
    const page = await replies(root, { limit: '200' });
    expect(page.messages).toHaveLength(15);
    expect(page.has_more).toBe(true);
    const again = await fetch(`${scene.slack.settings.SLACK_API_URL}conversations.replies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.slack.settings.SLACK_BOT_TOKEN}` },
      body: new URLSearchParams({ channel: SUPPORT, ts: root }),
    });
    expect([again.status, Number(again.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    scene.slack.control.advanceClock(60_000);
    expect(await replies(root)).toMatchObject({ ok: true });
  });

  it('is for members of the channel', async () => {
    expect(await scene.call('conversations.history', { channel: 'C0GENERAL01' })).toMatchObject({
      error: 'not_in_channel',
    });
  });

  it('does not know a thread that never was', async () => {
    expect(await replies('1700000000.000001')).toMatchObject({ error: 'thread_not_found' });
  });
});
