import { adapter } from '../../../adapters/agent-inboxes/slack/index';
import { type Live, rejection, SUPPORT, startLive } from './live';
import { slackSettings } from './support';

let live: Live;
afterEach(() => live.stop());

const prepare = async (settings: Readonly<Record<string, string>> = {}, scopes?: readonly string[]) => {
  live = await startLive(scopes ? { scopes } : {}, settings);
  return live.inbox.prepare?.();
};
const KNOWN = { customerChannels: ['telegram', 'twilio-whatsapp'] };
const NEEDED = [
  'chat:write',
  'users:read',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'channels:join',
];

describe('at start', () => {
  test('a good installation is good, and who we are is remembered', async () => {
    await prepare();
    expect(live.storage.all()).toMatchObject({ identity: { teamId: 'T0SAMPLE001', botUserId: 'U0BATONBOT1' } });
    expect(JSON.stringify(live.storage.all())).not.toContain('xoxb');
  });

  test('a public channel is joined', async () => {
    live = await startLive({}, { SLACK_CHANNEL: 'C0GENERAL01' });
    await live.inbox.prepare?.();
    expect(live.slack.control.calls('conversations.join')).toHaveLength(1);
    await live.open();
  });

  test.each([
    [
      'chat:write',
      NEEDED.filter((scope) => scope !== 'chat:write'),
      /lacks chat:write\. .*OAuth & Permissions.*reinstall/,
    ],
    ['users:read', NEEDED.filter((scope) => scope !== 'users:read'), /lacks users:read\./],
    ['anything to read channels with', ['chat:write', 'users:read'], /lacks channels:read, groups:read\./],
  ])('without %s it says what to add and where', async (_name, scopes, sentence) => {
    const error = await rejection(prepare({}, scopes) as Promise<void>);
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toMatch(sentence);
  });

  test('without a scope that one kind of channel needs, channels of that kind are named', async () => {
    expect(
      await prepare(
        {},
        NEEDED.filter((scope) => scope !== 'channels:history'),
      ),
    ).toEqual({
      unusable: [
        { place: SUPPORT, reason: expect.stringMatching(/lacks channels:history for the Slack channel C0.*reinstall/) },
      ],
    });
  });

  test('what Baton can do without is only said', async () => {
    await prepare({}, NEEDED);
    const warnings = live.log.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(warnings).toEqual([
      expect.stringContaining('lacks chat:write.customize'),
      expect.stringContaining('lacks reactions:read'),
      expect.stringContaining('lacks reactions:write'),
      expect.stringContaining('lacks files:read'),
      expect.stringContaining('lacks files:write'),
    ]);
  });

  test('a private channel needs an invitation', async () => {
    live = await startLive();
    const channel = live.slack.control.createChannel('vip', { isPrivate: true });
    await live.stop();
    live = await startLive({ snapshot: live.slack.snapshot() }, { SLACK_CHANNEL: channel });
    expect(await live.inbox.prepare?.()).toEqual({
      unusable: [{ place: channel, reason: expect.stringContaining('/invite @Baton') }],
    });
  });

  test.each([
    ['is archived', () => live.slack.control.archiveChannel(SUPPORT), /C0SUPPORT01 is archived.*SLACK_CHANNEL/],
    ['is not there', () => live.slack.control.deleteChannel(SUPPORT), /channel C0SUPPORT01.*SLACK_CHANNEL/],
  ])('each channel is looked at: one that %s stops no other', async (_name, happens, sentence) => {
    live = await startLive({}, { SLACK_CHANNELS: 'C0GENERAL01, C0PARTNERS1', SLACK_ROUTES: 'language=de:C0NOWHERE01' });
    happens();
    expect(await live.inbox.prepare?.()).toEqual({
      unusable: [
        { place: SUPPORT, reason: expect.stringMatching(sentence) },
        { place: 'C0NOWHERE01', reason: expect.stringContaining('Slack does not show Baton the channel C0NOWHERE01') },
      ],
    });
    expect(live.slack.control.calls('conversations.join')).toHaveLength(1);
    expect(live.inbox.places?.list().map(({ label }) => label)).toContain('#general');
  });

  test('a revoked token is named', async () => {
    live = await startLive();
    live.slack.control.revokeToken();
    const error = await rejection(live.inbox.prepare?.() as Promise<void>);
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toMatch(/SLACK_BOT_TOKEN was revoked/);
  });

  test('a Slack that is down is tried again', async () => {
    live = await startLive();
    live.slack.faults.fail({ type: 'server_error', done: false }, 1, 'auth.test');
    expect(await rejection(live.inbox.prepare?.() as Promise<void>)).toMatchObject({ kind: 'unavailable' });
    await live.inbox.prepare?.();
  });
});

describe('settings', () => {
  beforeEach(async () => {
    live = await startLive();
  });
  const { settings } = adapter;
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-1-2-abc', null],
    ['SLACK_BOT_TOKEN', 'xoxp-1-2-abc', /user token/],
    ['SLACK_BOT_TOKEN', 'abc', /must be a bot token \(xoxb-…\)/],
    ['SLACK_CHANNEL', 'C0123456789', null],
    ['SLACK_CHANNEL', 'G0123456789', null],
    ['SLACK_CHANNEL', '#support', /must be the id/],
    ['SLACK_CHANNEL', 'support', /must be the id/],
    ['SLACK_CHANNELS', 'C0123456789, G0123456789', null],
    ['SLACK_CHANNELS', 'C0123456789 C0123456788', /names "C0123456789 C0123456788".*separated by commas/],
    ['SLACK_CHANNELS', '#billing,C0123456789', /names "#billing"/],
    ['SLACK_ROUTES', 'language=de:C0123456789', null],
    ['SLACK_ROUTES', '#billing', /"#billing" is not a rule/],
    ['SLACK_APP_TOKEN', 'xapp-1-A', null],
    ['SLACK_APP_TOKEN', 'xoxb-1', /connections:write/],
    ['SLACK_SIGNING_SECRET', '8f742231b10e8888abcd99baaba85a55', null],
    ['SLACK_SIGNING_SECRET', 'x', /too short/],
    ['SLACK_API_URL', 'https://slack.com/api/', null],
    ['SLACK_API_URL', 'http://127.0.0.1:4000/api/', null],
    ['SLACK_API_URL', 'http://slack.example/api/', /must begin with https/],
    ['SLACK_API_URL', 'slack', /not an address/],
  ] as const)('%s=%s', (name, value, complaint) => {
    const spec = settings[name];
    const found = 'check' in spec ? spec.check(value) : null;
    if (complaint === null) expect(found).toBeNull();
    else expect(found).toMatch(complaint);
  });

  test('a signing secret or an app token is needed, and pairs are pairs', () => {
    const problems = (values: Readonly<Record<string, string>>) =>
      adapter.check?.(slackSettings({ SLACK_CHANNEL: SUPPORT, ...values }), KNOWN) ?? [];
    expect(problems({ SLACK_SIGNING_SECRET: 'secret-secret' })).toEqual([]);
    expect(problems({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
    expect(problems({})).toEqual([expect.stringContaining('SLACK_SIGNING_SECRET is missing')]);
    expect(
      problems({ SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET_PREVIOUS: 'x', SLACK_CLIENT_ID: '1' }),
    ).toHaveLength(2);
  });

  test('rules name channels that customers can write on, and no more Slack channels than a question has buttons', () => {
    const many = Array.from({ length: 30 }, (_, n) => `C01234567${n + 10}`).join();
    const values = { SLACK_SIGNING_SECRET: 'secret-secret', SLACK_ROUTES: 'channel=whatsapp:C0123456789' };
    expect(adapter.check?.(slackSettings({ SLACK_CHANNEL: SUPPORT, SLACK_CHANNELS: many, ...values }), KNOWN)).toEqual([
      'SLACK_ROUTES names the channel "whatsapp", which does not exist. Choose from: telegram, twilio-whatsapp.',
      expect.stringContaining('more than 25 Slack channels'),
    ]);
  });
});
