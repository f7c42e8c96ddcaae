import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOpenAiFake } from '../../adapters/ai/openai/emulator';
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

  const conversation = (id: string, handoffAt: number | null, trigger: string, ...said: string[]) => ({
    ...{ id, lang: 'en', trigger, handoffAt },
    turns: said.map((line) =>
      line.startsWith('?') ? { from: 'ai', kind: 'clarify', text: line.slice(1) } : { from: 'customer', text: line },
    ),
  });
  const CONVERSATIONS = [
    conversation(
      'p',
      3,
      'clarified_too_often',
      'it broke',
      '?Which one?',
      'the tent',
      '?Which tent?',
      'mine',
      '?Which?',
    ),
    conversation('q', null, 'none', 'it broke', '?Which one?', 'the tent', '?Which tent?', 'the blue one'),
    conversation('r', 1, 'asked_for_person', 'zzz', '?What?', 'qqq'),
  ];

  it('replays whole conversations, and counts a person who comes in late or for nothing', async () => {
    const path = await file(...CONVERSATIONS);
    expect(JSON.parse(await evaluate(['--set', path, '--json']))).toEqual({
      ...{ rows: 3, tp: 1, fp: 0, fn: 1, tn: 1 },
      byCategory: {
        clarified_too_often: { tp: 1, fp: 0, fn: 0, tn: 0 },
        none: { tp: 0, fp: 0, fn: 0, tn: 1 },
        asked_for_person: { tp: 0, fp: 0, fn: 1, tn: 0 },
      },
    });
    const report = await evaluate(['--set', path, '--missed']);
    expect(report).toMatch(/missed +r +en +wanted: a person after message 1 \(asked_for_person\); was: the AI goes on/);
  });

  it('says what a changed setting would do', async () => {
    const path = await file(...CONVERSATIONS, row('l', 'my lawyer will call', 0, 'other'));
    const report = await evaluate([
      '--set',
      path,
      '--what-if',
      'MAX_CLARIFICATIONS=1',
      '--what-if',
      'HIGH_STAKES_TOPICS=none',
    ]);
    expect(report).toContain('2 conversations and 1 phrases would go another way.');
    expect(report).toMatch(/earlier +p .*after message 3 \(clarified_too_often\) → a person after message 2/);
    expect(report).toMatch(/now +q .*the AI goes on → a person after message 2/);
    expect(report).toMatch(/l +en +high_stakes → answer +my lawyer will call/);
    expect(JSON.parse(await evaluate(['--set', path, '--json', '--what-if', 'MAX_CLARIFICATIONS=1']))).toMatchObject({
      fp: 1,
    });
  });

  it('replays under the settings of this environment', async () => {
    const path = await file(...CONVERSATIONS);
    const counts = await evaluate(['--set', path, '--json'], { MAX_CLARIFICATIONS: '1' });
    expect(JSON.parse(counts)).toMatchObject({ tp: 1, fp: 1 });
  });

  it('puts to the configured model what the rules leave to it', async () => {
    const fake = await startOpenAiFake();
    fake.answerWith(({ body }) => ({
      type: 'json',
      value: {
        ...{ kind: JSON.stringify(body).includes('zzz qqq') ? 'handoff' : 'small_talk', text: 'Hello!' },
        ...{ citations: [], reason: 'asked_for_person' },
      },
    }));
    try {
      const path = await file(...SET);
      const counts = await evaluate(['--set', path, '--json'], { MODEL: 'openai', ...fake.settings });
      expect(JSON.parse(counts)).toMatchObject({ tp: 2, fp: 0, fn: 0, tn: 2 });
    } finally {
      await fake.stop();
    }
  });

  it('measures the project’s own phrases and questions without options', async () => {
    const report = await evaluate([]);
    expect(report).toMatch(/phrases: does the customer ask for a person\?/);
    expect(report).toMatch(/66 conversations: does a person come in, and in time\?/);
    expect(report).toMatch(/among the first three passages\s+\d+ of \d+/);
  });

  it.each([
    ['not JSON', ['{"id": "a",'], /line 1: this is not a JSON object/],
    ['a list', ['[1]'], /line 1: this is not a JSON object/],
    ['a wrong label', [SET[0], { ...SET[1], label: 'yes' }], /line 2: "label" must be 1 .* or 0/],
    ['no text', [{ ...SET[0], text: 7 }], /line 1: "text" must be the phrase/],
    ['no language', [{ ...SET[0], lang: undefined }], /line 1: "lang" must be a language code/],
    [
      'a turn of nobody',
      [{ id: 'a', lang: 'en', trigger: 'none', handoffAt: null, turns: [{ from: 'me' }] }],
      /line 1: "turns" must be/,
    ],
    [
      'a handoff beyond the end',
      [{ id: 'a', lang: 'en', trigger: 'none', handoffAt: 2, turns: [{ from: 'customer', text: 'x' }] }],
      /line 1: "handoffAt" must be null, or .*1 to 1/,
    ],
    ['nothing', [''], /has no lines/],
  ])('names the line and what is wrong with it: %s', async (_, lines, message) => {
    const path = await file(...(lines as object[]));
    await expect(evaluate(['--set', path])).rejects.toThrow(message as RegExp);
  });

  it.each([
    [['--set', '/nowhere/set.jsonl'], /\/nowhere\/set\.jsonl does not exist/],
    [['--what-if', 'hints=maybe'], /--what-if hints=maybe is not known\. Write a setting/],
    [['--what-if', 'MAX_CLARIFICATIONS=many'], /--what-if: MAX_CLARIFICATIONS must be a whole number/],
    [['--sets'], /--sets/],
  ])('names an option that is wrong: %j', async (options, message) => {
    await expect(evaluate(options as string[])).rejects.toThrow(message as RegExp);
  });

  it('explains itself', async () => {
    expect(await evaluate(['--help'])).toContain('--set FILE');
  });
});
