import { createHash } from 'node:crypto';
import { sentencesOf } from './excerpt';
import { plainMarkdown } from './markdown-text';

/** A part of an article that can answer one question, with the headings above it. */
export interface Chunk {
  /** Made of document, headings and place under them: the same after an edit of the text. */
  readonly id: string;
  /** From the outermost to the innermost; empty for what stands before the first heading. */
  readonly headings: readonly string[];
  readonly text: string;
}

/** About 350 tokens: longer sections are parted between paragraphs, and longer paragraphs of prose between sentences. */
const MAX_CHUNK_LENGTH = 1400;
const ID_LENGTH = 16;

/** Stored chunks were made by this: raise it with every change that makes other chunks of the same text. */
export const CHUNKER = 1;

/** Splits Markdown at its headings. Lists, tables and code stay whole, however long they are. */
export function chunkMarkdown(documentId: string, markdown: string): Chunk[] {
  const used = new Map<string, number>();
  return sectionsOf(markdown).flatMap(({ headings, lines }) =>
    packed(paragraphsOf(lines)).map((text) => ({ id: uniqueId(documentId, headings, used), headings, text })),
  );
}

interface Section {
  readonly headings: readonly string[];
  readonly lines: readonly string[];
}

function sectionsOf(markdown: string): Section[] {
  const sections: { headings: string[]; lines: string[] }[] = [{ headings: [], lines: [] }];
  let path: { level: number; name: string }[] = [];
  let fence: string | null = null;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1] ?? null;
    if (mark !== null) fence = fence === null ? mark : fence === mark ? null : fence;
    const heading = fence === null ? /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line) : null;
    if (heading === null) sections.at(-1)?.lines.push(line);
    else {
      const level = heading[1]?.length ?? 1;
      path = [...path.filter((above) => above.level < level), { level, name: plainMarkdown(heading[2] ?? '') }];
      sections.push({ headings: path.map(({ name }) => name), lines: [] });
    }
  }
  return sections.filter(({ lines }) => lines.some((line) => line.trim() !== ''));
}

/** Blocks between empty lines; a fenced block, and a list with empty lines in or between its items, count as one. */
function paragraphsOf(lines: readonly string[]): string[] {
  const blocks: string[][] = [[]];
  let fenced = false;
  for (const line of lines) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (line.trim() === '' && !fenced) blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  const paragraphs: string[] = [];
  for (const block of blocks.filter((candidate) => candidate.length > 0)) {
    const text = block.join('\n');
    const previous = paragraphs.at(-1);
    if (previous !== undefined && isListItem(previous) && (isListItem(text) || isIndented(text)))
      paragraphs[paragraphs.length - 1] = `${previous}\n${text}`;
    else paragraphs.push(text);
  }
  return paragraphs;
}

const isListItem = (text: string): boolean => /^\s*(?:[*+-]|\d+[.)])\s/.test(text);
const isIndented = (text: string): boolean => /^(?: {2,}|\t)/.test(text);
const isProse = (text: string): boolean => !isListItem(text) && !/^\s*(?:\||```|~~~| {4}|\t)/.test(text);

function packed(paragraphs: readonly string[]): string[] {
  const chunks: string[] = [];
  for (const paragraph of paragraphs.flatMap(readable)) {
    const previous = chunks.at(-1);
    if (previous !== undefined && previous.length + paragraph.length < MAX_CHUNK_LENGTH)
      chunks[chunks.length - 1] = `${previous}\n\n${paragraph}`;
    else chunks.push(paragraph);
  }
  return chunks;
}

/** As it is read; prose that fills a chunk by itself, as from a PDF, in pieces of whole sentences. */
function readable(paragraph: string): string[] {
  const text = plainMarkdown(paragraph);
  if (text === '') return [];
  if (text.length < MAX_CHUNK_LENGTH || !isProse(paragraph)) return [text];
  const pieces = [''];
  for (const sentence of sentencesOf(text, null)) {
    const last = pieces.at(-1) ?? '';
    if (last === '' || last.length + sentence.length + 1 >= MAX_CHUNK_LENGTH) pieces.push(sentence);
    else pieces[pieces.length - 1] = `${last} ${sentence}`;
  }
  return pieces.filter(Boolean);
}

function uniqueId(documentId: string, headings: readonly string[], used: Map<string, number>): string {
  const path = JSON.stringify([documentId, ...headings]);
  const place = used.get(path) ?? 0;
  used.set(path, place + 1);
  return createHash('sha256').update(`${path} ${place}`).digest('hex').slice(0, ID_LENGTH);
}
