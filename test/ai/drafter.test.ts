import { createDrafter } from '../../src/ai/drafter';
import { createKnowledgeIndex } from '../../src/ai/knowledge/knowledge-index';
import { createOfflineResponder } from '../../src/ai/offline-responder';
import { createSummarizer } from '../../src/ai/packet';
import { plainText, type TranscriptEntry, textPart } from '../../src/domain/message';
import { loadFolder } from '../../src/knowledge/load-folder';
import type { Responder, ResponderTurn } from '../../src/ports/responder';
import { human, messageId, T0 } from '../domain/support';

let entries = 0;
const said = (role: 'customer' | 'bot' | 'system', text: string): TranscriptEntry => ({
  ...{ id: messageId(`m${++entries}`), author: { role }, visibility: 'public', parts: [textPart(text)], at: T0 },
  ...{ externalId: null, delivery: null, mayBeRepeated: false, edited: false, deleted: false },
});
const turn = (...transcript: TranscriptEntry[]): ResponderTurn => ({
  state: human({ handoff: { ...human().handoff, packet: null } }),
  transcript,
});
const never = new AbortController().signal;

describe('a draft from the articles', () => {
  const drafter = async () => {
    const knowledge = createKnowledgeIndex(await loadFolder('src/sandbox/shop'));
    return createDrafter(createOfflineResponder(knowledge), createSummarizer());
  };

  it('answers the question, not the request for a person behind it', async () => {
    const draft = await (await drafter()).draft(
      turn(
        said('customer', 'How long does a refund take?'),
        said('customer', 'I want to talk to a human'),
        said('system', "I'm bringing in a colleague from our team."),
      ),
      never,
    );
    expect(draft?.sources.length).toBeGreaterThan(0);
    const text = plainText(draft?.parts ?? []);
    expect(text.toLowerCase()).toContain('refund');
    // It is the agent's reply: nothing of the AI about itself in it.
    expect(text).not.toMatch(/^From |Does that answer/);
  });

  it('is none where nothing was asked, or nothing is known', async () => {
    const drafts = await drafter();
    expect(await drafts.draft(turn(said('customer', 'A person, please')), never)).toBeNull();
    expect(
      await drafts.draft(turn(said('customer', 'What is the meaning of the third moon of Saturn?')), never),
    ).toBeNull();
  });
});

it('gives what a model wrote as it stands, and nothing where it would rather hand off', async () => {
  const answers: Responder = {
    respond: async () => ({ type: 'reply', kind: 'answer', parts: [textPart('It ships today.')], sources: [] }),
  };
  const asked = turn(said('customer', 'When does it ship?'));
  expect(await createDrafter(answers, createSummarizer()).draft(asked, never)).toEqual({
    parts: [textPart('It ships today.')],
    sources: [],
  });
  const refuses: Responder = { respond: async () => ({ type: 'handoff', reason: 'policy', evidence: null }) };
  expect(await createDrafter(refuses, createSummarizer()).draft(asked, never)).toBeNull();
});
