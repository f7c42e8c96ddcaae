import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { Unreadable } from '../item';
import { readMarkdown } from './markdown';

const MB = 1_000_000;

/** Endings of files that are one article each, and how large one may be. */
const MAX_BYTES: Readonly<Record<string, number>> = {
  md: MB,
  markdown: MB,
  txt: MB,
  html: 5 * MB,
  htm: 5 * MB,
  pdf: 30 * MB,
  docx: 30 * MB,
};

export const ARTICLE_ENDINGS: readonly string[] = Object.keys(MAX_BYTES);

export const endingOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The article in a file, by its ending. Libraries are loaded with the first file that needs them. */
export async function readFileContent(bytes: Buffer, name: string, key: string): Promise<KnowledgeDocument> {
  const ending = endingOf(name);
  const max = MAX_BYTES[ending];
  if (max === undefined) throw new Unreadable(`Files that end in ".${ending}" are not read.`);
  if (bytes.length > max)
    throw new Unreadable(`It is larger than ${max / MB} MB. Split it into articles on one topic each.`);
  switch (ending) {
    case 'pdf':
      return (await import('./pdf')).readPdf(bytes, key);
    case 'docx':
      return (await import('./docx')).readDocx(bytes, key);
    case 'html':
    case 'htm':
      return (await import('./html')).readHtmlPage(textOf(bytes), { key, url: null });
    default:
      return readMarkdown(textOf(bytes), key);
  }
}

function textOf(bytes: Buffer): string {
  if (bytes.subarray(0, 1000).includes(0)) throw new Unreadable('It is not a text file.');
  return bytes.toString('utf8');
}
