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
  /** Heading and title as {@link saysHeading} compares them. */
  readonly names: readonly Phrase[];
  /** Its place among all: of equals the earlier goes first. */
  readonly at: number;
}

interface Phrase {
  readonly words: string;
  readonly count: number;
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
 * Searches public articles in memory (BM25 over stemmed words; 20,000 passages of 5,000 articles take a fifth of a second, a tenth of them 20 ms).
 * Words are never all required: measured on 3,080 real questions, requiring all of them loses three answers in four.
 */
export function createKnowledgeIndex(documents: readonly KnowledgeDocument[]): KnowledgeBase {
  const builder = new Builder();
  for (const document of documents)
    if (document.audience === 'public') for (const chunk of chunksOf(chunked(document))) builder.add(chunk);
  return builder.done();
}

/** As many passages as are read in a few milliseconds. */
const SLICE = 20;

/** The same for articles from the store, in slices: the process goes on answering meanwhile. */
export async function buildKnowledgeIndex(documents: readonly ChunkedDocument[]): Promise<KnowledgeBase> {
  const builder = new Builder();
  let read = 0;
  for (const document of documents) {
    for (const chunk of chunksOf(document)) {
      builder.add(chunk);
      read += 1;
      if (read % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return builder.done();
}

/** Reads each passage once, for the index and for how rare its words are. */
class Builder {
  private readonly chunks: Indexed[] = [];
  private readonly seenIn = new Map<string, number>();
  private reading: Readonly<Record<string, string>> = {};
  private readonly index = new MiniSearch<Indexed>({
    fields: ['title', 'heading', 'text'],
    extractField: (chunk, field) => (field === 'id' ? chunk.id : (this.reading[field] ?? '')),
    tokenize: (text) => text.split(' ').filter(Boolean),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 2, heading: 1.5 }, combineWith: 'OR' },
  });

  add(passage: Omit<Indexed, 'at'>): void {
    const chunk = { ...passage, at: this.chunks.length };
    const terms = (text: string | null): string[] => (text === null ? [] : termsOf(text, chunk.language));
    const [title, heading, text] = [terms(chunk.document.title), terms(chunk.heading), terms(chunk.text)];
    for (const term of new Set([...title, ...heading, ...text]))
      this.seenIn.set(term, (this.seenIn.get(term) ?? 0) + 1);
    this.reading = { title: title.join(' '), heading: heading.join(' '), text: text.join(' ') };
    this.index.add(chunk);
    this.chunks.push(chunk);
  }

  done = (): KnowledgeBase => searching(this.index, this.chunks, this.seenIn);
}

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
      const said = phraseOf(text);
      const coverage = new Map([...questions].map(([language, question]) => [language, coverageOf(question, rarity)]));
      const found = index.search(allTerms([...questions.values()]).join(' '), {
        boostTerm: (term) => boostOf(term, [...questions.values()], rarity),
      });
      const ranked = found.flatMap(({ id, score, queryTerms }) => {
        const chunk = byId.get(id);
        const covers = coverage.get(chunk?.language ?? '');
        if (chunk === undefined || covers === undefined) return [];
        const covered = covers(queryTerms);
        const named = saysHeading(said, chunk);
        return [
          {
            chunk,
            covered: named ? 1 : covered,
            score: score * (COVERAGE_FLOOR + covered) * (named ? HEADING_BONUS : 1),
            terms: queryTerms,
          },
        ];
      });
      ranked.sort((a, b) => b.score - a.score || a.chunk.at - b.chunk.at);
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

/** Share of the question's weight that a passage covers, by the terms it met; a word of the same meaning covers most of it. */
function coverageOf({ asked, neighbours }: Question, rarity: Rarity): (met: readonly string[]) => number {
  const terms = asked.map((term) => {
    const others = neighbours.get(term) ?? [];
    return { term, others, worth: rarity.weightTogether([term, ...others]) };
  });
  // In a short question an unknown word is the topic; a long story has many words that no article has.
  const isStory = asked.length > STORY_TERMS;
  const weights = terms.map(({ term, worth }) => worth * (isStory && !rarity.knows(term) ? 0.5 : 1));
  const total = weights
    .sort((a, b) => b - a)
    .slice(0, STORY_TERMS)
    .reduce((sum, one) => sum + one, 0);
  return (met) => {
    const covered = terms.reduce((sum, { term, others, worth }) => {
      if (met.includes(term)) return sum + worth;
      return others.some((other) => met.includes(other)) ? sum + worth * NEIGHBOUR_WEIGHT : sum;
    }, 0);
    return total === 0 ? 0 : Math.min(1, covered / total);
  };
}

/**
 * "Where is my order" has one word to search for and is a heading word for word: whoever writes what a heading says, or
 * most of a message that says it, means that section.
 */
const saysHeading = (said: Phrase, { names }: Indexed): boolean =>
  names.some(({ words, count }) => said.words.includes(words) && count / said.count >= HEADING_SHARE);

function phraseOf(text: string): Phrase {
  const words = fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return { words: ` ${words.join(' ')} `, count: words.length };
}

/** Told from the text where its owner does not say. */
export const languageOf = ({ language, text }: Pick<KnowledgeDocument, 'language' | 'text'>): string =>
  language ?? detectLanguage(text, null) ?? 'en';

const chunked = (document: KnowledgeDocument): ChunkedDocument => ({
  ...document,
  version: 1,
  language: languageOf(document),
  chunks: chunkMarkdown(document.id, document.text),
});

function chunksOf(document: ChunkedDocument): Omit<Indexed, 'at'>[] {
  const title = phraseOf(document.title);
  return document.chunks.map(({ id, headings, text }) => {
    // A first heading that repeats the title says nothing new.
    const own = headings.filter((heading) => heading !== document.title);
    const names = [phraseOf(own.at(-1) ?? ''), title].filter(({ count }) => count >= MIN_HEADING_WORDS);
    return { id, document, language: document.language, heading: own.join(' › ') || null, text, names };
  });
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
