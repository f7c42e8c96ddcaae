import { fold } from '../signals/text';
import { meaningsOf } from './same-meaning';
import { termsOf } from './terms';

/** A question as one language's index reads it: what was written, and what else it may be called. */
export interface Question {
  readonly language: string;
  readonly asked: readonly string[];
  /** For every term that was asked: other terms with its meaning. */
  readonly neighbours: ReadonlyMap<string, readonly string[]>;
  /** "How long" has no word to search for and still asks for days: such terms move a passage up and cover nothing. */
  readonly hints: readonly string[];
}

interface Expression {
  readonly text: string;
  readonly terms: readonly string[];
}

interface Group {
  readonly said: readonly Expression[];
  readonly meant: readonly string[];
}

/** Order numbers, amounts: they tell whom it concerns and not what about. */
const IDENTIFIER = /\d{3}|^\d+$/;

const compiled = new Map<string, readonly Group[]>();

/** `slipsFor` names known terms that an unknown one may stand for. */
export function readQuestion(text: string, language: string, slipsFor: (term: string) => readonly string[]): Question {
  const asked = [...new Set(termsOf(text, language))].filter((term) => !IDENTIFIER.test(term));
  const neighbours = new Map(asked.map((term) => [term, new Set(slipsFor(term))]));
  const hints = new Set<string>();
  const words = ` ${fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `;
  for (const { said, meant } of groupsFor(language)) {
    for (const { text: expression, terms } of said) {
      const [only] = terms;
      const isSaid =
        terms.length === 1 && only !== undefined ? asked.includes(only) : words.includes(` ${expression} `);
      if (!isSaid) continue;
      const others = meant.filter((term) => !terms.includes(term));
      if (terms.length === 0) for (const term of others) hints.add(term);
      for (const term of terms) neighbours.set(term, new Set([...(neighbours.get(term) ?? []), ...others]));
    }
  }
  return {
    language,
    asked,
    neighbours: new Map([...neighbours].map(([term, others]) => [term, [...others]])),
    hints: [...hints],
  };
}

function groupsFor(language: string): readonly Group[] {
  const known = compiled.get(language);
  if (known !== undefined) return known;
  const groups = meaningsOf(language).map(({ said, meant }) => ({
    said: said.map((text) => ({ text, terms: termsOf(text, language) })),
    meant: [...new Set(meant.flatMap((text) => termsOf(text, language)))],
  }));
  compiled.set(language, groups);
  return groups;
}
