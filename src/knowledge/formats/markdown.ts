import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { readFrontMatter } from '../../ai/knowledge/front-matter';
import { Unreadable } from '../item';

/**
 * A Markdown article. Front matter may give `title`, `url`, `language` and `audience: internal`; without a title the
 * first heading is taken, then the file's name. `key` is the file's path in its folder without the ending.
 */
export function readMarkdown(source: string, key: string): KnowledgeDocument {
  const { values, body } = readFrontMatter(source);
  const audience = (values.audience ?? 'public').toLowerCase();
  // A typing mistake here must not publish what is meant for agents only.
  if (audience !== 'public' && audience !== 'internal')
    throw new Unreadable(
      `It has "audience: ${values.audience}". Write "public" or "internal"; without the line it is public. Until then it is not used.`,
      true,
    );
  return {
    id: key,
    title: values.title || headingOf(body) || nameOf(key),
    url: values.url || null,
    audience,
    language: values.language?.slice(0, 2).toLowerCase() || null,
    text: body,
  };
}

export const headingOf = (body: string): string | null => /^#\s+(.+?)\s*#*\s*$/m.exec(body)?.[1] ?? null;

/** "guides/first-aid_kits.pdf" → "First aid kits". */
export function nameOf(key: string): string {
  const name = (key.split('/').at(-1) ?? key).replace(/\.(?:md|markdown|txt|html?|pdf|docx)$/i, '');
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
