import type { TranscriptEntry } from '../domain/message';
import { termsOf } from './knowledge/terms';
import { wordsIn } from './unanswered';

const MIN_SHARE = 0.5;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What a colleague told this customer in the last week about what is asked now; null if nobody did. After a hand-back
 * it is the best source there is, and repeating it word for word cannot be wrong.
 */
export function agentFact(
  question: string,
  transcript: readonly TranscriptEntry[],
  language: string | null,
): TranscriptEntry | null {
  const asked = [...new Set(termsOf(question, language))];
  const now = transcript.at(-1)?.at ?? 0;
  if (asked.length === 0) return null;
  const told = transcript
    .filter(({ author, visibility, deleted }) => author.role === 'agent' && visibility === 'public' && !deleted)
    .filter(({ at }) => now - at <= WEEK_MS)
    .map((entry) => ({ entry, share: shareOf(asked, new Set(termsOf(wordsIn(entry), language))) }))
    .filter(({ share }) => share >= MIN_SHARE);
  // Of equals the newest: what was said later corrects what was said before.
  return (
    told.reduce<(typeof told)[number] | null>(
      (best, one) => (best === null || one.share >= best.share ? one : best),
      null,
    )?.entry ?? null
  );
}

const shareOf = (asked: readonly string[], said: ReadonlySet<string>): number =>
  asked.filter((term) => said.has(term)).length / asked.length;
