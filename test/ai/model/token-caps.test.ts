import { type TokenCaps, withConversationCap, withDailyCap } from '../../../src/ai/model/token-caps';
import type { ConversationId } from '../../../src/domain/ids';
import type { ModelRequest } from '../../../src/ports/language-model';
import type { Responder, ResponderResult } from '../../../src/ports/responder';
import { createScriptedModel } from './scripted-model';
import { recordingLedger, recordingLog, says, turnOf } from './support';

const SIGNAL = new AbortController().signal;
const ANSWER: ResponderResult = { type: 'reply', kind: 'answer', parts: [], sources: [] };
const answers: Responder = { respond: async () => ANSWER };
const caps = (changes: Partial<TokenCaps>): TokenCaps => ({ perConversation: 0, perDay: 0, ...changes });
const REQUEST: ModelRequest = {
  ...{ system: 'Answer.', turns: [{ role: 'customer', content: 'Hello' }], tools: [], maxOutputTokens: 100 },
  about: { conversationId: '6f1c' as ConversationId, purpose: 'reply' },
};

describe('a conversation that has cost as much as it may', () => {
  it.each([
    [0, 1_000_000, 'reply'],
    [1_000, 999, 'reply'],
    [1_000, 1_000, 'handoff'],
  ])('cap %d, spent %d: %s', async (perConversation, conversation, type) => {
    const ledger = recordingLedger({ conversation, all: conversation });
    const responder = withConversationCap(answers, caps({ perConversation }), ledger);
    const result = await responder.respond(turnOf(['customer: Hello']), SIGNAL);
    expect(result.type).toBe(type);
    if (type === 'handoff') expect(result).toMatchObject({ reason: 'cost_limit' });
  });
});

describe('a day that has cost as much as it may', () => {
  it('asks no model, and says so once an hour', async () => {
    let now = 0;
    const [model, log, ledger] = [
      createScriptedModel(),
      recordingLog(),
      recordingLedger({ conversation: 0, all: 500 }),
    ];
    const capped = withDailyCap(model, caps({ perDay: 500 }), { ledger, log, now: () => now });
    for (const at of [0, 1_000, 3_700_000]) {
      now = at;
      await expect(capped.complete(REQUEST, SIGNAL)).rejects.toMatchObject({ kind: 'unavailable' });
    }
    expect(model.requests).toHaveLength(0);
    expect(log.lines.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining('AI_TOKENS_PER_DAY')),
    );
  });

  it('asks as long as there is something left', async () => {
    const model = createScriptedModel();
    model.script(says('answer', 'Yes.'));
    const ledger = recordingLedger({ conversation: 0, all: 499 });
    const capped = withDailyCap(model, caps({ perDay: 500 }), { ledger, log: recordingLog(), now: () => 0 });
    await expect(capped.complete(REQUEST, SIGNAL)).resolves.toMatchObject({ result: { type: 'text' } });
  });
});
