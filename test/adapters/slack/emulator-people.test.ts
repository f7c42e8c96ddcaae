import { ANA, BOB, BOT_USER, form, GENERAL, GIL, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const people = () => scene.slack.agentSide;
const lastEvent = async (): Promise<Json> => {
  await scene.slack.idle();
  return scene.app.events('message').at(-1) as Json;
};
const typed = async (text: string): Promise<{ text: unknown; elements: unknown }> => {
  await people().write(ANA, SUPPORT, null, text);
  const event = await lastEvent();
  return { text: event.text, elements: ((event.blocks as Json[])[0] as Json).elements };
};
const section = (...elements: Json[]): Json => ({ type: 'rich_text_section', elements });
const leaf = (text: string, ...styles: string[]): Json =>
  styles.length > 0
    ? { type: 'text', text, style: Object.fromEntries(styles.map((style) => [style, true])) }
    : { type: 'text', text };

describe('what becomes of typed text', () => {
  it.each<[string, string, string, Json[]]>([
    ['plain words', 'hi there', 'hi there', [section(leaf('hi there'))]],
    [
      'brackets and ampersands',
      '1 < 2 && <!channel>',
      '1 &lt; 2 &amp;&amp; &lt;!channel&gt;',
      [section(leaf('1 < 2 && <!channel>'))],
    ],
    ['entities typed as such', '&lt;', '&amp;lt;', [section(leaf('&lt;'))]],
    [
      'bold',
      'order *#1234* ships',
      'order *#1234* ships',
      [section(leaf('order '), leaf('#1234', 'bold'), leaf(' ships'))],
    ],
    ['nested styles', '*_both_*', '*_both_*', [section(leaf('both', 'bold', 'italic'))]],
    [
      'strike and code',
      '~old~ `a*b*`',
      '~old~ `a*b*`',
      [section(leaf('old', 'strike'), leaf(' '), leaf('a*b*', 'code'))],
    ],
    [
      'signs that are no formatting',
      '5*3*2 and snake_case_name',
      '5*3*2 and snake_case_name',
      [section(leaf('5*3*2 and snake_case_name'))],
    ],
    [
      'an emoji by name',
      'bye :wave:',
      'bye :wave:',
      [section(leaf('bye '), { type: 'emoji', name: 'wave', unicode: '1f44b' })],
    ],
    [
      'an emoji from the keyboard',
      'bye 👋🏽',
      'bye :wave::skin-tone-4:',
      [section(leaf('bye '), { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd', skin_tone: 4 })],
    ],
    ['the workspace’s own emoji', ':shipit:', ':shipit:', [section({ type: 'emoji', name: 'shipit' })]],
    ['a name that is no emoji', 'at 10:30:15', 'at 10:30:15', [section(leaf('at 10:30:15'))]],
    ['a colleague', 'ask @bob', `ask <@${BOB}>`, [section(leaf('ask '), { type: 'user', user_id: BOB })]],
    ['nobody', 'ask @nobody', 'ask @nobody', [section(leaf('ask @nobody'))]],
    ['everybody', '@here look', '<!here> look', [section({ type: 'broadcast', range: 'here' }, leaf(' look'))]],
    [
      'a channel',
      'see #general',
      `see <#${GENERAL}|general>`,
      [section(leaf('see '), { type: 'channel', channel_id: GENERAL })],
    ],
    [
      'an address',
      'see https://x.io/t?a=1&b=2.',
      'see <https://x.io/t?a=1&amp;b=2>.',
      [section(leaf('see '), { type: 'link', url: 'https://x.io/t?a=1&b=2' }, leaf('.'))],
    ],
    [
      'an address in brackets',
      '<https://x.io>',
      '&lt;<https://x.io>&gt;',
      [section(leaf('<'), { type: 'link', url: 'https://x.io' }, leaf('>'))],
    ],
    [
      'a labelled link',
      '[tracking](https://x.io/1)',
      '<https://x.io/1|tracking>',
      [section({ type: 'link', url: 'https://x.io/1', text: 'tracking' })],
    ],
    [
      'mail',
      'a@b.example',
      '<mailto:a@b.example|a@b.example>',
      [section({ type: 'link', url: 'mailto:a@b.example', text: 'a@b.example' })],
    ],
    [
      'a quote',
      '> he said\nno',
      '&gt; he said\nno',
      [{ type: 'rich_text_quote', elements: [leaf('he said')] }, section(leaf('no'))],
    ],
    [
      'preformatted',
      '```\nlet a = "*x*";\n```',
      '```\nlet a = "*x*";\n```',
      [{ type: 'rich_text_preformatted', elements: [leaf('let a = "*x*";')], border: 0 }],
    ],
  ])('%s', async (_, text, stored, elements) => {
    expect(await typed(text)).toEqual({ text: stored, elements });
  });

  it('makes lists with levels', async () => {
    const item = (text: string): Json => section(leaf(text));
    const list = (style: string, indent: number, ...items: Json[]): Json => ({
      type: 'rich_text_list',
      style,
      indent,
      border: 0,
      elements: items,
    });
    expect(await typed('do:\n- one\n- two\n  - deeper\n1. first\n2. second')).toEqual({
      text: 'do:\n• one\n• two\n    • deeper\n1. first\n2. second',
      elements: [
        section(leaf('do:\n')),
        list('bullet', 0, item('one'), item('two')),
        list('bullet', 1, item('deeper')),
        list('ordered', 0, item('first'), item('second')),
      ],
    });
  });

  it('has a client_msg_id for people and none for other apps', async () => {
    await people().write(ANA, SUPPORT, null, 'x');
    expect(await lastEvent()).toMatchObject({ user: ANA, client_msg_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await people().write('U0OTHERBOT1', SUPPORT, null, 'deployed');
    const other = await lastEvent();
    expect(other).toMatchObject({ user: 'U0OTHERBOT1', bot_id: 'B0OTHERBOT1', app_id: 'A0OTHERAPP1' });
    expect(other).not.toHaveProperty('client_msg_id');
  });
});

describe('what clients do not allow', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['to write nothing', () => people().write(ANA, SUPPORT, null, '  '), 'empty message'],
    ['to write 12,001 characters', () => people().write(ANA, SUPPORT, null, 'x'.repeat(12_001)), '12000 characters'],
    ['to write where one is not', () => people().write(GIL, GENERAL, null, 'x'), 'Gil Guerra is not in #general'],
    ['outsiders to write', () => people().write('U0EXTERNEVE', SUPPORT, null, 'x'), 'Eve Ek is not in #support'],
    [
      'to answer what is not there',
      () => people().write(ANA, SUPPORT, '1700000000.000001', 'x'),
      'no message 1700000000.000001',
    ],
    [
      'a command in a thread',
      async () => people().write(ANA, SUPPORT, await scene.root(), '/baton help'),
      '/baton is not supported in threads',
    ],
    ['an unknown command', () => people().write(ANA, SUPPORT, null, '/nope'), '/nope is not a valid command'],
    ['to edit what others wrote', async () => people().edit(ANA, SUPPORT, await scene.root(), 'x'), 'only their own'],
    [
      'a member to delete what others wrote',
      async () => people().remove(BOB, SUPPORT, await scene.root()),
      'Bob Brandt is no admin',
    ],
    ['unknown emoji', async () => people().react(ANA, SUPPORT, await scene.root(), 'nope'), 'no emoji "nope"'],
  ])('%s', async (_, act, message) => {
    await expect(act()).rejects.toThrow(message);
  });

  it('anything in an archived channel, or by someone deactivated', async () => {
    scene.slack.control.deactivate(BOB);
    await expect(people().write(BOB, SUPPORT, null, 'x')).rejects.toThrow('deactivated');
    scene.slack.control.archiveChannel(SUPPORT);
    await expect(people().write(ANA, SUPPORT, null, 'x')).rejects.toThrow('#support is archived');
  });

  it('shows guests nothing of channels they are not in', async () => {
    await people().write(ANA, GENERAL, null, 'internal');
    expect(people().posts(GENERAL, GIL)).toEqual([]);
    expect(people().posts(GENERAL, BOB)).toHaveLength(1);
  });
});

describe('editing, deleting, reacting', () => {
  it('makes message_changed with both versions, and nothing when nothing changed', async () => {
    const root = await scene.root();
    const { id } = await people().write(ANA, SUPPORT, root, 'order *#1234*');
    await people().edit(ANA, SUPPORT, id, 'order *#1235*');
    const event = await lastEvent();
    expect(event).toMatchObject({
      subtype: 'message_changed',
      channel: SUPPORT,
      channel_type: 'channel',
      message: {
        user: ANA,
        text: 'order *#1235*',
        ts: id,
        thread_ts: root,
        edited: { user: ANA },
        client_msg_id: expect.any(String),
      },
      previous_message: { user: ANA, text: 'order *#1234*', ts: id },
    });
    expect((event.message as Json).client_msg_id).toBe((event.previous_message as Json).client_msg_id);
    const before = scene.app.events().length;
    await people().edit(ANA, SUPPORT, id, 'order *#1235*');
    await scene.slack.idle();
    expect(scene.app.events()).toHaveLength(before);
  });

  it('makes message_deleted', async () => {
    const { id } = await people().write(ANA, SUPPORT, null, 'oops');
    await people().remove(ANA, SUPPORT, id);
    expect(await lastEvent()).toMatchObject({
      subtype: 'message_deleted',
      deleted_ts: id,
      hidden: true,
      previous_message: { text: 'oops' },
    });
  });

  it('tells of reactions of people and of the app', async () => {
    const root = await scene.root();
    await people().react(ANA, SUPPORT, root, '✅');
    await scene.call('reactions.add', { channel: SUPPORT, timestamp: root, name: 'eyes' });
    await people().react(ANA, SUPPORT, root, 'white_check_mark');
    await scene.slack.idle();
    const item = { type: 'message', channel: SUPPORT, ts: root };
    expect(scene.app.events('reaction_added')).toMatchObject([
      { user: ANA, reaction: 'white_check_mark', item, item_user: BOT_USER },
      { user: BOT_USER, reaction: 'eyes', item },
    ]);
    expect(scene.app.events('reaction_removed')).toMatchObject([{ user: ANA, reaction: 'white_check_mark', item }]);
    expect(people().posts(SUPPORT, ANA)[0]?.reactions).toEqual([{ emoji: '👀', count: 1 }]);
  });

  it('makes an unfurl an edit that nobody made', async () => {
    const { id } = await people().write(ANA, SUPPORT, null, 'see https://x.io');
    scene.slack.control.unfurl(SUPPORT, id);
    const event = await lastEvent();
    expect(event).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'see <https://x.io>', attachments: [{}] },
    });
    expect(event.message).not.toHaveProperty('edited');
  });

  it('makes /me a me_message', async () => {
    await people().write(ANA, SUPPORT, null, '/me is on it');
    expect(await lastEvent()).toMatchObject({ subtype: 'me_message', text: 'is on it', user: ANA });
  });
});

describe('reactions of the app', () => {
  const react = (args: Json) => scene.call('reactions.add', { channel: SUPPORT, name: 'eyes', ...args });

  it.each<[string, Json, string]>([
    ['an unknown message', { timestamp: '1700000000.000001' }, 'message_not_found'],
    ['a time that is none', { timestamp: 'now' }, 'bad_timestamp'],
    ['an unknown channel', { channel: 'C0NOWHERE01', timestamp: '1700000000.000001' }, 'channel_not_found'],
  ])('are refused on %s', async (_, args, error) => {
    expect(await react(args)).toMatchObject({ ok: false, error });
  });

  it('come once, go once, and need a known name', async () => {
    const timestamp = await scene.root();
    const remove = (name: string) => scene.call('reactions.remove', { channel: SUPPORT, timestamp, name });
    expect(await react({ timestamp, name: 'not_an_emoji' })).toMatchObject({ error: 'invalid_name' });
    expect(await react({ timestamp })).toEqual({ ok: true });
    expect(await react({ timestamp })).toMatchObject({ error: 'already_reacted' });
    expect(await remove('wave')).toMatchObject({ error: 'no_reaction' });
    await people().react(ANA, SUPPORT, timestamp, 'fire');
    expect(await remove('fire')).toMatchObject({ error: 'no_reaction' });
    expect(await remove('eyes')).toEqual({ ok: true });
  });

  it('stop at 23 different ones', async () => {
    const timestamp = await scene.root();
    const names =
      'airplane angry bell blush boom bow bug bulb cat clap coffee cry dog door ear fire gift grin house joy key link lock memo'.split(
        ' ',
      );
    const answers = [];
    for (const name of names) answers.push(await react({ timestamp, name }));
    expect(answers.slice(0, 23).every(({ ok }) => ok)).toBe(true);
    expect(answers[23]).toMatchObject({ error: 'too_many_emoji' });
  });
});

describe('the directory', () => {
  it('tells members, guests, people of other companies and bots apart', async () => {
    const user = async (id: string) => (await scene.web.users.info({ user: id })).user;
    expect(await user(ANA)).toMatchObject({
      is_bot: false,
      is_restricted: false,
      team_id: 'T0SAMPLE001',
      profile: { display_name: 'Ana' },
    });
    expect(await user(GIL)).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await user('U0EXTERNEVE')).toMatchObject({ team_id: 'T0PARTNER01' });
    expect(await user('U0OTHERBOT1')).toMatchObject({ is_bot: true });
    await expect(user('U0NOBODY001')).rejects.toMatchObject({ data: { error: 'user_not_found' } });
  });

  it('lists its own people only, by pages', async () => {
    const ids: unknown[] = [];
    for await (const page of scene.web.paginate('users.list', { limit: 2 })) {
      ids.push(...(page as unknown as { members: { id: string }[] }).members.map(({ id }) => id));
    }
    expect(ids).toHaveLength(5);
    expect(ids).not.toContain('U0EXTERNEVE');
  });

  it('sends user_change for a new kind and for a deactivation', async () => {
    scene.slack.control.setUserKind(BOB, 'guest');
    scene.slack.control.deactivate(BOB);
    await scene.slack.idle();
    expect(scene.app.events('user_change')).toMatchObject([
      { user: { id: BOB, is_restricted: true, deleted: false } },
      { user: { id: BOB, deleted: true } },
    ]);
  });

  it('knows bots and the team', async () => {
    expect((await scene.web.bots.info({ bot: 'B0BATONBOT1' })).bot).toMatchObject({
      name: 'Baton',
      app_id: 'A0BATONAPP1',
      user_id: BOT_USER,
    });
    await expect(scene.web.bots.info({ bot: 'B0NOBODY001' })).rejects.toMatchObject({
      data: { error: 'bot_not_found' },
    });
    expect((await scene.web.team.info()).team).toMatchObject({ name: 'Sample Shop', domain: 'sample-shop' });
  });
});

describe('channels', () => {
  it('are joined with an event and a line, once', async () => {
    expect(await scene.call('conversations.join', { channel: GENERAL })).toMatchObject({
      ok: true,
      channel: { is_member: true },
    });
    await scene.slack.idle();
    expect(scene.app.events('member_joined_channel')).toMatchObject([
      { user: BOT_USER, channel: GENERAL, channel_type: 'C', team: 'T0SAMPLE001' },
    ]);
    expect(await lastEvent()).toMatchObject({ subtype: 'channel_join', user: BOT_USER });
    expect(await scene.call('conversations.join', { channel: GENERAL })).toMatchObject({
      warning: 'already_in_channel',
    });
    const hidden = scene.slack.control.createChannel('secret', { isPrivate: true, members: [ANA, BOT_USER] });
    expect(await scene.call('conversations.join', { channel: hidden })).toMatchObject({
      error: 'method_not_supported_for_channel_type',
    });
  });

  it('are listed by type and page, archived ones left out on request', async () => {
    const list = async (args: Record<string, unknown>) =>
      ((await scene.web.conversations.list(args)).channels ?? []).map(({ name }) => name);
    const secret = scene.slack.control.createChannel('secret', { isPrivate: true });
    expect(await form(scene.slack, 'conversations.info', { channel: secret })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await list({ types: 'public_channel,private_channel' })).toEqual(['support', 'general', 'ext-partners']);
    scene.slack.control.archiveChannel(GENERAL);
    expect(await list({ exclude_archived: true })).toEqual(['support', 'ext-partners']);
    await expect(list({ types: 'rooms' })).rejects.toMatchObject({ data: { error: 'invalid_types' } });
    expect((await scene.web.users.conversations({})).channels).toHaveLength(2);
    expect((await scene.web.conversations.members({ channel: SUPPORT })).members).toContain(GIL);
  });

  it('tell who leaves, the app among them', async () => {
    scene.slack.control.removeMember(SUPPORT, BOB);
    scene.slack.control.removeBot(SUPPORT);
    scene.slack.control.removeMember(SUPPORT, GIL);
    await scene.slack.idle();
    expect(scene.app.events('member_left_channel')).toMatchObject([
      { user: BOB, channel: SUPPORT },
      { user: BOT_USER },
    ]);
    expect(scene.app.events('channel_left')).toMatchObject([{ channel: SUPPORT }]);
  });

  it('tell of their life', async () => {
    const { control } = scene.slack;
    control.renameChannel(SUPPORT, 'help');
    control.archiveChannel(SUPPORT);
    control.unarchiveChannel(SUPPORT);
    control.shareChannel(SUPPORT);
    control.deleteChannel(SUPPORT);
    await scene.slack.idle();
    const types = scene.app.events().map(({ type }) => type);
    for (const type of ['rename', 'archive', 'unarchive', 'shared', 'deleted'])
      expect(types).toContain(`channel_${type}`);
    expect((await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x' })).error).toBe('channel_not_found');
  });

  it('for two are direct conversations with the app', async () => {
    const direct = scene.slack.control.openDirect(ANA);
    await people().write(ANA, direct, null, 'help');
    expect(await lastEvent()).toMatchObject({ channel: direct, channel_type: 'im', text: 'help' });
    expect(people().posts(direct, BOB)).toEqual([]);
    expect(
      people()
        .channels()
        .map(({ id }) => id),
    ).not.toContain(direct);
    expect((await scene.call('conversations.open', { users: ANA })).channel).toMatchObject({ id: direct });
    expect(await scene.call('conversations.open', {})).toMatchObject({ error: 'users_list_not_supplied' });
  });

  it('with another company mark what its people write', async () => {
    scene.slack.control.shareChannel(SUPPORT);
    await people().write('U0EXTERNEVE', SUPPORT, null, 'hi from Partner');
    await scene.slack.idle();
    const { body } = scene.app.received.find(({ body: one }) => (one.event as Json).text === 'hi from Partner') ?? {};
    expect(body).toMatchObject({ team_id: 'T0PARTNER01', context_team_id: 'T0SAMPLE001', is_ext_shared_channel: true });
    expect(body?.event).toMatchObject({ user_team: 'T0PARTNER01', source_team: 'T0PARTNER01' });
    const info = await scene.web.conversations.info({ channel: SUPPORT, include_num_members: true });
    expect(info.channel).toMatchObject({ is_ext_shared: true, num_members: 6 });
  });
});
