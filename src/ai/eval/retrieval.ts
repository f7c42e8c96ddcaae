import type { KnowledgeBase, Passage } from '../../ports/knowledge-base';
import { lookUp } from '../look-up';

/** A customer's question and the article that answers it. */
export interface ShopQuestion {
  readonly id: string;
  readonly question: string;
  readonly article: string;
}

export interface RetrievalReport {
  readonly questions: number;
  /** The right article comes first, or among the first three passages. */
  readonly hitAt1: number;
  readonly hitAt3: number;
  /** What the responder makes of it: quotes a passage, asks back, or says that it does not know. */
  readonly answered: number;
  readonly answeredRight: number;
  readonly askedBack: number;
  readonly missed: readonly ShopQuestion[];
}

export async function measureRetrieval(
  questions: readonly ShopQuestion[],
  knowledge: KnowledgeBase,
): Promise<RetrievalReport> {
  const results = await Promise.all(
    questions.map(async (question) => ({
      question,
      articles: (await knowledge.search(question.question, 3)).map(articleOf),
      found: await lookUp(question.question, knowledge, null),
    })),
  );
  const answered = results.filter(({ found }) => found.type === 'answer');
  return {
    questions: results.length,
    hitAt1: results.filter(({ articles, question }) => articles[0] === question.article).length,
    hitAt3: results.filter(({ articles, question }) => articles.includes(question.article)).length,
    answered: answered.length,
    answeredRight: answered.filter(
      ({ found, question }) => found.type === 'answer' && articleOf(found.passage) === question.article,
    ).length,
    askedBack: results.filter(({ found }) => found.type === 'unclear').length,
    missed: results
      .filter(({ articles, question }) => !articles.includes(question.article))
      .map(({ question }) => question),
  };
}

const articleOf = ({ document }: Passage): string | undefined => document?.id;
