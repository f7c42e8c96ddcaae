import fc from 'fast-check';
import { cardOf } from '../../src/domain/conversation/card';
import { decide } from '../../src/domain/conversation/decide';
import type { Effect } from '../../src/domain/conversation/effects';
import { type ConversationState, holderOf } from '../../src/domain/conversation/state';
import { pendingOf } from '../../src/domain/conversation/tool-action';
import { hasArrived } from '../../src/domain/delivery/part-deliveries';
import type { PartDelivery } from '../../src/domain/message';
import { play, playIn, policies, runs } from './everything';
import type { Seen } from './kept-world';

const hasArrivedOrLapsed = (one: PartDelivery): boolean => hasArrived(one) || one.status === 'suppressed';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 600);

const always = (holds: (seen: Seen) => boolean): void => {
  fc.assert(
    fc.property(runs, policies, (steps, policy) => play(steps, policy).every(holds)),
    { numRuns: RUNS },
  );
};

const of = <T extends Effect['type']>({ decision }: Seen, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const sends = (seen: Seen) => of(seen, 'send_to_customer');
const without = (state: ConversationState, { channel }: Seen['policy']): string => {
  const card = cardOf(state, channel);
  return JSON.stringify([state.handoff?.thread, card === null ? null : { ...card, version: 0 }]);
};

describe('whatever happens, with every fact and every setting', () => {
  it('deciding never throws, and twice gives the same', () => {
    always(
      ({ before, event, decision, policy }) =>
        JSON.stringify(decide(before, event, policy)) === JSON.stringify(decision),
    );
  });

  it('the AI is silent while people answer, but for what came of something that was agreed to', () => {
    always((seen) => {
      const { before, decision, event } = seen;
      if (before.mode === 'bot' || decision.state.mode === 'bot' || event.type === 'action.ran') return true;
      return sends(seen).every(({ author }) => author.role !== 'bot');
    });
  });

  it('only what is public and not deleted is on its way to the customer', () => {
    always((seen) =>
      sends(seen).every(({ messageId: id }) => {
        const entry = seen.entries.get(id);
        return entry !== undefined && entry.visibility === 'public' && !entry.deleted;
      }),
    );
  });

  it('notes, and what outsiders or former threads say, reach no customer', () => {
    always((seen) => {
      const { event } = seen;
      if (event.type !== 'agent.message_posted') return true;
      const isInside = event.addressing !== 'plain' || event.former !== undefined || event.agent.standing !== 'member';
      return !isInside || sends(seen).length === 0;
    });
  });

  it('nothing goes to whoever opted out or was blocked by us', () => {
    always((seen) => {
      const { before, decision } = seen;
      const out = (state: ConversationState) => state.reachable === 'opted_out' || state.blockedByUs !== null;
      if (!out(before) || !out(decision.state)) return true;
      return sends(seen).length + of(seen, 'send_template').length === 0;
    });
  });

  it('a message is sent a second time only where the first did not arrive, or may not have', () => {
    fc.assert(
      fc.property(runs, policies, (steps, policy) => {
        const before = new Set<string>();
        return play(steps, policy).every((seen) =>
          sends(seen).every(({ messageId: id, replaces, asLinks, parts }) => {
            const isNew = !before.has(id);
            before.add(id);
            const isAsked = seen.event.type === 'agent.acted' || seen.event.type === 'agent.reacted';
            const waited = seen.before.held.some((held) => held.messageId === id);
            return isNew || replaces === true || asLinks === true || parts !== undefined || isAsked || waited;
          }),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('a part that arrived, or is on its way, is never sent again', () => {
    fc.assert(
      fc.property(runs, policies, (steps, policy) => playIn(steps, policy).repeated.length === 0),
      { numRuns: RUNS },
    );
  });

  it('what is said to be on its way is', () => {
    fc.assert(
      fc.property(runs, policies, (steps, policy) => playIn(steps, policy).stranded().length === 0),
      { numRuns: RUNS },
    );
  });

  it('the card says no better of a reply than is true of each of its parts', () => {
    always(({ decision: { state }, entries }) => {
      const { lastReply } = state;
      if (lastReply === null || !hasArrived(lastReply)) return true;
      return entries.get(lastReply.messageId)?.deliveries?.every(hasArrivedOrLapsed) ?? true;
    });
  });

  it('what did not arrive of an agent’s reply is told, goes in another way, or waits and is told', () => {
    always((seen) => {
      const { event, before, decision } = seen;
      if (event.type !== 'delivery.updated' || event.author !== 'agent' || before.handoff?.thread == null) return true;
      if (event.status !== 'failed' && event.status !== 'unknown') return true;
      const entry = decision.state.held.some((held) => held.messageId === event.messageId);
      return of(seen, 'post_notice').length + of(seen, 'tell_agent').length + sends(seen).length > 0 || entry;
    });
  });

  it('each message of the customer is kept once, and shown once in a thread that people work in', () => {
    always((seen) => {
      const { before, event, decision } = seen;
      if (event.type !== 'customer.message_received') return true;
      const kept = decision.transcript
        .filter(({ type }) => type === 'append')
        .filter((change) => change.type === 'append' && change.entry.id === event.messageId);
      const shown = of(seen, 'post_message').filter(({ messageId: id }) => id === event.messageId);
      const isWorkedIn =
        before.handoff?.thread != null &&
        decision.state.mode !== 'bot' &&
        decision.state.handoff?.id === before.handoff.id;
      return kept.length === 1 && shown.length === (isWorkedIn ? 1 : 0);
    });
  });

  it('a new handoff brings one thread, and one notice where it may be said', () => {
    always((seen) => {
      const { before, decision } = seen;
      const isNew = decision.state.handoff !== null && decision.state.handoff.id !== before.handoff?.id;
      const wasHeld = (id: string) => before.held.some((held) => held.messageId === id);
      const said = sends(seen).filter(
        ({ messageId: id, asLinks, parts }) => /:handoff$/.test(id) && !asLinks && parts === undefined && !wasHeld(id),
      ).length;
      if (!isNew) return said === 0;
      const mayBeSaid = decision.state.reachable !== 'opted_out' && seen.event.type === 'customer.message_received';
      return of(seen, 'open_handoff').length === 1 && (mayBeSaid ? said === 1 : said <= 1);
    });
  });

  it('what a card shows changes with the card, and its version only grows', () => {
    always((seen) => {
      const { before, decision, policy } = seen;
      const { handoff } = decision.state;
      if (handoff === null) return true;
      const isSame = handoff.id === before.handoff?.id;
      if (isSame && handoff.cardVersion < (before.handoff?.cardVersion ?? 0)) return false;
      if (handoff.thread === null || without(before, policy) === without(decision.state, policy)) return true;
      const updates = of(seen, 'update_card');
      return updates.length === 1 && updates[0]?.version === handoff.cardVersion;
    });
  });

  it('a timer of what is over does nothing', () => {
    always((seen) => {
      const { before, event, decision } = seen;
      if (event.type !== 'timer.fired') return true;
      const { timer } = event;
      const { handoff } = before;
      const isOver =
        ('handoffId' in timer && timer.handoffId !== handoff?.id) ||
        (timer.name === 'claim_overdue' && (before.mode !== 'queued' || timer.since !== handoff?.openSince)) ||
        (timer.name === 'reply_overdue' && (before.mode !== 'human' || timer.waitingSince !== before.waitingSince)) ||
        (timer.name === 'snooze_over' && (before.mode !== 'snoozed' || timer.until !== before.until)) ||
        ('lastCustomerMessageAt' in timer && timer.lastCustomerMessageAt !== before.lastCustomerMessageAt);
      return !isOver || (decision.effects.length === 0 && JSON.stringify(decision.state) === JSON.stringify(before));
    });
  });

  it('whoever waits for people is not forgotten: a clock runs, or they were told', () => {
    always(({ decision: { state }, timers }) => {
      if (state.mode === 'snoozed')
        return timers.some(({ timer }) => timer.name === 'snooze_over' && timer.until === state.until);
      // Nothing can be said to whoever opted out.
      if (state.waitingSince === null || state.reachable === 'opted_out') return true;
      if (state.mode === 'queued') {
        const { overdue, openSince } = state.handoff;
        return overdue || timers.some(({ timer }) => timer.name === 'claim_overdue' && timer.since === openSince);
      }
      if (state.mode !== 'human') return true;
      const { waitingSince, remindedAt } = state;
      return timers.some(({ timer }) =>
        remindedAt === null
          ? timer.name === 'reply_overdue' && timer.waitingSince === waitingSince
          : timer.name === 'release_overdue' && timer.remindedAt === remindedAt,
      );
    });
  });

  it('nobody waits in a conversation that is over', () => {
    always(({ decision: { state } }) => state.mode !== 'resolved' || state.waitingSince === null);
  });

  it('nothing is open but what is running while people answer, and no write runs that was not agreed to', () => {
    always((seen) => {
      const { before, decision } = seen;
      const pending = pendingOf(decision.state);
      if (decision.state.mode !== 'bot' && pending !== null && pending.step !== 'running') return false;
      return of(seen, 'run_action').every(({ action }) => {
        if (action.permission === 'read') return true;
        const open = pendingOf(before);
        const isShown = open?.step === 'awaiting_code' || (open?.step === 'proposed' && open.epoch === before.epoch);
        return isShown && open.action.id === action.id && decision.state.epoch === before.epoch;
      });
    });
  });

  it('the epoch grows exactly when the AI starts or stops answering, and what it writes is of the present one', () => {
    always((seen) => {
      const { before, decision } = seen;
      const changed = (before.mode === 'bot') !== (decision.state.mode === 'bot');
      const isOfNow = sends(seen).every(({ validIn }) => validIn === 'always' || validIn === decision.state.epoch);
      return isOfNow && decision.state.epoch === before.epoch + (changed ? 1 : 0);
    });
  });

  it('only members change who has a conversation', () => {
    always(({ before, event, decision }) => {
      const isOutsider = 'agent' in event && 'standing' in event.agent && event.agent.standing !== 'member';
      return !isOutsider || holderOf(decision.state)?.id === holderOf(before)?.id;
    });
  });

  it('random runs meet every fact', () => {
    const met = fc
      .sample(fc.tuple(runs, policies), { numRuns: 1_200, seed: 1 })
      .flatMap(([steps, policy]) => play(steps, policy))
      .map(({ event }) => event.type);
    expect([...new Set(met)].sort()).toMatchInlineSnapshot(`
[
  "action.code_failed",
  "action.code_refused",
  "action.code_sent",
  "action.ran",
  "agent.acted",
  "agent.became_unavailable",
  "agent.message_deleted",
  "agent.message_edited",
  "agent.message_posted",
  "agent.reacted",
  "agent.revealed",
  "customer.message_deleted",
  "customer.message_edited",
  "customer.message_received",
  "customer.reachability_changed",
  "customer.reacted",
  "delivery.change_failed",
  "delivery.repeated",
  "delivery.updated",
  "drafter.finished",
  "handoff.moved",
  "handoff.not_moved",
  "handoff.opened",
  "handoff.thread_lost",
  "responder.asked_for_handoff",
  "responder.asked_input",
  "responder.failed",
  "responder.replied",
  "responder.requested_action",
  "summarizer.finished",
  "template.found",
  "timer.fired",
  "transcriber.finished",
]
`);
  });
});
