import { ANA, BOB, BOT_USER, form, GENERAL, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const SECTION = { type: 'section', block_id: 'key:1', text: { type: 'mrkdwn', text: 'hello' } };
const posted = async (args: Json): Promise<Json> =>
  (await scene.call('chat.postMessage', { channel: SUPPORT, ...args })).message as Json;

describe('posting', () => {
  it('answers with id, time and the message, as the real client reads it', async () => {
    const answer = await scene.web.chat.postMessage({ channel: SUPPORT, text: 'Case 42' });
    expect(answer).toMatchObject({ ok: true, channel: SUPPORT, ts: expect.stringMatching(/^\d{10}\.\d{6}$/) });
    expect(answer.message).toMatchObject({
      user: BOT_USER,
      bot_id: 'B0BATONBOT1',
      app_id: 'A0BATONAPP1',
      text: 'Case 42',
    });
    expect(answer.message?.bot_profile).toMatchObject({ name: 'Baton' });
    expect(answer.message?.blocks?.[0]).toMatchObject({ type: 'rich_text' });
  });

  it('makes strictly increasing times even while the clock stands still', async () => {
    const still = await startScene({ now: () => 1_795_350_000_000 });
    const times = [await still.root(), await still.root(), await still.root()];
    expect(new Set(times).size).toBe(3);
    expect([...times].sort()).toEqual(times);
    expect(times.every((ts) => ts.startsWith('1795350000.'))).toBe(true);
    await still.stop();
  });

  it.each<[string, Json, string]>([
    ['an unknown channel', { channel: 'C0NOWHERE01', text: 'x' }, 'channel_not_found'],
    ['a public channel without the app', { channel: GENERAL, text: 'x' }, 'not_in_channel'],
    ['nothing to say', { channel: SUPPORT }, 'no_text'],
    ['empty text', { channel: SUPPORT, text: '' }, 'no_text'],
    ['an empty list of blocks', { channel: SUPPORT, blocks: [] }, 'no_text'],
    ['markdown beside text', { channel: SUPPORT, text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
    ['long markdown', { channel: SUPPORT, markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
    ['blocks that are no JSON', { channel: SUPPORT, text: 'x', blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { channel: SUPPORT, text: 'x', blocks: {} }, 'invalid_blocks_format'],
    ['attachments that are no list', { channel: SUPPORT, text: 'x', attachments: '{}' }, 'invalid_attachments'],
    ['101 attachments', { channel: SUPPORT, attachments: Array(101).fill({ text: 'a' }) }, 'too_many_attachments'],
    [
      'wrong blocks in an attachment',
      { channel: SUPPORT, attachments: [{ blocks: [{ type: 'nope' }] }] },
      'invalid_attachments',
    ],
    [
      'metadata without payload',
      { channel: SUPPORT, text: 'x', metadata: { event_type: 'a' } },
      'invalid_metadata_format',
    ],
    ['metadata that is a list', { channel: SUPPORT, text: 'x', metadata: [] }, 'invalid_metadata_format'],
    [
      'metadata two levels deep',
      { channel: SUPPORT, text: 'x', metadata: { event_type: 'a', event_payload: { b: { c: 1 } } } },
      'invalid_metadata_schema',
    ],
    [
      'huge metadata',
      { channel: SUPPORT, text: 'x', metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(16_000) } } },
      'metadata_too_large',
    ],
    ['as_user', { channel: SUPPORT, text: 'x', as_user: true }, 'as_user_not_supported'],
    [
      'a thread_ts that lost its zeros as a number',
      { channel: SUPPORT, text: 'x', thread_ts: 1_700_000_001.0001 },
      'invalid_thread_ts',
    ],
    [
      'a thread_ts of another shape',
      { channel: SUPPORT, text: 'x', thread_ts: 'p1700000001000100' },
      'invalid_thread_ts',
    ],
  ])('refuses %s', async (_, args, error) => {
    expect(await scene.call('chat.postMessage', args)).toMatchObject({ ok: false, error });
  });

  it('refuses an archived channel, and a private one as if it were not there', async () => {
    const hidden = scene.slack.control.createChannel('secret', { isPrivate: true });
    expect(await scene.call('chat.postMessage', { channel: hidden, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    scene.slack.control.archiveChannel(SUPPORT);
    expect(await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x' })).toMatchObject({
      error: 'is_archived',
    });
  });

  it('lets chat:write.public into public channels', async () => {
    scene.slack.control.addScope('chat:write.public');
    expect(await scene.call('chat.postMessage', { channel: GENERAL, text: 'x' })).toMatchObject({ ok: true });
  });

  it('opens the direct conversation for a person', async () => {
    const answer = await scene.call('chat.postMessage', { channel: ANA, text: 'hi' });
    expect(answer).toMatchObject({ ok: true, channel: expect.stringMatching(/^D/) });
  });

  it('cuts text beyond 40,000 characters with a warning', async () => {
    const answer = await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x'.repeat(40_001) });
    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect(((answer.message as Json).text as string).length).toBe(40_000);
  });

  it('wants all text of all blocks below the cap', async () => {
    const big = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2_900) } };
    const answer = await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x', blocks: Array(5).fill(big) });
    expect(answer).toMatchObject({ ok: false, error: 'msg_blocks_too_long' });
    const markdown = { type: 'markdown', text: 'x'.repeat(6_100) };
    const two = await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x', blocks: [markdown, markdown] });
    expect(two).toMatchObject({ ok: false, error: 'msg_blocks_too_long' });
  });
});

describe('what becomes of text', () => {
  it.each([
    ['the three entities', 'a & b < c > d', 'a &amp; b &lt; c &gt; d'],
    ['what is escaped already', 'a &amp; b &lt;x&gt;', 'a &amp; b &lt;x&gt;'],
    ['other entities', '&#39; &quot;', '&amp;#39; &amp;quot;'],
    ['brackets that mean nothing', '<b>bold</b>', '&lt;b&gt;bold&lt;/b&gt;'],
    ['a mention', '<@U0AGENTANA1> look', '<@U0AGENTANA1> look'],
    ['a broadcast', '<!channel> look', '<!channel> look'],
    ['a date', '<!date^1795350000^{time}|noon>', '<!date^1795350000^{time}|noon>'],
    ['a link', '<https://x.io/?a=1&b=2|here>', '<https://x.io/?a=1&amp;b=2|here>'],
    ['a bare address', 'see https://x.io/t?a=1&b=2.', 'see <https://x.io/t?a=1&amp;b=2>.'],
    ['names without link_names', '@ana', '@ana'],
  ])('keeps or changes %s', async (_, text, stored) => {
    expect(await posted({ text })).toMatchObject({ text: stored });
  });

  it('leaves addresses alone with parse=none, and finds names with link_names', async () => {
    expect(await posted({ text: 'https://x.io', parse: 'none' })).toMatchObject({ text: 'https://x.io' });
    expect(await posted({ text: 'hi @ana @here', link_names: true })).toMatchObject({
      text: 'hi <@U0AGENTANA1> <!here>',
    });
  });

  it('keeps mrkdwn:false and makes no formatting of it', async () => {
    const message = await posted({ text: '*not bold*', mrkdwn: false });
    expect(message).toMatchObject({ mrkdwn: false });
    expect(JSON.stringify(message.blocks)).toContain('"text":"*not bold*"');
    expect(JSON.stringify(message.blocks)).not.toContain('bold":true');
  });

  it('keeps block ids, fills in missing ones and escapes texts inside', async () => {
    const message = await posted({
      text: 'x',
      blocks: [
        { ...SECTION, text: { type: 'mrkdwn', text: 'a & <b>' } },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'R&D' } }] },
      ],
    });
    const [section, actions] = message.blocks as [Json, Json & { elements: Json[] }];
    expect(section).toEqual({ ...SECTION, text: { type: 'mrkdwn', text: 'a &amp; &lt;b&gt;', verbatim: false } });
    expect(actions.block_id).toMatch(/^.{5}$/);
    expect(actions.elements[0]).toMatchObject({
      action_id: expect.stringMatching(/^.{5}$/),
      text: { text: 'R&amp;D', emoji: true },
    });
  });
});

describe('a borrowed name', () => {
  const NAMED = { text: 'hola', username: 'Maria G.', icon_url: 'https://example.org/m.png' };

  it('makes a bot_message without a user, with the scope', async () => {
    const message = await posted(NAMED);
    expect(message).toMatchObject({
      subtype: 'bot_message',
      username: 'Maria G.',
      bot_id: 'B0BATONBOT1',
      icons: { image_48: NAMED.icon_url },
    });
    expect(message).not.toHaveProperty('user');
    expect(message).not.toHaveProperty('blocks');
  });

  it('is dropped without a word, without the scope', async () => {
    scene.slack.control.removeScope('chat:write.customize');
    const message = await posted(NAMED);
    expect(message).toMatchObject({ user: BOT_USER });
    expect(message).not.toHaveProperty('username');
    expect(message).not.toHaveProperty('subtype');
  });

  it('stays when the message is updated', async () => {
    const { ts } = await posted(NAMED);
    const updated = await scene.call('chat.update', { channel: SUPPORT, ts, text: 'adios', username: 'Someone' });
    expect(updated.message).toMatchObject({ username: 'Maria G.', text: 'adios' });
  });
});

describe('updating and deleting', () => {
  it('replaces text and blocks: text alone takes blocks away, blocks alone keep the text', async () => {
    const ts = await scene.root({ blocks: [SECTION] });
    const blocksOnly = await scene.call('chat.update', {
      channel: SUPPORT,
      ts,
      blocks: [{ type: 'divider', block_id: 'd' }],
    });
    expect(blocksOnly).toMatchObject({
      ok: true,
      text: 'card',
      message: { blocks: [{ type: 'divider', block_id: 'd' }] },
    });
    const textOnly = await scene.call('chat.update', { channel: SUPPORT, ts, text: 'plain' });
    expect(JSON.stringify((textOnly.message as Json).blocks)).not.toContain('divider');
  });

  it('leaves no blocks at all on a post under a borrowed name', async () => {
    const ts = await scene.root({ username: 'Maria G.', blocks: [SECTION] });
    const { message } = await scene.call('chat.update', { channel: SUPPORT, ts, text: 'plain' });
    expect(message).not.toHaveProperty('blocks');
    expect(scene.slack.agentSide.posts(SUPPORT, ANA)[0]?.raw).toEqual([]);
  });

  it('keeps metadata when nothing is said, and clears it with {}', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 1 } };
    const ts = await scene.root({ metadata });
    const read = async () =>
      (
        (await scene.call('conversations.history', { channel: SUPPORT, include_all_metadata: true })).messages as Json[]
      )[0];
    await scene.call('chat.update', { channel: SUPPORT, ts, text: 'x' });
    expect(await read()).toMatchObject({ metadata });
    await scene.call('chat.update', { channel: SUPPORT, ts, text: 'x', metadata: {} });
    expect(await read()).not.toHaveProperty('metadata');
  });

  it('refuses what is not there, not the app’s, or too long', async () => {
    const ts = await scene.root();
    const { id: anas } = await scene.slack.agentSide.write(ANA, SUPPORT, null, 'mine');
    const update = (args: Json) => scene.call('chat.update', { channel: SUPPORT, text: 'x', ...args });
    expect(await update({ ts: '1700000000.000001' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ ts: anas })).toMatchObject({ error: 'cant_update_message' });
    expect(await update({ ts, text: 'x'.repeat(4_001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await update({ ts, text: 'x'.repeat(4_000) })).toMatchObject({ ok: true });
    expect(await update({ ts, text: '' })).toMatchObject({ error: 'no_text' });
    expect(await scene.call('chat.delete', { channel: SUPPORT, ts: anas })).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(await scene.call('chat.delete', { channel: SUPPORT, ts })).toMatchObject({ ok: true, ts });
    expect(await scene.call('chat.delete', { channel: SUPPORT, ts })).toMatchObject({ error: 'message_not_found' });
  });
});

describe('ephemeral messages', () => {
  it('reach one member, in no history and with no event', async () => {
    const root = await scene.root();
    const answer = await scene.call('chat.postEphemeral', {
      channel: SUPPORT,
      user: ANA,
      thread_ts: root,
      text: 'psst',
    });
    expect(answer).toEqual({ ok: true, message_ts: expect.any(String) });
    await scene.slack.idle();
    const { agentSide } = scene.slack;
    expect(agentSide.thread(SUPPORT, root, ANA)).toMatchObject([{ text: 'psst', ephemeral: true }]);
    expect(agentSide.thread(SUPPORT, root, BOB)).toEqual([]);
    expect((await form(scene.slack, 'conversations.replies', { channel: SUPPORT, ts: root })).messages).toHaveLength(1);
    expect(scene.app.events().filter(({ text }) => text === 'psst')).toEqual([]);
  });

  it('are refused for someone who is not in the channel, and cannot be updated', async () => {
    const args = { channel: SUPPORT, text: 'x' };
    expect(await scene.call('chat.postEphemeral', { ...args, user: 'U0EXTERNEVE' })).toMatchObject({
      error: 'user_not_in_channel',
    });
    const { message_ts: ts } = await scene.call('chat.postEphemeral', { ...args, user: ANA });
    expect(await scene.call('chat.update', { ...args, ts })).toMatchObject({ error: 'message_not_found' });
  });
});

describe('permalinks', () => {
  it('name the thread for a reply', async () => {
    const root = await scene.root();
    const reply = await scene.root({ thread_ts: root });
    const link = (ts: string) => form(scene.slack, 'chat.getPermalink', { channel: SUPPORT, message_ts: ts });
    expect((await link(root)).permalink).toMatch(new RegExp(`/archives/${SUPPORT}/p${root.replace('.', '')}$`));
    expect((await link(reply)).permalink).toContain(`?thread_ts=${root}&cid=${SUPPORT}`);
    expect(await link('1700000000.000001')).toMatchObject({ error: 'message_not_found' });
  });
});
