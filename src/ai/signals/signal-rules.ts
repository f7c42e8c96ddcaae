import type { SignalRules } from '../../domain/conversation/handoff-rules';
import type { Signals } from '../../domain/conversation/signals';
import { amountIn } from './amounts';
import { highStakesIn } from './high-stakes';
import { fold, wordsOf } from './text';

/** Folded text without quotations. */
export const stakesIn = (folded: string, { topics, amount }: SignalRules): Signals['highStakes'] =>
  highStakesIn(folded, topics) ?? (amount !== null && amountIn(folded, amount) ? 'amount' : null);

/** The first of the admin's expressions that stands in the text, whole words only; null: none does. */
export function humanOnlyIn(folded: string, { humanOnly }: SignalRules): string | null {
  if (humanOnly.length === 0) return null;
  const said = ` ${wordsOf(folded).join(' ')} `;
  // What is written without spaces has no words to compare.
  return (
    humanOnly.find((topic) => {
      const words = wordsOf(fold(topic)).join(' ');
      return /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/u.test(words)
        ? folded.includes(words)
        : said.includes(` ${words} `);
    }) ?? null
  );
}
