import { buildKnowledgeIndex } from '../ai/knowledge/knowledge-index';
import type { KnowledgeBase } from '../ports/knowledge-base';
import type { KnowledgeStore } from '../ports/knowledge-store';
import type { Logger } from '../ports/logger';

export interface LiveKnowledge extends KnowledgeBase {
  /** Which state of the store it answers from. */
  revision(): string;
  /** Looks now instead of at the next tick; resolves when it answers from what the store has. */
  refresh(): Promise<void>;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;

/**
 * The knowledge of this process: an index in memory that follows the store. A new one is built beside the old one and
 * takes its place in one step; while the store cannot be reached, the old one goes on answering.
 */
export async function openLiveKnowledge(
  store: Pick<KnowledgeStore, 'revision' | 'snapshot'>,
  log: Logger,
  everyMs = LOOK_EVERY_MS,
): Promise<LiveKnowledge> {
  let current = await built(store);
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    if ((await store.revision()) === current.revision) return;
    const next = await built(store);
    current = next;
    log.info('The knowledge base has changed.', { revision: next.revision, articles: next.articles });
  };
  /** One at a time: whoever asks meanwhile waits for a look that begins after their question. */
  const refresh = (): Promise<void> => {
    const mine = (looking ?? Promise.resolve()).catch(() => undefined).then(look);
    looking = mine;
    void mine
      .catch(() => undefined)
      .then(() => {
        if (looking === mine) looking = null;
      });
    return mine;
  };
  const timer = setInterval(() => {
    if (looking !== null) return;
    refresh().catch((error: unknown) =>
      log.warn('The knowledge base could not be looked at; answers come from what was read before.', {
        code: error instanceof Error ? error.name : 'unknown',
      }),
    );
  }, everyMs).unref();

  return {
    search: (query, limit, language) => current.index.search(query, limit, language),
    revision: () => current.revision,
    refresh,
    stop: () => clearInterval(timer),
  };
}

async function built(store: Pick<KnowledgeStore, 'snapshot'>) {
  // Agents' drafts are sent with one click, so they rest on public articles too.
  const { revision, documents } = await store.snapshot('public');
  return { revision, articles: documents.length, index: await buildKnowledgeIndex(documents) };
}
