import { anthropicModel } from '../../../adapters/ai/anthropic';
import { startAnthropicFake } from '../../../adapters/ai/anthropic/emulator';
import { openAiModel } from '../../../adapters/ai/openai';
import { startOpenAiFake } from '../../../adapters/ai/openai/emulator';
import type { EmulatedModel } from '../../../adapters/shared/emulated-model';
import { MAX_INPUT_TOKENS, requestTokens } from '../../../src/ai/model/build-request';
import { estimateTokens } from '../../../src/ai/model/tokens';
import { TOOLS } from '../../../src/ai/model/tools';
import type { ModelRequest } from '../../../src/ports/language-model';
import { anthropicSettings, openAiSettings } from '../../adapters/ai/subjects';
import { responding, sampleShop, says } from './support';

const TURNS = 100;
/** What customers write: short and long, with numbers to remember, in bursts, with a wall of text now and then. */
const customerSays = (turn: number): string[] => {
  if (turn % 13 === 0)
    return [`My story ${turn}: ${'it arrived late and the box was open, as I told you before. '.repeat(40)}What now?`];
  if (turn % 7 === 0) return [`My order is ${1000 + turn}`, `and I paid £${turn}.50`, 'how long do refunds take?'];
  return [`Question ${turn}: how long does delivery to the islands take, and what does express cost?`];
};
const botSays = (turn: number): string =>
  `Answer ${turn}: Standard delivery takes 2 to 3 working days. ${turn % 5 === 0 ? 'It depends on where you live. '.repeat(20) : ''}`;

/** The transcript as it stands when turn `n` (from 1) is to be answered. */
function linesUntil(n: number, window = Number.POSITIVE_INFINITY): string[] {
  const lines = Array.from({ length: n }, (_, index) => [
    ...customerSays(index + 1).map((text) => `customer: ${text}`),
    ...(index + 1 < n ? [`bot: ${botSays(index + 1)}`] : []),
  ]).flat();
  return lines.slice(-window);
}

/** One request for each turn of the conversation. */
async function conversation(window?: number): Promise<readonly ModelRequest[]> {
  const { model, respond } = responding({ knowledge: await sampleShop() });
  model.answerWith(() => says('small_talk', 'All right.'));
  for (let turn = 1; turn <= TURNS; turn += 1) await respond(linesUntil(turn, window), { turns: turn - 1 });
  return model.requests;
}

describe('a conversation of a hundred turns', () => {
  let requests: readonly ModelRequest[];
  beforeAll(async () => {
    requests = await conversation();
  });

  it('costs at most 3,500 input tokens at turn 5 and at turn 100, and at every turn between', () => {
    const tokens = requests.map(requestTokens);
    expect(tokens).toHaveLength(TURNS);
    expect(Math.max(...tokens)).toBeLessThanOrEqual(MAX_INPUT_TOKENS);
    expect(MAX_INPUT_TOKENS).toBe(3500);
    const [fifth = 0, last = 0] = [tokens[4], tokens[TURNS - 1]];
    expect(last).toBeLessThan(fifth * 1.6);
  });

  it('begins with more than 1,100 tokens that never change, so that a vendor caches them', () => {
    expect(new Set(requests.map(({ system, tools }) => JSON.stringify([system, tools]))).size).toBe(1);
    const fixed = `${requests[0]?.system}${JSON.stringify(TOOLS)}`;
    expect(estimateTokens(fixed)).toBeGreaterThan(1100);
  });

  it('repeats what was said before to the letter, except when six exchanges are summed up', () => {
    const kept = requests.slice(1).map((request, index) => {
      const before = requests[index]?.turns.slice(0, -1) ?? [];
      return before.every((turn, at) => content(turn) === content(request.turns[at]));
    });
    const summedUp = kept.filter((same) => !same).length;
    expect(summedUp).toBeGreaterThan(TURNS / 12);
    // Long messages bring some forward.
    expect(summedUp).toBeLessThan(TURNS / 3);
  });

  it('keeps 4 to 10 exchanges word for word where they are of usual length', () => {
    const usual = requests.map((request) => request.turns.filter(({ role }) => role === 'assistant').length);
    expect(Math.max(...usual)).toBeLessThanOrEqual(10);
    expect(usual.slice(20).filter((count) => count >= 4).length).toBeGreaterThan(40);
  });

  it('remembers what the customer stated long ago', () => {
    const memory = content(requests.at(-1)?.turns[0]);
    expect(memory).toContain('Order 1007');
    expect(memory).toContain('Order 1084');
  });

  it('marks what a cache should hold, and puts what changes always at the end', () => {
    const { turns } = requests.at(-1) ?? { turns: [] };
    const marked = turns.flatMap((turn, at) => ('cacheUntilHere' in turn ? [at] : []));
    expect(marked).toEqual([0, turns.length - 2]);
    expect(content(turns.at(-1))).toContain('<passages>');
    expect(turns.slice(0, -1).some((turn) => content(turn).includes('<passages>'))).toBe(false);
  });

  it('is the same in another process, and where only the last sixty messages are at hand', async () => {
    const again = await conversation();
    expect(again).toEqual(requests);
    const windowed = await conversation(60);
    expect(Math.max(...windowed.map(requestTokens))).toBeLessThanOrEqual(MAX_INPUT_TOKENS);
    expect(windowed.at(-1)?.turns.slice(1)).toEqual(requests.at(-1)?.turns.slice(1));
  });
});

it('searches and corrections stay within the same limit', async () => {
  const { model, respond } = responding({ knowledge: await sampleShop() });
  const look = (query: string) => ({ name: 'search_knowledge', args: { query } });
  const queries = ['refunds gift card', 'warranty tent', 'exchange size', 'opening hours shop', 'invoice vat', 'stock'];
  model.script(
    { type: 'tool_calls', calls: queries.slice(0, 3).map(look) },
    { type: 'tool_calls', calls: queries.slice(3).map(look) },
    says('answer', 'It takes 77 days.', ['p1']),
    says('no_answer', ''),
  );
  await respond(linesUntil(40), { turns: 39 });
  expect(model.requests.length).toBeGreaterThan(2);
  expect(Math.max(...model.requests.map(requestTokens))).toBeLessThanOrEqual(MAX_INPUT_TOKENS);
});

it('languages that need more tokens for a word keep the limit too', async () => {
  const { model, respond } = responding({ knowledge: await sampleShop() });
  model.answerWith(() => says('small_talk', '好的。'));
  const talk = Array.from({ length: 60 }, (_, index) =>
    index % 2 === 0
      ? `customer: ${'我的订单什么时候可以送到，运费是多少钱？'.repeat(8)}`
      : `bot: ${'通常需要两到三个工作日。'.repeat(8)}`,
  );
  await respond([...talk, `customer: ${'请问退货需要多长时间？'.repeat(40)}`], { turns: 31, language: 'zh' });
  expect(requestTokens(model.requests[0] as ModelRequest)).toBeLessThanOrEqual(MAX_INPUT_TOKENS);
});

describe.each(['openai', 'anthropic'])('with %s', (vendor) => {
  let fake: EmulatedModel;
  afterAll(() => fake.stop());

  it('half of what is sent and more is read from the cache', async () => {
    fake = vendor === 'openai' ? await startOpenAiFake() : await startAnthropicFake();
    const model = await (vendor === 'openai'
      ? openAiModel(openAiSettings(fake))
      : anthropicModel(anthropicSettings(fake)));
    fake.answerWith(() => says('small_talk', 'All right.'));
    const { log, respond } = responding({ knowledge: await sampleShop(), model });
    for (let turn = 20; turn < 40; turn += 1) await respond(linesUntil(turn), { turns: turn - 1 });
    const asked = log.lines.map(({ fields }) => fields).slice(1);
    const sum = (name: 'input' | 'cached'): number => asked.reduce((total, fields) => total + Number(fields[name]), 0);
    expect(asked).toHaveLength(19);
    expect(sum('cached') / sum('input')).toBeGreaterThan(0.5);
  });
});

const content = (turn: ModelRequest['turns'][number] | undefined): string =>
  turn !== undefined && 'content' in turn ? turn.content : '';
