import { type SignalRules, USUAL_SIGNAL_RULES } from '../../domain/conversation/handoff-rules';
import type { Signals } from '../../domain/conversation/signals';
import { asksForPerson } from './asks-for-person';
import { frustrationIn } from './frustration';
import { isInjection } from './injection';
import { detectLanguage } from './language';
import type { Certainty } from './person-rules';
import { rejects } from './rejects-answer';
import { declines, isBareHelp, shortAnswer } from './short-answers';
import { humanOnlyIn, stakesIn } from './signal-rules';
import { fold, readable, withoutQuotes, wordsOf } from './text';

export interface SignalContext {
  /** What the conversation is held in, if known: decides between two languages that fit alike. */
  readonly language: string | null;
  /** A person was offered just before: a hint is then an answer. */
  readonly botOffered?: boolean;
}

/**
 * Reads one message of a customer. Pure and quick (about a millisecond for a long message): long texts are cut in the
 * middle, and quoted words count for nothing but the language.
 */
export function readSignals(text: string, context: SignalContext, rules: SignalRules = USUAL_SIGNAL_RULES): Signals {
  const shown = readable(text);
  const whole = fold(shown);
  const own = fold(withoutQuotes(shown));
  const words = wordsOf(own);
  const { affirms, thanks, denies } = shortAnswer(words, own);
  return {
    asksForPerson: certainty(own, whole, context.botOffered ?? false),
    bareHelp: isBareHelp(words),
    affirms,
    declines: denies || declines(words),
    rejectsAnswer: denies || rejects(own),
    justThanks: thanks,
    highStakes: stakesIn(own, rules),
    humanOnly: humanOnlyIn(own, rules),
    frustration: frustrationIn(shown, own, words),
    language: detectLanguage(shown, context.language),
  };
}

function certainty(own: string, whole: string, botOffered: boolean): Signals['asksForPerson'] {
  const found: Certainty = asksForPerson(own);
  if (isInjection(whole)) return found === 'no' ? 'no' : 'weak';
  return botOffered && found === 'weak' ? 'explicit' : found;
}
