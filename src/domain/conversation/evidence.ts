import type { MessagePart } from '../message';
import { plainText } from '../message';
import type { Signals } from './signals';
import type { BotMemory, Sign } from './state';

/**
 * Weak signs that the AI does not help, none of which means much alone. They add up; each stays visible to the agent who
 * takes over. A person is offered at `offerAt` and brought in at `escalateAt` of the policy.
 */
export type SignWeights = Readonly<Record<Sign['what'], number>>;

export const SIGN_WEIGHTS: SignWeights = {
  rejected_answer: 0.3,
  repeated_question: 0.35,
  failed_answer: 0.3,
  clarified: 0.15,
  frustrated: 0.4,
};

/** Below this a sign says nothing any more. */
const FADED = 0.05;
/** Anger of less than this is how some people write. */
export const FRUSTRATED_FROM = 0.4;
const SAME_QUESTION = 0.6;
const WORDS_KEPT = 30;

export const scoreOf = ({ signs }: BotMemory): number => signs.reduce((sum, { weight }) => sum + weight, 0);

/** What a message of the customer adds; one that shows nothing bad after an answer lets older signs fade. */
export function weighMessage(
  bot: BotMemory,
  parts: readonly MessagePart[],
  signals: Signals,
  weights: SignWeights,
): BotMemory {
  const words = wordsOf(parts);
  const repeated = bot.turns > 0 && similarity(words, bot.lastQuestion) > SAME_QUESTION;
  const fresh: Sign[] = [
    ...(bot.turns > 0 && signals.rejectsAnswer ? sign('rejected_answer', weights) : []),
    ...(repeated ? sign('repeated_question', weights) : []),
    ...(signals.frustration >= FRUSTRATED_FROM ? sign('frustrated', weights, signals.frustration) : []),
  ];
  const signs = fresh.length > 0 ? [...bot.signs, ...fresh] : faded(bot.signs);
  return { ...bot, signs, lastQuestion: words.length > 0 ? words : bot.lastQuestion };
}

export const weighReply = (bot: BotMemory, what: 'failed_answer' | 'clarified', weights: SignWeights): BotMemory => ({
  ...bot,
  signs: [...bot.signs, ...sign(what, weights)],
});

/** None where the admin gives it no weight. */
function sign(what: Sign['what'], weights: SignWeights, strength = 1): readonly Sign[] {
  const weight = Math.round(weights[what] * strength * 100) / 100;
  return weight > 0 ? [{ what, weight }] : [];
}

const faded = (signs: readonly Sign[]): readonly Sign[] =>
  signs.map((one) => ({ ...one, weight: one.weight / 2 })).filter(({ weight }) => weight >= FADED);

const wordsOf = (parts: readonly MessagePart[]): readonly string[] => [
  ...new Set(
    plainText(parts)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2)
      .slice(0, WORDS_KEPT),
  ),
];

/** Shared words over all words of both; 0 where one of them has too few to tell. */
function similarity(a: readonly string[], b: readonly string[]): number {
  if (a.length < 3 || b.length < 3) return 0;
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / (a.length + b.length - shared);
}
