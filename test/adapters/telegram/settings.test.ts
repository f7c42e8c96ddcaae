import { adapter } from '../../../adapters/customer-channels/telegram';
import { modeOf, settings } from '../../../adapters/customer-channels/telegram/settings';
import { constantTimeEqual } from '../../../adapters/shared/constant-time';

describe('settings', () => {
  const table: [keyof typeof settings, string, boolean][] = [
    ['token', '123456:AAF-fake_token_of_a_bot', true],
    ['token', '@baton_bot', false],
    ['token', 'bot123456:AAF-fake_token_of_a_bot', false],
    ['token', '"123456:AAF-fake_token_of_a_bot"', false],
    ['webhookSecret', 's3cret_Token-1', true],
    ['webhookSecret', 'short', false],
    ['webhookSecret', 'has spaces in it', false],
    ['webhookSecret', 'x'.repeat(257), false],
    ['mode', 'webhook', true],
    ['mode', 'polling', true],
    ['mode', 'both', false],
    ['apiUrl', 'https://api.telegram.org', true],
    ['apiUrl', 'http://127.0.0.1:8081', true],
    ['apiUrl', 'http://localhost:8081', true],
    ['apiUrl', 'http://telegram.example', false],
    ['apiUrl', 'http://127.0.0.1.evil.example', false],
    ['apiUrl', 'ftp://telegram.example', false],
    ['apiUrl', 'api.telegram.org', false],
  ];

  test.each(table)('%s %p is accepted: %p', (name, value, accepted) => {
    const problem = settings[name].check(value);
    expect(problem === null).toBe(accepted);
    // The rest of a sentence that begins with the name of the variable, without the value: it may be a secret.
    if (problem !== null) {
      expect(problem).toMatch(/\.$/);
      expect(problem).not.toContain(value);
    }
  });

  test('PUBLIC_URL decides the mode where TELEGRAM_MODE does not', () => {
    const given = { token: '', webhookSecret: '', apiUrl: '', mode: '' };
    expect(modeOf(given, 'https://support.example')).toBe('webhook');
    expect(modeOf(given, 'http://localhost:3000')).toBe('polling');
    expect(modeOf({ ...given, mode: 'polling' }, 'https://support.example')).toBe('polling');
    expect(modeOf({ ...given, mode: 'webhook' }, 'http://localhost:3000')).toBe('webhook');
  });

  test('the token alone switches the adapter on, and it is a secret', () => {
    expect(adapter.settings[adapter.credential as 'token']).toMatchObject({ env: 'TELEGRAM_BOT_TOKEN', secret: true });
  });
});

test('an empty secret equals nothing, not even nothing', () => {
  expect(constantTimeEqual('', '')).toBe(false);
  expect(constantTimeEqual('a', 'a')).toBe(true);
  expect(constantTimeEqual('a', 'b')).toBe(false);
});
