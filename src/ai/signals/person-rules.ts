import type { Lexicon } from './lexicon';
import { pattern } from './word-classes';

export type Certainty = 'explicit' | 'weak' | 'no';

interface Rule {
  readonly pattern: RegExp;
  readonly certainty: 'explicit' | 'weak';
}

const explicit = (source: string): Rule => ({ pattern: pattern(source), certainty: 'explicit' });
const weak = (source: string): Rule => ({ pattern: pattern(source), certainty: 'weak' });

/** Requests as they stand in a sentence. */
const REQUESTS: readonly Rule[] = [
  explicit('talk gap anyone'),
  explicit('talk loose{0,5} to gap anyone'),
  // "let me speak with the gym": in a request, whoever stands behind "the" is meant as a person.
  explicit('(want|ask|how) little{0,3} talk little{0,2} to the other'),
  // "someone I can talk to"
  explicit('(anyone|agent) little{0,5} (self|to|ask) little{0,2} talk'),
  explicit('connect gap anyone'),
  explicit('connect little{0,4} support'),
  explicit('(request|escalate)'),
  explicit('want gap staff'),
  explicit('want gap department'),
  explicit('want little{0,4} real (someone|support|help)'),
  explicit('want little{0,4} help little{0,2} to gap staff'),
  explicit('want span to little{0,3} staff'),
  explicit('want gap someone little{0,2} (else|attend)'),
  explicit('want gap else someone'),
  weak('want little{0,4} (support|someone)'),
  explicit('exist gap staff'),
  explicit('exist gap real (someone|support|department|help)'),
  explicit('exist gap someone little{0,2} real'),
  weak('exist gap (someone|department)'),
  explicit('ask gap staff little{0,2} (attend|help|talk)'),
  explicit('ask gap someone little{0,2} else little{0,2} (attend|help|talk)'),
  weak('ask gap someone little{0,2} attend'),
  explicit('contact gap staff'),
  weak('how little{0,3} contact gap (department|support)'),
  explicit('(want|ask|contact) little{0,3} contact gap (department|support)'),
  explicit('(ask|self|want) little{0,4} other? little{0,3} real+ staff'),
];

/** Where the verb may close the clause: "mit einem Menschen sprechen", "iemand spreken". */
const VERB_FINAL: readonly Rule[] = [
  explicit('anyone loose{0,3} (talk|connect|contact)'),
  explicit('staff little{0,2} want'),
  weak('support little{0,2} want'),
];

/** Clauses that are nothing but the name of a person, or of a place with persons in it. */
const BARE: readonly Rule[] = [
  { pattern: /^[fjupdmNq]*a*(?:P|D)+[fjydu]*$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmN]*a+[GSUH][fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fupdmN]*G+[fd]*j[jfd]*$/g, certainty: 'explicit' },
  { pattern: /^[fupdmN]*[fj]*j[fd]*G[fd]*$/g, certainty: 'explicit' },
  { pattern: /^G{2,}$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmN]*Se[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fujN]*k[fd]*(?:D|U)[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fjuN]*c[mfjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmN]*(?:G|U|S)[fjd]*$/g, certainty: 'weak' },
];

/** "I don't want to talk to a bot", "enough of this machine". */
const NO_BOT: readonly Rule[] = [
  explicit('(not|enough|no) leading{0,6} talk gap bot'),
  explicit('(not|enough|no) leading{0,3} (want|else|other)? little{0,2} bot'),
];

/** Most sentences name nobody and are done with here. */
const NAMES_A_PERSON = /[PGSDUBREct]/;
const IS_ABOUT_WORDS = pattern('meta');
const DENIED_BEFORE = /(?:n[^.,xor]{0,8}|N[fda]{0,2})$/;
const DENIED_AFTER = /^(?:[fmuwtqd]{0,3}n(?:$|[.,])|[fd]{0,3}n[fd]{0,2}w)/;
const IDENTITY_BEFORE = /I(?:[fdanp]{0,3}x?[fda]{0,2}|[fm]{0,2}t[fdpm]{0,3})$/;
const TOLD_BEFORE = /[rv][^.]{0,8}$/;
const TOLD_AFTER = /^[fud]{0,2}r/;

/** What one sentence asks for. Symbols of the sentence, without its stop. */
export function requestIn(symbols: string, lexicon: Lexicon): Certainty {
  if (!NAMES_A_PERSON.test(symbols)) return 'no';
  if (symbols.search(IS_ABOUT_WORDS) >= 0) return 'no';
  const clauses = symbols.split(',');
  return strongest([
    ...clauses.map((clause) => (isPlain(symbols) ? firstOf(BARE, clause) : 'no')),
    firstOf(NO_BOT, symbols),
    firstOf(lexicon.verbFinal ? [...REQUESTS, ...VERB_FINAL] : REQUESTS, symbols),
  ]);
}

/** A bare noun in a sentence that denies or reports something is part of that. */
const isPlain = (symbols: string): boolean => !/[nrvI]/.test(symbols) || /[nX][^.]{0,6}[Bu]/.test(symbols);

function firstOf(rules: readonly Rule[], symbols: string): Certainty {
  let best: Certainty = 'no';
  for (const { pattern, certainty } of rules) {
    for (const match of symbols.matchAll(pattern)) {
      const found = judged(
        certainty,
        symbols.slice(0, match.index),
        match[0],
        symbols.slice(match.index + match[0].length),
      );
      if (found === 'explicit') return 'explicit';
      if (found === 'weak') best = 'weak';
    }
  }
  return best;
}

/** What a match is worth with what stands around it. */
function judged(certainty: 'explicit' | 'weak', before: string, match: string, after: string): Certainty {
  if (/^[nXN]/.test(match)) return TOLD_BEFORE.test(before) ? 'no' : certainty;
  if (DENIED_BEFORE.test(before) || DENIED_AFTER.test(after) || IDENTITY_BEFORE.test(before)) return 'no';
  if (TOLD_BEFORE.test(before) || TOLD_AFTER.test(after)) return 'weak';
  return certainty;
}

export const strongest = (found: readonly Certainty[]): Certainty =>
  found.includes('explicit') ? 'explicit' : found.includes('weak') ? 'weak' : 'no';
