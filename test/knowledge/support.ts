import type { KnowledgeDocument } from '../../src/ai/knowledge/document';
import type { Item, SourceReader } from '../../src/knowledge/item';
import { type SyncReport, syncSource } from '../../src/knowledge/sync';
import type { KnowledgeSource, KnowledgeStore, SourceOptions } from '../../src/ports/knowledge-store';

export const source = (name: string, options: Partial<SourceOptions> = {}): KnowledgeSource => ({
  ...{ name, kind: 'folder', location: `/articles/${name}` },
  options: { audience: 'public', language: 'en', ...options },
});

export const article = (id: string, text: string, more: Partial<KnowledgeDocument> = {}): KnowledgeDocument => ({
  ...{ id, title: `About ${id}`, url: null, audience: 'public', language: 'en', text },
  ...more,
});

export const document = (id: string, text: string, more: Partial<KnowledgeDocument> = {}): Item => ({
  ...{ type: 'document', document: article(id, text, more), fetched: null },
});

export const yielding = (...items: readonly Item[]): SourceReader =>
  async function* () {
    yield* items;
  };

export const never = new AbortController().signal;

export const sync = (store: KnowledgeStore, to: KnowledgeSource, ...items: readonly Item[]): Promise<SyncReport> =>
  syncSource(to, yielding(...items), store, { signal: never });

export const read = async (reader: SourceReader): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const item of reader({ known: new Map(), signal: never })) items.push(item);
  return items;
};
