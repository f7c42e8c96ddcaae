import fc from 'fast-check';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { ConversationEvent, Fact } from '../../src/domain/conversation/events';
import { NO_SIGNALS } from '../../src/domain/conversation/signals';
import { type ConversationState, holderOf } from '../../src/domain/conversation/state';
import { instant, type ThreadRef } from '../../src/domain/ids';
import { ANA, acts, BOB, bot, messageId, PACKET, POLICY, posts, T0, writes } from './support';

/** A step of a random run: the fact may depend on the state, as real facts do. */
type Step = (state: ConversationState, n: number) => Fact;

const agent = fc.constantFrom(ANA, BOB, { ...BOB, id: 'U-GUEST', name: 'Gus', standing: 'guest' as const });
const signals = fc.record(
  {
    asksForPerson: fc.constantFrom('explicit' as const, 'weak' as const, 'no' as const),
    affirms: fc.boolean(),
    bareHelp: fc.boolean(),
    rejectsAnswer: fc.boolean(),
    justThanks: fc.boolean(),
  },
  { requiredKeys: [] },
);
const action = fc.constantFrom(
  { name: 'claim' } as const,
  { name: 'take_over' } as const,
  { name: 'return_to_bot' } as const,
  { name: 'resolve' } as const,
  { name: 'snooze', forMs: 60_000 } as const,
  { name: 'keep_internal', message: 'x' } as const,
  { name: 'assign', to: { id: BOB.id, name: BOB.name } } as const,
  { name: 'explain_handoff' } as const,
  { name: 'show_transcript' } as const,
  { name: 'block_sender', sure: true } as const,
  { name: 'unblock_sender' } as const,
  { name: 'draft_reply' } as const,
  { name: 'send_draft', draft: 'd' } as const,
);

const step: fc.Arbitrary<Step> = fc.oneof(
  signals.map(
    (one): Step =>
      (_state, n) =>
        writes(`text ${n}`, one, `m${n}`),
  ),
  fc.constantFrom('answer' as const, 'clarify' as const, 'no_answer' as const).map(
    (kind): Step =>
      (state, n) => ({
        type: 'responder.replied',
        draftFor: (state.mode === 'bot' ? state.draftingFor : null) ?? messageId('old'),
        messageId: messageId(`r${n}`),
        parts: [],
        kind,
      }),
  ),
  fc.constant<Step>((state, n) =>
    state.handoff === null
      ? writes('x', {}, `m${n}`)
      : { type: 'handoff.opened', handoffId: state.handoff.id, thread: `C1:${n}` as ThreadRef, packet: PACKET },
  ),
  fc.tuple(agent, fc.constantFrom('plain' as const, 'note' as const, 'mention' as const)).map(
    ([who, addressing]): Step =>
      (_state, n) =>
        posts(who, addressing, `a${n}`),
  ),
  fc.tuple(agent, action).map(
    ([who, what]): Step =>
      () =>
        acts(who, what),
  ),
  signals.map(
    (one): Step =>
      (state) => ({
        type: 'transcriber.finished',
        messageId: state.lastCustomerMessageId ?? messageId('old'),
        parts: [],
        text: 'said aloud',
        signals: { ...NO_SIGNALS, ...one },
      }),
  ),
  fc.constant<Step>((state) => ({
    type: 'drafter.finished',
    agentId: ANA.id,
    basedOn: state.lastActivityAt,
    messageId: messageId('d'),
    draft: { parts: [], sources: [] },
  })),
  fc.constant<Step>((state, n) =>
    state.handoff?.thread == null
      ? writes('y', {}, `m${n}`)
      : { type: 'handoff.thread_lost', thread: state.handoff.thread },
  ),
);

const runs = fc.array(step, { minLength: 1, maxLength: 40 });

type Seen = { before: ConversationState; event: ConversationEvent; decision: Decision };

function play(steps: readonly Step[]): readonly Seen[] {
  let state: ConversationState = bot({ lastCustomerMessageId: null, draftingFor: null, waitingSince: null });
  return steps.map((make, n) => {
    const event: ConversationEvent = { ...make(state, n), at: instant(T0 + n * 60_000), cause: `c${n}` };
    const seen = { before: state, event, decision: decide(state, event, POLICY) };
    state = seen.decision.state;
    return seen;
  });
}

const always = (holds: (seen: Seen) => boolean): void => {
  fc.assert(
    fc.property(runs, (steps) => play(steps).every(holds)),
    { numRuns: 1_000 },
  );
};

const sends = ({ decision }: Seen) => decision.effects.filter((effect) => effect.type === 'send_to_customer');

describe('whatever happens', () => {
  it('the AI does not speak while a person holds the conversation', () => {
    always((seen) => {
      if (holderOf(seen.before) === null) return true;
      const isHandedBack = seen.event.type === 'agent.acted' && seen.event.action.name === 'return_to_bot';
      return isHandedBack || sends(seen).every(({ author }) => author.role !== 'bot');
    });
  });

  it('what the AI wrote lapses with the epoch, and nothing else does', () => {
    always((seen) => sends(seen).every((send) => (send.author.role === 'bot') === (send.validIn !== 'always')));
  });

  it('the epoch grows exactly when the AI starts or stops answering', () => {
    always(({ before, decision }) => {
      const changed = (before.mode === 'bot') !== (decision.state.mode === 'bot');
      return decision.state.epoch === before.epoch + (changed ? 1 : 0);
    });
  });

  it('a note causes no effect', () => {
    always(({ event, decision }) => {
      const isNote =
        event.type === 'agent.message_posted' &&
        event.addressing === 'note' &&
        ('standing' in event.agent ? event.agent.standing : 'member') === 'member';
      return !isNote || decision.effects.length === 0;
    });
  });

  it('each message of the customer is recorded once, and relayed once where there is a thread that people work in', () => {
    always(({ before, event, decision }) => {
      if (event.type !== 'customer.message_received') return true;
      const recorded = decision.transcript.filter(
        (change) => change.type === 'append' && change.entry.id === event.messageId,
      );
      const relayed = decision.effects.filter(
        (effect) => effect.type === 'post_message' && effect.messageId === event.messageId,
      );
      const worked =
        before.handoff?.thread != null &&
        decision.state.mode !== 'bot' &&
        decision.state.handoff?.id === before.handoff.id;
      return recorded.length === 1 && relayed.length === (worked ? 1 : 0);
    });
  });

  it("an agent's plain message is sent, once, exactly if its writer is a member who holds it or nobody does", () => {
    always((seen) => {
      const { before, event } = seen;
      if (event.type !== 'agent.message_posted') return true;
      const mine = sends(seen).filter(({ messageId: id }) => id === event.messageId).length;
      const holder = holderOf(before);
      const may =
        ('standing' in event.agent ? event.agent.standing : 'member') === 'member' &&
        event.addressing === 'plain' &&
        (before.mode === 'queued' || holder?.id === event.agent.id);
      return mine === (may ? 1 : 0);
    });
  });

  it('a sender who is blocked by us is sent nothing, and keeps no one waiting', () => {
    always((seen) => {
      if (seen.before.blockedByUs === null) return true;
      const { state } = seen.decision;
      return sends(seen).length === 0 && state.mode === 'resolved' && state.waitingSince === null;
    });
  });

  it('guests change nothing', () => {
    always(({ before, event, decision }) => {
      const isGuest = 'agent' in event && 'standing' in event.agent && event.agent.standing === 'guest';
      return !isGuest || (decision.state.mode === before.mode && holderOf(decision.state)?.id === holderOf(before)?.id);
    });
  });

  it('one new handoff brings one notice to the customer and one thread', () => {
    always((seen) => {
      const fresh = seen.decision.state.handoff !== null && seen.decision.state.handoff.id !== seen.before.handoff?.id;
      if (!fresh) return true;
      const opens = seen.decision.effects.filter(({ type }) => type === 'open_handoff').length;
      return opens === 1 && sends(seen).length === 1;
    });
  });

  it('deciding twice about the same fact gives the same', () => {
    always(({ before, event, decision }) => JSON.stringify(decide(before, event, POLICY)) === JSON.stringify(decision));
  });
});
