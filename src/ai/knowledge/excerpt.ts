/** A passage this short is quoted whole: cutting it saves nothing and may cut the answer. */
const WHOLE_LENGTH = 280;
const MAX_EXCERPT_LENGTH = 420;

export const sentencesOf = (text: string, language: string | null): string[] =>
  [...new Intl.Segmenter(language ?? 'en', { granularity: 'sentence' }).segment(text)]
    .flatMap(({ segment }) => segment.split('\n'))
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/**
 * The one or two neighbouring sentences that cover most of the question's weight, word for word. Where the question
 * only meets the heading, the section's beginning is the answer.
 */
export function excerptOf(text: string, language: string | null, weigh: (sentence: string) => number): string {
  if (text.length <= WHOLE_LENGTH) return text;
  const sentences = sentencesOf(text, language);
  let best = { at: 0, weight: 0 };
  for (const at of sentences.keys()) {
    const weight = weigh(pairAt(sentences, at));
    if (weight > best.weight) best = { at, weight };
  }
  return pairAt(sentences, best.at);
}

function pairAt(sentences: readonly string[], at: number): string {
  const [first = '', second] = sentences.slice(at, at + 2);
  const both = second === undefined ? first : `${first} ${second}`;
  return both.length <= MAX_EXCERPT_LENGTH ? both : first;
}
