import { createHash } from 'node:crypto';
import { CHUNKER, chunkMarkdown } from '../ai/knowledge/chunk';
import type { KnowledgeDocument } from '../ai/knowledge/document';
import { languageOf } from '../ai/knowledge/knowledge-index';
import type { DocumentDraft, FetchMarks, KnowledgeSource } from '../ports/knowledge-store';

const MAX_KEY_LENGTH = 200;

/** A document as the store takes it: with its source's settings applied, cut into passages, and hashed. */
export function draftOf(
  { name, options }: Pick<KnowledgeSource, 'name' | 'options'>,
  document: KnowledgeDocument,
  fetched: FetchMarks | null,
): DocumentDraft {
  const key = keyOf(document.id);
  const id = `${name}/${key}`;
  const { title, url, text } = document;
  const kept = {
    ...{ title, url, text },
    // The stricter of the two: an internal source publishes nothing, whatever its articles say.
    audience: options.audience === 'internal' ? ('internal' as const) : document.audience,
    language: languageOf({ language: options.language ?? document.language, text }),
  };
  const hash = createHash('sha256')
    .update(JSON.stringify([CHUNKER, kept.title, kept.url, kept.audience, kept.language, kept.text]))
    .digest('hex');
  return {
    key,
    id,
    ...kept,
    hash,
    chunks: chunkMarkdown(id, text),
    fetched: fetched && { ...fetched, chunker: CHUNKER },
  };
}

/** Keys are typed by people and stand in ids: a long one is cut, and its end becomes a short hash. */
export function keyOf(key: string): string {
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${key.slice(0, MAX_KEY_LENGTH)}~${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}
