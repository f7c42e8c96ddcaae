/** What a word does in a request for a person. One letter each, so that a rule can be a short regular expression. */
const SYMBOLS = {
  /** human, representative, operator: alone they ask for a person. */
  person: 'P',
  /** agent: alone it may mean the bot as well. */
  agent: 'G',
  someone: 'S',
  /** else, different: makes someone somebody who is not the bot. */
  else: 'e',
  /** customer service, retention, reception: there are people behind it. */
  department: 'D',
  /** support: as often the thing as the people. */
  support: 'U',
  bot: 'B',
  real: 'a',
  want: 'w',
  /** give me, get me: whoever stands behind it is wanted, even "someone". */
  give: 'i',
  /** I have to, devo: in a question it asks whether, else it says that somebody needs. */
  must: 'M',
  /** who can I, con quién: the person is the question. */
  who: 'Q',
  talk: 't',
  connect: 'c',
  /** A whole request in itself: "put me through", "get me someone". */
  request: 'R',
  /** contact, reach, call */
  contact: 'k',
  /** call me, get back to me: only people do. */
  reachme: 'b',
  escalate: 'E',
  /** can I, let me: opens a request. */
  ask: 'q',
  /** how do I: asks for the way, and wants to go it. */
  how: 'h',
  self: 'm',
  you: 'u',
  /** is there, do you have */
  exist: 'y',
  not: 'n',
  /** A "no" that answers, or that denies the noun right behind it. */
  no: 'N',
  /** told, said, after talking: somebody reports. */
  reported: 'r',
  /** are you, am I, this is: about what somebody is. */
  identity: 'I',
  /** do I have to, before, how many: speaks of a person without asking for one. */
  unasked: 'v',
  /** translate, the word: speaks of the words. */
  meta: 'Z',
  help: 'H',
  /** look at, handle, call back: what people do for a customer. */
  attend: 'l',
  /** stop, tired of, useless: with a bot behind it. */
  enough: 'X',
  /** please, now: makes a request of a bare noun. */
  urge: 'j',
  to: 'p',
  the: 'd',
  filler: 'f',
  /** is, have, think: may stand in a request, and makes a sentence of a bare noun. */
  verb: 'g',
  /** available, online: with a person before it, asks for one. */
  present: 'A',
  /** A known expression that means none of these: travel agent, human resources. */
  noise: 'o',
  /** but: a new clause. */
  but: ',',
  other: 'x',
} as const;

export type WordClass = keyof typeof SYMBOLS;

export const symbolOf = (wordClass: WordClass): string => SYMBOLS[wordClass];

const LITTLE = 'fdpmuaeqjMgA';

const MACROS: Readonly<Record<string, string>> = {
  little: `[${LITTLE}]`,
  /** Up to seven little words between the words that matter, with at most one unknown word among them. */
  gap: `(?:[${LITTLE}]{0,4}x?[${LITTLE}]{0,3})`,
  loose: `[${LITTLE}x]`,
  leading: `[${LITTLE}wtXlHi]`,
  /** Anything in the same clause, but bounded. */
  span: '[^.,nrvI]{0,8}',
  wanting: '[wiM]',
  staff: '[PG]',
  anyone: '[PGSD]',
};

/** A regular expression over classes, written in their names: `talk gap (person|agent)`. */
export function pattern(source: string): RegExp {
  const letters = source.replace(/[a-z]+/g, (name) => {
    const symbol = MACROS[name] ?? SYMBOLS[name as WordClass];
    if (symbol === undefined) throw new Error(`There is no word class "${name}".`);
    return symbol;
  });
  return new RegExp(letters.replace(/\s+/g, ''), 'g');
}
