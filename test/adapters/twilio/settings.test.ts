import { adapter } from '../../../adapters/customer-channels/twilio';
import {
  checkTogether,
  rcsAgents,
  settings,
  smsNumbers,
  whatsappSenders,
} from '../../../adapters/customer-channels/twilio/settings';
import { settingsFrom } from './harness';

const AC = `AC${'0a'.repeat(16)}`;

describe('settings', () => {
  const table: [keyof typeof settings, string, boolean][] = [
    ['accountSid', AC, true],
    ['accountSid', `SK${'0a'.repeat(16)}`, false],
    ['accountSid', 'AC123', false],
    ['authToken', '0a'.repeat(16), true],
    ['authToken', 'short', false],
    ['authToken', 'with a blank in the middle', false],
    ['authTokenPrevious', '0b'.repeat(16), true],
    ['apiKeySid', `SK${'0a'.repeat(16)}`, true],
    ['apiKeySid', AC, false],
    ['smsFrom', '+14155550100', true],
    ['smsFrom', '72975', true],
    ['smsFrom', '+14155550100, +14155550101,72975', true],
    ['smsFrom', '+14155550100 +14155550101', false],
    ['smsFrom', ' , ', false],
    ['smsFrom', '4155550199', false],
    ['smsFrom', '+1 415 555 0100', false],
    ['smsFrom', 'ACME', false],
    ['whatsappFrom', 'whatsapp:+14155238886', true],
    ['whatsappFrom', '+14155238886', true],
    ['whatsappFrom', '14155238899', false],
    ['whatsappFrom', '+14155238886,whatsapp:+14155238887', true],
    ['rcsFrom', 'rcs:acme_a1b2c3_agent', true],
    ['rcsFrom', 'acme_a1b2c3_agent', true],
    ['rcsFrom', '+14155550100', false],
    ['messagingServiceSid', `MG${'0a'.repeat(16)}`, true],
    ['messagingServiceSid', '+14155550100', false],
    ['replyTemplateSid', `HX${'0a'.repeat(16)}`, true],
    ['replyTemplateSid', 'hello_world', false],
    ['apiUrl', 'http://127.0.0.1:4010', true],
    ['apiUrl', 'https://proxy.example', true],
    ['apiUrl', 'http://proxy.example', false],
    ['apiUrl', 'api.twilio.com', false],
  ];

  test.each(table)('%s %p is accepted: %p', (name, value, accepted) => {
    const spec = settings[name];
    const problem = 'check' in spec ? spec.check(value) : null;
    expect(problem === null).toBe(accepted);
    // The rest of a sentence that begins with the name of the variable, without the value: it may be a secret.
    if (problem !== null) {
      expect(problem).toMatch(/\.$/);
      expect(problem).not.toContain(value);
    }
  });

  const required = { TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: '0a'.repeat(16) };
  const sets: [string, Record<string, string>, readonly RegExp[]][] = [
    ['a number', { TWILIO_SMS_FROM: '+14155550100' }, []],
    ['a WhatsApp sender', { TWILIO_WHATSAPP_FROM: '+14155238886' }, []],
    ['an RCS sender', { TWILIO_RCS_FROM: 'rcs:acme_agent' }, []],
    ['a service', { TWILIO_MESSAGING_SERVICE_SID: `MG${'0a'.repeat(16)}` }, []],
    ['no sender at all', {}, [/TWILIO_SMS_FROM or TWILIO_MESSAGING_SERVICE_SID/]],
    ['half an API key', { TWILIO_SMS_FROM: '+14155550100', TWILIO_API_KEY_SID: 'SK' }, [/both halves/]],
    ['the other half', { TWILIO_SMS_FROM: '+14155550100', TWILIO_API_KEY_SECRET: 'x' }, [/both halves/]],
  ];

  test.each(sets)('%s: problems are told together', (_name, env, expected) => {
    const problems = checkTogether(settingsFrom({ ...required, ...env }));
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });

  test('senders may come in lists, and leave their prefix out', () => {
    const given = settingsFrom({
      TWILIO_SMS_FROM: '+14155550100, 72975',
      TWILIO_WHATSAPP_FROM: '+14155238886,whatsapp:+14155238887',
      TWILIO_RCS_FROM: 'acme_agent',
    });
    expect(smsNumbers(given)).toEqual(['+14155550100', '72975']);
    expect(whatsappSenders(given)).toEqual(['whatsapp:+14155238886', 'whatsapp:+14155238887']);
    expect(rcsAgents(given)).toEqual(['rcs:acme_agent']);
    expect(whatsappSenders(settingsFrom({}))).toEqual([]);
  });

  test('the account alone switches the adapter on, and everything secret is marked so', () => {
    expect(adapter.settings[adapter.credential as 'accountSid'].env).toBe('TWILIO_ACCOUNT_SID');
    const secrets = Object.values(settings).flatMap((spec) => ('secret' in spec ? [spec.env] : []));
    expect(secrets).toEqual(['TWILIO_AUTH_TOKEN', 'TWILIO_AUTH_TOKEN_PREVIOUS', 'TWILIO_API_KEY_SECRET']);
  });
});
