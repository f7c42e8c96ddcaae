import type { Lexicon } from './lexicon';
import { QUESTION } from './text';
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
  explicit('who little{0,3} (talk|connect|contact)'),
  explicit('give gap (staff|someone|department)'),
  explicit('give little{0,2} support'),
  explicit('want little{0,3} reachme'),
  explicit('how little{0,4} staff'),
  explicit('talk loose{0,5} to gap anyone'),
  // "let me speak with the gym": in a request, whoever stands behind "the" is meant as a person.
  explicit('(wanting|ask|how) little{0,3} talk little{0,2} to the other'),
  // "someone I can talk to"
  explicit('anyone ,? little{0,5} (self|to|ask) little{0,2} talk'),
  explicit('talk little{0,3} to little{0,2} support'),
  explicit('(staff|someone|department) (little|want){0,3} department? (little|want){0,3} reachme'),
  explicit('(^|ask|want|,) little{0,3} person little{0,3} attend'),
  explicit('staff ask little{0,2} (help|attend)'),
  explicit('(^|,) (filler|urge)* attend to little{0,3} person'),
  explicit('ask gap attend to little{0,2} real* person'),
  // "I would like this to be handled by a human"
  explicit('want little{0,5} attend to little{0,2} real* person'),
  explicit('connect gap anyone'),
  explicit('connect little{0,4} support'),
  explicit('connect self little{0,2} to the other'),
  explicit('(request|escalate)'),
  explicit('wanting gap staff'),
  explicit('want gap department'),
  explicit('want little{0,4} real (someone|support|help)'),
  explicit('want little{0,4} help little{0,2} to gap staff'),
  explicit('want span to little{0,3} staff'),
  explicit('want gap someone little{0,2} (else|attend)'),
  explicit('want gap else someone'),
  explicit('(want|give) gap someone little{0,2} real'),
  explicit('(want|ask) little{0,3} someone else $'),
  // Said and nothing more, "I need support" means the people; "support for my return" is help with it.
  explicit('^ (filler|you)* self* want little{0,3} support (filler|urge)* $'),
  weak('want little{0,4} (support|someone)'),
  explicit('exist gap person'),
  explicit('exist gap agent (filler|urge|present)* (,|$)'),
  explicit('exist gap real (someone|support|department|help)'),
  explicit('exist gap someone little{0,2} real'),
  weak('exist gap (someone|department)'),
  explicit('ask gap staff loose{0,3} (attend|help|talk)'),
  explicit('ask gap someone little{0,2} else little{0,2} (attend|help|talk)'),
  weak('ask gap someone little{0,2} attend'),
  explicit('contact gap (staff|someone)'),
  explicit('^ little{0,3} staff little{0,2} present (filler|urge|the)* $'),
  explicit('^ little{0,2} help little{0,2} to little{0,3} staff'),
  explicit('contact gap (department|support|help)'),
  explicit('(ask|self|want) little{0,4} other? little{0,3} real+ staff'),
];

/** Where the verb may close the clause: "mit einem Menschen sprechen", "iemand spreken". */
const VERB_FINAL: readonly Rule[] = [
  explicit('anyone loose{0,3} (talk|connect|contact)'),
  explicit('staff little{0,2} want'),
  explicit('(department|support) little{0,2} contact'),
  weak('support little{0,2} want'),
];

/** Clauses that are nothing but the name of a person, or of a place with persons in it. */
const BARE: readonly Rule[] = [
  { pattern: /^[fjupdmqy]*(?:Sp?)?a*(?:P|D)+[fjyduap]*$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmq]*a+[GSUH][fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fupdmq]*G+[fd]*j[jfd]*$/g, certainty: 'explicit' },
  { pattern: /^[fupdmq]*[fj]*j[fd]*G[fd]*$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmq]*Sa[fjd]*$/g, certainty: 'explicit' },
  // "Call me back": no bot can.
  { pattern: /^[fjuqgd]*b[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^G{2,}$/g, certainty: 'explicit' },
  { pattern: /^[fjupdmn]*Se[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fujN]*k[fd]*(?:D|U)[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fjuNq]*(?:c[fjd]*m[mfjd]*|[fj]*jc|c[fd]*j[fj]*)$/g, certainty: 'explicit' },
  { pattern: /^(?=.*[qj])[fjuqgd]*m[fjuqgd]*c[fjd]*$/g, certainty: 'explicit' },
  { pattern: /^[fjupdm]*(?:G|U|S)[fjd]*$/g, certainty: 'weak' },
];

/** "I don't want to talk to a bot", "enough of this machine". */
const NO_BOT: readonly Rule[] = [
  explicit('(not|enough|no) leading{0,6} talk little{0,4} bot'),
  explicit('(not|enough|no) leading{0,3} (want|else)? little{0,2} bot'),
];

/** Most sentences name nobody and are done with here. */
const NAMES_A_PERSON = /[PGSDUBREctQbk]/;
const IS_ABOUT_WORDS = pattern('meta');
const DENIED_BEFORE = /(?:n[^.,xorqlHA]{0,8}|N[fda]{0,2})$/;
const DENIED_AFTER = /^(?:[fgjmuwtqd]{0,3}n(?:$|[.,])|[fgd]{0,3}n[fgd]{0,2}[wj])/;
/** "rather chat with you": the bot is whom they want. */
const TALKS_TO_YOU = /^tpu(?![DPGS])/;
const IDENTITY_BEFORE = /I(?:[fdanp]{0,3}x?[fda]{0,2}|[fm]{0,2}t[fdpm]{0,3})$/;
const TOLD_BEFORE = /[rv][^.,]{0,8}$/;
/** How one reaches the support is a question that an offer answers. */
const ASKS_THE_WAY_TO_CONTACT = /h[fdpmuaeqj]{0,3}$/;
/** "I said I want a person": the report is the customer's own. */
const SAID_MYSELF = /^[^.]*?(?:^|,)[fgjmu]{0,3}r[fgjum]{0,3}$/;
const TOLD_AFTER = /^(?:[fud]{0,2}r|v)/;

/** What one sentence asks for. Symbols of the sentence, without its stop. */
/** A question whether one must is none for a person; said plainly it is a need. */
const read = (symbols: string): string =>
  symbols.endsWith(QUESTION) ? symbols.slice(0, -1).replaceAll('M', 'v') : symbols;

export function requestIn(sentence: string, lexicon: Lexicon): Certainty {
  const symbols = read(sentence);
  if (!NAMES_A_PERSON.test(symbols)) return 'no';
  if (symbols.search(IS_ABOUT_WORDS) >= 0) return 'no';
  // "An agent, please" is one clause.
  const clauses = symbols
    .replace(/,(?=[fj]+$)/, '')
    .replace(/^([fj]+),/, '$1')
    .split(',');
  return strongest([
    ...clauses.map((clause, at) => (isPlain(clause, clauses.slice(0, at)) ? firstOf(BARE, clause) : 'no')),
    firstOf(NO_BOT, symbols),
    firstOf(lexicon.verbFinal ? [...REQUESTS, ...VERB_FINAL] : REQUESTS, symbols),
  ]);
}

/** A bare noun behind "I don't want a person" or "she said" goes on with it. */
const isPlain = (clause: string, before: readonly string[]): boolean =>
  !/[rvI]/.test(clause) && !before.some((earlier) => /n[^B]*[PGS]|N[fda]{0,2}[PGS]|(?<!m[fg]{0,2})r|v/.test(earlier));

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
  if (DENIED_BEFORE.test(before) || DENIED_AFTER.test(after)) return 'no';
  if (TALKS_TO_YOU.test(match)) return 'no';
  if (/^[PGSDat]/.test(match) && IDENTITY_BEFORE.test(before)) return 'no';
  if (ASKS_THE_WAY_TO_CONTACT.test(before) && /^k.*[DUH]$/.test(match)) return 'weak';
  if (SAID_MYSELF.test(before)) return certainty;
  if (TOLD_BEFORE.test(before) || TOLD_AFTER.test(after)) return 'weak';
  return certainty;
}

export const strongest = (found: readonly Certainty[]): Certainty =>
  found.includes('explicit') ? 'explicit' : found.includes('weak') ? 'weak' : 'no';
