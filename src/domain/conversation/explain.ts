import { FRUSTRATED_FROM } from './evidence';
import type { Signals } from './signals';
import type { Handoff, HandoffReason, HandoffTrace, Sign } from './state';

const REASONS: Readonly<Record<HandoffReason, string>> = {
  asked_for_person: 'The customer asked for a person.',
  accepted_offer: 'The customer said yes to the offer of a person.',
  clarified_too_often: 'The AI had to ask back too often.',
  could_not_answer: 'The answers of the AI did not help.',
  responder_failed: 'The AI failed to answer.',
  tool_failed: 'A system that the AI needed did not answer.',
  not_identified: 'The customer could not show who they are.',
  turn_limit: 'The AI had answered as often as it may.',
  cost_limit: 'The AI had cost as much as it may in one conversation (AI_TOKENS_PER_CONVERSATION).',
  ungrounded: 'The AI had an answer that no article and no system bears out, so it was not sent.',
  promised: 'The AI was about to promise what only people can do, so people do it.',
  high_stakes: 'It is a topic that only people answer.',
  frustrated: 'The customer was getting frustrated.',
  policy: 'A rule of yours asks for people.',
  vip: 'Your list VIP_CONTACTS names this customer.',
  came_back: 'The customer wrote again soon after it was resolved.',
  released: 'Whoever had it stepped away.',
  agent_took_over: 'Somebody took it over from the AI.',
};

/** The answer to "why was this handed off?": the reason, the customer's own words, and what the rules read and counted. */
export function whyHandedOff({ reason, evidence, signs, trace }: Handoff): string {
  const read = trace.signals === null ? [] : readIn(trace.signals);
  return [
    REASONS[reason],
    evidence === null ? '' : `In their words: “${evidence}”`,
    read.length === 0 ? '' : `Read in that message: ${read.join(', ')}.`,
    signs.length === 0 ? '' : `Signs that added up: ${signs.map(signWords).join(', ')}; ${sumOf(signs)} in all.`,
    `Before that: ${countedIn(trace)}.`,
  ]
    .filter(Boolean)
    .join('\n');
}

const SIGNS: Readonly<Record<Sign['what'], string>> = {
  rejected_answer: 'an answer rejected',
  repeated_question: 'the same question again',
  failed_answer: 'no answer found',
  clarified: 'a question back',
  frustrated: 'frustration',
};

const sumOf = (signs: readonly Sign[]): string => signs.reduce((sum, { weight }) => sum + weight, 0).toFixed(2);

const signWords = ({ what, weight }: Sign): string => `${SIGNS[what]} (${weight.toFixed(2)})`;

const STAKES: Readonly<Record<NonNullable<Signals['highStakes']>, string>> = {
  legal: 'a legal matter',
  safety: 'somebody’s safety',
  bereavement: 'a bereavement',
  fraud: 'fraud',
  privacy: 'their personal data',
  cancellation: 'leaving you',
  amount: 'an amount above your HIGH_STAKES_AMOUNT',
};

function readIn(signals: Signals): readonly string[] {
  return [
    signals.asksForPerson === 'explicit' ? 'asks for a person in plain words' : '',
    signals.asksForPerson === 'weak' ? 'may be asking for a person' : '',
    signals.affirms ? 'says yes' : '',
    signals.rejectsAnswer ? 'says that the last answer did not help' : '',
    signals.highStakes === null ? '' : STAKES[signals.highStakes],
    signals.humanOnly ? `“${signals.humanOnly}”, of your list HUMAN_ONLY_TOPICS` : '',
    signals.frustration >= FRUSTRATED_FROM ? `frustration ${signals.frustration.toFixed(2)} of 1` : '',
  ].filter(Boolean);
}

const countedIn = ({ turns, clarifications, failures }: HandoffTrace): string =>
  [
    `${turns} ${turns === 1 ? 'message' : 'messages'} of the AI`,
    `${clarifications} in a row that asked back`,
    `${failures} that did not help`,
  ].join(', ');
