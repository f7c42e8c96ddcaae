import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { KnowledgeDocument } from '../ai/knowledge/document';
import { readFrontMatter } from '../ai/knowledge/front-matter';

const MAX_FILES = 5000;
const MAX_FILE_BYTES = 1_000_000;

/** Thrown with a sentence for the person who set KNOWLEDGE_DIR. */
export class KnowledgeFolderProblem extends Error {
  override readonly name = 'KnowledgeFolderProblem';
}

/**
 * Reads every `*.md` below `folder`, hidden folders left out, in the order of their paths. Front matter may give `title`, `url`,
 * `language` and `audience: internal`; without a title the first heading is taken, then the file's name. Rejects with
 * a {@link KnowledgeFolderProblem} that names the file and what to do. Null, where no folder is set: no articles.
 */
export async function loadFolder(folder: string | null): Promise<KnowledgeDocument[]> {
  if (folder === null) return [];
  const paths = await markdownFilesIn(folder);
  if (paths.length > MAX_FILES)
    throw new KnowledgeFolderProblem(
      `KNOWLEDGE_DIR ${folder} holds ${paths.length} Markdown files; at most ${MAX_FILES} can be searched. Point it at the folder with the articles alone.`,
    );
  const documents: KnowledgeDocument[] = [];
  for (const path of paths) documents.push(toDocument(folder, path, await contentOf(path)));
  return documents;
}

async function markdownFilesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new KnowledgeFolderProblem(
        error.code === 'ENOENT' || error.code === 'ENOTDIR'
          ? `KNOWLEDGE_DIR ${folder} is not a folder. Create it and put Markdown files into it, or correct the setting.`
          : `KNOWLEDGE_DIR ${folder} cannot be read (${error.code ?? 'unknown error'}). Give the user that runs Baton the right to read it.`,
      );
    },
  );
  return entries
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((name) => name.startsWith('.') || name === 'node_modules'),
    )
    .sort();
}

async function contentOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new KnowledgeFolderProblem(
      `The article ${path} cannot be read (${error.code ?? 'unknown error'}). Check its permissions.`,
    );
  });
  if (bytes.length > MAX_FILE_BYTES)
    throw new KnowledgeFolderProblem(
      `The article ${path} is larger than 1 MB. Split it into articles on one topic each.`,
    );
  return bytes.toString('utf8');
}

function toDocument(folder: string, path: string, source: string): KnowledgeDocument {
  const { values, body } = readFrontMatter(source);
  const id = relative(folder, path).split(sep).join('/').replace(/\.md$/i, '');
  const audience = (values.audience ?? 'public').toLowerCase();
  // A typing mistake here must not publish what is meant for agents only.
  if (audience !== 'public' && audience !== 'internal')
    throw new KnowledgeFolderProblem(
      `The article ${path} has "audience: ${values.audience}". Write "public" or "internal"; without the line it is public.`,
    );
  return {
    id,
    title: values.title || headingOf(body) || nameOf(id),
    url: values.url || null,
    audience,
    language: values.language?.slice(0, 2).toLowerCase() || null,
    text: body,
  };
}

const headingOf = (body: string): string | null => /^#\s+(.+?)\s*#*\s*$/m.exec(body)?.[1] ?? null;

const nameOf = (id: string): string => {
  const words = (id.split('/').at(-1) ?? id).replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
