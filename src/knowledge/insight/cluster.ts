import { termsOf } from '../../ai/knowledge/terms';
import type { Asked } from './asked';
import { EMAIL } from './masked-words';

/** Questions about the same thing, in one language. */
export interface Cluster {
  readonly members: readonly Asked[];
  /** The one that is most like the others. */
  readonly example: Asked;
}

/** The cosine of weighted terms from which two questions are about the same. */
const ALIKE = 0.4;

interface Weighed {
  readonly asked: Asked;
  readonly terms: ReadonlyMap<string, number>;
}

/**
 * Gathers questions by the words they share, rare words counting more. Each joins the group it is most like, in the
 * order given, so the same questions always make the same groups.
 */
export function clustersOf(questions: readonly Asked[]): readonly Cluster[] {
  const groups: { members: Weighed[]; centre: Map<string, number>; language: string }[] = [];
  for (const one of weighed(questions)) {
    const near = groups
      .filter(({ language }) => language === one.asked.language)
      .map((group) => ({ group, likeness: cosine(one.terms, group.centre) }))
      .reduce<{ group: (typeof groups)[number]; likeness: number } | null>(
        (best, next) => (best === null || next.likeness > best.likeness ? next : best),
        null,
      );
    if (near !== null && near.likeness >= ALIKE) {
      near.group.members.push(one);
      for (const [term, weight] of one.terms) near.group.centre.set(term, (near.group.centre.get(term) ?? 0) + weight);
    } else groups.push({ members: [one], centre: new Map(one.terms), language: one.asked.language });
  }
  return groups.map(({ members, centre }) => ({
    members: members.map(({ asked }) => asked),
    example: mostLike(members, centre),
  }));
}

function mostLike(members: readonly Weighed[], centre: ReadonlyMap<string, number>): Asked {
  const scored = members.map(({ asked, terms }) => ({ asked, likeness: cosine(terms, centre) }));
  return scored.reduce((best, next) => (next.likeness > best.likeness ? next : best)).asked;
}

/** What nothing can be searched for ("??") is left out. */
function weighed(questions: readonly Asked[]): Weighed[] {
  const all = questions.map((asked) => ({ asked, terms: topicOf(asked) }));
  const seenIn = new Map<string, number>();
  for (const { terms } of all) for (const term of terms) seenIn.set(term, (seenIn.get(term) ?? 0) + 1);
  const weightOf = (term: string): number => Math.log(1 + all.length / (seenIn.get(term) ?? 1));
  return all
    .filter(({ terms }) => terms.length > 0)
    .map(({ asked, terms }) => ({ asked, terms: new Map(terms.map((term) => [term, weightOf(term)])) }));
}

/** Addresses and order numbers tell whom it concerns, not what about. */
const topicOf = ({ question, language }: Asked): string[] =>
  [...new Set(termsOf(question.replace(EMAIL, ' '), language))].filter((term) => !/\d/.test(term));

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [term, weight] of a) dot += weight * (b.get(term) ?? 0);
  const length = (of: ReadonlyMap<string, number>): number =>
    Math.sqrt([...of.values()].reduce((sum, one) => sum + one * one, 0));
  return dot === 0 ? 0 : dot / (length(a) * length(b));
}
