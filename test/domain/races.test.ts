import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact, Timer } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { type HandoffId, type Instant, instant } from '../../src/domain/ids';
import { textPart } from '../../src/domain/message';
import {
  ANA,
  acts,
  bot,
  event,
  handoff,
  human,
  known,
  MINUTE,
  messageId,
  POLICY,
  posts,
  queued,
  resolved,
  snoozed,
  T0,
  writes,
} from './support';

const MIN = (minutes: number): Instant => instant(T0 + minutes * MINUTE);
const run = (state: ConversationState, fact: Fact, at = MIN(1), policy: Policy = POLICY): Decision =>
  decide(state, event(fact, at), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const timers = (decision: Decision): readonly Timer[] => of(decision, 'start_timer').map(({ timer }) => timer);
const told = (decision: Decision): string =>
  of(decision, 'tell_agent')
    .map(({ notice }) => notice.text)
    .join();

describe('a customer who waits while a conversation is put off', () => {
  const asleep = snoozed({ waitingSince: T0, until: MIN(60) });
  const clock = [expect.objectContaining({ name: 'reply_overdue', waitingSince: T0 })];

  it.each<[string, Fact]>([
    ['the time is over', { type: 'timer.fired', timer: { name: 'snooze_over', until: MIN(60) } }],
    ['they write again', writes()],
    ['its holder takes it again', acts(ANA, { name: 'take_over' })],
  ])('is not forgotten: the clock runs again when %s', (_, fact) => {
    const woken = run(asleep, fact, MIN(60));
    expect(woken.state.mode).toBe('human');
    expect(timers(woken)).toEqual(clock);
  });

  it('has no clock where they were answered', () => {
    const fact: Fact = { type: 'timer.fired', timer: { name: 'snooze_over', until: MIN(60) } };
    expect(timers(run(snoozed({ until: MIN(60) }), fact, MIN(60)))).toEqual([]);
    expect(timers(run(asleep, posts(ANA), MIN(60)))).toEqual([]);
  });
});

describe('the clock of the queue', () => {
  const overdue = (since: Instant, state: ConversationState): Fact => ({
    type: 'timer.fired',
    timer: { name: 'claim_overdue', handoffId: state.handoff?.id as never, since },
  });

  it('begins when the customer of a conversation that was left unanswered by nobody writes again', () => {
    const left = run(human(), { type: 'agent.became_unavailable', agentId: ANA.id }, MIN(10));
    expect(timers(left)).toEqual([]);
    const wrote = run(left.state, writes(), MIN(30));
    expect(timers(wrote)).toEqual([expect.objectContaining({ name: 'claim_overdue', since: MIN(30) })]);
    const late = run(wrote.state, overdue(MIN(30), wrote.state), MIN(35));
    expect(late.state.handoff?.overdue).toBe(true);
    expect(of(late, 'send_to_customer')).toHaveLength(1);
    expect(timers(run(wrote.state, writes('Hello?', {}, 'm2'), MIN(31)))).toEqual([]);
  });

  it('of an earlier wait means nothing after the conversation was resolved and opened again', () => {
    const returned = run(resolved(), writes(), MIN(4));
    expect(returned.state.mode).toBe('queued');
    expect(run(returned.state, overdue(T0, returned.state), MIN(5)).effects).toEqual([]);
    expect(run(returned.state, overdue(MIN(4), returned.state), MIN(9)).state.handoff?.overdue).toBe(true);
  });

  it('of a conversation that was stored without it counts as ever', () => {
    const stored = queued();
    expect(run(stored, overdue(T0, stored), MIN(5)).state.handoff?.overdue).toBe(true);
  });
});

describe('a clock of an earlier handoff', () => {
  const old = 'conv:old' as HandoffId;
  const waits = { waitingSince: T0, handoff: handoff({ openSince: T0 }) };
  it.each<[string, Timer]>([
    ['of a thread that could not be opened', { name: 'open_overdue', handoffId: old }],
    ['of the queue', { name: 'claim_overdue', handoffId: old, since: T0 }],
    ['of a holder', { name: 'reply_overdue', handoffId: old, waitingSince: T0 }],
    ['of a reminded holder', { name: 'release_overdue', handoffId: old, remindedAt: T0 }],
  ])('%s does nothing in a later one, whatever its mode', (_, timer) => {
    const later: readonly ConversationState[] = [
      queued(waits),
      queued({ ...waits, handoff: handoff({ openSince: T0, thread: null, packet: null }) }),
      human({ ...waits, remindedAt: T0 }),
      snoozed(waits),
      resolved(),
      bot({ handoff: handoff() }),
    ];
    for (const state of later) {
      expect(run(state, { type: 'timer.fired', timer }, MIN(60))).toMatchObject({ state, effects: [], transcript: [] });
    }
  });
});

describe('whoever was blocked or opted out since a reply was written', () => {
  const blocked = resolved({
    blockedByUs: { id: ANA.id, name: 'Ana' },
    lastReply: {
      ...{ messageId: messageId('a1'), agent: { id: ANA.id, name: 'Ana' }, at: T0, status: 'queued', detail: null },
      ...{ mayBeRepeated: false, answers: T0 },
    },
  });
  const edit: Fact = {
    ...{ type: 'agent.message_edited', agent: ANA, messageId: messageId('a1'), parts: [textPart('other words')] },
    ...{ wasPublic: true, unsent: true },
  };
  const refused = (reason: 'window_closed' | 'media'): Fact => ({
    ...{ type: 'delivery.updated', messageId: messageId('a1'), author: 'agent', status: 'failed', detail: null },
    reason,
  });

  it.each([
    ['blocked', blocked],
    ['opted out', human({ reachable: 'opted_out', waitingSince: null })],
  ])('%s: gets no new words, and their writer knows', (_, state) => {
    const decision = run(state, edit);
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(decision.transcript).toContainEqual({ type: 'withdraw', id: 'a1' });
    expect(decision.transcript).toContainEqual(expect.objectContaining({ type: 'patch', visibility: 'internal' }));
    expect(told(decision)).toMatch(/not sent/i);
  });

  it.each(['window_closed', 'media'] as const)('gets nothing later of what was refused: %s', (reason) => {
    const decision = run(blocked, refused(reason));
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(decision.state.held).toEqual([]);
    const held = { ...blocked, held: [{ messageId: messageId('a1'), author: { role: 'system' } as const }] };
    expect(of(run(held, writes()), 'send_to_customer')).toEqual([]);
  });

  it('leaves nobody waiting in a conversation that is over, when a reply is taken back in time', () => {
    const over = resolved({ lastReply: blocked.lastReply });
    const decision = run(over, { ...edit, type: 'agent.message_deleted' } as Fact);
    expect(decision.state).toMatchObject({ mode: 'resolved', waitingSince: null });
  });
});

describe('“Send again”', () => {
  const again = acts(ANA, { name: 'send_again', message: 'n1' }, known({ visibility: 'public', delivery: 'failed' }));
  const failed = human();

  it('sends once, however often it is pressed', () => {
    const first = run(failed, again);
    expect(of(first, 'send_to_customer')).toHaveLength(1);
    const second = run(first.state, again);
    expect(of(second, 'send_to_customer')).toEqual([]);
    expect(told(second)).toContain('on its way');
  });

  it.each([
    ['was deleted', known({ visibility: 'public', delivery: 'failed', deleted: true }), 'was deleted'],
    ['is a note', known(), 'is a note now'],
    ['arrived after all', known({ visibility: 'public', delivery: 'delivered' }), 'was sent this already'],
    ['is not known', null, 'your team wrote'],
  ])('sends nothing that %s', (_, about, words) => {
    const decision = run(failed, acts(ANA, { name: 'send_again', message: 'n1' }, about));
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(told(decision)).toContain(words);
  });
});

describe('found by random runs', () => {
  const failed = (id: string, changes: object): Fact =>
    ({
      ...{ type: 'delivery.updated', messageId: messageId(id), author: 'agent', status: 'failed', detail: null },
      ...{ reason: null, ...changes },
    }) as Fact;

  it('the leaving of somebody else wakes no snooze', () => {
    expect(run(snoozed(), { type: 'agent.became_unavailable', agentId: 'U-BOB' }).state.mode).toBe('snoozed');
  });

  it('an opt-out is not lifted by a block and a message after it', () => {
    const out = human({ reachable: 'opted_out' });
    for (const fact of [
      failed('a1', { reason: 'blocked' }),
      { type: 'customer.reachability_changed', reachable: 'blocked' } as const,
    ]) {
      const blockedToo = run(out, fact);
      expect(run(blockedToo.state, writes()).state.reachable).toBe('opted_out');
    }
  });

  it('a customer who opted in again has a clock', () => {
    const out = human({ reachable: 'opted_out', waitingSince: T0 });
    const back = run(out, { type: 'customer.reachability_changed', reachable: 'yes' });
    expect(timers(back)).toEqual([expect.objectContaining({ name: 'reply_overdue', waitingSince: T0 })]);
  });

  it('a file of the AI that is refused late does not follow as a link while people answer', () => {
    const refused = failed('r1', { author: 'bot', reason: 'media' });
    expect(of(run(human(), refused), 'send_to_customer')).toEqual([]);
    expect(of(run(bot(), refused), 'send_to_customer')).toEqual([
      expect.objectContaining({ validIn: 0, asLinks: true }),
    ]);
  });

  it('a held message of a guest that is deleted is not sent when the window opens', () => {
    const held = human({ held: [{ messageId: messageId('g1'), author: { role: 'agent', agent: ANA } }] });
    const deleted = run(held, {
      ...{ type: 'agent.message_deleted', agent: { ...ANA, standing: 'guest' }, messageId: messageId('g1') },
      ...{ wasPublic: true, unsent: true },
    });
    expect(of(run(deleted.state, writes()), 'send_to_customer')).toEqual([]);
  });

  it('a reply that is taken back after its writer left leaves the customer to whoever is free, with a clock', () => {
    const answered = run(queued({ waitingSince: T0 }), posts(ANA));
    const left = run(answered.state, { type: 'agent.became_unavailable', agentId: ANA.id });
    const back = run(left.state, {
      ...{ type: 'agent.message_deleted', agent: ANA, messageId: messageId('a1'), wasPublic: true, unsent: true },
    });
    expect(back.state).toMatchObject({ mode: 'queued', waitingSince: T0 });
    expect(timers(back)).toEqual([expect.objectContaining({ name: 'claim_overdue' })]);
  });

  it('a reply that stayed inside wakes a snooze with its clock', () => {
    const asleep = snoozed({ waitingSince: T0 });
    const kept = run(asleep, posts(ANA), MIN(1), { ...POLICY, speaking: 'notes' });
    expect(kept.state.mode).toBe('human');
    expect(timers(kept)).toHaveLength(1);
  });
});

describe('what is said while a thread is being opened, or opened again, waits for it', () => {
  const opening = queued({ handoff: handoff({ thread: null, packet: null }) });
  const restored = human({ handoff: handoff({ thread: null }) });
  const reply = { messageId: messageId('a0'), author: 'agent' } as const;
  const failed: Fact = { type: 'delivery.updated', ...reply, status: 'failed', detail: 'Refused.', reason: null };
  const nobody: Timer = { name: 'claim_overdue', handoffId: opening.handoff.id, since: T0 };

  it.each<[string, ConversationState, Fact, Effect['type']]>([
    ['that a reply was sent twice', restored, { type: 'delivery.repeated', ...reply }, 'post_notice'],
    ['that a reply failed', restored, failed, 'post_notice'],
    ['the sign of a reply that failed', restored, failed, 'mark_message'],
    ['that nobody took it', opening, { type: 'timer.fired', timer: nobody }, 'post_notice'],
    ['that a remark stayed inside', opening, posts(ANA, 'mention'), 'tell_agent'],
    ['the sign of a note', opening, posts(ANA, 'note'), 'mark_message'],
  ])('%s', (_, state, fact, type) => {
    expect(of(run(state, fact, MIN(5)), type)).toHaveLength(1);
  });

  it('but for what it opens with', () => {
    const optedOut: Fact = { type: 'customer.reachability_changed', reachable: 'opted_out' };
    expect(of(run(opening, optedOut), 'post_notice')).toEqual([]);
  });
});
