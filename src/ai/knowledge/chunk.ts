import { plainMarkdown } from './markdown-text';

/** A part of an article that can answer one question, with the headings above it. */
export interface Chunk {
  /** The same as long as document and headings are: citations survive an edit of the text. */
  readonly id: string;
  /** From the outermost to the innermost; empty for what stands before the first heading. */
  readonly headings: readonly string[];
  readonly text: string;
}

/** About 350 tokens: longer sections are parted between paragraphs, never inside one. */
const MAX_CHUNK_LENGTH = 1400;

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

/** Blocks between empty lines; a fenced block and a list with empty lines between its items count as one. */
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
    if (previous !== undefined && isListItem(text) && isListItem(previous))
      paragraphs[paragraphs.length - 1] = `${previous}\n${text}`;
    else paragraphs.push(text);
  }
  return paragraphs;
}

const isListItem = (text: string): boolean => /^\s*(?:[*+-]|\d+[.)])\s/.test(text);

function packed(paragraphs: readonly string[]): string[] {
  const chunks: string[] = [];
  for (const paragraph of paragraphs.map(plainMarkdown).filter(Boolean)) {
    const previous = chunks.at(-1);
    if (previous !== undefined && previous.length + paragraph.length < MAX_CHUNK_LENGTH)
      chunks[chunks.length - 1] = `${previous}\n\n${paragraph}`;
    else chunks.push(paragraph);
  }
  return chunks;
}

function uniqueId(documentId: string, headings: readonly string[], used: Map<string, number>): string {
  const id = [documentId, ...headings.map(slug)].join('#');
  const count = (used.get(id) ?? 0) + 1;
  used.set(id, count);
  return count === 1 ? id : `${id}~${count}`;
}

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
