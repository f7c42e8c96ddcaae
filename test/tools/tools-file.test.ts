import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkToolsFile, readToolsFile } from '../../src/tools/file/read-tools-file';
import { mcpFile } from './mcp-service';
import { environment, SECRET, sampleFile } from './service';

type Sample = ReturnType<typeof sampleFile>;
type Change = (file: Sample) => unknown;
const env = environment('http://127.0.0.1:8080');
const VARIABLE = (name: string): string => `\${${name}}`;

const problemsOf = (file: unknown, given: Record<string, string | undefined> = env): readonly string[] => {
  const { settings, problems } = checkToolsFile(file, given);
  expect(settings === null).toBe(problems.length > 0);
  for (const problem of problems) {
    expect(problem).toMatch(/[.:"]$/);
    expect(problem).not.toContain(SECRET);
  }
  return problems;
};

type Action<Index extends number> = Extract<Sample['actions'], readonly unknown[]>[Index] & Record<string, unknown>;
const read = (file: Sample) => file.actions[0] as Action<0>;
const write = (file: Sample) => file.actions[1] as Action<1>;

it('finds nothing wrong with a good file, and keeps its secrets apart', () => {
  expect(problemsOf(sampleFile())).toEqual([]);
  expect(problemsOf(mcpFile())).toEqual([]);
  expect(problemsOf({})).toEqual([]);
  expect(JSON.stringify(checkToolsFile(sampleFile(), env).settings?.file)).not.toContain(SECRET);
});

/** What somebody writes, and the sentence they get. */
const BAD: readonly (readonly [string, Change, string])[] = [
  // Shape.
  [
    'an unknown key',
    (f) => Object.assign(read(f), { indentity: 'none' }),
    'actions[0] has "indentity", which nothing here is called.',
  ],
  [
    'a name with a dash',
    (f) => Object.assign(read(f), { name: 'order-status' }),
    'actions[0].name must be 2 to 48 small letters',
  ],
  [
    'no description',
    (f) => delete (read(f) as Partial<Sample['actions'][0]>).description,
    'actions[0].description is missing.',
  ],
  ['an empty description', (f) => Object.assign(read(f), { description: '' }), 'actions[0].description is empty.'],
  [
    'a permission that is none',
    (f) => Object.assign(read(f), { permission: 'admin' }),
    'actions[0].permission must be one of "read", "write".',
  ],
  [
    'a text for a list',
    (f) => Object.assign(read(f), { examples: 'where' }),
    'actions[0].examples must be a list in [ ].',
  ],
  [
    'no English',
    (f) => Object.assign(read(f).inputs[0] as object, { ask: { de: 'Welche?' } }),
    'actions[0].inputs[0].ask needs a text for "en"',
  ],
  [
    'a language by name',
    (f) => Object.assign(read(f).inputs[0] as object, { ask: { en: 'Which?', german: 'Welche?' } }),
    'actions[0].inputs[0].ask.german must be a language of two letters',
  ],
  [
    'a time-out in seconds',
    (f) => Object.assign(read(f).request, { timeoutMs: 5 }),
    'actions[0].request.timeoutMs must be at least 100.',
  ],
  [
    'a time-out beyond the lease',
    (f) => Object.assign(read(f).request, { timeoutMs: 30_000 }),
    'actions[0].request.timeoutMs must not be more than 8000.',
  ],
  [
    'an unknown source',
    (f) => Object.assign(read(f).bind, { id: 'customer.id' }),
    'actions[0].bind.id must be one of "customer.phone"',
  ],
  [
    'a JSONPath',
    (f) => Object.assign(read(f).fields.number, { path: '$..number.' }),
    'actions[0].fields.number.path must be names joined by dots',
  ],
  // Together.
  [
    'one name twice',
    (f) => f.actions.push({ ...read(f) }),
    'the file has two tools called "order_status". Rename one.',
  ],
  [
    'a name of ours',
    (f) => Object.assign(read(f), { name: 'ask_for_human' }),
    'actions[0].name is "ask_for_human", which Baton uses itself.',
  ],
  [
    'an input twice',
    (f) => (read(f).inputs as unknown[]).push(read(f).inputs[0]),
    'actions[0].inputs[1].name is "order" a second time.',
  ],
  [
    'an input that is bound',
    (f) => Object.assign(read(f).bind, { order: 'customer.name' }),
    'actions[0].inputs[0].name is "order", which is bound.',
  ],
  [
    'an input called code',
    (f) => Object.assign(write(f).bind, { code: 'customer.name' }),
    'actions[1].bind names "code"',
  ],
  [
    'an input that goes nowhere',
    (f) => Object.assign(read(f).request, { url: `${VARIABLE('TOOL_SHOP_URL')}/orders` }),
    'actions[0].inputs[0] asks for "order", and the request does not use it.',
  ],
  [
    'a broken pattern',
    (f) => Object.assign(read(f).inputs[0] as object, { pattern: '(\\d{4}' }),
    'actions[0].inputs[0].pattern is no regular expression.',
  ],
  [
    'a pattern for nothing',
    (f) => Object.assign(read(f).inputs[0] as object, { pattern: '\\d*' }),
    'actions[0].inputs[0].pattern fits an empty text',
  ],
  [
    'a pattern for a number',
    (f) => Object.assign(read(f).inputs[0] as object, { type: 'integer' }),
    'actions[0].inputs[0].pattern is for texts.',
  ],
  // Requests.
  [
    'a name that is none',
    (f) => Object.assign(read(f).request, { query: { phone: '{phone}', q: '{ordr}' } }),
    'actions[0].request.query.q names {ordr}, which is neither an input nor bound.',
  ],
  [
    'a host to be filled in',
    (f) => Object.assign(read(f).request, { url: 'https://{order}.shop.example/' }),
    'actions[0].request.url has a {name} in its host.',
  ],
  [
    'another scheme',
    (f) => Object.assign(read(f).request, { url: 'file:///etc/{order}' }),
    'actions[0].request.url must be an address such as https://',
  ],
  [
    'plain http to strangers',
    (f) => Object.assign(read(f).request, { url: 'http://shop.example/{order}' }),
    'actions[0].request.url must begin with https://',
  ],
  [
    'a private address',
    (f) => Object.assign(read(f).request, { url: 'http://10.0.0.7/{order}' }),
    'actions[0].request.url leads to this machine or into a private network. If it is yours, add "10.0.0.7" to allowPrivateHosts.',
  ],
  [
    'this machine as a number',
    (f) => Object.assign(read(f).request, { url: 'https://2130706434/{order}' }),
    'add "127.0.0.2" to allowPrivateHosts.',
  ],
  [
    'a password in an address',
    (f) => Object.assign(read(f).request, { url: 'https://u:p@shop.example/{order}' }),
    'actions[0].request.url has a password in it.',
  ],
  [
    'a query in an address',
    (f) => Object.assign(read(f).request, { url: 'https://shop.example/?o={order}' }),
    'actions[0].request.url has a query or a fragment.',
  ],
  [
    'a header of ours',
    (f) => Object.assign(read(f).request, { headers: { Host: 'x' } }),
    'actions[0].request.headers has "Host", which Baton sets itself.',
  ],
  [
    'a header that is none',
    (f) => Object.assign(read(f).request, { headers: { 'a b': 'x' } }),
    'actions[0].request.headers has "a b", which is no name of a header.',
  ],
  [
    'a header of two lines',
    (f) => Object.assign(read(f).request, { headers: { a: 'x\r\nb: y' } }),
    'actions[0].request.headers.a must be one line.',
  ],
  [
    'a read that deletes',
    (f) => Object.assign(read(f).request, { method: 'DELETE' }),
    'actions[0].request.method is DELETE, which changes something. Make the permission "write".',
  ],
  [
    'a write that gets',
    (f) => Object.assign(write(f).request, { method: 'GET', body: undefined }),
    'actions[1].request.method is GET, and a write must not be one.',
  ],
  [
    'a body with GET',
    (f) => Object.assign(read(f).request, { body: { a: 1 } }),
    'actions[0].request.body cannot be sent with GET.',
  ],
  [
    'a name in a header that may be absent',
    (f) => Object.assign(write(f).request, { headers: { 'x-name': '{name}' } }),
    'actions[1].request.headers.x-name needs {name}, which may be absent.',
  ],
  // Secrets.
  [
    'another secret',
    (f) => Object.assign(read(f).request, { headers: { a: VARIABLE('SECRET_KEY') } }),
    'actions[0].request.headers.a reads SECRET_KEY, and only variables that begin with TOOL_ may be read.',
  ],
  [
    'a secret that is not set',
    (f) => Object.assign(read(f).request, { headers: { a: VARIABLE('TOOL_OTHER') } }),
    'actions[0].request.headers.a needs TOOL_OTHER, which is not set. Set it where Baton runs.',
  ],
  [
    'a secret of two lines',
    (f) => Object.assign(read(f).request, { headers: { a: VARIABLE('TOOL_LINES') } }),
    'actions[0].request.headers.a needs TOOL_LINES, which has more than one line.',
  ],
  // Identity and words.
  [
    'an identity of nothing',
    (f) => Object.assign(read(f), { bind: {}, request: { ...read(f).request, query: {} } }),
    'actions[0].identity is "channel", and the request sends nothing of it.',
  ],
  [
    'a code that nothing sends',
    (f) => delete (write(f) as Partial<Sample['actions'][1]>).sendCode,
    'actions[1].sendCode is missing.',
  ],
  [
    'a code that nothing asks for',
    (f) => Object.assign(write(f), { identity: 'none' }),
    'actions[1].sendCode is there, and identity is "none".',
  ],
  [
    'a code that is not sent',
    (f) => Object.assign(write(f).sendCode?.request as object, { body: {} }),
    'actions[1].sendCode does not send {code}.',
  ],
  [
    'a write without a proposal',
    (f) => delete (write(f) as Partial<Sample['actions'][1]>).propose,
    'actions[1].propose is missing.',
  ],
  [
    'a proposal that hides something',
    (f) => Object.assign(write(f).propose as object, { de: 'Bestellung {order} wird umgeleitet.' }),
    'actions[1].propose.de does not show {address}, so the customer would agree to something unseen.',
  ],
  [
    'a proposal of something else',
    (f) => Object.assign(write(f).propose as object, { en: '{order} {address} {price}' }),
    'actions[1].propose.en names {price}, which is no input.',
  ],
  [
    'a sentence about nothing',
    (f) => read(f).say.push({ text: { en: '{total}' } }),
    'actions[0].say[2].text.en names {total}, which is not in fields.',
  ],
  [
    'a condition on nothing',
    (f) => read(f).say.push({ when: { total: ['1'] }, text: { en: 'x' } }),
    'actions[0].say[2].when names "total", which is not in fields.',
  ],
  [
    'a write that may say nothing',
    (f) => Object.assign(write(f), { say: [{ text: { en: 'Order {number} is changed.' } }] }),
    'actions[1].say must end with a text without when and without {fields}',
  ],
  [
    'a read that says nothing',
    (f) => Object.assign(read(f), { say: [], fields: {} }),
    'actions[0] has neither say nor fields',
  ],
  [
    'a refusal of everything',
    (f) => read(f).refused.push({ say: { en: 'No.' } }),
    'actions[0].refused[1] fits every answer.',
  ],
  [
    'a refusal by half',
    (f) => read(f).refused.push({ path: 'error', say: { en: 'No.' } }),
    'actions[0].refused[1] needs path and equals together.',
  ],
  [
    'a look-up without the key',
    (f) => Object.assign(write(f).lookup?.request as object, { url: 'https://shop.example/changes' }),
    'actions[1].lookup.request does not use the key.',
  ],
  [
    'a host with a path',
    (f) => Object.assign(f, { allowPrivateHosts: ['http://x/'] }),
    'allowPrivateHosts[0] must be a host such as',
  ],
];

it.each(BAD)('%s', (_, change, sentence) => {
  const file = structuredClone(sampleFile());
  change(file);
  const problems = problemsOf(file, { ...env, SECRET_KEY: 'k'.repeat(40), TOOL_LINES: 'a\nb' });
  expect(problems.filter((problem) => problem.includes(sentence))).toHaveLength(1);
});

it('says everything that is wrong at once', () => {
  const file = sampleFile();
  write(file).propose = { en: 'Done?' };
  read(file).say.push({ text: { en: '{total}' } });
  expect(problemsOf(file, {}).map((problem) => problem.split(' ')[0])).toEqual(
    expect.arrayContaining([
      'actions[0].request.url',
      'actions[1].request.url',
      'actions[1].propose.en',
      'actions[0].say[2].text.en',
    ]),
  );
});

it.each<[string, (file: ReturnType<typeof mcpFile>) => unknown, string]>([
  [
    'no tools',
    (f) => Object.assign(f.mcp[0] as object, { tools: [] }),
    'mcp[0].tools names no tool. Only tools named here are used.',
  ],
  [
    'an argument of nothing',
    (f) => Object.assign(f.mcp[0]?.tools[0] as object, { arguments: { id: '{order}', phone: '{phone}', x: '{y}' } }),
    'mcp[0].tools[0].arguments names {y}',
  ],
  ['a private address', (f) => Object.assign(f, { allowPrivateHosts: [] }), 'mcp[0].url leads to this machine'],
  [
    'a code that is not sent',
    (f) => Object.assign(f.mcp[0]?.tools[1]?.sendCode as object, { arguments: { id: '{order}' } }),
    'mcp[0].tools[1].sendCode does not send {code}.',
  ],
])('an MCP server with %s', (_, change, sentence) => {
  const file = mcpFile();
  change(file);
  expect(problemsOf(file).filter((problem) => problem.includes(sentence))).toHaveLength(1);
});

describe('a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-tools-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['that is not there', null, /tools\.json does not exist\. Correct the path\.$/],
    ['that is no JSON', '{\n  "actions": [}\n', /tools\.json is not JSON\. Look (for a \}|at character \d+)/],
    ['that ends too early', '{"actions": [', /tools\.json is not JSON\. /],
    ['with a secret in the wrong place', `{"actions": ${SECRET}}`, /tools\.json is not JSON\. /],
    ['that is a list', '[]', /^the file must be an object/],
  ])('%s', (_, content, sentence) => {
    const path = join(folder, 'tools.json');
    rmSync(path, { force: true });
    if (content !== null) writeFileSync(path, content);
    const { settings, problems } = readToolsFile(path, env);
    expect(settings).toBeNull();
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems.join()).not.toContain(SECRET);
  });

  it('is read with a byte order mark, as some editors leave it', () => {
    const path = join(folder, 'bom.json');
    writeFileSync(path, `\uFEFF${JSON.stringify(sampleFile())}`);
    expect(readToolsFile(path, env).problems).toEqual([]);
  });

  it('that is complete stands in the README, and works', () => {
    const example = /```json\n(\{\n {2}"actions"[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
    expect(problemsOf(JSON.parse(example), { TOOL_SHOP_TOKEN: SECRET })).toEqual([]);
  });

  it('that shows everything stands in the reference, and works', () => {
    const page = readFileSync('src/tools/README.md', 'utf8');
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text as string);
    expect(examples.length).toBeGreaterThan(1);
    const given = { TOOL_SHOP_TOKEN: SECRET, TOOL_CRM_TOKEN: SECRET };
    for (const example of examples) expect(problemsOf(JSON.parse(example), given)).toEqual([]);
  });
});
