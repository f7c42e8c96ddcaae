import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ARTICLE_ENDINGS, endingOf, readFileContent } from './formats/read-file';
import { type Item, problemWith, SourceProblem, type SourceReader, Unreadable } from './item';

const MAX_FILES = 5000;

/** What KNOWLEDGE_DIR is read for: a PDF that lies beside the articles was not meant to be published. */
export const MARKDOWN: readonly string[] = ['md'];

/** Paths below `folder` of files with these endings, in order; hidden folders and node_modules are left out. */
export async function filesIn(folder: string, endings: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new SourceProblem(
        error.code === 'ENOENT' || error.code === 'ENOTDIR'
          ? `${folder} is not a folder. Create it and put Markdown files into it, or correct the setting.`
          : `${folder} cannot be read (${error.code ?? 'unknown error'}). Give the user that runs Baton the right to read it.`,
      );
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile() && endings.includes(endingOf(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !partsOf(folder, path).some((name) => name.startsWith('.') || name === 'node_modules'))
    .sort();
  if (paths.length > MAX_FILES)
    throw new SourceProblem(
      `${folder} holds ${paths.length} articles; at most ${MAX_FILES} can be searched. Point it at the folder with the articles alone.`,
    );
  return paths;
}

const partsOf = (folder: string, path: string): string[] => relative(folder, path).split(sep);

export const readFolder = (folder: string, endings: readonly string[] = ARTICLE_ENDINGS): SourceReader =>
  async function* ({ signal }) {
    const paths = await filesIn(folder, endings);
    yield { type: 'expected', count: paths.length };
    const keys = keysOf(paths.map((path) => partsOf(folder, path).join('/')));
    for (const [at, path] of paths.entries()) {
      signal.throwIfAborted();
      yield await readOne(path, keys[at] ?? path);
    }
  };

export const readOneFile = (path: string): SourceReader =>
  async function* () {
    await stat(path).catch(() => {
      throw new SourceProblem(`${path} does not exist. Check the path.`);
    });
    yield { type: 'expected', count: 1 };
    yield await readOne(path, withoutEnding(basename(path)));
  };

async function readOne(path: string, key: string): Promise<Item> {
  try {
    return { type: 'document', document: await readFileContent(await bytesOf(path), path, key), fetched: null };
  } catch (error) {
    return problemWith(error, key, path);
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`It cannot be read (${error.code ?? 'unknown error'}). Check its permissions.`);
  });
}

const withoutEnding = (path: string): string => path.replace(/\.[^./]+$/, '');

/** Without their endings, as long as that leaves them apart: "faq.md" and "faq.pdf" keep theirs. */
function keysOf(paths: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const path of paths) count.set(withoutEnding(path), (count.get(withoutEnding(path)) ?? 0) + 1);
  return paths.map((path) => (count.get(withoutEnding(path)) === 1 ? withoutEnding(path) : path));
}
