import { parsePlaceRules, placeByRules, unknownChannels } from '../../../adapters/shared/place-rules';
import type { ChannelId, HandoffReason, RoutingFacts } from '../../../src/ports';

const isId = (value: string): boolean => /^C\d+$/.test(value);
const read = (text: string) => parsePlaceRules(text, isId);
const about = (channelId: string, language: string | null, reason: HandoffReason): RoutingFacts => ({
  channelId: channelId as ChannelId,
  language,
  reason,
});

const RULES =
  'reason=high_stakes:C1, language=de|fr + channel=telegram : C2, language=de:C3,\nchannel=twilio-sms|twilio-whatsapp -> C4';

test.each([
  [about('telegram', 'de', 'high_stakes'), 'C1'],
  [about('telegram', 'de', 'asked_for_person'), 'C2'],
  [about('telegram', 'fr-CA', 'frustrated'), 'C2'],
  [about('twilio-sms', 'de', 'asked_for_person'), 'C3'],
  [about('twilio-whatsapp', null, 'asked_for_person'), 'C4'],
  [about('telegram', null, 'asked_for_person'), null],
  [about('telegram', 'en', 'asked_for_person'), null],
])('the first rule that fits counts: %j goes to %s', (facts, place) => {
  const { rules, problems } = read(RULES);
  expect(problems).toEqual([]);
  expect(placeByRules(rules, facts)).toBe(place);
});

test.each([
  ['C1', /"C1" is not a rule\. Write conditions, a colon and the id of a channel: language=de:C0/],
  ['language=de:#german', /"#german" in "language=de:#german" is not the id of a channel/],
  ['lang=de:C1', /"lang=de" in "lang=de:C1" is not a condition\. There are channel=…, language=… and reason=…/],
  ['language:C1', /"language" in "language:C1" is not a condition/],
  ['language=:C1', /"language=" in "language=:C1" is not a condition/],
  ['language=german:C1', /"german" is not a language\. Write its two letters/],
  ['reason=angry:C1', /"angry" is not a reason for a handoff\. There are asked_for_person, .*high_stakes/],
  ['language=de:C1:C2', /"language=de:C1:C2" is not a rule/],
])('%s is refused with what was meant', (text, sentence) => {
  expect(read(text).problems.join(' ')).toMatch(sentence);
});

test('every problem is said, and channels that no adapter has are named', () => {
  expect(read('a=1:C1, language=x1:C2').problems).toHaveLength(2);
  expect(unknownChannels(read('channel=telegram|whatsap:C1').rules, ['telegram'])).toEqual(['whatsap']);
});
