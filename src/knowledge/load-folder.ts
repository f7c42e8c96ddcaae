import type { KnowledgeDocument } from '../ai/knowledge/document';
import { SourceProblem } from './item';
import { MARKDOWN, readFolder } from './read-folder';

/**
 * The Markdown articles of a folder, in the order of their paths, without a store: for measuring and for tests. Rejects
 * with a {@link SourceProblem} that names the first file that cannot be read and what to do.
 */
export async function loadFolder(folder: string): Promise<KnowledgeDocument[]> {
  const documents: KnowledgeDocument[] = [];
  const context = { known: new Map(), signal: new AbortController().signal };
  for await (const item of readFolder(folder, MARKDOWN)(context)) {
    if (item.type === 'problem') throw new SourceProblem(`The article ${item.what} cannot be used. ${item.reason}`);
    if (item.type === 'document') documents.push(item.document);
  }
  return documents;
}
