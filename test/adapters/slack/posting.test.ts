import type { Notice, ThreadPost, ThreadRef } from '../../../src/ports';
import { ANA, BOB, card, context, customerSays, GIL, type Live, rejection, SUPPORT, soon, startLive } from './live';

let live: Live;
beforeEach(async () => {
  live = await startLive();
  await live.inbox.prepare?.();
});
afterEach(() => live.stop());

const notice = (rest: Partial<Notice> = {}): Notice => ({
  text: 'WhatsApp refused the reply.',
  tone: 'failure',
  actions: [{ label: 'Send again', action: { name: 'send_again', message: 'm9' } }],
  mention: null,
  ...rest,
});
const rootTs = (thread: ThreadRef): string => thread.split(':')[1] ?? '';

describe('a handoff in Slack', () => {
  test('opens as one card in the channel, and its echo is evidence', async () => {
    const { thread, sentId } = await live.open('open-7');
    await live.slack.idle();
    expect(sentId).toBe(thread);
    expect(live.root(thread)).toMatchObject({ isBot: true, authorName: 'Baton', replyCount: 0 });
    expect(live.slack.control.calls('chat.postMessage')).toHaveLength(1);
    expect(live.events('own_echo')).toMatchObject([{ key: 'open-7', thread, sentId }]);
  });

  test("carries the customer's words under the customer's name, inert", async () => {
    const { thread } = await live.open();
    const { sentId } = await live.inbox.post(
      thread,
      customerSays('<!channel> where is <@U0AGENTANA1>? & so on'),
      context('post-1'),
    );
    await live.slack.idle();
    expect(live.posts(thread)).toMatchObject([
      { id: sentId.split(':')[1], authorName: 'Maria Lopes · WhatsApp', isBot: true },
    ]);
    const sent = live.slack.control.calls('chat.postMessage')[1]?.args;
    expect(sent).toMatchObject({ mrkdwn: 'false', parse: 'none', unfurl_links: 'false', unfurl_media: 'false' });
    expect(live.events('own_echo').map(({ key }) => key)).toEqual(['open-1', 'post-1']);
    expect(live.events('agent_message')).toEqual([]);
  });

  test('shows the channel too that somebody waits, and calls whom it is for, as one post with one echo', async () => {
    const { thread } = await live.open();
    const waits = { ...customerSays('Are you there?'), mention: ANA, toChannel: true } as ThreadPost;
    const { sentId } = await live.inbox.post(thread, waits, context('post-1'));
    await live.inbox.post(thread, { type: 'notice', notice: notice({ toChannel: true }) }, context('post-2'));
    await live.slack.idle();
    const inChannel = live.slack.agentSide.posts(SUPPORT, BOB).map(({ id }) => id);
    expect(inChannel).toEqual([rootTs(thread), ...live.posts(thread).map(({ id }) => id)]);
    expect(JSON.stringify(live.posts(thread)[0]?.raw)).toContain(`{"type":"user","user_id":"${ANA}"}`);
    expect(live.events('own_echo')).toMatchObject([{}, { key: 'post-1', thread, sentId }, { key: 'post-2' }]);
    expect(live.events('agent_message')).toEqual([]);
  });

  test('has the name in front where the scope for names is missing', async () => {
    live.slack.control.removeScope('chat:write.customize');
    await live.inbox.prepare?.();
    const { thread } = await live.open();
    await live.inbox.post(thread, customerSays('Hello'), context('post-1'));
    expect(live.posts(thread)[0]).toMatchObject({ authorName: 'Baton' });
    expect(live.posts(thread)[0]?.text).toContain('Maria Lopes · WhatsApp');
  });

  test('a transcript is shown to the one who asked', async () => {
    const { thread } = await live.open();
    const said = customerSays('Where is my order?');
    if (said.type !== 'messages') throw new Error('A customer says messages.');
    const told = notice({ text: 'The whole conversation', tone: 'info', actions: [] });
    await live.inbox.tell(thread, ANA, told, { ...said, history: true });
    const [whisper] = live.posts(thread, ANA).filter(({ ephemeral }) => ephemeral);
    expect(JSON.stringify(whisper?.raw)).toMatch(/The whole conversation.*Maria Lopes.*Where is my order/);
    expect(live.posts(thread, BOB)).toEqual([]);
  });

  test('its card changes in place, and the change is nobody’s message', async () => {
    const { thread } = await live.open();
    await live.inbox.update(
      thread,
      card({ mode: 'human', holder: { id: ANA, name: 'Ana' }, actions: ['take_over', 'resolve', 'snooze'] }),
    );
    await live.inbox.update(
      thread,
      card({ mode: 'human', holder: { id: ANA, name: 'Ana' }, actions: ['take_over', 'resolve', 'snooze'] }),
    );
    await live.slack.idle();
    expect(JSON.stringify(live.root(thread)?.raw)).toContain('baton:more');
    expect(live.slack.agentSide.posts(SUPPORT, ANA)).toHaveLength(1);
    expect(live.results.flatMap(({ events }) => events).filter(({ type }) => type !== 'own_echo')).toEqual([]);
    expect(live.results.every(({ quarantined }) => quarantined === undefined)).toBe(true);
  });

  test('a whisper is seen by one agent only, and its button works', async () => {
    const { thread } = await live.open();
    await live.inbox.tell(thread, ANA, notice());
    const [whisper] = live.posts(thread, ANA);
    expect(whisper).toMatchObject({ ephemeral: true });
    expect(live.posts(thread, 'U0AGENTBOB1')).toEqual([]);
    await live.slack.agentSide.press(ANA, SUPPORT, whisper?.id ?? '', 'baton:send_again:0');
    await live.slack.idle();
    expect(live.events('agent_action')).toMatchObject([
      { thread, agent: { id: ANA }, action: { name: 'send_again', message: 'm9' } },
    ]);
    // The question was answered, so it goes away.
    await soon(() => live.posts(thread, ANA).length === 0);
  });

  test('a whisper that does not go away does no harm: the click counts, and so does another', async () => {
    const { thread } = await live.open();
    await live.inbox.tell(thread, ANA, notice());
    const [whisper] = live.posts(thread, ANA);
    const press = () => live.slack.agentSide.press(ANA, SUPPORT, whisper?.id ?? '', 'baton:send_again:0');
    live.slack.control.fail({ type: 'server_error', done: false }, 1, 'response_url');
    await press();
    await soon(() => live.log.some(({ message }) => message === 'An answered whisper was not dismissed'));
    expect(live.posts(thread, ANA)).toHaveLength(1);
    await press();
    await soon(() => live.posts(thread, ANA).length === 0);
    expect(live.events('agent_action')).toHaveLength(2);
    expect(live.results.every(({ reply }) => reply.status === 200)).toBe(true);
  });

  test('a notice stands in the thread, mentions whom it is for, and its button works', async () => {
    const { thread } = await live.open();
    const { sentId } = await live.inbox.post(
      thread,
      { type: 'notice', notice: notice({ mention: ANA }) },
      context('notice-1'),
    );
    await live.slack.agentSide.press(ANA, SUPPORT, sentId.split(':')[1] ?? '', 'baton:send_again:0');
    await live.slack.idle();
    expect(live.events('agent_action')).toMatchObject([{ thread, action: { name: 'send_again' } }]);
    expect(JSON.stringify(live.posts(thread)[0]?.raw)).toContain(`"user_id":"${ANA}"`);
  });

  test('marks are small signs, and the same one twice is no failure', async () => {
    const { thread } = await live.open();
    const message = await live.write(ANA, thread, 'hello');
    await live.inbox.marks?.mark(thread, message, 'accepted');
    await live.inbox.marks?.mark(thread, message, 'delivered');
    await live.inbox.marks?.mark(thread, message, 'delivered');
    expect(live.posts(thread)[0]?.reactions).toMatchObject([{ count: 1 }, { count: 1 }]);
  });
});

describe('every card in every state is one that Slack takes', () => {
  test.each([
    [
      'human',
      {
        mode: 'human',
        holder: { id: ANA, name: 'Ana' },
        actions: ['take_over', 'return_to_bot', 'resolve', 'snooze', 'assign'],
      },
    ],
    [
      'snoozed',
      {
        mode: 'snoozed',
        holder: { id: ANA, name: 'Ana' },
        snoozedUntil: 1_795_360_000_000,
        actions: ['take_over', 'resolve'],
      },
    ],
    ['bot', { mode: 'bot', actions: ['take_over', 'resolve'] }],
    ['resolved', { mode: 'resolved', actions: ['take_over'] }],
    ['blocked', { reachable: 'blocked', windowEndsAt: 1_795_360_000_000 }],
  ])('%s', async (_name, rest) => {
    const { thread } = await live.open();
    await live.inbox.update(thread, card(rest as Parameters<typeof card>[0]));
  });
});

describe('when the thread is gone', () => {
  test('a reply that Slack put at the top of the channel is taken back, and the handoff needs a new thread', async () => {
    const { thread } = await live.open();
    await live.slack.agentSide.remove(ANA, SUPPORT, rootTs(thread));
    const error = await rejection(live.inbox.post(thread, customerSays('Hello?'), context('post-1')));
    expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'target_gone' } });
    expect(live.slack.agentSide.posts(SUPPORT, ANA)).toEqual([]);
    await live.slack.idle();
    expect(live.events('thread_lost')).toMatchObject([{ thread }]);
  });

  test('also where Slack refuses the reply', async () => {
    const { thread } = await live.open();
    live.slack.control.setDeletedRootMode('refuse');
    await live.slack.agentSide.remove(ANA, SUPPORT, rootTs(thread));
    const error = await rejection(live.inbox.post(thread, customerSays('Hello?'), context('post-1')));
    expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'target_gone' } });
  });

  test('a thread that somebody locked is as good as gone: the handoff needs a new one', async () => {
    const { thread } = await live.open();
    live.slack.faults.fail({ type: 'refuse', error: 'restricted_action_thread_locked' }, 1, 'chat.postMessage');
    expect(await rejection(live.inbox.post(thread, customerSays('Hello?'), context('post-1')))).toMatchObject({
      kind: 'rejected',
      details: { reason: 'target_gone', code: 'restricted_action_thread_locked' },
    });
  });

  test('the card cannot be updated', async () => {
    const { thread } = await live.open();
    await live.slack.agentSide.remove(ANA, SUPPORT, rootTs(thread));
    expect(await rejection(live.inbox.update(thread, card()))).toMatchObject({
      kind: 'rejected',
      details: { reason: 'target_gone' },
    });
  });
});

describe('when Slack is not well', () => {
  const post = async () => {
    const { thread } = await live.open();
    return (key: string) => live.inbox.post(thread, customerSays('Hello'), context(key));
  };

  test('asked to wait, Baton says how long', async () => {
    const attempt = await post();
    live.slack.faults.fail({ type: 'rate_limit', retryAfterSeconds: 7 }, 1, 'chat.postMessage');
    expect(await rejection(attempt('p'))).toMatchObject({ kind: 'rate_limited', details: { retryAfterMs: 7_000 } });
  });

  test.each([
    ['a server error', { type: 'server_error', done: true }],
    ['a cut connection', { type: 'cut', done: true }],
    ['a page instead of JSON', { type: 'html' }],
    ['its own inner error', { type: 'refuse', error: 'internal_error' }],
  ] as const)('%s leaves a post unsure, and nothing is repeated', async (_name, fault) => {
    const attempt = await post();
    live.slack.control.forgetCalls();
    live.slack.control.fail(fault, 1, 'chat.postMessage');
    expect(await rejection(attempt('p'))).toMatchObject({ kind: 'unsure' });
    expect(live.slack.control.calls('chat.postMessage').length).toBeLessThanOrEqual(1);
  });

  test('an update may simply be tried again', async () => {
    const { thread } = await live.open();
    live.slack.faults.fail({ type: 'server_error', done: true }, 1, 'chat.update');
    expect(await rejection(live.inbox.update(thread, card()))).toMatchObject({ kind: 'unavailable' });
    await live.inbox.update(thread, card());
  });
});

describe('when something must be set right', () => {
  test.each([
    ['an archived channel', () => live.slack.control.archiveChannel(SUPPORT), /archived.*SLACK_CHANNEL/],
    ['a revoked token', () => live.slack.control.revokeToken(), /SLACK_BOT_TOKEN/],
    ['an uninstalled app', () => live.slack.control.uninstall(), /SLACK_BOT_TOKEN/],
    ['a scope that was taken away', () => live.slack.control.removeScope('chat:write'), /lacks chat:write.*reinstall/],
    ['a bot that was removed', () => live.slack.control.removeBot(SUPPORT), /\/invite @Baton/],
    ['a channel that was deleted', () => live.slack.control.deleteChannel(SUPPORT), /SLACK_CHANNEL/],
  ])('%s holds everything and says what to do', async (_name, happens, sentence) => {
    happens();
    const error = await rejection(live.open());
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain('xoxb');
  });

  test('a whisper to someone who left is only refused', async () => {
    const { thread } = await live.open();
    live.slack.control.removeMember(SUPPORT, GIL);
    expect(await rejection(live.inbox.tell(thread, GIL, notice()))).toMatchObject({ kind: 'rejected' });
  });

  test('a missing scope for marks stops marks only', async () => {
    live.slack.control.removeScope('reactions:write');
    const { thread } = await live.open();
    const message = await live.write(ANA, thread, 'hello');
    expect(await rejection(live.inbox.marks?.mark(thread, message, 'read') ?? Promise.resolve())).toMatchObject({
      kind: 'rejected',
    });
  });
});
