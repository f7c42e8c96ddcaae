import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../src/cli/evaluate';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eval-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(...lines: readonly (object | string)[]): Promise<string> {
  const path = join(folder, 'set.jsonl');
  await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
}

const row = (id: string, text: string, label: number, category: string) => ({ id, text, label, lang: 'en', category });

const SET = [
  row('a', 'let me speak to a manager', 1, 'asks'),
  row('b', 'zzz qqq', 1, 'asks'),
  row('c', 'where is my parcel', 0, 'other'),
  row('d', 'agent', 0, 'other'),
];

describe('npm run eval', () => {
  it('prints the counts alone for programs', async () => {
    const path = await file(...SET, '', '');
    expect(JSON.parse(await evaluate(['--set', path, '--json']))).toEqual({
      rows: 4,
      tp: 1,
      fp: 0,
      fn: 1,
      tn: 2,
      byCategory: { asks: { tp: 1, fp: 0, fn: 1, tn: 0 }, other: { tp: 0, fp: 0, fn: 0, tn: 2 } },
    });
  });

  it('prints a table for people, and what went wrong when asked', async () => {
    const path = await file(...SET);
    expect(await evaluate(['--set', path])).toMatch(/all\s+4\s+1\.000\s+0\.500\s+0\.667\s+1\s+0/);
    expect(await evaluate(['--set', path])).toContain('1 went wrong; --missed lists them.');
    expect(await evaluate(['--set', path, '--missed'])).toMatch(/missed \(answer\)\s+en\s+b\s+zzz qqq/);
  });

  it('replays with a changed setting', async () => {
    const path = await file(...SET);
    expect(JSON.parse(await evaluate(['--set', path, '--json', '--what-if', 'hints=on']))).toMatchObject({
      fp: 1,
      tn: 1,
    });
  });

  it('measures the project’s own phrases and questions without options', async () => {
    const report = await evaluate([]);
    expect(report).toMatch(/phrases: does the customer ask for a person\?/);
    expect(report).toMatch(/among the first three passages\s+\d+ of \d+/);
  });

  it.each([
    ['not JSON', ['{"id": "a",'], /line 1: this is not a JSON object/],
    ['a list', ['[1]'], /line 1: this is not a JSON object/],
    ['a wrong label', [SET[0], { ...SET[1], label: 'yes' }], /line 2: "label" must be 1 .* or 0/],
    ['no text', [{ ...SET[0], text: 7 }], /line 1: "text" must be the phrase/],
    ['no language', [{ ...SET[0], lang: undefined }], /line 1: "lang" must be a language code/],
    ['nothing', [''], /has no lines/],
  ])('names the line and what is wrong with it: %s', async (_, lines, message) => {
    const path = await file(...(lines as object[]));
    await expect(evaluate(['--set', path])).rejects.toThrow(message as RegExp);
  });

  it.each([
    [['--set', '/nowhere/set.jsonl'], /\/nowhere\/set\.jsonl does not exist/],
    [['--what-if', 'hints=maybe'], /--what-if hints=maybe is not known\. There is: hints=on/],
    [['--sets'], /--sets/],
  ])('names an option that is wrong: %j', async (options, message) => {
    await expect(evaluate(options as string[])).rejects.toThrow(message as RegExp);
  });

  it('explains itself', async () => {
    expect(await evaluate(['--help'])).toContain('--set FILE');
  });
});
