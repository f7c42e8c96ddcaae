import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { KnowledgeSource, SourceOptions } from '../ports/knowledge-store';
import { EXPORT_ENDINGS } from './formats/export';
import { ARTICLE_ENDINGS, endingOf } from './formats/read-file';
import { SourceProblem } from './item';
import { FOLDER_SOURCE, SAMPLE_SOURCE } from './teach';

/** What somebody typed, as a source: its kind by what is there, its name by where it is. `from`: the folder they are in. */
export function sourceOf(target: string, name: string | null, options: SourceOptions, from: string): KnowledgeSource {
  const isAddress = /^[a-z][a-z\d+.-]*:\/\//i.test(target);
  const location = isAddress ? addressOf(target) : resolve(from, target);
  const kind = isAddress ? kindOfAddress(location) : kindOfPath(location);
  const chosen = named(name ?? (isAddress ? new URL(location).hostname.replace(/^www\./, '') : bareName(location)));
  return { name: chosen, kind, location, options };
}

function addressOf(target: string): string {
  if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol))
    throw new SourceProblem(`${target} is not an address of a page. It begins with http:// or https://.`);
  const url = new URL(target);
  url.hash = '';
  return url.href;
}

const kindOfAddress = (address: string): 'page' | 'sitemap' =>
  /\.xml(?:\.gz)?$/i.test(new URL(address).pathname) || /sitemap/i.test(new URL(address).pathname) ? 'sitemap' : 'page';

function kindOfPath(path: string): 'folder' | 'file' | 'export' {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new SourceProblem(`${path} does not exist. Check the path.`);
  if (found.isDirectory()) return 'folder';
  const ending = endingOf(path);
  if (EXPORT_ENDINGS.includes(ending)) return 'export';
  if (ARTICLE_ENDINGS.includes(ending)) return 'file';
  throw new SourceProblem(
    `${path} is of a kind that is not read. Articles end in ${listed(ARTICLE_ENDINGS)}, exports in ${listed(EXPORT_ENDINGS)}.`,
  );
}

const listed = (endings: readonly string[]): string => endings.map((ending) => `.${ending}`).join(', ');

const bareName = (path: string): string => basename(path).replace(/\.[^.]+$/, '');

/** Ids begin with it and people type it: small letters, figures, dots and dashes. */
function named(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40);
  if (plain === '') throw new SourceProblem('The name has no letter or figure. Choose another with --name.');
  if (plain === FOLDER_SOURCE || plain === SAMPLE_SOURCE)
    throw new SourceProblem(`The name "${plain}" is Baton's own. Choose another with --name.`);
  return plain;
}
