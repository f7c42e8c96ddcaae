import { segmentsOf } from '../../../adapters/customer-channels/twilio/emulator/segments';
import { smsCapabilitiesFor } from '../../../adapters/customer-channels/twilio/mms';
import { toGsm } from '../../../adapters/customer-channels/twilio/render';
import { costNote, segmentsIn } from '../../../adapters/customer-channels/twilio/segments';
import type { ContactAddress } from '../../../src/ports';
import { settingsFrom } from './harness';

test.each<[string, number, string | null]>([
  ['a'.repeat(160), 1, null],
  ['a'.repeat(161), 2, null],
  ['a'.repeat(306), 2, null],
  ['a'.repeat(307), 3, null],
  ['€'.repeat(80), 1, null],
  ['€'.repeat(81), 2, null],
  ['ç'.repeat(70), 1, 'ç'],
  ['ç'.repeat(71), 2, 'ç'],
  [`${'a'.repeat(69)}😀`, 2, '😀'],
  [toGsm('“It’s on its way…”'), 1, null],
])('%# is billed as %p texts, as the emulated Twilio counts', (body, count, costly) => {
  expect(segmentsIn(body)).toEqual({ count, costly });
  expect(segmentsOf(body)).toBe(count);
});

test('a short text costs no word, a long one says why it costs', () => {
  expect(costNote('a'.repeat(400))).toBeNull();
  expect(costNote('a'.repeat(500))).toBe('Your reply was billed as 4 texts.');
  expect(costNote('ç'.repeat(300))).toContain('“ç”');
});

describe('MMS', () => {
  const US = '+14155550100';
  test.each<[string, Record<string, string>, string, boolean]>([
    ['between numbers of the US', { TWILIO_SMS_FROM: US }, '+14155552001', true],
    ['to Canada', { TWILIO_SMS_FROM: US }, '+16045552001', true],
    ['to Portugal', { TWILIO_SMS_FROM: US }, '+351912345678', false],
    ['to Jamaica, which shares the +1', { TWILIO_SMS_FROM: US }, '+18765552001', false],
    ['from Portugal', { TWILIO_SMS_FROM: '+351912345678' }, '+14155552001', false],
    ['where one of several numbers is abroad', { TWILIO_SMS_FROM: `${US},+351912345678` }, '+14155552001', false],
    ['from a service alone', { TWILIO_MESSAGING_SERVICE_SID: 'MG1' }, '+14155552001', false],
    ['from a service that is said to', { TWILIO_MESSAGING_SERVICE_SID: 'MG1', TWILIO_MMS: 'on' }, '+14155552001', true],
    ['where it is off', { TWILIO_SMS_FROM: US, TWILIO_MMS: 'off' }, '+14155552001', false],
  ])('%s', (_name, env, to, carried) => {
    const can = smsCapabilitiesFor(settingsFrom(env))(to as ContactAddress);
    expect(can.media.image !== undefined).toBe(carried);
  });
});
