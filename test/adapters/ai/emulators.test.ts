import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startAnthropicFake } from '../../../adapters/ai/anthropic/emulator';
import { startOpenAiFake } from '../../../adapters/ai/openai/emulator';
import type { EmulatedModel } from '../../../adapters/shared/emulated-model';

type Json = Record<string, unknown>;

const ADAPTERS = path.resolve(__dirname, '../../../adapters/ai');

interface Recorded {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Json;
}

const recorded = (adapter: string): [string, Recorded][] =>
  readdirSync(path.join(ADAPTERS, adapter, 'fixtures')).map((file) => [
    file,
    JSON.parse(readFileSync(path.join(ADAPTERS, adapter, 'fixtures', file), 'utf8')),
  ]);

const keyOf = (fake: EmulatedModel): string => fake.settings.OPENAI_API_KEY ?? fake.settings.ANTHROPIC_API_KEY ?? '';

async function post(fake: EmulatedModel, where: string, headers: Record<string, string>, body: unknown) {
  const response = await fetch(`${fake.url}${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { error?: { message: string; code?: string } } };
}

const closed = (properties: Json): Json => ({
  ...{ type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});
const TEXT = { type: 'string' };
const calls = (id: string) => ({ role: 'assistant', content: null, tool_calls: [call(id)] });
const call = (id: string) => ({ id, type: 'function', function: { name: 'look_up', arguments: '{}' } });
const tool = (parameters: Json) => ({ type: 'function', name: 'look_up', parameters, strict: true });
const format = (schema: Json, name = 'reply') => ({
  text: { format: { type: 'json_schema', name, strict: true, schema } },
});

describe('the emulated OpenAI', () => {
  let fake: EmulatedModel;
  let strictest: EmulatedModel;
  beforeAll(async () => {
    fake = await startOpenAiFake();
    strictest = await startOpenAiFake({ flavour: 'openai' });
    for (const one of [fake, strictest]) one.answerWith(() => ({ type: 'text', text: 'ok' }));
  });
  afterAll(async () => {
    await Promise.all([fake.stop(), strictest.stop()]);
  });

  const send = (where: string, body: unknown, to = fake) =>
    post(to, where, { authorization: `Bearer ${keyOf(to)}` }, body);

  it.each(recorded('openai'))('takes what the SDK was recorded to send: %s', async (_, request) => {
    expect(await send(request.path, request.body)).toMatchObject({ status: 200 });
  });

  const INPUT = [{ role: 'user', content: 'hi' }];
  it.each<[string, Json, RegExp]>([
    ['no model', { input: 'hi' }, /parameter: 'model'/],
    ['no input', { model: 'm' }, /'input'/],
    ['an empty input', { model: 'm', input: [] }, /'input'/],
    ['a temperature', { model: 'm', input: 'hi', temperature: 0 }, /'temperature' is not supported/],
    ['a parameter that does not exist', { model: 'm', input: 'hi', max_tokens: 9 }, /Unknown parameter: 'max_tokens'/],
    ['a limit below 16', { model: 'm', input: 'hi', max_output_tokens: 8 }, /below minimum value/],
    ['a long safety identifier', { model: 'm', input: 'hi', safety_identifier: 'x'.repeat(65) }, /string too long/],
    ['an unknown role', { model: 'm', input: [{ role: 'tool', content: 'x' }] }, /Invalid value: 'tool'/],
    ['a message without text', { model: 'm', input: [{ role: 'user', content: null }] }, /Invalid type/],
    [
      'a result without its call',
      { model: 'm', input: [...INPUT, { type: 'function_call_output', call_id: 'c1', output: 'x' }] },
      /No tool call found/,
    ],
    [
      'a call without its result',
      { model: 'm', input: [...INPUT, { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' }] },
      /No tool output found for function call c1/,
    ],
    [
      'an open schema',
      { model: 'm', input: 'hi', ...format({ type: 'object', properties: {} }) },
      /additionalProperties/,
    ],
    [
      'an optional property in a strict schema',
      { model: 'm', input: 'hi', ...format({ ...closed({ a: TEXT }), required: [] }) },
      /Missing 'a'/,
    ],
    [
      'an open object inside a strict schema',
      { model: 'm', input: 'hi', ...format(closed({ list: { type: 'array', items: { type: 'object' } } })) },
      /'list', 'items'/,
    ],
    ['a schema with a name of two words', { model: 'm', input: 'hi', ...format(closed({}), 'a reply') }, /pattern/],
    [
      'a strict tool with an open schema',
      { model: 'm', input: 'hi', tools: [tool({ type: 'object' })] },
      /function 'look_up'/,
    ],
    ['more than the model can read', { model: 'm', input: 'x'.repeat(600_000) }, /exceeds the context window/],
    ['a model it does not have', { model: 'missing-model', input: 'hi' }, /does not exist/],
  ])('refuses, on Responses, %s', async (_, body, message) => {
    const answer = await send('/v1/responses', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(message);
    expect(fake.takeProblems()).toHaveLength(1);
  });

  const user = { role: 'user', content: 'hi' };
  it.each<[string, Json, RegExp]>([
    ['no messages', { model: 'm', messages: [] }, /empty array/],
    [
      'a result without its call',
      { model: 'm', messages: [user, { role: 'tool', tool_call_id: 'c1', content: 'x' }] },
      /role 'tool'/,
    ],
    [
      'a call without its result',
      { model: 'm', messages: [user, calls('c1'), user] },
      /did not have response messages: c1/,
    ],
    [
      'an assistant without words',
      { model: 'm', messages: [user, { role: 'assistant', content: null }, user] },
      /got null/,
    ],
    ['an unknown role', { model: 'm', messages: [{ role: 'customer', content: 'hi' }] }, /Invalid value/],
    ['a top_p', { model: 'm', messages: [user], top_p: 1 }, /'top_p'/],
  ])('refuses, on Chat Completions, %s', async (_, body, message) => {
    for (const one of [fake, strictest]) {
      const answer = await send('/v1/chat/completions', body, one);
      expect(answer.status).toBe(400);
      expect(answer.body.error?.message).toMatch(message);
      expect(one.takeProblems()).toHaveLength(1);
    }
  });

  it('refuses what the other kind of server takes', async () => {
    const old = { model: 'm', messages: [user], max_tokens: 9 };
    const own = { model: 'm', messages: [user], max_completion_tokens: 9, store: false };
    const twice = { model: 'm', messages: [user, user] };
    const statuses = async (body: Json) =>
      Promise.all([fake, strictest].map(async (one) => (await send('/v1/chat/completions', body, one)).status));
    expect(await statuses(old)).toEqual([200, 400]);
    expect(await statuses(own)).toEqual([400, 200]);
    expect(await statuses(twice)).toEqual([400, 200]);
    fake.takeProblems();
    strictest.takeProblems();
  });

  it('refuses a missing and a wrong key, another path and a body that is no JSON', async () => {
    const body = { model: 'm', input: 'hi' };
    expect(await post(fake, '/v1/responses', {}, body)).toMatchObject({ status: 401 });
    expect(await post(fake, '/v1/responses', { authorization: 'Bearer sk-other' }, body)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key' } },
    });
    expect((await send('/v1/answers', body)).status).toBe(404);
    expect((await send('/v1/responses', '{')).status).toBe(400);
    expect(fake.takeProblems()).toHaveLength(4);
  });

  it('counts as cached what it read before, from 1,024 tokens on', async () => {
    const rules = 'Be kind to customers. '.repeat(400);
    const usage = async (input: string, instructions = rules) => {
      const { body } = await send('/v1/responses', { model: 'm', instructions, input, prompt_cache_key: 'shop' });
      return (body as { usage: { input_tokens_details: { cached_tokens: number } } }).usage.input_tokens_details;
    };
    expect(await usage('first')).toMatchObject({ cached_tokens: 0 });
    expect((await usage('second')).cached_tokens).toBeGreaterThan(2000);
    expect(await usage('third', `Other. ${rules}`)).toMatchObject({ cached_tokens: 0 });
    expect(await usage('x', 'short')).toMatchObject({ cached_tokens: 0 });
  });

  it('fails its test when it was asked for more than the script has', async () => {
    const quiet = await startOpenAiFake();
    expect((await send('/v1/responses', { model: 'm', input: 'hi' }, quiet)).status).toBe(500);
    await expect(quiet.stop()).rejects.toThrow('more often than its script');
  });
});

describe('the emulated Anthropic', () => {
  let fake: EmulatedModel;
  beforeAll(async () => {
    fake = await startAnthropicFake();
    fake.answerWith(() => ({ type: 'text', text: 'ok' }));
  });
  afterAll(() => fake.stop());

  const VERSION = { 'anthropic-version': '2026-10-21' };
  const send = (body: unknown, headers: Record<string, string> = VERSION) =>
    post(fake, '/v1/messages', { authorization: `Bearer ${keyOf(fake)}`, ...headers }, body);

  it.each(recorded('anthropic'))('takes or refuses as recorded what the SDK sends: %s', async (name, request) => {
    const { authorization, 'x-api-key': older, ...headers } = request.headers;
    const key = older === undefined ? { authorization: `Bearer ${keyOf(fake)}` } : { 'x-api-key': keyOf(fake) };
    const { status } = await post(fake, request.path, { ...headers, ...key }, request.body);
    expect(status).toBe(name === 'messages-temperature.json' ? 400 : 200);
    if (status === 400) expect(fake.takeProblems()).toEqual(['400 temperature: Extra inputs are not permitted']);
  });

  const HI = { role: 'user', content: 'hi' };
  const used = (id: string) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'look_up', input: {} }] });
  const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'x' });
  const block = (text: string, ttl?: string) => ({
    ...{ type: 'text', text, cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } },
  });
  const base = { model: 'm', max_tokens: 9 };
  const cited = { type: 'search_result', source: 's', title: 't', content: [], citations: { enabled: true } };
  const json = (schema: Json) => ({ output_config: { format: { type: 'json_schema', schema } } });
  it.each<[string, Json, RegExp]>([
    ['no max_tokens', { model: 'm', messages: [HI] }, /max_tokens: Field required/],
    ['no messages', { ...base, messages: [] }, /at least one message/],
    ['a top_k', { ...base, messages: [HI], top_k: 5 }, /top_k: Extra inputs/],
    ['a conversation it would keep', { ...base, messages: [HI], thread: { type: 'create' } }, /thread: Extra inputs/],
    ['an unknown role', { ...base, messages: [{ role: 'system', content: 'x' }] }, /role/],
    ['a beginning by the assistant', { ...base, messages: [{ role: 'assistant', content: 'x' }, HI] }, /first message/],
    ['an end by the assistant', { ...base, messages: [HI, { role: 'assistant', content: 'x' }] }, /prefill/],
    ['an empty message', { ...base, messages: [{ role: 'user', content: '' }] }, /non-empty/],
    [
      'a block of spaces',
      { ...base, messages: [{ role: 'user', content: [{ type: 'text', text: ' ' }] }] },
      /non-whitespace/,
    ],
    [
      'a result without its call',
      { ...base, messages: [{ role: 'user', content: [result('t1')] }] },
      /unexpected `tool_use_id`/,
    ],
    ['a call without its result', { ...base, messages: [HI, used('t1'), HI] }, /without `tool_result`/],
    [
      'a result behind other words',
      { ...base, messages: [HI, used('t1'), { role: 'user', content: [{ type: 'text', text: 'x' }, result('t1')] }] },
      /must come before/,
    ],
    [
      'fields of an answer in a request',
      {
        ...base,
        messages: [
          HI,
          { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {}, caller: {} }] },
          { role: 'user', content: [result('t')] },
        ],
      },
      /caller: Extra inputs/,
    ],
    [
      'an open schema',
      { ...base, messages: [HI], ...json({ type: 'object', properties: {} }) },
      /additionalProperties/,
    ],
    [
      'a length in a schema',
      { ...base, messages: [HI], ...json(closed({ a: { type: 'string', maxLength: 5 } })) },
      /'maxLength' is not supported/,
    ],
    [
      'citations beside a schema',
      { ...base, messages: [{ role: 'user', content: [cited] }], ...json(closed({})) },
      /Citations cannot/,
    ],
    [
      'five cache marks',
      { ...base, messages: [{ role: 'user', content: 'abcde'.split('').map((one) => block(one)) }] },
      /maximum of 4/,
    ],
    [
      'an hour behind five minutes',
      { ...base, messages: [{ role: 'user', content: [block('a'), block('b', '1h')] }] },
      /must not come after/,
    ],
    ['a phone number for a user', { ...base, messages: [HI], metadata: { user_id: '+447700900123' } }, /phone number/],
    [
      'two tools of one name',
      { ...base, messages: [HI], tools: [1, 2].map(() => ({ name: 'f', input_schema: { type: 'object' } })) },
      /unique/,
    ],
    [
      'more than the model can read',
      { ...base, messages: [{ role: 'user', content: 'x'.repeat(900_000) }] },
      /prompt is too long/,
    ],
  ])('refuses %s', async (_, body, message) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(message);
    expect(fake.takeProblems()).toHaveLength(1);
  });

  it('refuses a missing version, an unknown one, a wrong key, and a model it does not have', async () => {
    const body = { ...base, messages: [HI] };
    expect((await send(body, {})).body.error?.message).toMatch(/header is required/);
    expect((await send(body, { 'anthropic-version': '2020-01-01' })).status).toBe(400);
    expect((await send(body, { ...VERSION, authorization: 'Bearer no' })).status).toBe(401);
    expect((await send({ ...body, model: 'missing' })).status).toBe(404);
    expect(fake.takeProblems()).toHaveLength(4);
  });

  it('reads from the cache what stood before a mark, and nothing else', async () => {
    const rules = 'Be kind to customers. '.repeat(400);
    const usage = async (text: string, marked: boolean) => {
      const system = [marked ? block(rules, '1h') : { type: 'text', text: rules }];
      const { body } = await send({ ...base, system, messages: [{ role: 'user', content: text }] });
      return (body as { usage: Record<string, number> }).usage;
    };
    expect(await usage('first', false)).toMatchObject({ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 });
    expect((await usage('first', true)).cache_creation_input_tokens).toBeGreaterThan(2000);
    expect((await usage('second', true)).cache_read_input_tokens).toBeGreaterThan(2000);
  });
});
