import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stopwords as danishStopwords } from '@orama/stopwords/danish';
import { stopwords as dutchStopwords } from '@orama/stopwords/dutch';
import { stopwords as englishStopwords } from '@orama/stopwords/english';
import { stopwords as frenchStopwords } from '@orama/stopwords/french';
import { stopwords as germanStopwords } from '@orama/stopwords/german';
import { stopwords as italianStopwords } from '@orama/stopwords/italian';
import { stopwords as portugueseStopwords } from '@orama/stopwords/portuguese';
import { stopwords as russianStopwords } from '@orama/stopwords/russian';
import { stopwords as spanishStopwords } from '@orama/stopwords/spanish';
import { stopwords as swedishStopwords } from '@orama/stopwords/swedish';
import { stopwords as turkishStopwords } from '@orama/stopwords/turkish';
import { fold } from '../signals/text';
import { conversational } from './conversational-words';

/** Forms that no stemmer brings home. */
const IRREGULAR: Readonly<Record<string, string>> = {
  paid: 'pay',
  sent: 'send',
  broke: 'break',
  broken: 'break',
  bought: 'buy',
  sold: 'sell',
  lost: 'lose',
  chose: 'choose',
  chosen: 'choose',
  gave: 'give',
  given: 'give',
  took: 'take',
  taken: 'take',
  came: 'come',
  went: 'go',
  wrote: 'write',
  written: 'write',
  forgot: 'forget',
  forgotten: 'forget',
  torn: 'tear',
  worn: 'wear',
  children: 'child',
  kids: 'child',
  kid: 'child',
  feet: 'foot',
};

interface Morphology {
  readonly stem: (word: string) => string;
  readonly stopwords: ReadonlySet<string>;
}

const morphology = (stem: (word: string) => string, stopwords: readonly string[], language: string): Morphology => ({
  stem,
  // Stop words are folded like the text, with their apostrophes parted as the text's are.
  stopwords: new Set(
    [...stopwords, ...conversational(language)].flatMap((word) => [fold(word), fold(word).replaceAll("'", '')]),
  ),
});

const MORPHOLOGIES: Readonly<Record<string, Morphology>> = {
  da: morphology(danish, danishStopwords, 'da'),
  de: morphology(german, germanStopwords, 'de'),
  en: morphology((word) => english(IRREGULAR[word] ?? word), englishStopwords, 'en'),
  es: morphology(spanish, spanishStopwords, 'es'),
  fr: morphology(french, frenchStopwords, 'fr'),
  it: morphology(italian, italianStopwords, 'it'),
  nl: morphology(dutch, dutchStopwords, 'nl'),
  pt: morphology(portuguese, portugueseStopwords, 'pt'),
  ru: morphology(russian, russianStopwords, 'ru'),
  sv: morphology(swedish, swedishStopwords, 'sv'),
  tr: morphology(turkish, turkishStopwords, 'tr'),
};

const NONE: Morphology = { stem: (word) => word, stopwords: new Set() };

const WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/u;

/**
 * The words that carry a text's meaning, stemmed: what the index stores and what a question is compared by. Scripts
 * without spaces are read in pairs of characters.
 */
export function termsOf(text: string, language: string | null): string[] {
  const { stem, stopwords } = MORPHOLOGIES[language ?? 'en'] ?? NONE;
  const words = fold(text).match(WORD) ?? [];
  return words.flatMap((word) => {
    if (UNSPACED.test(word)) return pairs(word);
    return parts(word)
      .filter((part) => !stopwords.has(part) && part.length > 1)
      .map((part) => stem(part) || part);
  });
}

/** don't → dont; l'agent → l, agent. */
const parts = (word: string): string[] =>
  /'(?:t|s|m|d|ll|re|ve)$/.test(word) ? [word.replace(/'s$/, '').replaceAll("'", '')] : word.split("'");

const pairs = (word: string): string[] => {
  const characters = [...word];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
};
