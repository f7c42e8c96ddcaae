import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chunkMarkdown } from '../../src/ai/knowledge/chunk';
import { readExport } from '../../src/knowledge/formats/export';
import { readFileContent } from '../../src/knowledge/formats/read-file';
import type { Item } from '../../src/knowledge/item';
import { readFolder, readOneFile } from '../../src/knowledge/read-folder';
import { docx, packedPdf, pdf, zip } from './files';
import { read } from './support';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'articles-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const documents = (items: readonly Item[]) =>
  items.flatMap((item) => (item.type === 'document' ? [item.document] : []));
const problems = (items: readonly Item[]) => items.flatMap((item) => (item.type === 'problem' ? [item] : []));

const PAGE = `<!doctype html><html lang="de-AT"><head><title>Rückgabe | Tarn Shop</title>
<link rel="canonical" href="https://shop.example/rueckgabe"></head><body>
<nav><a href="/">Start</a> <a href="/basket">Warenkorb (3)</a></nav>
<main><article><h1>Rückgabe</h1><p>Sie haben 60&nbsp;Tage Zeit, um etwas zurückzugeben, das Ihnen nicht gefällt.</p>
<h2>Kosten</h2><p>Das <b>Etikett</b> ist kostenlos, siehe <a href="/kosten">Kosten</a>. Bitte benutzen Sie es nur einmal.</p>
<table><tr><th>Größe</th><th>Preis</th></tr><tr><td>S</td><td>0 €</td></tr></table>
<ol><li>Drucken</li><li>Aufkleben</li></ol><pre><code># kein Titel</code></pre></article></main>
<footer>Impressum und Cookies</footer><script>alert(1)</script></body></html>`;

describe('a web page', () => {
  it('is its article: title, language, address, headings, tables, lists and code', async () => {
    const { text, ...rest } = await readFileContent(Buffer.from(PAGE), 'rueckgabe.html', 'rueckgabe');
    expect(rest).toEqual({
      ...{ id: 'rueckgabe', title: 'Rückgabe', url: 'https://shop.example/rueckgabe' },
      ...{ audience: 'public', language: 'de' },
    });
    expect(text).toContain('Sie haben 60 Tage Zeit');
    expect(text).toMatch(/\| S +\| 0 € \|/);
    expect(text).toMatch(/1\.\s+Drucken/);
    expect(text).not.toMatch(/Warenkorb|Impressum|alert/);
    const chunks = chunkMarkdown('x', text);
    expect(chunks.find(({ headings }) => headings.includes('Kosten'))?.text).toContain('S · 0 €');
  });

  it('may be a fragment, and is refused where it holds no text', async () => {
    const { text, title } = await readFileContent(Buffer.from('<h1>Opening hours</h1><p>9 to 5.</p>'), 'a.html', 'a');
    expect([title, text]).toEqual(['Opening hours', expect.stringContaining('9 to 5.')]);
    await expect(
      readFileContent(Buffer.from('<html><body><div id="app"></div></body></html>'), 'a.html', 'a'),
    ).rejects.toThrow('Pages that are drawn by a script cannot be read.');
  });
});

describe('a PDF', () => {
  it('is text in paragraphs, a section per page', async () => {
    const bytes = pdf(
      [
        [
          'Deliveries arrive within two to three working days after the or-',
          'der was packed.',
          '- by express the next day',
        ],
        ['Returns are free for sixty days.'],
      ],
      { Title: 'Handbook' },
    );
    const { title, text, url } = await readFileContent(bytes, 'handbook.pdf', 'handbook');
    expect([title, url]).toEqual(['Handbook', null]);
    expect(text).toBe(
      '## Page 1\n\nDeliveries arrive within two to three working days after the order was packed.\n- by express the next day\n\n## Page 2\n\nReturns are free for sixty days.',
    );
  });

  it.each([
    ['a scan', pdf([[], []]), /it seems to be a scan/],
    ['damaged', Buffer.from('%PDF-1.4\nnonsense'), /not a PDF that can be opened/],
    ['something else', Buffer.from('hello'), /not a PDF that can be opened/],
  ])('that is %s is refused with a reason', async (_, bytes, reason) => {
    await expect(readFileContent(bytes, 'a.pdf', 'a')).rejects.toThrow(reason);
  });
});

describe('a PDF with packed streams', () => {
  const draws = (text: string) => Buffer.from(`BT /F1 12 Tf 72 720 Td (${text}) Tj ET`);

  it.each([1, 2])('is read, packed %i times', async (times) => {
    const { text } = await readFileContent(packedPdf(draws('Returns are free for sixty days.'), times), 'a.pdf', 'a');
    expect(text).toBe('Returns are free for sixty days.');
  });

  it.each([1, 2])(
    'is refused before it is opened where one unpacks to far too much, packed %i times',
    async (times) => {
      const bomb = packedPdf(Buffer.alloc(101_000_000, ' '), times);
      expect(bomb.length).toBeLessThan(200_000);
      await expect(readFileContent(bomb, 'a.pdf', 'a')).rejects.toThrow(/A part of it is larger than 100 MB/);
    },
  );
});

describe('a Word document', () => {
  it('keeps headings and tables', async () => {
    const bytes = docx([
      ['Heading1', 'Warranty'],
      ['Normal', 'Boots have two years.'],
      ['Heading2', 'Repairs'],
      [
        ['part', 'price'],
        ['sole', '40 pounds'],
      ],
    ]);
    const { title, text } = await readFileContent(bytes, 'warranty.docx', 'warranty');
    expect(title).toBe('Warranty');
    expect(chunkMarkdown('w', text).map(({ headings, text: said }) => [headings.join('/'), said])).toEqual([
      ['Warranty', 'Boots have two years.'],
      ['Warranty/Repairs', expect.stringContaining('sole · 40 pounds')],
    ]);
  });

  it('that is none is refused', async () => {
    await expect(readFileContent(Buffer.from('PK no'), 'a.docx', 'a')).rejects.toThrow(/not a Word document/);
    await expect(readFileContent(docx([]), 'a.docx', 'a')).rejects.toThrow('It has no text.');
  });

  const MB = 1_000_000;
  const XML = Buffer.alloc(21 * MB, '<w:p/>');
  const PNG = Buffer.concat([Buffer.from('\u0089PNG', 'latin1'), Buffer.alloc(31 * MB)]);
  it.each([
    ['of text', () => zip({ 'word/document.xml': XML }, {})],
    ['that says it is small', () => zip({ 'word/document.xml': XML }, { says: 100 })],
    ['of many parts', () => zip({ 'a.xml': XML.subarray(0, 11 * MB), 'b.xml': XML.subarray(0, 11 * MB) }, {})],
    ['of pictures', () => zip({ 'word/media/a.png': PNG, 'word/media/b.png': PNG }, {})],
  ])('that is a bomb %s is refused before it is opened', async (_, bomb) => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(MB);
    await expect(readFileContent(bytes, 'a.docx', 'a')).rejects.toThrow(/Unpacked it is larger than a document is/);
  });

  it('whose directory can be read in two ways is refused', async () => {
    const two = Buffer.concat([Buffer.from('something in front'), docx([['Normal', 'Text.']])]);
    await expect(readFileContent(two, 'a.docx', 'a')).rejects.toThrow(/not a Word document/);
    const elsewhere = docx([['Normal', 'Text.']]);
    elsewhere.writeUInt16LE(0xffff, elsewhere.length - 14);
    await expect(readFileContent(elsewhere, 'a.docx', 'a')).rejects.toThrow(/not a Word document/);
  });

  it('that is packed, as Word does it, is read', async () => {
    const bytes = docx([['Normal', 'Sixty days.']], {});
    expect((await readFileContent(bytes, 'a.docx', 'a')).text).toBe('Sixty days.');
  });
});

describe('a folder', () => {
  it('is read whole: what cannot be read is told with its reason, and the rest goes on', async () => {
    await write({
      'returns.md': '# Returns\n\nSixty days.',
      'guide/sizes.pdf': pdf([['Boots fit true to size, for wide feet take one more.']]),
      'guide/scan.pdf': pdf([[]]),
      'faq.md': 'One.',
      'faq.html': '<p>Two: another article with the same name.</p>',
      'broken.md': Buffer.from([0, 1, 2]),
      'typo.md': '---\naudience: agents\n---\nSecret.',
      'data.json': '[]',
      '.git/x.md': 'hidden',
    });
    const items = await read(readFolder(folder));
    expect(items[0]).toEqual({ type: 'expected', count: 7 });
    expect(documents(items).map(({ id, title }) => [id, title])).toEqual([
      ['faq.html', 'Faq'],
      ['faq.md', 'Faq'],
      ['guide/sizes', 'Sizes'],
      ['returns', 'Returns'],
    ]);
    expect(problems(items).map(({ key, reason }) => [key, reason.split(/[.:]/)[0]])).toEqual([
      ['broken', 'It is not a text file'],
      ['guide/scan', 'It has no text'],
      // What was meant for agents is not left as it was: it may be public there.
      [null, 'It has "audience'],
    ]);
  });

  it('may be one file, and says when it is not there', async () => {
    await write({ 'a.md': 'Text.' });
    expect(documents(await read(readOneFile(join(folder, 'a.md')))).map(({ id }) => id)).toEqual(['a']);
    await expect(read(readOneFile(join(folder, 'b.md')))).rejects.toThrow('b.md does not exist. Check the path.');
    await expect(read(readFolder(join(folder, 'nowhere')))).rejects.toThrow('nowhere is not a folder');
  });
});

describe('the export of a help centre', () => {
  const ZENDESK = {
    count: 4,
    articles: [
      {
        ...{ id: 360001, title: 'Returns', locale: 'en-us', draft: false, user_segment_id: null },
        body: '<p>You have <strong>sixty</strong> days.</p><h2>Cost</h2><ul><li>none</li></ul>',
        url: 'https://x.zendesk.com/api/v2/help_center/articles/360001.json',
        html_url: 'https://help.example/hc/en-us/articles/360001',
      },
      { id: 360001, title: 'Rückgabe', body: '<p>Sechzig Tage.</p>', locale: 'de', draft: false },
      { id: 2, title: 'Not yet', body: '<p>x</p>', locale: 'en-us', draft: true },
      { id: 3, title: 'For agents', body: '<p>Give 20 pounds.</p>', locale: 'en-us', user_segment_id: 77 },
    ],
  };
  const INTERCOM = {
    type: 'list',
    data: [
      {
        id: '6',
        title: 'Shipping',
        body: '<p>Two days.</p>',
        state: 'published',
        url: 'https://help.example/6',
        default_locale: 'en',
      },
      { id: '7', title: 'Draft', body: '<p>x</p>', state: 'draft' },
    ],
  };

  it.each([
    [
      'Zendesk',
      'z.json',
      JSON.stringify(ZENDESK),
      [
        ['360001-en-us', 'Returns', 'en', 'public', 'https://help.example/hc/en-us/articles/360001'],
        ['360001-de', 'Rückgabe', 'de', 'public', null],
        ['3-en-us', 'For agents', 'en', 'internal', null],
      ],
    ],
    ['Intercom', 'i.json', JSON.stringify(INTERCOM), [['6-en', 'Shipping', 'en', 'public', 'https://help.example/6']]],
    [
      'one object a line',
      'l.jsonl',
      '{"id":1,"question":"Do you ship?","answer":"Yes."}\n\n{"id":2,"question":"Open?","answer":"Now.","archived":true}\n',
      [['1', 'Do you ship?', null, 'public', null]],
    ],
    [
      'CSV',
      'c.csv',
      '\uFEFFArticle ID;Title;Body;Language;Status;Visibility;URL\n1;Returns;"<p>Sixty; days, ""really"".</p>";en;Published;public;https://a.example/1\n2;Old;x;en;Archived;;\n3;Goodwill;Give it.;en;published;internal;\n',
      [
        ['1-en', 'Returns', 'en', 'public', 'https://a.example/1'],
        ['3-en', 'Goodwill', 'en', 'internal', null],
      ],
    ],
  ])('of the kind %s', async (_, name, content, expected) => {
    await write({ [name]: content });
    const items = await read(readExport(join(folder, name)));
    expect(problems(items)).toEqual([]);
    expect(
      documents(items).map(({ id, title, language, audience, url }) => [id, title, language, audience, url]),
    ).toEqual(expected);
  });

  it('keeps the form of its texts', async () => {
    await write({ 'z.json': JSON.stringify(ZENDESK) });
    expect(documents(await read(readExport(join(folder, 'z.json'))))[0]?.text).toMatch(
      /^You have \*\*sixty\*\* days\.\n\n## Cost\n\n-\s+none$/,
    );
  });

  it('goes on behind an article that cannot be read', async () => {
    await write({
      'a.json': JSON.stringify([
        { id: 1, title: 'No text' },
        { id: 2, body: 'x' },
        { id: 3, title: 'A', body: 'B' },
        { id: 3, title: 'C', body: 'D' },
      ]),
    });
    const items = await read(readExport(join(folder, 'a.json')));
    expect(documents(items).map(({ id }) => id)).toEqual(['3']);
    expect(problems(items).map(({ what, reason }) => `${what.split(', ')[1]}: ${reason}`)).toEqual([
      'article 1: "No text" has no text ("body", "content" or "answer").',
      'article 2: It has no title ("title", "name" or "question").',
      'article 4: Another article before it has the same id (3).',
    ]);
  });

  it.each([
    ['a.json', '{', /a\.json is not JSON/],
    ['a.json', '{"pages":1}', /holds no list of articles/],
    ['a.jsonl', '{"id":1}\nno', /a\.jsonl, line 2, is not JSON/],
    ['a.csv', 'id,title\n"1,x', /is not CSV that can be read/],
  ])('%s with %j is refused whole', async (name, content, reason) => {
    await write({ [name]: content });
    await expect(read(readExport(join(folder, name)))).rejects.toThrow(reason);
  });
});
