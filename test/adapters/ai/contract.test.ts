import type { EmulatedModel, ScriptedAnswer } from '../../../adapters/shared/emulated-model';
import type { LanguageModel, ModelRequest } from '../../../src/ports';
import { PortError } from '../../../src/ports';
import { createScriptedModel } from '../../ai/model/scripted-model';
import { SUBJECTS } from './subjects';

const SCHEMA = {
  type: 'object',
  properties: { kind: { type: 'string', enum: ['answer', 'clarify'] }, text: { type: 'string' } },
  required: ['kind', 'text'],
  additionalProperties: false,
};
const TOOL = {
  name: 'search_knowledge',
  description: 'Finds articles.',
  parameters: {
    type: 'object',
    properties: { query: { type: 'string' } },
    required: ['query'],
    additionalProperties: false,
  },
};
const ask = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'You answer customers of a shop.',
  turns: [{ role: 'customer', content: 'How long does delivery take?' }],
  tools: [],
  maxOutputTokens: 400,
  ...changes,
});
const never = (): AbortSignal => new AbortController().signal;

/** What every model does, with a wire and without. */
function answersLikeAModel(make: () => { model: LanguageModel; script: (...answers: ScriptedAnswer[]) => void }) {
  it('answers in prose, with what it cost and the id of the request', async () => {
    const { model, script } = make();
    script({ type: 'text', text: 'Two to three working days.' });
    const turn = await model.complete(ask(), never());
    expect(turn.result).toEqual({ type: 'text', text: 'Two to three working days.' });
    expect(turn.requestId).toMatch(/^req_/);
    expect(turn.usage.input).toBeGreaterThan(10);
    expect(turn.usage.output).toBeGreaterThan(0);
  });

  it('answers with JSON where a schema is given', async () => {
    const { model, script } = make();
    script({ type: 'json', value: { kind: 'answer', text: 'Yes.' } });
    const { result } = await model.complete(ask({ output: { name: 'reply', schema: SCHEMA } }), never());
    expect(result.type === 'text' && JSON.parse(result.text)).toEqual({ kind: 'answer', text: 'Yes.' });
  });

  it('asks for tools, and goes on with their results', async () => {
    const { model, script } = make();
    const calls = [
      { name: 'search_knowledge', args: { query: 'delivery' } },
      { name: 'search_knowledge', args: { query: 'islands' } },
    ];
    script(
      { type: 'tool_calls', calls, thinking: 'Two things are asked.' },
      { type: 'text', text: 'Three to five days.' },
    );
    const first = await model.complete(ask({ tools: [TOOL] }), never());
    if (first.result.type !== 'tool_calls') throw new Error('no calls');
    expect(first.result.calls.map(({ name, args }) => ({ name, args }))).toEqual(calls);
    const { calls: made, ...rest } = first.result;
    const second = await model.complete(
      ask({
        tools: [TOOL],
        turns: [
          ...ask().turns,
          { role: 'tool_calls', calls: made, ...('carry' in rest && { carry: rest.carry }) },
          ...made.map(({ id }, index) => ({
            ...{ role: 'tool_result' as const, callId: id, content: `result ${index}` },
            isError: index === 1,
          })),
        ],
      }),
      never(),
    );
    expect(second.result).toEqual({ type: 'text', text: 'Three to five days.' });
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['a refusal', { type: 'refusal', detail: 'cyber' }, 'refusal'],
    ['an answer its filter took', { type: 'filtered' }, 'refusal'],
    ['an answer cut off at the limit', { type: 'truncated', text: '{"kind":"ans' }, 'truncated'],
    ['an empty answer', { type: 'empty' }, 'truncated'],
  ])('tells %s from an answer', async (_, answer, type) => {
    const { model, script } = make();
    script(answer);
    expect((await model.complete(ask(), never())).result.type).toBe(type);
  });

  it('takes what a conversation has: turns in a row, a person’s answer, marks for a cache', async () => {
    const { model, script } = make();
    script({ type: 'text', text: 'Yes.' });
    const turns: ModelRequest['turns'] = [
      { role: 'customer', content: 'What was said before.', cacheUntilHere: true },
      { role: 'customer', content: 'Hi' },
      { role: 'assistant', content: 'Hello!' },
      { role: 'assistant', content: 'How can I help?', cacheUntilHere: true },
      { role: 'customer', content: 'Is it free?' },
      { role: 'customer', content: 'From how much?' },
    ];
    await expect(model.complete(ask({ turns }), never())).resolves.toMatchObject({ result: { type: 'text' } });
  });

  it('does not begin once the signal has aborted, and ends with the signal’s reason', async () => {
    const { model } = make();
    const reason = new Error('a person took over');
    await expect(model.complete(ask(), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
}

describe('the scripted model of the other tests', () => {
  const model = createScriptedModel();
  answersLikeAModel(() => ({ model, script: model.script }));
});

describe.each(SUBJECTS)('$name', ({ start, read, refusals }) => {
  let fake: EmulatedModel;
  let model: LanguageModel;
  let makeModel: (timeoutMs?: number) => Promise<LanguageModel>;

  beforeAll(async () => {
    ({ fake, model: makeModel } = await start());
    model = await makeModel();
  });
  // Rejects if anything was sent that the real API refuses.
  afterAll(() => fake?.stop());
  afterEach(() => fake.faults.clear());

  const failure = async (request = ask()): Promise<PortError> => {
    const error = await model.complete(request, never()).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof PortError)) throw new Error(`not a PortError: ${String(error)}`);
    return error;
  };
  const lastBody = () => fake.requests.at(-1)?.body;

  answersLikeAModel(() => ({ model, script: fake.script }));

  it('sends the schema, the limit and the customer’s key, and never a sampling parameter', async () => {
    fake.script({ type: 'json', value: { kind: 'answer', text: 'Yes.' } });
    await model.complete(
      ask({ tools: [TOOL], output: { name: 'reply', schema: SCHEMA }, userKey: 'hmac-of-a-contact' }),
      never(),
    );
    expect(read(lastBody())).toMatchObject({ schema: SCHEMA, limit: 400 });
    expect(JSON.stringify(lastBody())).not.toMatch(/temperature|top_p|top_k|"stream"/);
    // A compatible server has no field for it, and is not sent one.
    const sent = JSON.stringify(lastBody()).includes('hmac-of-a-contact');
    expect(sent).toBe(read(lastBody()).userKey !== 'no field');
    if (sent) expect(read(lastBody()).userKey).toBe('hmac-of-a-contact');
  });

  it.each(['misconfigured', 'rejected', 'unavailable'] as const)('says what follows: %s', async (kind) => {
    for (const name of refusals[kind]) {
      fake.faults.fail({ type: 'refuse', error: name }, 2);
      const error = await failure();
      fake.faults.clear();
      expect([name, error.kind]).toEqual([name, kind]);
      expect(error.details.code).toMatch(/^\d{3} .*\(req_emulated_\d+\)$/);
      expect(error.message).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('waits for a moment where it is asked to, and gives up at once where the wait is long', async () => {
    fake.faults.fail({ type: 'rate_limit', retryAfterSeconds: 0.05 });
    fake.script({ type: 'text', text: 'Here.' });
    await expect(model.complete(ask(), never())).resolves.toMatchObject({ result: { text: 'Here.' } });

    const before = fake.requests.length;
    fake.faults.fail({ type: 'rate_limit', retryAfterSeconds: 30 });
    const error = await failure();
    expect([error.kind, error.details.retryAfterMs]).toEqual(['rate_limited', 30_000]);
    expect(fake.requests.length - before).toBe(1);
  });

  it.each(['server_error', 'cut'] as const)('tries once more after a failure (%s), and no more', async (type) => {
    fake.faults.fail({ type, done: false });
    fake.script({ type: 'text', text: 'Here.' });
    await expect(model.complete(ask(), never())).resolves.toMatchObject({ result: { text: 'Here.' } });

    const before = fake.requests.length;
    fake.faults.fail({ type, done: false }, 9);
    expect((await failure()).kind).toBe('unavailable');
    expect(fake.requests.length - before).toBe(2);
  });

  it('ends at its deadline when nothing comes', async () => {
    const hasty = await makeModel(60);
    fake.faults.fail({ type: 'hang', done: false }, 2);
    await expect(hasty.complete(ask(), never())).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('ends with the signal’s reason while it waits for an answer', async () => {
    fake.faults.fail({ type: 'hang', done: false });
    const stop = new AbortController();
    const reason = new Error('the customer wrote again');
    const before = fake.requests.length;
    const asked = model.complete(ask(), stop.signal);
    const seen = expect(asked).rejects.toBe(reason);
    while (fake.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort(reason);
    await seen;
  });

  it('keeps customers’ words and the key out of its errors', async () => {
    fake.faults.fail({ type: 'refuse', error: refusals.rejected[0] ?? '' });
    const error = await failure(ask({ turns: [{ role: 'customer', content: 'my secret is plum' }] }));
    const shown = `${error.message} ${JSON.stringify(error.details)} ${error.stack} ${String(error.cause)}`;
    expect(shown).not.toMatch(/plum|sk-/);
  });
});
