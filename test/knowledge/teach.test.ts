import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Screen } from '../../src/cli/kb/screen';
import { teachFromSettings } from '../../src/knowledge/teach';
import { type OpenStore, openPostgresStore } from '../../src/persistence/postgres-store';
import { SECRET_KEY } from '../support/baton';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { document, source, sync } from './support';

let folder: string;
let database: TestDatabase;
let opened: OpenStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teach-'));
  for (const name of ['sample', 'mine', 'empty']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'sample', 'tents.md'), 'Sample.');
  await writeFile(join(folder, 'mine', 'returns.md'), 'Mine.');
  await writeFile(join(folder, 'mine', 'beside.txt'), 'No article of KNOWLEDGE_DIR.');
  database = await createTestDatabase();
  opened = await openPostgresStore(database.url, SECRET_KEY);
});
afterEach(async () => {
  await opened?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A start with these settings: what the AI answers from then, and what was said. */
async function start(knowledgeDir: string | null, { sample = true, keepSample = false } = {}) {
  const said: string[] = [];
  await teachFromSettings(opened.knowledge, opened.exclusive, {
    folder: knowledgeDir === null ? null : join(folder, knowledgeDir),
    sample: sample ? join(folder, 'sample') : null,
    keepSample,
    say: (line) => said.push(line),
  });
  const { documents } = await opened.knowledge.snapshot('public');
  return { ids: documents.map(({ id }) => id), said };
}

const SAMPLE = ['sample-shop/tents'];
const MINE = ['knowledge-dir/returns'];

test('the folder of KNOWLEDGE_DIR takes the place of the sample, and the sample that of a folder not named any more', async () => {
  expect((await start(null)).ids).toEqual(SAMPLE);
  expect((await start('mine')).ids).toEqual(MINE);
  expect((await start(null)).ids).toEqual(SAMPLE);
  expect((await start(null, { sample: false })).ids).toEqual([]);
});

test('what is added stays beside the folder, and takes the place of the sample except in the sandbox', async () => {
  await sync(opened.knowledge, source('help'), document('a', 'Added.'));
  expect((await start('mine')).ids).toEqual(['help/a', ...MINE]);
  expect((await start(null)).ids).toEqual(['help/a']);
  expect((await start(null, { keepSample: true })).ids).toEqual(['help/a', ...SAMPLE]);
  await opened.knowledge.setSourceState('sample-shop', 'removed');
  expect((await start(null, { keepSample: true })).ids).toEqual(['help/a']);
});

test('is read again at every start: what changed, went and cannot be used', async () => {
  await start('mine');
  await writeFile(join(folder, 'mine', 'returns.md'), 'Mine, changed.');
  await writeFile(join(folder, 'mine', 'typo.md'), '---\naudience: agents\n---\nSecret.');
  const { ids, said } = await start('mine');
  expect(ids).toEqual(MINE);
  expect((await opened.knowledge.versions('knowledge-dir/returns')).map(({ text }) => text)).toEqual([
    'Mine, changed.',
    'Mine.',
  ]);
  expect(said).toEqual([expect.stringMatching(/^Not used: .*typo\.md\. It has "audience: agents"/)]);
  await writeFile(join(folder, 'mine', 'other.md'), 'Other.');
  await rm(join(folder, 'mine', 'returns.md'));
  expect((await start('mine')).ids).toEqual(['knowledge-dir/other']);
});

test('a folder that is suddenly empty takes nothing away, and one that is not there is refused', async () => {
  await start('mine');
  const { ids, said } = await start('empty');
  expect(ids).toEqual(MINE);
  expect(said).toEqual([expect.stringContaining('holds no Markdown files now')]);
  await expect(start('nowhere')).rejects.toThrow(/^KNOWLEDGE_DIR: .*nowhere is not a folder\. Create it/);
});

test('several processes that start at once read it once', async () => {
  await Promise.all([start('mine'), start('mine'), start('mine')]);
  expect((await opened.knowledge.versions('knowledge-dir/returns')).length).toBe(1);
  expect((await opened.knowledge.sources()).map(({ name, documents }) => [name, documents])).toEqual([
    ['knowledge-dir', 1],
  ]);
});

test('a reset of the sandbox forgets conversations and not what was taught', async () => {
  await sync(opened.knowledge, source('help'), document('a', 'Added.'));
  await opened.forgetEverything();
  expect((await start(null, { keepSample: true })).ids).toEqual(['help/a', ...SAMPLE]);
});

test('what a page or customer wrote cannot steer the terminal', () => {
  let written = '';
  const write = (text: string): boolean => {
    written += text;
    return true;
  };
  const screen = new Screen({ isTTY: true, columns: 80, write } as unknown as NodeJS.WriteStream, true);
  screen.line(`${screen.paint('red', 'red')} \u001b]0;title\u0007 \u001b[2J \u009b31m end`);
  expect(written).toBe('\u001b[31mred\u001b[39m ]0;title [2J 31m end\n');
});
