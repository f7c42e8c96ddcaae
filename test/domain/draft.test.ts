import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { ConversationState } from '../../src/domain/conversation/state';
import { plainText, textPart } from '../../src/domain/message';
import {
  ANA,
  acts,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  handoff,
  human,
  messageId,
  POLICY,
  posts,
  queued,
  resolved,
  T0,
  writes,
} from './support';

const PATIENT = { ...POLICY, undoGraceMs: 10_000 };
const run = (state: ConversationState, fact: Fact): Decision => decide(state, event(fact), PATIENT);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const told = (decision: Decision) => of(decision, 'tell_agent')[0]?.notice;
const labels = (decision: Decision) => told(decision)?.actions.map(({ label }) => label);

const finished = (changes: Partial<Extract<Fact, { type: 'drafter.finished' }>> = {}): Fact => ({
  type: 'drafter.finished',
  agentId: ANA.id,
  basedOn: T0,
  messageId: messageId('draft:1'),
  draft: { parts: [textPart('Refunds take five days.')], sources: [{ title: 'Refunds', url: null }] },
  ...changes,
});
const waiting = () => human({ waitingSince: T0 });
const proposed = (state: ConversationState = waiting()) => run(state, finished()).state;
const send = (agent = ANA) => acts(agent, { name: 'send_draft', draft: 'draft:1' });
const sendText = (text: string) => acts(ANA, { name: 'send_text', draft: 'draft:1', text });

describe('a draft', () => {
  it.each([
    ['queued', queued(), 1],
    ['human', waiting(), 1],
    ['bot', bot({ handoff: handoff() }), 0],
    ['resolved', resolved(), 0],
  ])('is made while people answer: %s', (_mode, state, made) => {
    const effects = of(run(state, acts(ANA, { name: 'draft_reply' })), 'draft_for_agent');
    expect(effects).toHaveLength(made);
    if (made) expect(effects[0]).toMatchObject({ handoffId: HANDOFF_ID, agentId: ANA.id, basedOn: T0 });
  });

  it('is shown to who asked, with where it is from, and nothing is sent or kept in the transcript yet', () => {
    const decision = run(waiting(), finished());
    expect(told(decision)).toMatchObject({
      text: 'Draft, from “Refunds”. Only you see it.',
      quote: 'Refunds take five days.',
    });
    expect(labels(decision)).toEqual(['Send', 'Edit…', 'Discard']);
    expect(decision.transcript).toEqual([]);
    expect(of(decision, 'send_to_customer')).toEqual([]);
  });

  it('that is longer than an editor opens with is sent or put away', () => {
    const draft = { parts: [textPart('x'.repeat(2_000))], sources: [] };
    expect(labels(run(waiting(), finished({ draft })))).toEqual(['Send', 'Discard']);
  });

  it.each([
    ['nothing was found', finished({ draft: null }), 'found nothing'],
    ['it could not be made', finished({ draft: 'failed' }), 'just now'],
    ['somebody wrote meanwhile', finished({ basedOn: null }), 'out of date'],
  ])('is not shown where %s, and the agent is told', (_name, fact, says) => {
    const decision = run(waiting(), fact);
    expect(told(decision)?.text).toContain(says);
    expect(decision.state.draft).toBeNull();
  });

  it('goes out as the reply of who sent it, at once, and is shown in the thread', () => {
    const decision = run(proposed(), send());
    expect(of(decision, 'send_to_customer')).toMatchObject([
      { messageId: 'draft:1', author: { agent: { id: ANA.id } } },
    ]);
    expect(of(decision, 'send_to_customer')[0]).not.toHaveProperty('at');
    expect(of(decision, 'post_message')).toMatchObject([{ messageId: 'draft:1' }]);
    expect(decision.transcript).toMatchObject([
      { type: 'append', entry: { author: { role: 'agent', agent: { id: ANA.id } }, visibility: 'public' } },
    ]);
    expect(decision.state).toMatchObject({ waitingSince: null, draft: null, lastReply: { messageId: 'draft:1' } });
  });

  it('takes a conversation that nobody has, and leaves one that somebody has with them', () => {
    expect(run(proposed(queued()), send(BOB)).state).toMatchObject({ mode: 'human', holder: { id: BOB.id } });
    expect(run(proposed(), send(BOB)).state).toMatchObject({ holder: { id: ANA.id } });
  });

  it.each([
    ['the customer wrote', writes('Hello?', {}, 'm9')],
    ['an agent replied', posts(ANA)],
    ['it was sent', send()],
  ])('is not sent once %s', (_name, fact) => {
    const decision = run(run(proposed(), fact).state, send());
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(told(decision)?.text).toContain('out of date');
    expect(labels(decision)).toEqual(['Draft again']);
  });

  it('is still good after a note', () => {
    expect(of(run(run(proposed(), posts(BOB, 'note')).state, send()), 'send_to_customer')).toHaveLength(1);
  });

  it('is sent as it was edited', () => {
    const decision = run(proposed(), sendText('Five days, promised.'));
    const [change] = decision.transcript;
    expect(change?.type === 'append' && plainText(change.entry.parts)).toBe('Five days, promised.');
    expect(of(decision, 'send_to_customer')).toHaveLength(1);
  });

  it('that was edited while somebody wrote is kept and asked about', () => {
    const late = run(run(proposed(), writes('Never mind!', {}, 'm9')).state, sendText('Five days, promised.'));
    expect(of(late, 'send_to_customer')).toEqual([]);
    expect(told(late)).toMatchObject({ text: expect.stringContaining('not sent yet'), quote: 'Five days, promised.' });
    const [again] = told(late)?.actions ?? [];
    const sent = run(late.state, acts(ANA, again?.action ?? { name: 'dismiss' }));
    expect(of(sent, 'send_to_customer')).toHaveLength(1);
  });
});
