import { loadAll } from '../../src/adapter-loader';
import { type Available, loadConfig, Misconfigured } from '../../src/config/load-config';

let available: Available;
beforeAll(async () => {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  available = { channels, inboxes, models };
});

const LIVE = {
  TELEGRAM_BOT_TOKEN: '123456:AAbbccddeeffgghhiijjkkllmmnnooppqqr',
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  SLACK_CHANNEL: 'C0123456789',
};

function problems(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env, available);
    return [];
  } catch (error) {
    if (error instanceof Misconfigured) return error.problems;
    throw error;
  }
}

it('infers what is connected from the credentials', () => {
  const config = loadConfig(LIVE, available);
  expect(config).toMatchObject({
    sandbox: false,
    channels: [{ name: 'telegram' }],
    inbox: { name: 'slack' },
    model: null,
  });
});

it('is the sandbox when nothing is connected, on loopback only', () => {
  expect(loadConfig({ HOST: '0.0.0.0' }, available)).toMatchObject({ sandbox: true, host: '127.0.0.1' });
});

it('lists every problem at once, each with its setting and what to do', () => {
  const found = problems({
    ...LIVE,
    PORT: 'http',
    SLACK_CHANNEL: '#support',
    DATABASE_URL: 'mysql://x',
    SPEAKING: 'loud',
  });
  for (const setting of ['PORT', 'SLACK_CHANNEL', 'DATABASE_URL', 'SECRET_KEY', 'SPEAKING']) {
    expect(found.filter((problem) => problem.startsWith(setting))).toHaveLength(1);
  }
  for (const problem of found) expect(problem).toMatch(/^[A-Z_]+ .+\.?$/);
});

it.each([
  [{ CHANNELS: 'signal' }, 'CHANNELS names "signal", which does not exist. Choose from:'],
  [{ INBOX: 'email' }, 'INBOX names "email", which does not exist. Choose from:'],
  [{ MODEL: 'parrot' }, 'MODEL names "parrot", which does not exist. Choose from: offline'],
  [{ ROLE: 'worker' }, 'ROLE=worker needs a database that processes share.'],
])('refuses %j with what there is', (env, sentence) => {
  expect(problems({ ...LIVE, ...env }).join('\n')).toContain(sentence);
});

it('says what is missing when only one side is connected', () => {
  const { TELEGRAM_BOT_TOKEN, ...slackOnly } = LIVE;
  expect(problems(slackOnly).join('\n')).toContain('No customer channel is connected. Set');
  expect(problems({ TELEGRAM_BOT_TOKEN }).join('\n')).toContain('No agent inbox is connected. Set');
});

it('never runs the sandbox in production by accident', () => {
  expect(problems({ NODE_ENV: 'production' }).join('\n')).toContain('SANDBOX=1');
  expect(problems({ NODE_ENV: 'production', SANDBOX: '1' })).toEqual([]);
});

describe('opening hours', () => {
  it.each([
    [{ OPENING_HOURS: 'Mon-Fri 9-18', TIMEZONE: 'UTC' }, /^OPENING_HOURS has "9-18" where a time such as 09:00-18:00/],
    [{ OPENING_HOURS: 'weekdays 09:00-18:00', TIMEZONE: 'UTC' }, /^OPENING_HOURS names "weekdays", which is no day/],
    [{ OPENING_HOURS: 'Mon-Fri', TIMEZONE: 'UTC' }, /^OPENING_HOURS says "Mon-Fri", which has no days or no times/],
    [{ OPENING_HOURS: 'Mon 09:00-25:00', TIMEZONE: 'UTC' }, /^OPENING_HOURS has "09:00-25:00"/],
    [{ OPENING_HOURS: 'Mon 09:00-18:00' }, /^TIMEZONE is not set/],
    [{ OPENING_HOURS: 'Mon 09:00-18:00', TIMEZONE: 'Berlin' }, /^TIMEZONE is "Berlin", which is no time zone/],
    [{ OPENING_HOURS: 'Mon 09:00-18:00', TIMEZONE: 'UTC', CLOSED_DAYS: '2026-02-30' }, /^CLOSED_DAYS has "2026-02-30"/],
    [{ CLOSED_DAYS: '12-25' }, /^CLOSED_DAYS say nothing without OPENING_HOURS/],
  ])('are refused where they cannot be meant: %j', (env, message) => {
    expect(problems({ ...LIVE, ...env })).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    'Mon-Fri 09:00-18:00',
    'mon,wed 9:00 - 12:00, 13:00 – 18:00; Sun 10:00-14:00;',
    'daily 00:00-24:00',
    'Fri-Mon 22:00-06:00',
  ])('may be written as "%s"', (hours) => {
    expect(
      problems({ ...LIVE, OPENING_HOURS: hours, TIMEZONE: 'Europe/Berlin', CLOSED_DAYS: '12-25, 2026-12-31' }),
    ).toEqual([]);
  });
});

describe('rules about handing off', () => {
  it.each([
    [{ HIGH_STAKES_TOPICS: 'legal, weather' }, /^HIGH_STAKES_TOPICS names "weather", which is no topic/],
    [{ HIGH_STAKES_AMOUNT: '500' }, /^HIGH_STAKES_AMOUNT must be an amount with its currency/],
    [{ HIGH_STAKES_AMOUNT: '500 XYZ' }, /^HIGH_STAKES_AMOUNT must be/],
    [{ SIGN_WEIGHTS: 'angry=40' }, /^SIGN_WEIGHTS has "angry=40".*frustrated=40/],
    [{ SIGN_WEIGHTS: 'frustrated=4000' }, /^SIGN_WEIGHTS has/],
    [{ ALLOWED_LINK_HOSTS: 'https://shop.example.com' }, /^ALLOWED_LINK_HOSTS has/],
    [{ UNGROUNDED_ANSWER: 'send' }, /^UNGROUNDED_ANSWER must be one of offer, handoff/],
  ])('are refused where they cannot be meant: %j', (env, message) => {
    expect(problems({ ...LIVE, ...env })).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    { HIGH_STAKES_TOPICS: 'none' },
    { HIGH_STAKES_TOPICS: 'safety,cancellation', HIGH_STAKES_AMOUNT: '499.50 CHF' },
    { SIGN_WEIGHTS: 'frustrated=0, clarified=20', ALLOWED_LINK_HOSTS: 'shop.example.com, a.example' },
  ])('may be %j', (env) => {
    expect(problems({ ...LIVE, ...env })).toEqual([]);
  });
});

it('lists what is wrong with a tools file among everything else', () => {
  const found = problems({ ...LIVE, PORT: 'http', TOOLS_FILE: 'nowhere/tools.json' });
  expect(found).toContain('TOOLS_FILE: nowhere/tools.json does not exist. Correct the path.');
  expect(found.some((problem) => problem.startsWith('PORT'))).toBe(true);
});

it('reads the tools of a file, with their secrets from the environment', () => {
  const TOOLS_FILE = 'src/sandbox/shop-service/tools.json';
  expect(loadConfig(LIVE, available).tools).toBeNull();
  expect(problems({ ...LIVE, TOOLS_FILE }).join('\n')).toContain(
    'TOOLS_FILE: actions[0].request.headers.authorization needs TOOL_SHOP_TOKEN, which is not set.',
  );
  const tools = loadConfig(
    { ...LIVE, TOOLS_FILE, TOOL_SHOP_URL: 'http://127.0.0.1:9', TOOL_SHOP_TOKEN: 't' },
    available,
  );
  expect(tools.tools?.file.actions.map(({ name }) => name)).toEqual(['order_status', 'change_delivery_address']);
});
