import { replayConversation, verdictOf } from '../../src/ai/eval/conversations';
import { labelled } from '../../src/ai/eval/stored';
import { readSet } from '../../src/cli/eval-set';
import { setupFrom } from '../../src/cli/eval-setup';
import { HANDOFF_REASONS } from '../../src/domain/conversation/state';
import { instant, type MessageId } from '../../src/domain/ids';
import { type Author, type TranscriptEntry, textPart } from '../../src/domain/message';

describe('the conversations that ship with Baton', () => {
  const { conversations } = readSet(null);
  const replayed = conversations.map((one) => replayConversation(one, setupFrom({}, [])));

  it('are many, in seven languages, and one in three is left to the AI', () => {
    expect(conversations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(conversations.map(({ id }) => id)).size).toBe(conversations.length);
    expect(new Set(conversations.map(({ lang }) => lang))).toEqual(new Set(['en', 'es', 'fr', 'de', 'pt', 'it', 'nl']));
    for (const { trigger } of conversations) expect(['none', ...HANDOFF_REASONS]).toContain(trigger);
  });

  it('bring a person in time and for the reason that was meant, and nobody for nothing', () => {
    for (const one of replayed) {
      expect([one.conversation.id, verdictOf(one)]).toEqual([one.conversation.id, 'right']);
      if (one.handedOffAt !== null)
        expect([one.conversation.id, one.reason]).toEqual([one.conversation.id, one.conversation.trigger]);
    }
  });
});

const HOUR = 3_600_000;
const CUSTOMER: Author = { role: 'customer' };
const BOT: Author = { role: 'bot' };
const ANA: Author = { role: 'agent', agent: { id: 'U1', name: 'Ana' } };

const entry = (hours: number, author: Author, text: string, more: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  ...{ id: `m${hours}` as MessageId, author, visibility: 'public', parts: [textPart(text)], at: instant(hours * HOUR) },
  ...{ externalId: null, delivery: null, mayBeRepeated: false, edited: false, deleted: false },
  ...more,
});

describe('conversations of one’s own', () => {
  const stored = {
    language: 'en',
    contactName: 'Maria Santos',
    entries: [
      entry(1, CUSTOMER, 'hi, Maria here, maria.s@example.com, +44 20 7946 0958, card 4111 1111 1111 1111'),
      entry(1.1, BOT, 'Which order?', { answer: { kind: 'clarify', sources: [] } }),
      entry(1.2, CUSTOMER, 'give me a person'),
      entry(1.2, { role: 'system' }, 'A colleague comes.', { id: 'notice:e7:handoff' as MessageId }),
      entry(1.2, CUSTOMER, 'in the same second'),
      entry(1.3, ANA, 'Hello Maria'),
      entry(1.4, CUSTOMER, 'thanks Ana'),
      entry(1.5, ANA, 'she sounds upset', { visibility: 'internal' }),
      entry(60, CUSTOMER, 'how long is shipping'),
      entry(60.1, BOT, '2 days'),
      entry(61, CUSTOMER, 'ok'),
    ],
    handoffs: [{ at: 1.2 * HOUR, cause: 'e7', reason: 'asked_for_person' }],
  };

  it('are labelled with what happened, up to each handoff, without what people said', () => {
    const [first, second, ...more] = labelled(stored);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ lang: 'en', trigger: 'asked_for_person', handoffAt: 2 });
    expect(first?.turns.map((turn) => (turn.from === 'ai' ? turn.kind : turn.from))).toEqual([
      'customer',
      'clarify',
      'customer',
    ]);
    expect(second).toMatchObject({ trigger: 'none', handoffAt: null });
    expect(second?.turns.map(({ text }) => text)).toEqual(['how long is shipping', '2 days', 'ok']);
  });

  it('name nobody and hold no number', () => {
    const text = JSON.stringify(labelled(stored));
    for (const word of ['Maria', 'Santos', 'maria.s', '7946', '4111', 'upset']) expect(text).not.toContain(word);
    expect(text).toContain('•••• 1111');
  });
});
