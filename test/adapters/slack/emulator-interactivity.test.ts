import { ANA, BOB, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const plain = (text: string): Json => ({ type: 'plain_text', text });
const option = (value: string): Json => ({ text: plain(value), value });
const CARD = [
  {
    type: 'actions',
    block_id: 'actions:1',
    elements: [
      { type: 'button', action_id: 'claim', text: plain('Claim'), value: '{"v":1}', style: 'primary' },
      { type: 'button', action_id: 'open', text: plain('Open'), url: 'https://x.io' },
      { type: 'overflow', action_id: 'more', options: [option('snooze'), option('assign')] },
      { type: 'static_select', action_id: 'pick', options: [option('a'), option('b')] },
      { type: 'users_select', action_id: 'assignee' },
    ],
  },
  {
    type: 'section',
    block_id: 's',
    text: plain('x'),
    accessory: { type: 'button', action_id: 'side', text: plain('Side') },
  },
  {
    type: 'context_actions',
    block_id: 'fb',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: plain('Good'), value: 'good' },
        negative_button: { text: plain('Bad'), value: 'bad' },
      },
      { type: 'icon_button', action_id: 'trash', icon: 'trash', text: plain('Drop'), visible_to_user_ids: [BOB] },
    ],
  },
];
const press = (root: string, actionId: string, value?: string, agent = ANA) =>
  scene.slack.agentSide.press(agent, SUPPORT, root, actionId, value);
const last = (): Json => scene.app.interactions().at(-1) as Json;
const action = (): Json => (last().actions as Json[])[0] as Json;
const respond = async (body: Json | string, url = String(last().response_url)): Promise<[number, string]> => {
  const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, init);
  return [response.status, await response.text()];
};

describe('pressing', () => {
  it('sends a signed form with the whole payload', async () => {
    const root = await scene.root({ blocks: CARD });
    expect(await press(root, 'claim')).toEqual({ status: 200 });
    const received = scene.app.received.at(-1);
    expect(received?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/),
    });
    expect(last()).toMatchObject({
      type: 'block_actions',
      api_app_id: 'A0BATONAPP1',
      team: { id: 'T0SAMPLE001', domain: 'sample-shop' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: ANA, username: 'ana', name: 'ana', team_id: 'T0SAMPLE001' },
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
      container: { type: 'message', message_ts: root, channel_id: SUPPORT, is_ephemeral: false },
      channel: { id: SUPPORT, name: 'support' },
      message: { ts: root, bot_id: 'B0BATONBOT1', text: 'card' },
      state: { values: {} },
    });
    expect(action()).toEqual({
      type: 'button',
      action_id: 'claim',
      block_id: 'actions:1',
      text: { type: 'plain_text', text: 'Claim', emoji: true },
      value: '{"v":1}',
      style: 'primary',
      action_ts: expect.any(String),
    });
  });

  it.each<[string, string, string | undefined, Json]>([
    ['an overflow', 'more', 'assign', { type: 'overflow', selected_option: { value: 'assign' } }],
    ['a menu', 'pick', 'b', { type: 'static_select', selected_option: { value: 'b' } }],
    ['a menu of people', 'assignee', BOB, { type: 'users_select', selected_user: BOB }],
    ['a link button', 'open', undefined, { type: 'button', action_id: 'open' }],
    ['an accessory', 'side', undefined, { type: 'button', block_id: 's' }],
    ['feedback', 'feedback', 'bad', { type: 'feedback_buttons', value: 'bad', text: { text: 'Bad' } }],
  ])('%s', async (_, actionId, value, expected) => {
    const root = await scene.root({ blocks: CARD });
    await press(root, actionId, value);
    expect(action()).toMatchObject(expected);
  });

  it('puts choices into the state too', async () => {
    const root = await scene.root({ blocks: CARD });
    await press(root, 'pick', 'a');
    expect(last().state).toMatchObject({ values: { 'actions:1': { pick: { selected_option: { value: 'a' } } } } });
  });

  it('works only on what is really there, with values that are really offered, for those who see it', async () => {
    const root = await scene.root({ blocks: CARD });
    await expect(press(root, 'resolve')).rejects.toThrow('There is no "resolve" here; there is: claim');
    await expect(press(root, 'more', 'delete')).rejects.toThrow('does not offer that value');
    await expect(press(root, 'claim', 'forged')).rejects.toThrow('does not offer that value');
    await expect(press(root, 'trash')).rejects.toThrow('There is no "trash"');
    expect(await press(root, 'trash', undefined, BOB)).toEqual({ status: 200 });
    await scene.call('chat.update', { channel: SUPPORT, ts: root, text: 'resolved' });
    await expect(press(root, 'claim')).rejects.toThrow('nothing that can be pressed');
    await scene.call('chat.delete', { channel: SUPPORT, ts: root });
    await expect(press(root, 'claim')).rejects.toThrow('There is no message');
  });

  it('names the thread of a reply, and an ephemeral message without showing it', async () => {
    const root = await scene.root();
    const { message_ts: ts } = await scene.call('chat.postEphemeral', {
      channel: SUPPORT,
      user: ANA,
      thread_ts: root,
      text: 'x',
      blocks: CARD,
    });
    await press(String(ts), 'claim');
    expect(last().container).toEqual({
      type: 'message',
      message_ts: ts,
      channel_id: SUPPORT,
      is_ephemeral: true,
      thread_ts: root,
    });
    expect(last()).not.toHaveProperty('message');
    await expect(press(String(ts), 'claim', undefined, BOB)).rejects.toThrow('There is no message');
  });

  it('is never retried, and tells what came back', async () => {
    const root = await scene.root({ blocks: CARD });
    scene.app.answer = () => ({ status: 500 });
    expect(await press(root, 'claim')).toEqual({ status: 500 });
    await scene.slack.idle();
    expect(scene.app.interactions()).toHaveLength(1);
    await scene.app.close();
    expect(await press(root, 'claim')).toEqual({ status: 0 });
  });
});

describe('response_url', () => {
  beforeEach(async () => {
    await press(await scene.root({ blocks: CARD }), 'claim');
  });

  it('posts for the presser only, unless in_channel', async () => {
    expect(await respond({ text: 'only you' })).toEqual([200, 'ok']);
    expect(await respond({ text: 'all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    const seen = (agent: string) => scene.slack.agentSide.posts(SUPPORT, agent).map(({ text }) => text);
    expect(seen(ANA)).toEqual(['card', 'only you', 'all']);
    expect(seen(BOB)).toEqual(['card', 'all']);
  });

  it('replaces and deletes the original', async () => {
    await respond({ replace_original: true, text: 'claimed', blocks: [{ type: 'divider' }] });
    expect(scene.slack.agentSide.posts(SUPPORT, BOB)).toMatchObject([{ text: 'claimed', raw: [{ type: 'divider' }] }]);
    await respond({ delete_original: 'true' });
    expect(scene.slack.agentSide.posts(SUPPORT, BOB)).toEqual([]);
    await scene.slack.idle();
    expect(scene.app.events('message').map(({ subtype }) => subtype)).toEqual([
      undefined,
      'message_changed',
      'message_deleted',
    ]);
  });

  it('replaces and deletes an ephemeral original without an event', async () => {
    const { message_ts: ts } = await scene.call('chat.postEphemeral', {
      channel: SUPPORT,
      user: ANA,
      text: 'sure?',
      blocks: CARD,
    });
    await press(String(ts), 'claim');
    await scene.slack.idle();
    const before = scene.app.events().length;
    await respond({ replace_original: true, text: 'done' });
    expect(scene.slack.agentSide.posts(SUPPORT, ANA).at(-1)).toMatchObject({ text: 'done', ephemeral: true });
    await respond({ delete_original: true });
    await scene.slack.idle();
    expect(scene.slack.agentSide.posts(SUPPORT, ANA)).toHaveLength(1);
    expect(scene.app.events()).toHaveLength(before);
  });

  it('works five times', async () => {
    for (let use = 0; use < 5; use += 1) expect(await respond({ text: `${use}` })).toEqual([200, 'ok']);
    expect(await respond({ text: 'six' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
  });

  it('works for half an hour', async () => {
    scene.slack.control.advanceClock(30 * 60_000 - 1_000);
    expect(await respond({ text: 'just in time' })).toEqual([200, 'ok']);
    scene.slack.control.advanceClock(2_000);
    expect(await respond({ text: 'late' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  it.each([
    ['nothing', {}, 'no_text'],
    ['wrong blocks', { blocks: [{ type: 'nope' }] }, 'invalid_blocks'],
    ['what is no JSON', 'hello', 'invalid_payload'],
  ])('refuses %s', async (_, body, error) => {
    expect(await respond(body as Json | string)).toEqual([400, JSON.stringify({ ok: false, error })]);
  });

  it('cannot be guessed', async () => {
    expect((await respond({ text: 'x' }, `${String(last().response_url)}x`))[0]).toBe(404);
  });
});

describe('shortcuts and commands', () => {
  it('send a message shortcut with the message', async () => {
    const { id } = await scene.slack.agentSide.write(ANA, SUPPORT, null, 'Refunds take 5 days');
    await scene.slack.control.messageShortcut(ANA, SUPPORT, id, 'save_answer');
    expect(last()).toMatchObject({
      type: 'message_action',
      callback_id: 'save_answer',
      message_ts: id,
      message: { text: 'Refunds take 5 days', user: ANA },
      channel: { id: SUPPORT },
      response_url: expect.stringContaining('/app/'),
      trigger_id: expect.any(String),
    });
    await scene.slack.control.globalShortcut(ANA, 'find');
    expect(last()).toMatchObject({ type: 'shortcut', callback_id: 'find', user: { id: ANA } });
    expect(last()).not.toHaveProperty('channel');
  });

  it('send a command as flat fields, names resolved, and show the answer to its writer', async () => {
    scene.app.answer = () => ({ headers: { 'content-type': 'application/json' }, body: '{"text":"3 waiting"}' });
    await scene.slack.agentSide.write(ANA, SUPPORT, null, '/baton find @bob');
    expect(last()).toMatchObject({
      command: '/baton',
      text: `find <@${BOB}>`,
      user_id: ANA,
      channel_id: SUPPORT,
      channel_name: 'support',
      team_domain: 'sample-shop',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining('/commands/'),
    });
    expect(scene.slack.agentSide.posts(SUPPORT, ANA)).toMatchObject([{ text: '3 waiting', ephemeral: true }]);
    expect(scene.slack.agentSide.posts(SUPPORT, BOB)).toEqual([]);
  });

  it('show a command’s answer to all when it says so, and its failure to the writer', async () => {
    scene.app.answer = () => ({ body: '{"response_type":"in_channel","text":"hello all"}' });
    await scene.slack.agentSide.write(ANA, SUPPORT, null, '/baton hello');
    expect(scene.slack.agentSide.posts(SUPPORT, BOB)).toMatchObject([{ text: 'hello all' }]);
    scene.app.answer = () => ({ status: 500 });
    await scene.slack.agentSide.write(ANA, SUPPORT, null, '/baton hello');
    expect(scene.slack.agentSide.posts(SUPPORT, ANA).at(-1)?.text).toContain('dispatch_failed');
  });

  it('take a double slash for text', async () => {
    await scene.slack.agentSide.write(ANA, SUPPORT, await scene.root(), '// only for us');
    expect(scene.app.interactions()).toEqual([]);
  });
});
