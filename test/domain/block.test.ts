import { cardOf } from '../../src/domain/conversation/card';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import { whyHandedOff } from '../../src/domain/conversation/explain';
import { NO_SIGNALS } from '../../src/domain/conversation/signals';
import type { ConversationState, LastReply } from '../../src/domain/conversation/state';
import {
  ANA,
  acts,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  handoff,
  human,
  known,
  messageId,
  POLICY,
  posts,
  queued,
  resolved,
  snoozed,
  T0,
  THREAD,
  writes,
} from './support';

const run = (state: ConversationState, fact: Fact): Decision => decide(state, event(fact), POLICY);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const told = (decision: Decision): string =>
  of(decision, 'tell_agent')
    .map(({ notice }) => notice.text)
    .join();
const block = acts(ANA, { name: 'block_sender', sure: true });
const blocked = (): ConversationState => run(human({ waitingSince: T0 }), block).state;

describe('a sender who is blocked by us', () => {
  it('is asked about first', () => {
    const asked = run(human(), acts(ANA, { name: 'block_sender', sure: false }));
    expect(asked.state.blockedByUs).toBeNull();
    expect(of(asked, 'tell_agent')[0]?.notice.actions.map(({ action }) => action)).toEqual([
      { name: 'block_sender', sure: true },
      { name: 'dismiss' },
    ]);
  });

  it.each([
    ['bot', bot({ handoff: handoff() })],
    ['queued', queued()],
    ['human', human({ waitingSince: T0 })],
    ['snoozed', snoozed()],
    ['resolved', resolved()],
  ])('is over with, from %s: nobody waits, and everybody in the thread knows who did it', (_mode, state) => {
    const decision = run(state, block);
    expect(decision.state).toMatchObject({ mode: 'resolved', waitingSince: null, blockedByUs: { id: ANA.id } });
    expect(of(decision, 'post_notice')[0]?.notice).toMatchObject({
      text: expect.stringContaining('Ana blocked this sender'),
      actions: [{ action: { name: 'unblock_sender' } }],
    });
    expect(of(decision, 'update_card')).toHaveLength(1);
  });

  const by = (agent: typeof ANA) => ({ role: 'agent', agent }) as const;
  const lastReply: LastReply = {
    ...{ messageId: messageId('a1'), agent: ANA, at: T0, detail: null, mayBeRepeated: false },
    status: 'queued',
  };
  const unsent = (...replies: readonly (readonly [id: string, agent: typeof ANA])[]) =>
    replies.map(([id, agent]) => ({ messageId: messageId(id), agent }));

  it.each([
    [
      'a reply that may still be taken back',
      human({ lastReply }),
      unsent(['a1', ANA]),
      ['a1'],
      { 'U-ANA': 'the reply' },
    ],
    [
      'what waited for the reply window',
      human({ held: [{ messageId: messageId('a1'), author: by(ANA) }], lastReply: { ...lastReply, status: 'held' } }),
      [],
      ['a1'],
      { 'U-ANA': 'the reply' },
    ],
    [
      'replies of several, each of whom is told once',
      human({ lastReply, held: [{ messageId: messageId('a0'), author: by(BOB) }] }),
      unsent(['a1', ANA], ['a2', ANA]),
      ['a0', 'a1', 'a2'],
      { 'U-BOB': 'the reply', 'U-ANA': 'the 2 replies' },
    ],
    [
      'a reply in a conversation that was resolved right after it',
      resolved({ handoff: handoff(), lastReply }),
      unsent(['a1', ANA]),
      ['a1'],
      { 'U-ANA': 'the reply' },
    ],
    ['nothing where nothing waits', human({ lastReply: { ...lastReply, status: 'sent' } }), [], [], {}],
  ])('is not sent %s', (_what, state, waiting, ids, tells) => {
    const decision = run(state, { ...block, unsent: waiting } as Fact);
    expect(decision.state).toMatchObject({ mode: 'resolved', held: [], blockedByUs: { id: ANA.id } });
    expect(decision.transcript).toEqual(
      ids.flatMap((id) => [
        { type: 'withdraw', id },
        { type: 'patch', id, visibility: 'internal' },
      ]),
    );
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(of(decision, 'tell_agent').map(({ agentId }) => agentId)).toEqual(Object.keys(tells));
    for (const { agentId, notice } of of(decision, 'tell_agent'))
      expect(notice.text).toContain(`Ana blocked this sender, so ${tells[agentId as keyof typeof tells]} `);
    expect(decision.state.lastReply?.status).toBe(ids.length > 0 ? 'suppressed' : 'sent');
  });

  it('is asked about without stopping anything yet', () => {
    const asked = acts(ANA, { name: 'block_sender', sure: false });
    const decision = run(human({ held: [{ messageId: messageId('a0'), author: by(BOB) }] }), asked);
    expect(decision.transcript).toEqual([]);
    expect(decision.state.held).toHaveLength(1);
  });

  it('is recorded and shown whatever they write, and nothing opens, answers or waits', () => {
    let state = blocked();
    for (const signals of [{}, { asksForPerson: 'explicit' as const }, { highStakes: 'legal' as const }]) {
      const decision = run(state, writes('Answer me!', signals, `m${Object.keys(signals).length}`));
      expect(decision.transcript).toMatchObject([{ type: 'append' }]);
      expect(decision.effects.map(({ type }) => type).filter((type) => type !== 'update_card')).toEqual([
        'post_message',
      ]);
      expect(decision.state).toMatchObject({ mode: 'resolved', waitingSince: null });
      state = decision.state;
    }
    const later = decide(state, event(writes(), T0 + 90 * 24 * 3_600_000), POLICY);
    expect(later.state.mode).toBe('resolved');
    expect(of(later, 'generate_reply')).toEqual([]);
  });

  it.each([
    ['claim', acts(BOB, { name: 'claim' })],
    ['take over', acts(BOB, { name: 'take_over' })],
    ['send what stayed inside', acts(BOB, { name: 'send_message', message: 'n1', takeOver: true }, known())],
    ['reply', posts(BOB)],
  ])('is not answered by colleagues who %s: they are told, and may unblock', (_name, fact) => {
    const decision = run(blocked(), fact);
    expect(decision.state.mode).toBe('resolved');
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(told(decision)).toContain('Ana blocked this sender');
    expect(of(decision, 'tell_agent')[0]?.notice.actions[0]?.action).toEqual({ name: 'unblock_sender' });
  });

  it('can be unblocked, and is answered again when they write', () => {
    const open = run(blocked(), acts(BOB, { name: 'unblock_sender' }));
    expect(open.state.blockedByUs).toBeNull();
    expect(of(open, 'post_notice')[0]?.notice.text).toContain('Bob unblocked');
    expect(run(open.state, writes()).state.mode).toBe('queued');
  });

  it('keeps a card to unblock from, also when the thread is deleted', () => {
    const lost = run(blocked(), { type: 'handoff.thread_lost', thread: THREAD });
    expect(of(lost, 'open_handoff')).toMatchObject([{ handoffId: HANDOFF_ID }]);
    expect(cardOf(lost.state, POLICY.channel)?.actions).toContain('unblock_sender');
  });

  it('cannot be blocked by a guest', () => {
    const decision = run(human(), acts({ ...BOB, standing: 'guest' }, { name: 'block_sender', sure: true }));
    expect(decision.state.blockedByUs).toBeNull();
  });
});

describe('what agents ask about a handoff', () => {
  it('why: the reason, their words, what was read and what was counted', () => {
    const asked = run(
      bot(),
      writes('This is useless, get me a person', { asksForPerson: 'explicit', frustration: 0.62 }),
    );
    const why = whyHandedOff({ ...handoff(), ...asked.state.handoff });
    expect(why.split('\n')).toEqual([
      'The customer asked for a person.',
      'In their words: “This is useless, get me a person”',
      'Read in that message: asks for a person in plain words, frustration 0.62 of 1.',
      'Signs that added up: frustration (0.25); 0.25 in all.',
      'Before that: 0 messages of the AI, 0 in a row that asked back, 0 that did not help.',
    ]);
    const counted = whyHandedOff(
      handoff({
        reason: 'clarified_too_often',
        trace: { turns: 1, clarifications: 3, failures: 0, signals: { ...NO_SIGNALS, frustration: 0.1 } },
      }),
    );
    expect(counted.split('\n')).toEqual([
      'The AI had to ask back too often.',
      'Before that: 1 message of the AI, 3 in a row that asked back, 0 that did not help.',
    ]);
  });

  it.each(['explain_handoff', 'show_transcript', 'choose_assignee'] as const)(
    '%s is answered to who asked, changes nothing, and draws the menu anew',
    (name) => {
      for (const state of [bot({ handoff: handoff() }), queued(), human(), snoozed(), resolved()]) {
        const decision = run(state, acts(BOB, { name }));
        const asked = decision.effects.filter((effect) => 'agentId' in effect && effect.agentId === BOB.id);
        expect(asked).toHaveLength(1);
        expect(decision.state.mode).toBe(state.mode);
        expect(of(decision, 'update_card')).toHaveLength(1);
      }
    },
  );
});
