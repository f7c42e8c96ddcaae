import { DEFAULT_TENANT } from '../domain/ids';
import type { KnowledgeStore } from '../ports/knowledge-store';
import { openDataSource } from './database';
import { takeExclusively } from './exclusive';
import { createKnowledgeStore } from './knowledge-store';
import { migrate } from './migrate';

export interface OpenKnowledge {
  readonly store: KnowledgeStore;
  /** See takeExclusively. */
  exclusive(name: string): Promise<(() => Promise<void>) | null>;
  close(): Promise<void>;
}

/** What is taught, without the rest of the store: for commands, which need no SECRET_KEY and claim no work. */
export async function openKnowledgeStore(url: string): Promise<OpenKnowledge> {
  await migrate(url);
  const source = await openDataSource(url);
  return {
    store: createKnowledgeStore(source, DEFAULT_TENANT),
    exclusive: (name) => takeExclusively(url, name),
    close: () => source.destroy(),
  };
}
