import { join } from 'node:path';
import { measureRetrieval, type ShopQuestion } from '../../../src/ai/eval/retrieval';
import type { KnowledgeDocument } from '../../../src/ai/knowledge/document';
import { createKnowledgeIndex } from '../../../src/ai/knowledge/knowledge-index';
import { readJsonl } from '../../../src/cli/jsonl';
import { loadFolder } from '../../../src/knowledge/load-folder';

const SRC = join(__dirname, '../../../src');

const article = (id: string, text: string, more: Partial<KnowledgeDocument> = {}): KnowledgeDocument => ({
  id,
  title: id,
  url: null,
  audience: 'public',
  language: 'en',
  text,
  ...more,
});

describe('the sample shop', () => {
  const shop = async () => createKnowledgeIndex(await loadFolder(join(SRC, 'sandbox/shop')));
  const questions = readJsonl(join(SRC, 'ai/eval/shop-questions.jsonl'), (row) => row as unknown as ShopQuestion);

  it('finds the right article for nine questions in ten', async () => {
    const report = await measureRetrieval(questions, await shop());
    expect(report.questions).toBeGreaterThanOrEqual(120);
    expect(report.hitAt3 / report.questions).toBeGreaterThanOrEqual(0.9);
    expect(report.hitAt1 / report.questions).toBeGreaterThanOrEqual(0.8);
    expect(report.answeredRight / report.answered).toBeGreaterThanOrEqual(0.88);
  });

  it('is asked about articles that are there', async () => {
    const ids = new Set((await loadFolder(join(SRC, 'sandbox/shop'))).map(({ id }) => id));
    expect(questions.filter(({ article: id }) => !ids.has(id))).toEqual([]);
  });

  it('keeps what is meant for agents from customers', async () => {
    const knowledge = await shop();
    const found = await knowledge.search('may agents give goodwill gift card £20 shift lead exceptions', 50);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ document }) => document?.id.startsWith('goodwill'))).toEqual([]);
  });

  it('knows an off-topic question by its coverage', async () => {
    const knowledge = await shop();
    const coverage = async (question: string) => (await knowledge.search(question, 1))[0]?.coverage ?? 0;
    for (const question of ['who won the football match', 'write me a poem about cats', 'recommend a pizza place'])
      expect(await coverage(question)).toBeLessThan(0.45);
    for (const question of ['what does express delivery cost', 'can I pay with PayPal'])
      expect(await coverage(question)).toBeGreaterThan(0.7);
  });
});

describe('the index', () => {
  const knowledge = createKnowledgeIndex([
    article(
      'Returns',
      'Intro about returns.\n\n## How to return\n\nSend the boots back within 60 days. The label is free.',
      {
        url: 'https://shop.example/returns',
      },
    ),
    article('Versand', 'Die Lieferung dauert drei Werktage. Der Versand ist ab 50 Euro kostenlos.', { language: 'de' }),
    article('送货', '标准配送需要三个工作日。满五百元免运费。', { language: 'zh' }),
    article('Secret', 'Agents may waive the label fee for boots.', { audience: 'internal' }),
  ]);

  it('gives a passage with all that an answer shows', async () => {
    const [best] = await knowledge.search('how do I send my boots back?', 3);
    expect(best).toMatchObject({
      document: { id: 'Returns', version: 1 },
      title: 'Returns',
      heading: 'How to return',
      url: 'https://shop.example/returns',
      excerpt: 'Send the boots back within 60 days. The label is free.',
      relevance: 1,
    });
  });

  it('never needs all the words of a question', async () => {
    const [best] = await knowledge.search('my neighbour said boots from last christmas are fine to return, right?', 1);
    expect(best?.title).toBe('Returns');
  });

  it('finds the article for a long question with a word that stands nowhere', async () => {
    const long =
      'Hello, I bought the boots for my daughter three weeks ago, she wore them once indoors, and now we would like to return them because of the Schnürsenkel, could you tell me how that works please?';
    for (const question of [long, `${long} xylograph`]) {
      expect((await knowledge.search(question, 1))[0]).toMatchObject({ title: 'Returns', heading: 'How to return' });
    }
  });

  it('forgives a slip of the finger', async () => {
    expect((await knowledge.search('retrun boots', 1))[0]?.title).toBe('Returns');
  });

  it.each([
    ['wie lange dauern Lieferungen', 'Versand'],
    ['配送需要几天', '送货'],
  ])('reads %s in its own language', async (question, title) => {
    expect((await knowledge.search(question, 1))[0]?.title).toBe(title);
  });

  it('finds nothing where nothing is said or known', async () => {
    expect(await knowledge.search('', 3)).toEqual([]);
    expect(await knowledge.search('🙂 ?!', 3)).toEqual([]);
    expect(await createKnowledgeIndex([]).search('returns', 3)).toEqual([]);
  });

  it('never shows a word of an internal article', async () => {
    for (const question of ['waive the label fee', 'agents', 'secret']) {
      const found = await knowledge.search(question, 10);
      expect(found.some(({ text, title }) => /waive/.test(text) || title === 'Secret')).toBe(false);
    }
  });

  it('takes a question of any length', async () => {
    expect(await knowledge.search('boots '.repeat(20_000), 1)).toHaveLength(1);
  });
});
