import { fold, isWord, SHOUT } from './text';
import { symbolOf, type WordClass } from './word-classes';

/** Words and expressions by class, comma-separated; `agent*` stands for every word that begins so. */
export type LexiconSource = Partial<Readonly<Record<WordClass, string>>>;

export interface Lexicon {
  readonly language: string;
  /** The verb may stand at the end: "mit einem Menschen sprechen". */
  readonly verbFinal: boolean;
  readonly phrases: ReadonlyMap<string, string>;
  readonly prefixes: readonly Entry[];
  /** How many words the longest expression has that begins with this one. */
  readonly longest: ReadonlyMap<string, number>;
  /** Words long enough to be recognised with one slip of the finger, by their first letter. */
  readonly forgiving: ReadonlyMap<string, readonly Forgiven[]>;
  /** Entries that stand in two classes, where the later wins unseen: none, a test sees to it. */
  readonly twice: readonly string[];
}

type Entry = readonly [word: string, symbol: string];
type Forgiven = readonly [word: string, symbol: string, from: number];

/** From how many letters on a slip is recognised. A slip of a short verb is too often another verb (taking, pitch). */
const FORGIVING: Partial<Readonly<Record<WordClass, number>>> = {
  person: 5,
  agent: 5,
  someone: 5,
  department: 5,
  talk: 7,
  connect: 7,
};
const MIN_FORGIVING_LENGTH = 5;

export function lexicon(
  language: string,
  source: LexiconSource,
  options: { verbFinal?: boolean; forgiving?: boolean } = {},
): Lexicon {
  const phrases = new Map<string, string>();
  const prefixes: Entry[] = [];
  const forgiving = new Map<string, Forgiven[]>();
  const twice: string[] = [];
  for (const [name, list] of Object.entries(source) as [WordClass, string][]) {
    const symbol = symbolOf(name);
    for (const entry of entriesOf(list)) {
      if (phrases.has(entry)) twice.push(entry);
      if (entry.endsWith('*')) prefixes.push([entry.slice(0, -1), symbol]);
      else phrases.set(entry, symbol);
      const from = FORGIVING[name] ?? Number.POSITIVE_INFINITY;
      if (options.forgiving === false || entry.length < from || !/^\p{L}+$/u.test(entry)) continue;
      const initial = entry.charAt(0);
      forgiving.set(initial, [...(forgiving.get(initial) ?? []), [entry, symbol, from]]);
    }
  }
  const longest = new Map<string, number>();
  for (const phrase of phrases.keys()) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    longest.set(first, Math.max(longest.get(first) ?? 1, words.length));
  }
  return { language, verbFinal: options.verbFinal ?? false, phrases, prefixes, longest, forgiving, twice };
}

const entriesOf = (list: string): string[] =>
  fold(list)
    .split(',')
    .map((entry) => entry.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** A sentence as one symbol per word or expression; `elsewhere` is asked for words that the lexicon does not know. */
export function symbolsOf(
  words: readonly string[],
  lexicon: Lexicon,
  elsewhere: (word: string) => string | undefined = () => undefined,
): string {
  let symbols = '';
  for (let at = 0; at < words.length; ) {
    const [symbol, length] = longestMatch(words, at, lexicon);
    symbols += symbol === UNKNOWN ? (elsewhere(words[at] ?? '') ?? symbol) : symbol;
    at += length;
  }
  return symbols;
}

const UNKNOWN = symbolOf('other');

function longestMatch(words: readonly string[], at: number, lexicon: Lexicon): readonly [string, number] {
  const word = words[at] ?? '';
  if (!isWord(word)) return [word === SHOUT ? symbolOf('urge') : word, 1];
  for (let length = Math.min(lexicon.longest.get(word) ?? 1, words.length - at); length > 1; length--) {
    const symbol = lexicon.phrases.get(words.slice(at, at + length).join(' '));
    if (symbol !== undefined) return [symbol, length];
  }
  return [single(word, lexicon), 1];
}

const single = (word: string, lexicon: Lexicon): string =>
  spelled(word, lexicon) ?? drawn(word, lexicon) ?? slipped(word, lexicon) ?? symbolOf('other');

/** As it stands in the lexicon. */
export const spelled = (word: string, { phrases, prefixes }: Lexicon): string | undefined =>
  phrases.get(word) ?? prefixes.find(([prefix]) => word.startsWith(prefix))?.[1];

/** plzzz, humannnn: drawn out for emphasis. */
function drawn(word: string, lexicon: Lexicon): string | undefined {
  if (!/(\p{L})\1{2}/u.test(word)) return undefined;
  return ['$1$1', '$1'].map((once) => spelled(word.replace(/(\p{L})\1{2,}/gu, once), lexicon)).find(Boolean);
}

function slipped(word: string, { forgiving }: Lexicon): string | undefined {
  if (word.length < MIN_FORGIVING_LENGTH) return undefined;
  const near = forgiving.get(word.charAt(0))?.find(([known, , from]) => word.length >= from && isSlip(word, known));
  // An h that is not heard is not written either: umano, ombre.
  const mute = forgiving.get('h')?.find(([known]) => known.slice(1) === word);
  return (near ?? mute)?.[1];
}

/** One letter added, left out or changed, or two swapped; the first letter is right, and a plural is no slip. */
export function isSlip(word: string, known: string): boolean {
  if (word[0] !== known[0] || Math.abs(word.length - known.length) > 1 || word === `${known}s`) return false;
  let from = 0;
  while (from < word.length && word[from] === known[from]) from++;
  const a = word.slice(from);
  const b = known.slice(from);
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
