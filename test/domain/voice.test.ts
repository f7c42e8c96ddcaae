import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Fact } from '../../src/domain/conversation/events';
import { NO_SIGNALS, type Signals } from '../../src/domain/conversation/signals';
import type { ConversationState } from '../../src/domain/conversation/state';
import type { MediaPart } from '../../src/domain/message';
import { bot, event, handoff, human, messageId, POLICY, queued, resolved, snoozed, T0, writes } from './support';

const HEARS = { ...POLICY, transcribe: true };
const VOICE: MediaPart = {
  ...{ type: 'media', kind: 'voice', mediaType: 'audio/ogg', name: null, bytes: 900, ref: 'file-1' },
};
const run = (state: ConversationState, fact: Fact, policy = HEARS): Decision => decide(state, event(fact), policy);
const types = (decision: Decision) => decision.effects.map(({ type }) => type);

const speaks = (id = 'v1'): Fact =>
  ({ ...writes(''), messageId: messageId(id), parts: [VOICE], signals: NO_SIGNALS, language: null }) as Fact;
const heard = (text: string | null, signals: Partial<Signals> = {}, id = 'v1'): Fact => ({
  type: 'transcriber.finished',
  messageId: messageId(id),
  parts: text === null ? [VOICE] : [{ ...VOICE, transcript: text }],
  text,
  signals: { ...NO_SIGNALS, ...signals },
});
const listening = (before: ConversationState = bot()) => run(before, speaks()).state;
const patched = (decision: Decision) => decision.transcript.filter(({ type }) => type === 'patch');

describe('a voice note', () => {
  it.each([
    ['bot', bot()],
    ['queued, no thread yet', queued({ handoff: handoff({ thread: null, packet: null }) })],
    ['queued', queued()],
    ['human', human()],
    ['snoozed', snoozed()],
    ['resolved', resolved()],
  ])('is written down whoever answers: %s', (_mode, state) => {
    expect(types(run(state, speaks())).filter((type) => type === 'transcribe')).toHaveLength(1);
    expect(types(run(state, speaks(), POLICY))).not.toContain('transcribe');
  });

  it('of a blocked sender costs nothing', () => {
    const blocked = resolved({ blockedByUs: { id: 'U', name: 'Ana' } });
    expect(types(run(blocked, speaks()))).not.toContain('transcribe');
  });

  it('is answered when it is known what it says, not before', () => {
    const spoken = run(bot(), speaks());
    expect(types(spoken)).toEqual(['show_typing', 'transcribe']);
    const known = run(spoken.state, heard('Where is my order?'));
    expect(types(known)).toEqual(['show_typing', 'generate_reply']);
    expect(known.state).toMatchObject({ mode: 'bot', draftingFor: 'v1' });
    expect(patched(known)).toMatchObject([{ id: 'v1', parts: [{ transcript: 'Where is my order?' }] }]);
  });

  it('that could not be made out is answered all the same: the AI says so', () => {
    const decision = run(listening(), heard(null));
    expect(types(decision)).toEqual(['show_typing', 'generate_reply']);
    expect(patched(decision)).toEqual([]);
  });

  it.each([
    ['a person', { asksForPerson: 'explicit' }, 'asked_for_person'],
    ['a lawyer', { highStakes: 'legal' }, 'high_stakes'],
  ] as const)('that asks for %s is obeyed, also after the customer wrote on', (_what, signals, reason) => {
    for (const state of [listening(), run(listening(), writes('Hello?')).state]) {
      const decision = run(state, heard('I said it aloud', signals));
      expect(decision.state).toMatchObject({ mode: 'queued', handoff: { reason, trace: { signals } } });
      expect(types(decision)).toContain('open_handoff');
    }
  });

  it('that says yes to an offer is a yes', () => {
    const offered = bot({ bot: { ...bot().bot, offerOpen: true, offeredPerson: true } });
    expect(run(listening(offered), heard('Yes please', { affirms: true })).state).toMatchObject({
      mode: 'queued',
      handoff: { reason: 'accepted_offer' },
    });
  });

  it('does not start a second draft once the customer wrote on', () => {
    const wroteOn = run(listening(), writes('Hello?')).state;
    const decision = run(wroteOn, heard('Where is my order?'));
    expect(decision.effects).toEqual([]);
    expect(decision.state).toMatchObject({ draftingFor: wroteOn.lastCustomerMessageId });
    expect(patched(decision)).toHaveLength(1);
  });

  it('is answered once, however often the text comes', () => {
    const known = run(listening(), heard('Where is my order?'));
    expect(run(known.state, heard('Where is my order?')).effects).toEqual([]);
  });

  it('settles the language of a conversation that had none', () => {
    expect(
      run(listening(bot({ language: null })), heard('Wo ist mein Paket?', { language: 'de' })).state.language,
    ).toBe('de');
  });

  it.each([
    ['queued', queued()],
    ['human', human({ waitingSince: T0 })],
  ])('is read by agents under the recording: %s', (_mode, state) => {
    const [post] = run(state, heard('Where is my order?')).effects;
    expect(post).toMatchObject({ type: 'post_notice', notice: { quote: 'Where is my order?', mention: null } });
    expect(run(state, heard(null)).effects).toEqual([]);
  });

  it('waits in the transcript while the thread is being opened', () => {
    const opening = queued({ handoff: handoff({ thread: null, packet: null }) });
    const decision = run(opening, heard('Where is my order?'));
    expect(decision.effects).toEqual([]);
    expect(patched(decision)).toHaveLength(1);
  });
});
