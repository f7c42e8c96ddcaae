import type { Backend } from '../../../adapters/customer-channels/twilio/emulator/backend';
import type { TwilioSettings } from '../../../adapters/customer-channels/twilio/settings';
import { freePort } from '../../support/free-port';
import { closeAll, emulated, failure, memoryStorage, provide, recordingLog, settingsOf } from './harness';

afterEach(closeAll);

type State = Backend['state'];

async function prepared(given: {
  readonly settings?: Partial<TwilioSettings> | ((state: State) => Partial<TwilioSettings>);
  readonly publicUrl?: string;
  readonly change?: (state: State) => void;
  readonly connectedTo?: string;
}) {
  const twilio = await emulated();
  given.change?.(twilio.state);
  const publicUrl = given.publicUrl ?? 'https://baton.example';
  twilio.connect(given.connectedTo ?? publicUrl);
  const log = recordingLog();
  const changed = typeof given.settings === 'function' ? given.settings(twilio.state) : given.settings;
  const provider = await provide(settingsOf(twilio, changed), { publicUrl, log, storage: memoryStorage() });
  return { log, work: provider.prepare?.() ?? Promise.reject(new Error('Nothing is prepared.')), twilio };
}

test('what is right is said, with the address to set in the Console', async () => {
  const { log, work } = await prepared({});
  await work;
  expect(log.lines.join('\n')).toContain('https://baton.example/webhooks/twilio#rc=5&rp=all');
  expect(log.lines.join('\n')).toContain('accepts the auth token');
  expect(log.lines.join('\n')).not.toMatch(/elsewhere|does not list|cannot reach/);
});

const misconfigured: [string, Parameters<typeof prepared>[0], RegExp][] = [
  ['a wrong token', { settings: { authToken: 'f'.repeat(32) } }, /TWILIO_AUTH_TOKEN/],
  ['a wrong account', { settings: { accountSid: `AC${'f'.repeat(32)}` } }, /TWILIO_ACCOUNT_SID/],
  [
    'an account that was suspended',
    { change: (state) => Object.assign(state.account, { status: 'suspended' }) },
    /not active/,
  ],
  [
    'a wrong API key, though the token is right',
    { settings: { apiKeySid: `SK${'f'.repeat(32)}`, apiKeySecret: 'wrong' } },
    /TWILIO_API_KEY_SID/,
  ],
  ['a host name with an underscore', { publicUrl: 'https://my_shop.example' }, /underscore.*my_shop\.example/],
];

test.each(misconfigured)('%s is told to the admin', async (_name, given, sentence) => {
  const { work } = await prepared(given);
  const error = await failure(work);
  expect(error.kind).toBe('misconfigured');
  expect(error.message).toMatch(sentence);
  expect(error.message).toMatch(/\.$/);
});

test('an API key that may not read the account is enough to send', async () => {
  const { work } = await prepared({
    settings: ({ account }) => ({ apiKeySid: account.apiKeySid, apiKeySecret: account.apiKeySecret }),
  });
  await expect(work).resolves.toBeUndefined();
});

const warned: [string, Parameters<typeof prepared>[0], RegExp][] = [
  ['texts go elsewhere', { connectedTo: 'https://old.example' }, /elsewhere/],
  [
    'the number is not in the list',
    { settings: { smsFrom: '+14155559999' } },
    /does not list a number of TWILIO_SMS_FROM/,
  ],
];

test.each(warned)('%s: a hint, and Baton goes on', async (_name, given, sentence) => {
  const { log, work } = await prepared(given);
  await work;
  expect(log.lines.join('\n')).toMatch(sentence);
});

test('with a messaging service the address of the number does not matter', async () => {
  const { log, work } = await prepared({
    connectedTo: 'https://old.example',
    settings: ({ serviceSid }) => ({ messagingServiceSid: serviceSid }),
  });
  await work;
  expect(log.lines.join('\n')).not.toMatch(/elsewhere/);
});

test('while Twilio is away it can be tried again', async () => {
  const apiUrl = `http://127.0.0.1:${await freePort()}`;
  const { work } = await prepared({ settings: { apiUrl } });
  expect((await failure(work)).kind).toBe('unavailable');
});
