import { ANA, form, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
let root: string;
beforeEach(async () => {
  scene = await startScene();
  root = await scene.root();
});
afterEach(() => scene.stop());

describe('the status line', () => {
  const set = (args: Json = {}) =>
    scene.call('assistant.threads.setStatus', { channel_id: SUPPORT, thread_ts: root, status: 'is typing…', ...args });
  const shown = () => scene.slack.control.status(SUPPORT, root);

  it('shows until the app posts, clears it, or two minutes are over', async () => {
    await set();
    expect(shown()).toBe('is typing…');
    await scene.root({ thread_ts: root });
    expect(shown()).toBeNull();
    await set();
    expect(await set({ status: '' })).toEqual({ ok: true });
    expect(shown()).toBeNull();
    await set();
    scene.slack.control.advanceClock(120_000);
    expect(shown()).toBeNull();
  });

  it.each<[string, Json, string]>([
    ['an unknown thread', { thread_ts: '1700000000.000001' }, 'invalid_thread_ts'],
    ['a thread_ts that is none', { thread_ts: 'x' }, 'invalid_thread_ts'],
    ['an unknown channel', { channel_id: 'C0NOWHERE01' }, 'channel_not_found'],
    ['no status', { status: undefined }, 'invalid_arguments'],
    ['eleven loading messages', { loading_messages: Array(11).fill('x') }, 'invalid_arguments'],
    ['Slackbot’s name', { username: 'Slackbot' }, 'reserved_username'],
  ])('is refused for %s', async (_, args, error) => {
    expect(await set(args)).toMatchObject({ ok: false, error });
  });
});

describe('what is for declared agents', () => {
  it('is refused to this app', async () => {
    const prompts = { channel_id: 'D1', prompts: [{ title: 'a', message: 'b' }] };
    expect(await scene.call('assistant.threads.setSuggestedPrompts', prompts)).toMatchObject({
      error: 'missing_scope',
      needed: 'assistant:write',
    });
    scene.slack.control.addScope('assistant:write');
    expect(await scene.call('assistant.threads.setSuggestedPrompts', prompts)).toMatchObject({
      error: 'not_agent_app',
    });
    expect(await scene.call('agents.sessions.setStatus', { channel_id: SUPPORT, status: 'processing' })).toMatchObject({
      error: 'feature_disabled',
    });
  });
});

describe('streams', () => {
  const recipient = { recipient_team_id: 'T0SAMPLE001', recipient_user_id: ANA };
  const startStream = (args: Json = {}) =>
    scene.call('chat.startStream', { channel: SUPPORT, thread_ts: root, ...recipient, markdown_text: 'one', ...args });

  it('start, go on and stop, in that order', async () => {
    const { ts } = await startStream();
    const on = (method: string, args: Json = {}) => scene.call(method, { channel: SUPPORT, ts, ...args });
    await on('chat.appendStream', { chunks: [{ type: 'markdown_text', text: ' two' }] });
    expect(await on('chat.update', { text: 'x' })).toMatchObject({ error: 'streaming_state_conflict' });
    const blocks = [{ type: 'divider', block_id: 'd' }];
    expect(await on('chat.stopStream', { markdown_text: ' three', blocks })).toMatchObject({
      ok: true,
      message: { text: 'one two three' },
    });
    expect(await on('chat.appendStream', { markdown_text: 'x' })).toMatchObject({
      error: 'message_not_in_streaming_state',
    });
    expect(scene.slack.agentSide.thread(SUPPORT, root, ANA)).toMatchObject([{ text: 'one two three' }]);
  });

  it('end by themselves after five minutes', async () => {
    const { ts } = await startStream();
    scene.slack.control.advanceClock(5 * 60_000);
    expect(await scene.call('chat.stopStream', { channel: SUPPORT, ts })).toMatchObject({
      error: 'message_not_in_streaming_state',
    });
  });

  it.each<[string, Json, string]>([
    ['no recipient', { recipient_user_id: undefined }, 'missing_recipient_user_id'],
    ['no recipient’s team', { recipient_team_id: undefined }, 'missing_recipient_team_id'],
    ['nobody', { recipient_user_id: 'U0NOBODY001' }, 'user_not_found'],
    ['no thread', { thread_ts: undefined }, 'invalid_thread_ts'],
    ['chunks of no known kind', { chunks: [{ type: 'shout' }] }, 'invalid_chunks'],
    ['too much at once', { markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
  ])('are refused with %s', async (_, args, error) => {
    expect(await startStream(args)).toMatchObject({ ok: false, error });
  });

  it('touch only own messages', async () => {
    const { id } = await scene.slack.agentSide.write(ANA, SUPPORT, root, 'mine');
    const append = (ts: string) => scene.call('chat.appendStream', { channel: SUPPORT, ts, markdown_text: 'x' });
    expect(await append(id)).toMatchObject({ error: 'message_not_owned_by_app' });
    expect(await append('1700000000.000001')).toMatchObject({ error: 'message_not_found' });
  });
});

describe('bookmarks and groups', () => {
  it('are as strict as the rest', async () => {
    const add = (args: Json) =>
      scene.call('bookmarks.add', { channel_id: SUPPORT, title: 'Queue', type: 'link', link: 'https://x.io', ...args });
    expect(await add({})).toMatchObject({ ok: true, bookmark: { title: 'Queue' } });
    expect(await add({ type: 'file' })).toMatchObject({ error: 'invalid_bookmark_type' });
    expect(await add({ link: 'x' })).toMatchObject({ error: 'invalid_link' });
    scene.slack.control.addScope('usergroups:read');
    expect(await form(scene.slack, 'usergroups.list', {})).toMatchObject({ usergroups: [{ handle: 'oncall' }] });
    expect(await form(scene.slack, 'usergroups.users.list', { usergroup: 'S1' })).toMatchObject({
      error: 'no_such_subteam',
    });
  });
});
