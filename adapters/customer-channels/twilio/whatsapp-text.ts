import type { TextEntity, TextPart } from '../../../src/ports';
import { sameAddress } from './links';

const MARKERS = { bold: '*', italic: '_', strike: '~', code: '`', pre: '```' } as const;

/**
 * Our runs as WhatsApp's markup. It knows no escapes and reads markers at the edges of words only, so a run is marked
 * where WhatsApp would understand it and left plain everywhere else. Pairs of markers that the writer meant literally
 * are kept apart by a character that nobody sees.
 */
export function toWhatsapp({ text, entities = [] }: TextPart): string {
  const edits = entities.flatMap((entity) => editsFor(text, entity, entities));
  const plain = literalPairs(text, entities).filter(({ at }) => !edits.some((edit) => edit.at === at));
  return applied(text, [...edits, ...plain]);
}

/** Something to put in at a place of the text; `order` keeps the markers of nested runs nested. */
interface Edit {
  readonly at: number;
  readonly insert: string;
  readonly order: number;
}

function editsFor(text: string, entity: TextEntity, all: readonly TextEntity[]): readonly Edit[] {
  const end = Math.min(entity.offset + entity.length, text.length);
  if (entity.type === 'link') return linkEdit(text.slice(entity.offset, end), entity.url, end);
  if (entity.type === 'quote') return quoteEdits(text, entity.offset, end);
  if (entity.type !== 'pre' && isInsideCode(entity, all)) return [];
  const marker = MARKERS[entity.type];
  const runs = entity.type === 'pre' ? [{ start: entity.offset, end }] : lines(text, entity.offset, end);
  // Of two runs over the same words the later one is the inner one.
  const depth = all.indexOf(entity) / all.length;
  return runs.flatMap((run) => pair(text, trimmed(text, run), marker, depth));
}

const linkEdit = (shown: string, url: string, at: number): readonly Edit[] =>
  sameAddress(shown, url) ? [] : [{ at, insert: ` (${url})`, order: -500_000 }];

/** Each line of a quote is marked by itself. */
const quoteEdits = (text: string, start: number, end: number): readonly Edit[] =>
  lines(text, start, end)
    .filter((line) => line.start === 0 || text[line.start - 1] === '\n')
    .map(({ start: at }) => ({ at, insert: '> ', order: -1_000_000 }));

/** Nothing is formatted inside of code. */
const isInsideCode = (entity: TextEntity, all: readonly TextEntity[]): boolean =>
  all.some(
    (other) =>
      other !== entity &&
      (other.type === 'code' || other.type === 'pre') &&
      other.offset <= entity.offset &&
      other.offset + other.length >= entity.offset + entity.length,
  );

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Markers do not reach over the end of a line. */
function lines(text: string, start: number, end: number): readonly Run[] {
  const runs: Run[] = [];
  let at = start;
  for (const line of text.slice(start, end).split('\n')) {
    if (line !== '') runs.push({ start: at, end: at + line.length });
    at += line.length + 1;
  }
  return runs;
}

function trimmed(text: string, { start, end }: Run): Run {
  const run = text.slice(start, end);
  return { start: start + (run.length - run.trimStart().length), end: start + run.trimEnd().length };
}

const WORD = /[\p{L}\p{N}]/u;

function pair(text: string, { start, end }: Run, marker: string, depth: number): readonly Edit[] {
  const inside = text.slice(start, end);
  const inWord = WORD.test(characterBefore(text, start)) || WORD.test(characterAt(text, end));
  if (inside === '' || inWord || inside.includes(marker)) return [];
  const length = end - start;
  return [
    { at: start, insert: marker, order: depth - length },
    { at: end, insert: marker, order: length - depth - 1_000_000 },
  ];
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 32);
const characterBefore = (text: string, at: number): string => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ' ';

const INVISIBLE = '\u200b';
const LITERAL_PAIR = /(?<![\p{L}\p{N}])([*_~`])(?!\1|\s)[^\n]*?(?<!\s)\1(?![\p{L}\p{N}])/gu;
/** An invisible character in an address would make it another one. */
const ADDRESS = /\S+:\/\/\S+|\S+@\S+\.\S+/g;

function literalPairs(text: string, entities: readonly TextEntity[]): readonly Edit[] {
  const addresses = [...text.matchAll(ADDRESS)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  const code = entities.filter(({ type }) => type === 'code' || type === 'pre');
  const kept = [...addresses, ...code.map(({ offset, length }) => ({ start: offset, end: offset + length }))];
  return [...text.matchAll(LITERAL_PAIR)]
    .map(({ index }) => index + 1)
    .filter((at) => !kept.some(({ start, end }) => at > start && at <= end))
    .map((at) => ({ at, insert: INVISIBLE, order: 0 }));
}

/** At one place: what ends there first, then what is put in, then what begins there; inner ends before outer ones. */
function applied(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.at - b.at || a.order - b.order);
  let out = '';
  let at = 0;
  for (const edit of sorted) {
    out += text.slice(at, edit.at) + edit.insert;
    at = edit.at;
  }
  return out + text.slice(at);
}
