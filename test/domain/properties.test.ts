import fc from 'fast-check';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { ConversationEvent, Fact } from '../../src/domain/conversation/events';
import { NO_SIGNALS } from '../../src/domain/conversation/signals';
import { type ConversationState, holderOf } from '../../src/domain/conversation/state';
import { pendingOf, type ToolAction } from '../../src/domain/conversation/tool-action';
import { instant, type ThreadRef } from '../../src/domain/ids';
import { plainText } from '../../src/domain/message';
import { askedInput, DONE, ran, requested, sent } from './action-support';
import { ANA, acts, BOB, bot, messageId, PACKET, POLICY, posts, T0, writes } from './support';

/** A step of a random run: the fact may depend on the state, as real facts do. */
type Step = (state: ConversationState, n: number) => Fact;

const agent = fc.constantFrom(ANA, BOB, { ...BOB, id: 'U-GUEST', name: 'Gus', standing: 'guest' as const });
const signals = fc.record(
  {
    asksForPerson: fc.constantFrom('explicit' as const, 'weak' as const, 'no' as const),
    affirms: fc.boolean(),
    bareHelp: fc.boolean(),
    declines: fc.boolean(),
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

const drafted = (state: ConversationState): string =>
  (state.mode === 'bot' ? state.draftingFor : null) ?? messageId('old');

/** What tools bring about: proposals, codes, results, and receipts of what was proposed, late and early. */
const toolStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      identity: fc.constantFrom('none' as const, 'code' as const),
      permission: fc.constantFrom('write' as const, 'read' as const),
    })
    .map(
      (changes): Step =>
        (state, n) =>
          requested(changes, drafted(state), `p${n}`),
    ),
  fc.constant<Step>((state, n) => askedInput('order', drafted(state), `q${n}`)),
  fc
    .record({
      status: fc.constantFrom('sent' as const, 'failed' as const, 'unknown' as const),
      ago: fc.integer({ min: 0, max: 200_000 }),
    })
    .map(
      ({ status, ago }): Step =>
        (state, n) => {
          const pending = pendingOf(state);
          const id = pending?.step === 'proposed' ? pending.messageId : `p${n - 1}`;
          return sent(id, { status, triedAt: instant(T0 + n * 60_000 - ago) });
        },
    ),
  fc.constant<Step>((_state, n) => writes('yes', { affirms: true }, `m${n}`)),
  fc.constantFrom('right' as const, 'wrong' as const, 'again' as const).map(
    (code): Step =>
      (state, n) => ({
        ...(writes('••••••', {}, `m${n}`) as Extract<Fact, { type: 'customer.message_received' }>),
        ...(pendingOf(state)?.step === 'awaiting_code' ? { code } : {}),
      }),
  ),
  fc.constant<Step>((state, n) => {
    const pending = pendingOf(state);
    return pending?.step === 'awaiting_code'
      ? { type: 'action.code_sent', actionId: pending.action.id, send: pending.send, to: 'm…@example.com' }
      : writes('z', {}, `m${n}`);
  }),
  fc.constantFrom(DONE, { outcome: 'failed' as const }, { outcome: 'unknown' as const }).map(
    (result): Step =>
      (state, n) => {
        const pending = pendingOf(state);
        return pending?.step === 'running' ? ran(pending.action, result) : writes('w', {}, `m${n}`);
      },
  ),
);

/** The way to a run, in order, with steps left out: random steps alone seldom find it. */
const way: fc.Arbitrary<readonly Step[]> = fc.constantFrom('none' as const, 'code' as const).chain((identity) =>
  fc.subarray<Step>(
    [
      (_state, n) => writes('change my address', {}, `m${n}`),
      (state, n) => requested({ identity }, drafted(state), `p${n}`),
      (state, n) => {
        const pending = pendingOf(state);
        return sent(pending?.step === 'proposed' ? pending.messageId : 'p', { triedAt: instant(T0 + n * 60_000) });
      },
      (_state, n) => writes('yes', { affirms: true }, `m${n}`),
      (state, n) => ({
        ...(writes('••••••', {}, `m${n}`) as Extract<Fact, { type: 'customer.message_received' }>),
        ...(pendingOf(state)?.step === 'awaiting_code' ? { code: 'right' as const } : {}),
      }),
      (state, n) => {
        const pending = pendingOf(state);
        return pending?.step === 'running' ? ran(pending.action) : writes('yes', { affirms: true }, `m${n}`);
      },
    ],
    { minLength: 2 },
  ),
);

const runs: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { arbitrary: step.map((one): readonly Step[] => [one]), weight: 4 },
      { arbitrary: toolStep.map((one): readonly Step[] => [one]), weight: 4 },
      { arbitrary: way, weight: 1 },
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => steps.flat());

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

const isSaid = (id: string): boolean => id.startsWith('said:');

const sends = ({ decision }: Seen) => decision.effects.filter((effect) => effect.type === 'send_to_customer');

describe('whatever happens', () => {
  it('the AI does not speak while a person holds the conversation', () => {
    always((seen) => {
      if (holderOf(seen.before) === null) return true;
      const isHandedBack = seen.event.type === 'agent.acted' && seen.event.action.name === 'return_to_bot';
      // What came of something that was agreed to before is told whoever has the conversation.
      const isResult = seen.event.type === 'action.ran';
      return isHandedBack || isResult || sends(seen).every(({ author }) => author.role !== 'bot');
    });
  });

  it('what the AI wrote lapses with the epoch, and nothing else does', () => {
    always((seen) => {
      const isResult = seen.event.type === 'action.ran';
      return sends(seen).every(
        (send) => (send.author.role === 'bot' && !(isResult && isSaid(send.messageId))) === (send.validIn !== 'always'),
      );
    });
  });

  it('the epoch grows exactly when the AI starts or stops answering', () => {
    always(({ before, decision }) => {
      const changed = (before.mode === 'bot') !== (decision.state.mode === 'bot');
      return decision.state.epoch === before.epoch + (changed ? 1 : 0);
    });
  });

  it('a note causes nothing but its sign', () => {
    always(({ event, decision }) => {
      const isNote =
        event.type === 'agent.message_posted' &&
        event.addressing === 'note' &&
        ('standing' in event.agent ? event.agent.standing : 'member') === 'member';
      return !isNote || decision.effects.every(({ type }) => type === 'mark_message');
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

  it('no write ever runs but what was shown, sent and then agreed to in the same epoch, and nothing runs twice', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        const seen = play(steps);
        const ids = seen.flatMap(({ decision }) => actionsRun(decision).map(({ id }) => id));
        return new Set(ids).size === ids.length && seen.every((_, index) => isAgreed(seen, index));
      }),
      { numRuns: 3_000 },
    );
  });

  it('random runs do get as far as running something, with a code and without', () => {
    const seen = fc.sample(runs, { numRuns: 3_000, seed: 7 }).flatMap(play);
    const started = seen.flatMap(({ decision }) => actionsRun(decision));
    expect(
      started.filter(({ identity, permission }) => permission === 'write' && identity === 'none').length,
    ).toBeGreaterThan(20);
    expect(started.filter(({ identity }) => identity === 'code').length).toBeGreaterThan(20);
  });

  it('every agreed action that ended is told to the customer once, or a person is brought in for it', () => {
    always((one) => {
      const { event, before, decision } = one;
      if (event.type !== 'action.ran') return true;
      const told = sends(one).filter(({ messageId: id }) => isSaid(id)).length;
      if (before.blockedByUs !== null) return told === 0;
      const isBroughtIn = decision.state.mode !== 'bot';
      return event.result.outcome === 'done' ? told === 1 : told === 0 && isBroughtIn;
    });
  });

  it('nothing is open but what is running once people have the conversation', () => {
    always(
      ({ decision: { state } }) => state.mode === 'bot' || ['running', undefined].includes(pendingOf(state)?.step),
    );
  });
});

const actionsRun = ({ effects }: Decision): readonly ToolAction[] =>
  effects.flatMap((effect) => (effect.type === 'run_action' ? [effect.action] : []));

/** Judged from outside: by what was written to the customer, what the channel said of it, and what the customer wrote. */
function isAgreed(seen: readonly Seen[], at: number): boolean {
  const { decision } = seen[at] as Seen;
  return actionsRun(decision).every((action) => {
    if (action.permission === 'read') return true;
    const shown = seen
      .slice(0, at + 1)
      .flatMap(({ decision: { state } }, index) => {
        const pending = pendingOf(state);
        return pending?.step === 'proposed' && pending.action.id === action.id
          ? [{ index, pending, epoch: state.epoch }]
          : [];
      })
      .at(-1);
    if (shown === undefined || shown.pending.action !== action || shown.epoch !== decision.state.epoch) return false;
    const { messageId: id, text } = shown.pending;
    const written = seen.findIndex(({ decision: { transcript } }) =>
      transcript.some(
        (change) => change.type === 'append' && change.entry.id === id && plainText(change.entry.parts).endsWith(text),
      ),
    );
    const accepted = seen.findIndex(
      ({ event }) => event.type === 'delivery.updated' && event.messageId === id && event.status === 'sent',
    );
    const receipt = seen[accepted]?.event;
    const began = receipt?.type === 'delivery.updated' ? (receipt.triedAt ?? 0) - 1_000 : Number.POSITIVE_INFINITY;
    const yes = seen.findIndex(
      ({ event }, index) =>
        index > written &&
        index <= at &&
        event.type === 'customer.message_received' &&
        event.signals.affirms === true &&
        (index > accepted || event.at >= began),
    );
    return written !== -1 && accepted !== -1 && accepted <= at && yes !== -1;
  });
}
