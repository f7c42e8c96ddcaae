import type { Tool } from '../../ports/tool';
import { termsOf } from '../knowledge/terms';
import { complaintIn } from '../signals/complaint';
import { fold, isWord, wordsOf } from '../signals/text';

/** What little words are worth against those that carry the meaning: they tell "where is" from "how do I change". */
const LITTLE = 0.35;
/**
 * How alike a message and an example must be. Measured on 154 questions to the sample shop: two go to a tool, "where is my
 * order" and one that names its order; the next questions that an article answers reach 0.70.
 */
const ALIKE = 0.72;
/** A message that holds what the tool needs, such as an order number, says half of it already. */
const ALIKE_WITH_INPUT = 0.55;
/** What it costs to speak of something else besides, all of it. */
const ASIDE = 0.6;
const ASIDE_WITH_INPUT = 0.5;

/**
 * The tool that a message asks for in words like its examples; null: none clearly enough. A complaint about what came is
 * answered by no look at the order: only a tool that changes something, or whose examples complain too, is for it.
 */
export function matchTool(message: string, tools: readonly Tool[], language: string | null): Tool | null {
  const fitting = complaintIn(message) === null ? tools : tools.filter(takesComplaints);
  return likest(message, fitting, language);
}

export const takesComplaints = ({ permission, examples }: Tool): boolean =>
  permission === 'write' || examples.some((example) => complaintIn(example) !== null);

/** How alike a complaint and an example must be for the tool to look at what is complained about. */
const ALIKE_FOR_CONTEXT = 0.2;

/** The tool that a message, whatever it complains about, holds all of: "order 1029 is broken" names the order to look at. */
export const nearest = (message: string, tools: readonly Tool[], language: string | null): Tool | null =>
  tools
    .filter(({ inputs }) => inputs.every(({ pattern }) => pattern !== null))
    .map((tool) => ({ tool, ...scoreOf(message, tool, language) }))
    .filter(({ score, hasInput }) => hasInput && score >= ALIKE_FOR_CONTEXT)
    .sort((a, b) => b.score - a.score)[0]?.tool ?? null;

/** The same as {@link matchTool}, whatever the message complains about. */
export function likest(message: string, tools: readonly Tool[], language: string | null): Tool | null {
  const scored = tools
    .map((tool) => ({ tool, ...scoreOf(message, tool, language) }))
    .filter(({ score, hasInput }) => score >= (hasInput ? ALIKE_WITH_INPUT : ALIKE))
    .sort((a, b) => b.score - a.score);
  return scored[0]?.tool ?? null;
}

export function scoreOf(
  message: string,
  tool: Tool,
  language: string | null,
): { readonly score: number; readonly hasInput: boolean } {
  const patterns = tool.inputs.flatMap(({ pattern }) => (pattern === null ? [] : [pattern]));
  const hasInput = patterns.some((pattern) => new RegExp(pattern.source, pattern.flags.replace('g', '')).test(message));
  const said = weighed(withoutInputs(message, patterns), language);
  const score = Math.max(
    0,
    ...tool.examples.map((example) => likeness(said, weighed(withoutInputs(example, patterns), language), hasInput)),
  );
  return { score, hasInput };
}

const withoutInputs = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce(
    (left, { source, flags }) => left.replace(new RegExp(source, `${flags.replace('g', '')}g`), ' '),
    text,
  );

/** where's, wheres: where is. */
const SHORT_IS = /(?<![\p{L}])(where|what|when|how)'?s(?![\p{L}])/gu;

type Weighed = ReadonlyMap<string, number>;

/** Words with their weights; those that carry meaning are stemmed. */
function weighed(text: string, language: string | null): Weighed {
  const words = wordsOf(fold(text).replace(SHORT_IS, '$1 is')).filter(isWord);
  const all = words.map((word): [string, number] => {
    const [term] = termsOf(word, language);
    return term === undefined || /^\d+$/.test(word) ? [word, LITTLE] : [term, 1];
  });
  return new Map(all);
}

/** How much of the example is said, less what is said besides. */
function likeness(said: Weighed, example: Weighed, hasInput: boolean): number {
  const total = sum(example.values());
  const met = sum([...example].filter(([word]) => said.has(word)).map(([, weight]) => weight));
  const meant = [...said].filter(([, weight]) => weight === 1);
  const known = meant.filter(([word]) => example.has(word)).length;
  if (total === 0 || known === 0) return 0;
  const aside = 1 - known / meant.length;
  return (met / total) * (1 - aside * (hasInput ? ASIDE_WITH_INPUT : ASIDE));
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);
