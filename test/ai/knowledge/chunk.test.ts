import { chunkMarkdown } from '../../../src/ai/knowledge/chunk';
import { readFrontMatter } from '../../../src/ai/knowledge/front-matter';
import { plainMarkdown } from '../../../src/ai/knowledge/markdown-text';

describe('an article', () => {
  it('is parted at its headings, each part with the headings above it', () => {
    const chunks = chunkMarkdown(
      'returns',
      'Intro.\n\n## How\n\nPost it.\n\n### Abroad\n\nPay yourself.\n\n## When\n\nSoon.',
    );
    expect(chunks.map(({ headings, text }) => [headings.join(' › '), text])).toEqual([
      ['', 'Intro.'],
      ['How', 'Post it.'],
      ['How › Abroad', 'Pay yourself.'],
      ['When', 'Soon.'],
    ]);
  });

  it('keeps the names of its parts when their text changes, so that a citation stays true', () => {
    const before = chunkMarkdown('a', '## Costs\n\nOne pound.\n\n## Time\n\nTwo days.');
    const after = chunkMarkdown('a', 'New intro.\n\n## Costs\n\nTwo pounds.\n\n## Time\n\nTwo days.');
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(new Set([...before, ...chunkMarkdown('b', '## Costs\n\nOne pound.')].map(({ id }) => id)).size).toBe(3);
  });

  it('gives equal headings different names', () => {
    const [one, two] = chunkMarkdown('a', '## Note\n\nOne.\n\n## Note\n\nTwo.');
    expect(one?.id).not.toBe(two?.id);
    expect(chunkMarkdown('a', '## C\n\nOne.\n\n## C++\n\nTwo.').map(({ id }) => id)[0]).toBe(
      chunkMarkdown('a', '## C\n\nOther.')[0]?.id,
    );
  });

  it('is parted between paragraphs where a section is long', () => {
    const paragraph = 'All of this belongs together. '.repeat(20).trim();
    const chunks = chunkMarkdown('a', `## Long\n\n${[paragraph, paragraph, paragraph, paragraph].join('\n\n')}`);
    expect(chunks.length).toBe(2);
    expect(chunks.every(({ text }) => text.length <= 1400)).toBe(true);
    expect(chunks.every(({ text }) => text.endsWith('together.'))).toBe(true);
  });

  it('keeps lists, tables and code whole', () => {
    const list = Array.from({ length: 80 }, (_, at) => `- point number ${at} of a long list`).join('\n');
    const code = `\`\`\`\nfirst\n\n${'line of code\n'.repeat(150)}\`\`\``;
    expect(chunkMarkdown('a', `## List\n\n${list}`)).toHaveLength(1);
    expect(chunkMarkdown('a', `## Code\n\n${code}`)).toHaveLength(1);
    const table = `| size | cm |\n|---|---|\n${'| S | 43 centimetres |\n'.repeat(100)}`;
    expect(chunkMarkdown('a', `## Table\n\n${table}`)).toHaveLength(1);
  });

  it('keeps what stands indented in a list with its item', () => {
    const list = Array.from({ length: 30 }, (_, at) => `${at + 1}. Step\n\n   ${'What to do. '.repeat(8)}`).join(
      '\n\n',
    );
    expect(chunkMarkdown('a', `## Steps\n\n${list}`)).toHaveLength(1);
  });

  it('parts prose without paragraphs, as from a PDF, between sentences', () => {
    const chunks = chunkMarkdown('a', 'A sentence about boots. '.repeat(300));
    expect(chunks.length).toBeGreaterThan(4);
    expect(chunks.every(({ text }) => text.length < 1400 && text.endsWith('boots.'))).toBe(true);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
  });

  it('does not take a "#" in code for a heading', () => {
    expect(chunkMarkdown('a', '## Set up\n\n```\n# a comment\nrun\n```').map(({ headings }) => headings)).toEqual([
      ['Set up'],
    ]);
  });

  it('reads the same with Windows line ends, and is nothing where there is nothing', () => {
    expect(chunkMarkdown('a', '## One\r\n\r\nText.\r\n')).toEqual(chunkMarkdown('a', '## One\n\nText.\n'));
    expect(chunkMarkdown('a', '\n\n## Only a heading\n')).toEqual([]);
  });
});

describe('Markdown read aloud', () => {
  it.each([
    ['**Free** over _£50_, see [costs](#costs)', 'Free over £50, see costs'],
    ['Ask [the shop](https://shop.example/a)', 'Ask the shop (https://shop.example/a)'],
    ['- one\n- two', '• one\n• two'],
    ['| size | cm |\n|---|---|\n| S | 43 |', 'size · cm\nS · 43'],
    ['Press `Save` <br> now', 'Press Save  now'],
    ['![photo of a boot](x.png)', 'photo of a boot'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['<!-- draft -->Ready', 'Ready'],
  ])('%s', (markdown, text) => {
    expect(plainMarkdown(markdown)).toBe(text);
  });
});

describe('front matter', () => {
  it('gives settings and leaves the rest', () => {
    expect(readFrontMatter('---\ntitle: "Returns: how"\nURL: https://a.example\n---\n\nText')).toEqual({
      values: { title: 'Returns: how', url: 'https://a.example' },
      body: '\nText',
    });
  });

  it.each(['No settings here', '---\nnot closed', 'Text\n---\ntitle: x\n---'])('is optional: %j', (source) => {
    expect(readFrontMatter(source)).toEqual({ values: {}, body: source });
  });
});
