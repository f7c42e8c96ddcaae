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
