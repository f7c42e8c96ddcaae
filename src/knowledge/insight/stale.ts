import type { StoredDocument } from '../../ports/knowledge-store';
import type { Asked } from './asked';

/** An article that should be looked at, and why. */
export interface StaleArticle {
  readonly id: string;
  readonly title: string;
  readonly why: StaleReason;
  readonly used: number;
  /** Of these, how often the customer objected or needed a person. */
  readonly failed: number;
  readonly changedAt: number;
  /** Only of `dead_link`. */
  readonly links?: readonly string[];
}

export type StaleReason = 'does_not_help' | 'dead_link' | 'old' | 'never_used';

export interface StaleOptions {
  readonly now: number;
  /** Since when answers were looked at. */
  readonly since: number;
  readonly oldAfterMonths: number;
  /** Links that lead nowhere, by article. */
  readonly deadLinks?: ReadonlyMap<string, readonly string[]>;
}

const MONTH_MS = 30 * 24 * 60 * 60_000;
/** One objection may be about anything. */
const MIN_FAILED = 2;
const OFTEN = 5;
/** Of fewer answers than this nothing can be said about what is never used. */
const ENOUGH_ANSWERS = 20;

const ORDER: readonly StaleReason[] = ['does_not_help', 'dead_link', 'old', 'never_used'];

/** Articles that fail more often than they help, lead nowhere, are old and often used, or are never used; worst first. */
export function staleIn(
  documents: readonly StoredDocument[],
  asked: readonly Asked[],
  { now, since, oldAfterMonths, deadLinks = new Map() }: StaleOptions,
): readonly StaleArticle[] {
  const uses = usesOf(asked);
  const answers = asked.filter(({ sources }) => sources.length > 0).length;
  const found = documents
    .filter(({ answers: isUsed, audience }) => isUsed && audience === 'public')
    .flatMap((document): StaleArticle[] => {
      const { used, failed } = uses.get(document.id) ?? { used: 0, failed: 0 };
      const links = deadLinks.get(document.id) ?? [];
      const changedAt = document.madeAt.getTime();
      const article = { id: document.id, title: document.title, used, failed, changedAt };
      const holds: Readonly<Record<StaleReason, boolean>> = {
        does_not_help: failed >= MIN_FAILED && failed > used - failed,
        dead_link: links.length > 0,
        old: used >= OFTEN && now - changedAt > oldAfterMonths * MONTH_MS,
        never_used: used === 0 && answers >= ENOUGH_ANSWERS && changedAt < since,
      };
      return ORDER.filter((why) => holds[why]).map((why) => ({
        ...article,
        why,
        ...(why === 'dead_link' ? { links } : {}),
      }));
    });
  return found.toSorted(
    (a, b) =>
      ORDER.indexOf(a.why) - ORDER.indexOf(b.why) || b.failed - a.failed || b.used - a.used || a.id.localeCompare(b.id),
  );
}

function usesOf(asked: readonly Asked[]): ReadonlyMap<string, { used: number; failed: number }> {
  const uses = new Map<string, { used: number; failed: number }>();
  for (const { sources, outcome } of asked) {
    for (const id of new Set(sources.flatMap(({ passage }) => passage?.document ?? []))) {
      const { used, failed } = uses.get(id) ?? { used: 0, failed: 0 };
      uses.set(id, { used: used + 1, failed: failed + (outcome === 'helped' ? 0 : 1) });
    }
  }
  return uses;
}
