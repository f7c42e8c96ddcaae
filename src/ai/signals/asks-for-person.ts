import { type Lexicon, spelled, symbolsOf } from './lexicon';
import { LEXICONS } from './lexicons/all';
import { type Certainty, requestIn, strongest } from './person-rules';
import { isWord, plainly, STOP, wordsOf } from './text';
import { asksInOtherScript } from './unspaced-scripts';
import { symbolOf } from './word-classes';

/** A lexicon that knows clearly fewer words of a sentence than the best one reads it in the wrong language. */
const MIN_SHARE_OF_BEST = 0.7;

/**
 * Folded text without quotations. Every language is tried on every sentence: a wrong guess at the language must not
 * cost a request, and people mix languages.
 */
export function asksForPerson(folded: string): Certainty {
  return strongest([...sentencesOf(wordsOf(plainly(folded))).map(requestInAnyLanguage), asksInOtherScript(folded)]);
}

function requestInAnyLanguage(words: readonly string[]): Certainty {
  const readings = LEXICONS.map((lexicon) => ({ lexicon, symbols: symbolsOf(words, lexicon) }));
  const scored = readings.map((reading) => ({ ...reading, unknown: count(reading.symbols, symbolOf('other')) }));
  const best = words.length - Math.min(...scored.map(({ unknown }) => unknown));
  const fitting = scored.filter(({ unknown }) => words.length - unknown >= best * MIN_SHARE_OF_BEST);
  const plain = strongest(fitting.map(({ symbols, lexicon }) => requestIn(symbols, lexicon)));
  if (plain === 'explicit') return plain;
  return strongest([plain, ...fitting.map(({ lexicon }) => requestIn(symbolsOf(words, lexicon, borrowed), lexicon))]);
}

/** "hablar with a real person": what one language does not know, another may. Short words mean too much elsewhere. */
const borrowed = (word: string): string | undefined =>
  isWord(word) ? LEXICONS.map((lexicon: Lexicon) => spelled(word, lexicon)).find(Boolean) : undefined;

const count = (symbols: string, symbol: string): number => symbols.split(symbol).length - 1;

function sentencesOf(words: readonly string[]): string[][] {
  const sentences: string[][] = [[]];
  for (const word of words) {
    if (word === STOP) sentences.push([]);
    else sentences.at(-1)?.push(word);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
