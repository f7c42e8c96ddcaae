import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SourceProblem } from '../../../src/knowledge/item';
import { loadFolder } from '../../../src/knowledge/load-folder';

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

describe('a folder of articles', () => {
  it('is read with its subfolders, in the order of the paths', async () => {
    await write({
      'b.md': '---\ntitle: Second\nurl: https://shop.example/b\nlanguage: de-AT\n---\nText',
      'a/first-aid-kits.md': 'Only text',
      'a/titled.md': '# The title\n\nText',
      'notes.txt': 'no article',
      '.drafts/x.md': 'hidden',
    });
    expect((await loadFolder(folder)).map(({ id, title, url, language }) => ({ id, title, url, language }))).toEqual([
      { id: 'a/first-aid-kits', title: 'First aid kits', url: null, language: null },
      { id: 'a/titled', title: 'The title', url: null, language: null },
      { id: 'b', title: 'Second', url: 'https://shop.example/b', language: 'de' },
    ]);
  });

  it('keeps internal articles apart', async () => {
    await write({ 'a.md': '---\naudience: Internal\n---\nText', 'b.md': 'Text' });
    expect((await loadFolder(folder)).map(({ audience }) => audience)).toEqual(['internal', 'public']);
  });

  it('does not publish an article because of a typing mistake', async () => {
    await write({ 'a.md': '---\naudience: interal\n---\nText' });
    await expect(loadFolder(folder)).rejects.toThrow(
      /a\.md cannot be used\. It has "audience: interal"\. Write "public" or "internal"/,
    );
  });

  it('says what to do when it is not there', async () => {
    await expect(loadFolder(join(folder, 'nowhere'))).rejects.toThrow(SourceProblem);
    await expect(loadFolder(join(folder, 'nowhere'))).rejects.toThrow(/nowhere is not a folder\. Create it/);
  });

  it('refuses an article that is no article', async () => {
    await write({ 'dump.md': Buffer.alloc(1_000_001, 'x') });
    await expect(loadFolder(folder)).rejects.toThrow(/dump\.md cannot be used\. It is larger than 1 MB/);
  });
});
