import { createHmac } from 'node:crypto';
import { Activity } from '../../../adapters/agent-inboxes/slack/emulator/activity';
import { DeliverySwitches } from '../../../adapters/agent-inboxes/slack/emulator/delivery-switches';
import { startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import { ANA, BOB, BOT_USER, type Json, type Scene, SUPPORT, startApp, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const write = (text: string, root: string | null = null) => scene.slack.agentSide.write(ANA, SUPPORT, root, text);

describe('a delivery', () => {
  it('is signed over its raw bytes and looks like Slack’s', async () => {
    await write('hello');
    await scene.slack.idle();
    const { headers, rawBody } = scene.app.received[0] as (typeof scene.app.received)[number];
    const time = String(headers['x-slack-request-timestamp']);
    const secret = String(scene.slack.settings.SLACK_SIGNING_SECRET);
    const expected = createHmac('sha256', secret).update(`v0:${time}:${rawBody}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
    });
    expect(headers).not.toHaveProperty('x-slack-retry-num');
  });

  it('carries the whole envelope', async () => {
    await write('hello');
    await scene.slack.idle();
    expect(scene.app.received[0]?.body).toEqual({
      token: expect.any(String),
      team_id: 'T0SAMPLE001',
      context_team_id: 'T0SAMPLE001',
      context_enterprise_id: null,
      api_app_id: 'A0BATONAPP1',
      event: expect.objectContaining({ type: 'message', user: ANA, channel: SUPPORT, channel_type: 'channel' }),
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev0[A-Z0-9]{9}$/),
      event_time: expect.any(Number),
      authorizations: [
        { enterprise_id: null, team_id: 'T0SAMPLE001', user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: expect.stringMatching(/^4-/),
    });
  });

  it('echoes own posts with their block ids, and updates as message_changed', async () => {
    const blocks = [{ type: 'divider', block_id: 'o:42' }];
    const ts = await scene.root({ blocks });
    await scene.call('chat.update', { channel: SUPPORT, ts, text: 'claimed', blocks });
    await scene.slack.idle();
    const [echo, change] = scene.app.events('message');
    expect(echo).toMatchObject({
      user: BOT_USER,
      bot_id: 'B0BATONBOT1',
      app_id: 'A0BATONAPP1',
      ts,
      event_ts: ts,
      blocks,
    });
    expect(change).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      message: { ts, text: 'claimed', blocks, edited: { user: 'B0BATONBOT1' } },
      previous_message: { ts, text: 'card' },
    });
  });
});

describe('who hears what', () => {
  it('nothing of channels without the app', async () => {
    await scene.slack.agentSide.write(ANA, 'C0GENERAL01', null, 'secret plans');
    scene.slack.control.removeBot(SUPPORT);
    await write('now you cannot hear me');
    await scene.slack.idle();
    expect(scene.app.events('message')).toEqual([]);
    expect(scene.app.events('channel_left')).toHaveLength(1);
  });

  it.each([
    ['channels:history', 'message'],
    ['app_mentions:read', 'app_mention'],
    ['reactions:read', 'reaction_added'],
  ])('nothing without the scope: %s', async (scope, type) => {
    scene.slack.control.removeScope(scope);
    const { id } = await write('@baton hi');
    await scene.slack.agentSide.react(ANA, SUPPORT, id, 'eyes');
    await scene.slack.idle();
    expect(scene.app.events(type)).toEqual([]);
    expect(scene.app.events().length).toBeGreaterThan(0);
  });

  it('nothing that is not subscribed', async () => {
    const quiet = await startScene({ events: ['reaction_added'] });
    await quiet.slack.agentSide.write(ANA, SUPPORT, null, 'hi');
    await quiet.slack.idle();
    expect(quiet.app.received).toEqual([]);
    await quiet.stop();
  });

  it('a mention twice: as message and as app_mention, under two event ids', async () => {
    await write('@baton summarise');
    await scene.slack.idle();
    const [message = {}, mention = {}] = scene.app.received.map(({ body }) => body);
    expect(message.event).toMatchObject({ type: 'message', text: `<@${BOT_USER}> summarise` });
    expect(mention.event).toMatchObject({ type: 'app_mention', ts: (message.event as Json).ts });
    expect(mention.event).not.toHaveProperty('channel_type');
    expect(mention.event_id).not.toBe(message.event_id);
  });
});

describe('retries', () => {
  it('come three times, numbered, with the reason, under the same event id', async () => {
    scene.app.answer = () => ({ status: 500 });
    await write('hello');
    await scene.slack.idle();
    const seen = scene.app.received.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(scene.app.received.map(({ body }) => body.event_id)).size).toBe(1);
  });

  it('stop when one is taken', async () => {
    scene.app.answer = ({ headers }) => ({ status: headers['x-slack-retry-num'] === '1' ? 204 : 503 });
    await write('hello');
    await scene.slack.idle();
    expect(scene.app.received).toHaveLength(2);
  });

  it('stop at X-Slack-No-Retry', async () => {
    scene.app.answer = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await write('hello');
    await scene.slack.idle();
    expect(scene.app.received).toHaveLength(1);
  });

  it('say http_timeout when no answer came by the deadline', async () => {
    const hasty = await startScene({ deadlineMs: 60 });
    let first = true;
    hasty.app.answer = () => {
      const hang = first;
      first = false;
      return { hang };
    };
    await hasty.slack.agentSide.write(ANA, SUPPORT, null, 'hello');
    await hasty.slack.idle();
    const [, again] = hasty.app.received;
    expect(again?.headers['x-slack-retry-reason']).toBe('http_timeout');
    await hasty.stop();
  });

  it('wait 0, 60 and 300 seconds, scaled', async () => {
    const slow = await startScene({ timeScale: 0.001 });
    slow.app.answer = () => ({ status: 500 });
    await slow.slack.agentSide.write(ANA, SUPPORT, null, 'hello');
    const startedAt = performance.now();
    await slow.slack.idle();
    // Timers never fire early; how late they are is the machine's business.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(350);
    expect(slow.app.received).toHaveLength(4);
    await slow.stop();
  });

  it('reach a server that was down when the URL was saved, after asking it for the challenge', async () => {
    const slack = await startSlackEmulator({ timeScale: 0.0005 });
    const place = await startApp();
    await place.close();
    slack.connect(place.url);
    await slack.idle();
    expect(slack.control.deliveries('url_verification')).toMatchObject([{ failure: 'challenge_failed' }]);
    await slack.agentSide.write(ANA, SUPPORT, null, 'are you there?');
    const app = await startApp(Number(new URL(place.url).port));
    await slack.idle();
    expect(app.events('message')).toMatchObject([{ text: 'are you there?' }]);
    expect(app.received[0]?.headers['x-slack-retry-reason']).toBe('connection_failed');
    await slack.stop();
    await app.close();
  });

  it('never reach a URL that does not know the challenge', async () => {
    const slack = await startSlackEmulator({ timeScale: 0 });
    const app = await startApp();
    app.knowsChallenge = false;
    slack.connect(app.url);
    await slack.agentSide.write(ANA, SUPPORT, null, 'hello');
    await slack.idle();
    expect(app.events()).toEqual([]);
    expect(slack.control.deliveries('message')).toHaveLength(4);
    await slack.stop();
    await app.close();
  });
});

describe('bad days', () => {
  const texts = (): unknown[] => scene.app.events('message').map(({ text }) => text);

  it('are off at first: a thread keeps its order, one event at a time, and threads do not wait for each other', async () => {
    const root = await scene.root();
    await scene.slack.idle();
    scene.app.answer = () => ({ delayMs: 2 });
    const said = Array.from({ length: 10 }, (_, index) => `line ${index}`);
    for (const line of said) await write(line, root);
    await scene.slack.idle();
    expect(texts()).toEqual(['card', ...said]);
    expect(scene.app.mostAtOnce).toBe(1);
    scene.app.answer = () => ({ delayMs: 200 });
    for (const line of said) await write(line);
    await scene.slack.idle();
    expect(scene.app.mostAtOnce).toBeGreaterThan(1);
  });

  it('repeat', async () => {
    scene.slack.faults.deliver({ copies: 3 });
    await write('hello');
    await scene.slack.idle();
    expect(texts()).toEqual(['hello', 'hello', 'hello']);
    expect(new Set(scene.app.received.map(({ body }) => body.event_id)).size).toBe(1);
  });

  it('bring one message under several event ids', async () => {
    const { id } = await write('hello');
    scene.slack.control.repeat(SUPPORT, id);
    await scene.slack.idle();
    const [first, second] = scene.app.received.map(({ body }) => body);
    expect(second?.event).toEqual(first?.event);
    expect(second?.event_id).not.toBe(first?.event_id);
  });

  it('hold back, and let go', async () => {
    scene.slack.faults.deliver({ hold: true });
    await write('one');
    await write('two');
    await scene.slack.idle();
    expect(texts()).toEqual([]);
    scene.slack.faults.clear();
    await scene.slack.idle();
    expect(texts().sort()).toEqual(['one', 'two']);
  });

  it('shuffle: nothing stays where it was, and nothing waits for what came before', () => {
    const sent: [unknown, boolean][] = [];
    const switches = new DeliverySwitches(new Activity(), (event, inOrder) => sent.push([event.envelope.n, inOrder]));
    switches.set({ hold: true });
    for (const n of [0, 1, 2, 3, 4]) switches.accept({ envelope: { n }, lane: 'one', attempt: 0, reason: '' });
    switches.set({ shuffle: true });
    expect(sent.map(([n]) => n).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(sent.some(([n], index) => n === index)).toBe(false);
    expect(sent.every(([, inOrder]) => !inOrder)).toBe(true);
  });

  it('shuffle what comes while the switch is on, and still bring all of it', async () => {
    scene.slack.faults.deliver({ shuffle: true });
    for (const line of ['1', '2', '3']) await write(line);
    await scene.slack.idle();
    expect(texts().sort()).toEqual(['1', '2', '3']);
  });

  it('bring another company’s envelope: its team outside, ours inside', async () => {
    scene.slack.control.otherTeamMessage(SUPPORT, null, 'hello from Partner');
    await scene.slack.idle();
    expect(scene.app.received[0]?.body).toMatchObject({
      team_id: 'T0PARTNER01',
      context_team_id: 'T0SAMPLE001',
      authorizations: [{ team_id: 'T0SAMPLE001' }],
      is_ext_shared_channel: true,
      event: { user_team: 'T0PARTNER01' },
    });
  });

  it('announce app_rate_limited once a minute above the hourly allowance, and drop what is too much', async () => {
    const busy = await startScene({ eventsPerHour: 2, now: () => 1_795_350_000_000 });
    for (const text of ['1', '2', '3', '4']) await busy.slack.agentSide.write(ANA, SUPPORT, null, text);
    await busy.slack.idle();
    expect(
      busy.app
        .events('message')
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['1', '2']);
    expect(busy.app.received.filter(({ body }) => body.type === 'app_rate_limited')).toMatchObject([
      { body: { minute_rate_limited: 1_795_350_000, team_id: 'T0SAMPLE001', api_app_id: 'A0BATONAPP1' } },
    ]);
    await busy.stop();
  });
});

describe('a snapshot', () => {
  it('brings back the workspace, its secrets and what was not delivered yet', async () => {
    const root = await scene.root();
    await scene.slack.idle();
    scene.slack.faults.deliver({ hold: true });
    await write('not yet', root);
    const snapshot = JSON.parse(JSON.stringify(scene.slack.snapshot()));
    const next = await startScene({ snapshot });
    await next.slack.idle();
    expect(next.app.events('message')).toMatchObject([{ text: 'not yet', thread_ts: root }]);
    expect(next.slack.settings.SLACK_BOT_TOKEN).toBe(scene.slack.settings.SLACK_BOT_TOKEN);
    expect(next.slack.agentSide.thread(SUPPORT, root, BOB)).toMatchObject([{ text: 'not yet' }]);
    const later = await next.root({ thread_ts: root });
    expect(Number(later)).toBeGreaterThan(Number(root));
    await next.stop();
  });

  it('has what waits to be sent again', async () => {
    const failing = await startScene({ timeScale: 1 });
    const twice = new Promise<void>((resolve) => {
      failing.app.answer = () => {
        if (failing.app.received.length === 2) resolve();
        return { status: 500 };
      };
    });
    await failing.slack.agentSide.write(ANA, SUPPORT, null, 'later');
    await twice;
    const { undelivered } = failing.slack.snapshot() as { undelivered: { envelope: Json }[] };
    expect(undelivered).toMatchObject([{ envelope: { event: { text: 'later' } } }]);
    await failing.stop();
  });

  it('is refused when it is something else', async () => {
    await expect(startSlackEmulator({ snapshot: { version: 7 } })).rejects.toThrow(
      'not a snapshot of the Slack emulator',
    );
  });
});

it('ends waiting when it stops', async () => {
  const slack = await startSlackEmulator();
  slack.connect('http://127.0.0.1:9');
  await slack.agentSide.write(ANA, SUPPORT, null, 'nobody listens');
  const idle = slack.idle();
  await slack.stop();
  await idle;
});

it('tells listeners of every change', async () => {
  let changes = 0;
  const stop = scene.slack.onChange(() => {
    changes += 1;
  });
  await write('hello');
  expect(changes).toBe(1);
  stop();
  await write('again');
  expect(changes).toBe(1);
});
