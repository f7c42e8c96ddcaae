import { languageWords } from './language-words';
import { fold, isWord, wordsOf } from './text';

/** Letters that only some of these languages write; read before accents are folded away. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[ñ¿¡]/giu, 'es'],
  [/[ãõ]/giu, 'pt'],
  [/ß|[äü]/giu, 'de'],
  [/[èêëîïûœ]|ç[ae]/giu, 'fr'],
  [/[ìò]/giu, 'it'],
  [/[åæø]/giu, 'da'],
  [/å|ä/giu, 'sv'],
  [/[ąęłśźżć]/giu, 'pl'],
  [/[ğşı]/giu, 'tr'],
  [/[ășț]/giu, 'ro'],
  [/\bij|ij\b/giu, 'nl'],
];

/** Scripts that stand for a language; the first that makes up a good part of the letters is taken. */
const SCRIPTS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, () => 'ja'],
  [/\p{Script=Hangul}/gu, () => 'ko'],
  [/\p{Script=Han}/gu, () => 'zh'],
  [/\p{Script=Arabic}/gu, (text) => (/[پچژگ]/u.test(text) ? 'fa' : 'ar')],
  [/\p{Script=Cyrillic}/gu, (text) => (/[іїєґ]/iu.test(text) ? 'uk' : 'ru')],
  [/\p{Script=Devanagari}/gu, () => 'hi'],
  [/\p{Script=Greek}/gu, () => 'el'],
  [/\p{Script=Hebrew}/gu, () => 'he'],
  [/\p{Script=Thai}/gu, () => 'th'],
];

const MIN_SHARE_OF_SCRIPT = 0.3;
/** A language shows in its first words. */
const MAX_SAMPLE = 400;
const MIN_LETTERS = 8;
/** Shorter texts have little to tell by, so the lead must be clearer. */
const SHORT_LETTERS = 20;
/** How far ahead of the second language the first must be. Tried on 500 messages: none is taken for another language. */
const LEAD = 0.6;
const SHORT_LEAD = 1.5;
/** A letter of its own counts as much as most of a word. */
const LETTER_WEIGHT = 0.75;
const MAX_LETTERS_COUNTED = 3;

/** ISO 639-1; null when the text is too short or fits two languages alike. `expected` wins a near tie. */
export function detectLanguage(whole: string, expected: string | null): string | null {
  const text = whole.slice(0, MAX_SAMPLE);
  const letters = count(text, /\p{L}/gu);
  for (const [script, language] of SCRIPTS) {
    const found = count(text, script);
    if (found >= 2 && found / letters >= MIN_SHARE_OF_SCRIPT) return language(text);
  }
  return letters < MIN_LETTERS ? null : latinLanguage(text, letters, expected);
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function latinLanguage(text: string, letters: number, expected: string | null): string | null {
  const words = wordsOf(fold(text)).filter((word) => isWord(word) && /^[a-z]+$/.test(word));
  if (words.length === 0) return null;
  const { languages, languagesOf } = profiles();
  const likenesses = likenessTo(words);
  const scored = languages.map(
    (language, at) =>
      [language, (likenesses[at] ?? 0) * Math.sqrt(letters) + evidence(language, words, text, languagesOf)] as const,
  );
  const [first, second] = scored.sort((a, b) => b[1] - a[1]);
  if (first === undefined || second === undefined) return null;
  if (first[1] - second[1] >= (letters < SHORT_LETTERS ? SHORT_LEAD : LEAD)) return first[0];
  return expected === first[0] || expected === second[0] ? expected : null;
}

/** Words and letters that belong to the language; a word of one language says most, one that five share says little. */
function evidence(
  language: string,
  words: readonly string[],
  text: string,
  languagesOf: Profiles['languagesOf'],
): number {
  const said = words.reduce((sum, word) => {
    const languages = languagesOf.get(word) ?? [];
    return languages.includes(language) ? sum + 1 / languages.length : sum;
  }, 0);
  const written = LETTERS.filter(([, owner]) => owner === language).reduce(
    (sum, [letter]) => sum + Math.min(MAX_LETTERS_COUNTED, count(text, letter)) * LETTER_WEIGHT,
    0,
  );
  return said + written;
}

/** For every language the mean logarithm of how usual the words' runs of two to four letters are in it. */
function likenessTo(words: readonly string[]): readonly number[] {
  const { usual, unseen } = profiles();
  const runs = words.flatMap(runsOf);
  const sums = unseen.map(() => 0);
  for (const run of runs) {
    const known = usual.get(run) ?? unseen;
    for (const [at, value] of known.entries()) sums[at] = (sums[at] ?? 0) + value;
  }
  return sums.map((sum) => sum / runs.length);
}

const runsOf = (word: string): string[] => {
  const bounded = `_${word}_`;
  return [2, 3, 4].flatMap((length) =>
    Array.from({ length: Math.max(0, bounded.length - length + 1) }, (_, at) => bounded.slice(at, at + length)),
  );
};

interface Profiles {
  readonly languages: readonly string[];
  readonly languagesOf: ReadonlyMap<string, readonly string[]>;
  /** By run of letters: the logarithm of its frequency in each of `languages`. */
  readonly usual: ReadonlyMap<string, readonly number[]>;
  readonly unseen: readonly number[];
}

const UNSEEN = 0.3;
const POSSIBLE_RUNS = 3000;

let made: Profiles | null = null;

/** Made from word lists when first asked for: some 50 ms that a process without messages saves. */
function profiles(): Profiles {
  made ??= makeProfiles();
  return made;
}

function makeProfiles(): Profiles {
  const words = [...languageWords()];
  const languagesOf = new Map<string, string[]>();
  for (const [language, { little }] of words)
    for (const word of little) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
  const counted = words.map(([, { all }]) => countRuns(all));
  const frequency = (times: number, total: number): number => Math.log((times + UNSEEN) / (total + POSSIBLE_RUNS));
  const usual = new Map<string, readonly number[]>();
  for (const run of new Set(counted.flatMap(({ times }) => [...times.keys()])))
    usual.set(
      run,
      counted.map(({ times, total }) => frequency(times.get(run) ?? 0, total)),
    );
  return {
    languages: words.map(([language]) => language),
    languagesOf,
    usual,
    unseen: counted.map(({ total }) => frequency(0, total)),
  };
}

function countRuns(words: readonly string[]): { readonly times: ReadonlyMap<string, number>; readonly total: number } {
  const times = new Map<string, number>();
  const runs = words.flatMap(runsOf);
  for (const run of runs) times.set(run, (times.get(run) ?? 0) + 1);
  return { times, total: runs.length };
}
