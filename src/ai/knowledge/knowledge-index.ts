import MiniSearch from 'minisearch';
import type { KnowledgeBase, Passage } from '../../ports/knowledge-base';
import { detectLanguage } from '../signals/language';
import { isSlip } from '../signals/lexicon';
import { fold } from '../signals/text';
import { type Chunk, chunkMarkdown } from './chunk';
import type { KnowledgeDocument } from './document';
import { excerptOf } from './excerpt';
import { type Question, readQuestion } from './question';
import { termsOf } from './terms';

/** An article as it is kept: one version of it in its chunks. */
export interface ChunkedDocument {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly url: string | null;
  readonly language: string;
  readonly chunks: readonly Chunk[];
}

/** One chunk as it is searched and shown. */
interface Indexed {
  readonly id: string;
  readonly document: ChunkedDocument;
  readonly language: string;
  readonly heading: string | null;
  readonly text: string;
}

/** A slip of the finger is forgiven in words at least this long. */
const MIN_SLIP_LENGTH = 5;
const MAX_QUESTION_LENGTH = 1000;
/** What a word of the same meaning is worth against the one that was written. */
const NEIGHBOUR_WEIGHT = 0.6;
/** What a word is worth that only the manner of the question asks for. */
const HINT_WEIGHT = 0.3;
/** A passage that meets more of the question goes before one that meets one word often. */
const COVERAGE_FLOOR = 0.3;
/** A message with more words to search for tells a story; covering as much as so many of them is enough. */
const STORY_TERMS = 7;
const MIN_HEADING_WORDS = 3;
/** How much of a message a heading must be to be what it says. */
const HEADING_SHARE = 0.5;
const HEADING_BONUS = 3;

/**
 * Searches public articles in memory (BM25 over stemmed words; some thousand articles take below a millisecond).
 * Words are never all required: measured on 3,080 real questions, requiring all of them loses three answers in four.
 */
export function createKnowledgeIndex(documents: readonly KnowledgeDocument[]): KnowledgeBase {
  const index = newIndex();
  const chunks = documents
    .filter(({ audience }) => audience === 'public')
    .map(chunked)
    .flatMap(chunksOf);
  index.addAll(chunks);
  return searching(index, chunks, counted(chunks));
}

/** As many as are read in a few milliseconds. */
const SLICE = 40;

/** The same for articles from the store, in slices: the process goes on answering meanwhile. */
export async function buildKnowledgeIndex(documents: readonly ChunkedDocument[]): Promise<KnowledgeBase> {
  const index = newIndex();
  const chunks = documents.flatMap(chunksOf);
  await index.addAllAsync(chunks, { chunkSize: SLICE });
  const seenIn = new Map<string, number>();
  for (let at = 0; at < chunks.length; at += SLICE) {
    counted(chunks.slice(at, at + SLICE), seenIn);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return searching(index, chunks, seenIn);
}

const newIndex = (): MiniSearch<Indexed> =>
  new MiniSearch<Indexed>({
    fields: ['title', 'heading', 'text'],
    extractField: (chunk, field) =>
      field === 'id' ? chunk.id : termsOf(fieldOf(chunk, field), chunk.language).join(' '),
    tokenize: (text) => text.split(' ').filter(Boolean),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 2, heading: 1.5 }, combineWith: 'OR' },
  });

function searching(
  index: MiniSearch<Indexed>,
  chunks: readonly Indexed[],
  seenIn: ReadonlyMap<string, number>,
): KnowledgeBase {
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  const languages = [...new Set(chunks.map(({ language }) => language))];
  const rarity = rarityOf(seenIn, chunks.length);
  return {
    async search(query, limit) {
      const text = query.slice(0, MAX_QUESTION_LENGTH);
      const questions = new Map(languages.map((language) => [language, readQuestion(text, language, rarity.slipsFor)]));
      const found = index.search(allTerms([...questions.values()]).join(' '), {
        boostTerm: (term) => boostOf(term, [...questions.values()], rarity),
      });
      const ranked = found.flatMap(({ id, score, queryTerms }) => {
        const chunk = byId.get(id);
        const question = questions.get(chunk?.language ?? '');
        if (chunk === undefined || question === undefined) return [];
        const covered = coverageOf(question, queryTerms, rarity);
        const named = saysHeading(text, chunk);
        return [
          {
            chunk,
            covered: named ? 1 : covered,
            score: score * (COVERAGE_FLOOR + covered) * (named ? HEADING_BONUS : 1),
            terms: queryTerms,
          },
        ];
      });
      ranked.sort((a, b) => b.score - a.score || a.chunk.id.localeCompare(b.chunk.id));
      const top = ranked[0]?.score ?? 1;
      return ranked
        .slice(0, limit)
        .map(({ chunk, covered, score, terms }) => passage(chunk, covered, score / top, terms, rarity));
    },
  };
}

const allTerms = (questions: readonly Question[]): string[] => [
  ...new Set(
    questions.flatMap(({ asked, neighbours, hints }) => [...asked, ...[...neighbours.values()].flat(), ...hints]),
  ),
];

/** Rare is what is rarely said in any of its words: "store" stands once where "shop" stands everywhere. */
function boostOf(term: string, questions: readonly Question[], { weight, weightTogether }: Rarity): number {
  const question = questions.find(({ asked }) => asked.includes(term));
  if (question !== undefined) {
    const words = [term, ...(question.neighbours.get(term) ?? [])];
    return weight(term) === 0 ? 1 : weightTogether(words) / weight(term);
  }
  return questions.some(({ hints }) => hints.includes(term)) ? HINT_WEIGHT : NEIGHBOUR_WEIGHT;
}

/** Share of the question's weight that the passage covers; a word of the same meaning covers most of it. */
function coverageOf({ asked, neighbours }: Question, met: readonly string[], rarity: Rarity): number {
  const worth = (term: string): number => rarity.weightTogether([term, ...(neighbours.get(term) ?? [])]);
  const covered = asked.reduce((sum, term) => {
    if (met.includes(term)) return sum + worth(term);
    return (neighbours.get(term) ?? []).some((other) => met.includes(other))
      ? sum + worth(term) * NEIGHBOUR_WEIGHT
      : sum;
  }, 0);
  // In a short question an unknown word is the topic; a long story has many words that no article has.
  const isStory = asked.length > STORY_TERMS;
  const weights = asked.map((term) => worth(term) * (isStory && !rarity.knows(term) ? 0.5 : 1)).sort((a, b) => b - a);
  const total = weights.slice(0, STORY_TERMS).reduce((sum, one) => sum + one, 0);
  return total === 0 ? 0 : Math.min(1, covered / total);
}

/**
 * "Where is my order" has one word to search for and is a heading word for word: whoever writes what a heading says, or
 * most of a message that says it, means that section.
 */
function saysHeading(text: string, { heading, document }: Indexed): boolean {
  const said = wordsIn(text);
  return [heading?.split(' › ').at(-1), document.title].some((name) => {
    const named = wordsIn(name ?? '');
    const count = named.trim().split(' ').length;
    return count >= MIN_HEADING_WORDS && said.includes(named) && count / said.trim().split(' ').length >= HEADING_SHARE;
  });
}

const wordsIn = (text: string): string => ` ${(fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `;

/** Told from the text where its owner does not say. */
export const languageOf = ({ language, text }: Pick<KnowledgeDocument, 'language' | 'text'>): string =>
  language ?? detectLanguage(text, null) ?? 'en';

const chunked = (document: KnowledgeDocument): ChunkedDocument => ({
  ...document,
  version: 1,
  language: languageOf(document),
  chunks: chunkMarkdown(document.id, document.text),
});

function chunksOf(document: ChunkedDocument): Indexed[] {
  return document.chunks.map(({ id, headings, text }) => ({
    id,
    document,
    language: document.language,
    // A first heading that repeats the title says nothing new.
    heading: headings.filter((heading) => heading !== document.title).join(' › ') || null,
    text,
  }));
}

function fieldOf(chunk: Indexed, field: string): string {
  if (field === 'title') return chunk.document.title;
  return (field === 'heading' ? chunk.heading : chunk.text) ?? '';
}

/** How much a term tells: those of every chunk tell nothing, one that no chunk has tells that it is another topic. */
interface Rarity {
  weight(term: string): number;
  /** Of words with one meaning. */
  weightTogether(terms: readonly string[]): number;
  knows(term: string): boolean;
  /** Known terms that an unknown one may be with a slip of the finger. */
  slipsFor(term: string): readonly string[];
}

/** In how many chunks each term stands. */
function counted(chunks: readonly Indexed[], seenIn = new Map<string, number>()): Map<string, number> {
  for (const chunk of chunks) {
    const all = [chunk.document.title, chunk.heading ?? '', chunk.text].join('\n');
    for (const term of new Set(termsOf(all, chunk.language))) seenIn.set(term, (seenIn.get(term) ?? 0) + 1);
  }
  return seenIn;
}

function rarityOf(seenIn: ReadonlyMap<string, number>, total: number): Rarity {
  const weightOf = (seen: number): number => Math.log(1 + (Math.max(0, total - seen) + 0.5) / (seen + 0.5));
  return {
    weight: (term) => weightOf(seenIn.get(term) ?? 0),
    weightTogether: (terms) => weightOf(terms.reduce((sum, term) => sum + (seenIn.get(term) ?? 0), 0)),
    knows: (term) => seenIn.has(term),
    slipsFor: (term) =>
      seenIn.has(term) || term.length < MIN_SLIP_LENGTH
        ? []
        : [...seenIn.keys()].filter((known) => isSlip(term, known)),
  };
}

function passage(
  chunk: Indexed,
  covered: number,
  relevance: number,
  terms: readonly string[],
  { weight }: Rarity,
): Passage {
  const weigh = (sentence: string): number => {
    const said = new Set(termsOf(sentence, chunk.language));
    return terms.reduce((sum, term) => sum + (said.has(term) ? weight(term) : 0), 0);
  };
  return {
    id: chunk.id,
    title: chunk.document.title,
    heading: chunk.heading,
    text: chunk.text,
    url: chunk.document.url,
    document: { id: chunk.document.id, version: chunk.document.version },
    coverage: covered,
    relevance,
    excerpt: excerptOf(chunk.text, chunk.language, weigh),
  };
}
