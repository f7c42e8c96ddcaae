import { lookUp } from '../../ai/look-up';
import type { KnowledgeBase } from '../../ports/knowledge-base';
import type { Asked } from './asked';
import { type Cluster, clustersOf } from './cluster';
import { maskedWords } from './masked-words';

/** Something that customers wanted to know and the AI could not tell. Its words are masked. */
export interface Gap {
  readonly question: string;
  readonly language: string;
  readonly count: number;
  readonly lastAt: number;
  readonly outcomes: Readonly<Record<Exclude<Asked['outcome'], 'helped'>, number>>;
  /** Articles that were quoted and did not help. */
  readonly articles: readonly string[];
  /** What a colleague answered last: material for an article. */
  readonly draft: string | null;
  /** An article that was changed since and answers it now; null: it is still open. */
  readonly answeredBy: string | null;
}

export interface GapOptions {
  readonly now: number;
  /** As it is now. */
  readonly knowledge: KnowledgeBase;
  /** When a version of an article was made; null: unknown. */
  readonly madeAt: (document: string, version: number) => number | null;
}

/** A question a month ago is wanted half as much as one today. */
const HALF_LIFE_MS = 30 * 24 * 60 * 60_000;

/** What could not be answered, most wanted first: by how often and how lately it was asked. */
export async function gapsIn(asked: readonly Asked[], options: GapOptions): Promise<readonly Gap[]> {
  const failed = asked.filter(({ outcome }) => outcome !== 'helped').toSorted((a, b) => b.at - a.at);
  const weight = ({ members }: Cluster): number =>
    members.reduce((sum, { at }) => sum + 0.5 ** (Math.max(0, options.now - at) / HALF_LIFE_MS), 0);
  const ranked = clustersOf(failed).toSorted((a, b) => weight(b) - weight(a));
  return Promise.all(ranked.map((cluster) => gapOf(cluster, options)));
}

async function gapOf({ members, example }: Cluster, { knowledge, madeAt }: GapOptions): Promise<Gap> {
  const lastAt = Math.max(...members.map(({ at }) => at));
  const count = (outcome: Asked['outcome']): number => members.filter((one) => one.outcome === outcome).length;
  const draft = members.find(({ reply }) => reply !== null)?.reply ?? null;
  const found = await lookUp(example.question, knowledge, example.language);
  const now = found.type === 'answer' ? found.passage : null;
  const made = now?.document === undefined ? null : madeAt(now.document.id, now.document.version);
  return {
    question: maskedWords(example.question),
    language: example.language,
    count: members.length,
    lastAt,
    outcomes: { not_helped: count('not_helped'), handed_off: count('handed_off'), no_answer: count('no_answer') },
    articles: [...new Set(members.flatMap(({ sources }) => sources.map(({ title }) => title)))],
    draft: draft === null ? null : maskedWords(draft),
    answeredBy: made !== null && made > lastAt ? (now?.title ?? null) : null,
  };
}
