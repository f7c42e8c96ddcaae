import { PortError } from '../../../src/domain/errors';
import type { ResponderTurn } from '../../../src/ports/responder';
import { finding, PASSAGE, responding, sampleShop, says, textOf, turnOf } from './support';

const QUESTION = ['customer: How long does delivery take?'];
const GOOD = says('answer', 'Standard delivery takes 2 to 3 working days.', ['p1']);
const down = () => new PortError('unavailable', 'Down.', { adapter: 'test', code: '503' });

describe('an answer', () => {
  it('rests on a passage, names it, and shows where to read more', async () => {
    const { model, respond } = responding();
    model.script(GOOD);
    const result = await respond(QUESTION);
    expect(result).toMatchObject({
      ...{ type: 'reply', kind: 'answer' },
      sources: [{ title: 'Shipping', url: 'https://shop.example/shipping' }],
    });
    expect(textOf(result)).toBe('Standard delivery takes 2 to 3 working days.\n\nMore: https://shop.example/shipping');
  });

  it('is logged with its request and what it cost, and not a word of it', async () => {
    const { model, log, ledger, respond } = responding();
    model.script(GOOD);
    await respond(QUESTION);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]?.fields).toMatchObject({
      request: 'req_scripted_1',
      purpose: 'reply',
      result: 'text',
      cached: 0,
    });
    expect(ledger.calls).toMatchObject([
      {
        conversationId: '6f1c',
        purpose: 'reply',
        requestId: 'req_scripted_1',
        outcome: 'text',
        usage: { cachedInput: 0 },
      },
    ]);
    expect(log.lines[0]?.fields.input).toBeGreaterThan(1000);
    expect(JSON.stringify(log.lines)).not.toMatch(/delivery|700000001/i);
  });

  it('may be read from a code fence or from behind a model’s thoughts', async () => {
    const { model, respond } = responding();
    const json = JSON.stringify(GOOD.value);
    model.script({ type: 'text', text: `<think>{"kind":"x"}</think>\n\`\`\`json\n${json}\n\`\`\`` });
    expect(await respond(QUESTION)).toMatchObject({ kind: 'answer' });
  });

  it('is searched for with the question before, when the new words are few', async () => {
    const { model, respond } = responding({ knowledge: await sampleShop() });
    model.script(says('clarify', 'Which part of it do you mean?'));
    await respond([...QUESTION, 'bot: It takes 2 to 3 working days.', 'customer: And to the islands?']);
    expect(JSON.stringify(model.requests[0]?.turns.at(-1))).toContain('Scottish islands');
  });
});

describe('what the model asks for', () => {
  const lookUp = { type: 'tool_calls', calls: [{ name: 'search_knowledge', args: { query: 'gift card' } }] } as const;

  it('a search with other words gives passages that may be cited', async () => {
    const { model, respond } = responding({ knowledge: await sampleShop() });
    model.script(lookUp);
    model.answerWith(({ turns }) => {
      const result = turns.findLast((turn) => turn.role === 'tool_result');
      const label = /\[(p\d+)\]/.exec(result?.role === 'tool_result' ? result.content : '')?.[1] ?? 'none';
      return says('answer', 'You can pay with it at the checkout.', [label]);
    });
    const result = await respond(['customer: can I pay with the thing my aunt gave me']);
    expect(result).toMatchObject({ type: 'reply', kind: 'answer' });
    expect(result.type === 'reply' && result.sources[0]?.title).toMatch(/gift/i);
  });

  it('a person ends its part, with the customer’s own words as evidence', async () => {
    const { model, respond } = responding();
    model.script({ type: 'tool_calls', calls: [{ name: 'ask_for_human', args: { reason: 'policy' } }] });
    expect(await respond(['customer: Cancel my order 1043 <b>now</b>, card 4111 1111 1111 1111'])).toEqual({
      ...{ type: 'handoff', reason: 'policy' },
      evidence: 'Cancel my order 1043 ‹b›now‹/b›, card •••• 1111',
    });
  });

  it('the kind "handoff" does the same, with its reason', async () => {
    const { model, respond } = responding();
    model.script(says('handoff', '', [], 'frustrated'), says('handoff', '', []));
    expect(await respond(QUESTION)).toMatchObject({ type: 'handoff', reason: 'frustrated' });
    expect(await respond(QUESTION)).toMatchObject({ type: 'handoff', reason: 'could_not_answer' });
  });

  it('tools that do not exist, and arguments that do not fit, are answered as errors', async () => {
    const { model, respond } = responding();
    model.script({
      type: 'tool_calls',
      calls: [
        { name: 'refund', args: { amount: 300 } },
        { name: 'search_knowledge', args: 'no object' },
      ],
    });
    model.script(GOOD);
    expect(await respond(QUESTION)).toMatchObject({ kind: 'answer' });
    const results = model.requests[1]?.turns.filter((turn) => turn.role === 'tool_result');
    expect(results).toHaveLength(2);
    expect(results?.every((turn) => turn.role === 'tool_result' && turn.isError)).toBe(true);
  });

  it('has an end: after four rounds the built-in answers take over', async () => {
    const { model, respond } = responding({ knowledge: await sampleShop() });
    model.answerWith(() => lookUp);
    expect(await respond(QUESTION)).toMatchObject({ type: 'reply', kind: 'answer' });
    expect(model.requests).toHaveLength(4);
  });
});

describe('without a usable answer', () => {
  it.each([
    ['fails', down()],
    ['refuses', { type: 'refusal', detail: 'no' } as const],
    ['is cut off', { type: 'truncated', text: '{"kind' } as const],
  ])('the built-in answers take over when the model %s', async (_, answer) => {
    const { model, respond } = responding({ knowledge: await sampleShop() });
    model.script(answer);
    const result = await respond(QUESTION);
    expect(result).toMatchObject({ type: 'reply', kind: 'answer' });
    expect(textOf(result)).toContain('2 to 3 working days');
  });

  it('prose instead of JSON is asked for once more, then the built-in answers take over', async () => {
    const { model, respond } = responding();
    const prose = { type: 'text', text: 'It takes 2 to 3 days.' } as const;
    model.script(prose, GOOD, prose, prose);
    expect(await respond(QUESTION)).toMatchObject({ kind: 'answer', sources: [{ title: 'Shipping' }] });
    expect(textOf(await respond(QUESTION))).toContain('From Shipping');
    expect(model.requests).toHaveLength(4);
  });

  it('a model that hangs is waited for until the deadline, and no longer', async () => {
    const { model, log, respond } = responding({ deadlineMs: 30, knowledge: await sampleShop() });
    model.script('hang');
    expect(textOf(await respond(QUESTION))).toContain('2 to 3 working days');
    expect(log.lines.at(-1)?.fields).toMatchObject({ kind: 'deadline', code: 'TimeoutError' });
  });

  it('it rejects only when the fallback does', async () => {
    const fallback = { respond: () => Promise.reject(new Error('no database')) };
    const { model, respond } = responding({ fallback });
    model.script(down());
    await expect(respond(QUESTION)).rejects.toThrow('no database');
  });

  it('a turn that nobody needs any more ends at once and asks nobody else', async () => {
    const asked: ResponderTurn[] = [];
    const fallback = {
      respond: async (turn: ResponderTurn) => {
        asked.push(turn);
        return { type: 'handoff', reason: 'policy', evidence: null } as const;
      },
    };
    const { model, responder } = responding({ fallback });
    model.script('hang');
    const stop = new AbortController();
    const reason = new Error('a person took over');
    const seen = expect(responder.respond(turnOf(QUESTION), stop.signal)).rejects.toBe(reason);
    while (model.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort(reason);
    await seen;
    expect(asked).toEqual([]);
  });

  it('pictures and the like go to the built-in answers: the model would see no more of them', async () => {
    const { model, responder } = responding({ knowledge: finding(PASSAGE) });
    const { state, transcript } = turnOf(QUESTION);
    const media = { type: 'media', kind: 'image', mediaType: null, name: 'mug.jpg', bytes: null, ref: 'x' } as const;
    const turn = { state, transcript: transcript.map((entry) => ({ ...entry, parts: [media] })) };
    expect(await responder.respond(turn, new AbortController().signal)).toMatchObject({ kind: 'no_answer' });
    expect(model.requests).toEqual([]);
  });
});
