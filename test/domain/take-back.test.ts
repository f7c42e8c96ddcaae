import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact, KnownMessage } from '../../src/domain/conversation/events';
import type { ConversationState } from '../../src/domain/conversation/state';
import { textPart } from '../../src/domain/message';
import {
  ANA,
  acts,
  BOB,
  bot,
  event,
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
} from './support';

const PATIENT = { ...POLICY, undoGraceMs: 10_000 };
const FOR_GOOD = { ...POLICY, channel: { ...POLICY.channel, label: 'WhatsApp', edits: false, deletes: false } };
const run = (state: ConversationState, fact: Fact, policy = POLICY): Decision => decide(state, event(fact), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const told = (decision: Decision): string =>
  of(decision, 'tell_agent')
    .map(({ notice }) => notice.text)
    .join();
const a1 = messageId('a1');
const waits = known({ id: a1, visibility: 'public', delivery: 'queued' }, true);
const arrived = known({ id: a1, visibility: 'public', delivery: 'delivered' });
const changed = (type: 'agent.message_edited' | 'agent.message_deleted', unsent: boolean): Fact =>
  ({
    ...{ type, agent: ANA, messageId: a1, wasPublic: true, unsent },
    ...(type === 'agent.message_edited' ? { parts: [textPart('Better words.')] } : {}),
  }) as Fact;

/** Ana holds it, Maria waits since T0, and Ana has just answered. */
const answered = (policy = PATIENT): ConversationState => run(human({ waitingSince: T0 }), posts(ANA), policy).state;

describe('a reply that waits a moment before it is sent', () => {
  it('is planned for later, and only what was newly written waits', () => {
    const written = run(human(), posts(ANA), PATIENT);
    expect(of(written, 'send_to_customer')).toMatchObject([{ messageId: a1, at: T0 + 60_000 + 10_000 }]);
    const pressed = run(human(), acts(ANA, { name: 'send_message', message: 'n1', takeOver: false }, known()), PATIENT);
    expect(of(pressed, 'send_to_customer')[0]).not.toHaveProperty('at');
    expect(of(run(human(), posts(ANA)), 'send_to_customer')[0]).not.toHaveProperty('at');
  });

  it('is not sent when its message is deleted, and the customer waits again since when they did', () => {
    const decision = run(answered(), changed('agent.message_deleted', true), PATIENT);
    expect(decision.transcript).toEqual([
      { type: 'withdraw', id: a1 },
      { type: 'patch', id: a1, deleted: true },
    ]);
    expect(decision.state).toMatchObject({ waitingSince: T0, lastReply: { messageId: a1, status: 'suppressed' } });
    expect(of(decision, 'delete_sent')).toEqual([]);
    expect(of(decision, 'start_timer').map(({ timer }) => timer.name)).toEqual(['reply_overdue']);
    expect(told(decision)).toContain('did not get it');
  });

  it('goes out in the words that its message has then, in its place', () => {
    const decision = run(answered(), changed('agent.message_edited', true), PATIENT);
    expect(of(decision, 'send_to_customer')).toMatchObject([{ messageId: a1, replaces: true }]);
    expect(of(decision, 'edit_sent')).toEqual([]);
    expect(decision.transcript).toMatchObject([{ type: 'patch', parts: [{ text: 'Better words.' }], edited: true }]);
  });

  it('is changed and taken back like any other once it was attempted', () => {
    const state = answered();
    expect(of(run(state, changed('agent.message_edited', false), PATIENT), 'edit_sent')).toHaveLength(1);
    expect(of(run(state, changed('agent.message_deleted', false), PATIENT), 'delete_sent')).toHaveLength(1);
    expect(told(run(state, changed('agent.message_deleted', false), FOR_GOOD))).toContain('still has it');
  });

  it('can be taken back for as long as it waits for the reply window', () => {
    const held = human({ held: [{ messageId: a1, author: { role: 'agent', agent: ANA } }] });
    const gone = run(held, changed('agent.message_deleted', false), FOR_GOOD);
    expect(gone.state.held).toEqual([]);
    const edited = run(held, changed('agent.message_edited', false), FOR_GOOD);
    expect(edited.state.held).toHaveLength(1);
    expect(edited.effects).toEqual([]);
  });
});

describe('"Keep as note"', () => {
  const rows: readonly [string, KnownMessage | null, string, boolean][] = [
    ['a reply that waits', waits, 'did not get it', true],
    ['a reply that arrived', arrived, 'has this already', false],
    ['a reply that is being sent', known({ visibility: 'public', delivery: 'queued' }), 'on its way', false],
    ['a reply that failed', known({ visibility: 'public', delivery: 'failed' }), 'does not have it', false],
    ['a note', known(), 'note already', false],
    ["a customer's message", known({ author: { role: 'customer' }, visibility: 'public' }), 'your team wrote', false],
    ['something unknown', null, 'your team wrote', false],
  ];

  it.each(rows)('on %s', (_name, about, says, isKept) => {
    const decision = run(answered(), acts(ANA, { name: 'make_note', message: 'a1' }, about), PATIENT);
    expect(told(decision)).toContain(says);
    expect(decision.transcript.some(({ type }) => type === 'withdraw')).toBe(isKept);
    expect(decision.transcript.some((one) => one.type === 'patch' && one.visibility === 'internal')).toBe(isKept);
  });

  it('says what can still be done, by channel', () => {
    const press = acts(ANA, { name: 'make_note', message: 'a1' }, arrived);
    expect(told(run(human(), press))).toContain('Delete the message');
    expect(told(run(human(), press, FOR_GOOD))).toContain('WhatsApp cannot take it back');
  });

  it('leaves a snoozed conversation asleep', () => {
    expect(run(snoozed(), acts(ANA, { name: 'make_note', message: 'a1' }, waits)).state.mode).toBe('snoozed');
  });
});

describe('"Send to customer"', () => {
  const press = (agent: typeof ANA, about: KnownMessage | null): Fact =>
    acts(agent, { name: 'send_message', message: 'n1', takeOver: false }, about);

  it.each([
    ['a note of a colleague', known()],
    ['what a guest wrote', known({ author: { role: 'agent', agent: { id: 'U-GUS', name: 'Gus' } } })],
  ])('sends %s, once', (_name, about) => {
    const decision = run(human(), press(BOB, about));
    expect(of(decision, 'send_to_customer')).toMatchObject([{ author: { agent: { id: BOB.id } } }]);
    expect(decision.state).toMatchObject({ holder: { id: ANA.id } });
  });

  it('takes the conversation where nobody has it', () => {
    for (const state of [queued(), resolved(), bot({ handoff: handoff() })]) {
      const decision = run(state, press(BOB, known()));
      expect(decision.state).toMatchObject({ mode: 'human', holder: { id: BOB.id } });
      expect(of(decision, 'send_to_customer')).toHaveLength(1);
    }
  });

  it.each([
    ['is on its way', waits, 'on its way'],
    ['was sent', arrived, 'already'],
    ['was deleted', known({ deleted: true }), 'deleted'],
    ['is empty', known({ parts: [textPart(' ')] }), 'nothing in this message'],
    ["is the customer's", known({ author: { role: 'customer' }, visibility: 'public' }), 'your team wrote'],
    ['is unknown', null, 'your team wrote'],
  ])('sends nothing that %s, and says so', (_name, about, says) => {
    const decision = run(human(), press(ANA, about));
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(told(decision)).toContain(says);
  });
});
