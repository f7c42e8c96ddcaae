import { yesTooLate } from './action-closing';
import { callForAnyone, reachOf } from './attention';
import { closedNotice, heard, recordCustomer, relayHeard } from './customer-steps';
import { and, become, type Decision, say, unchanged, withEffects } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { announce, claimTimer, replyTimer, requeued } from './handoff-steps';
import { inAnyMode } from './in-any-mode';
import { afterOpenMs } from './opening-hours';
import type { Policy } from './policy';
import type { HumanConversation } from './state';

/** A person holds it, and the AI is silent: late drafts end in `default`. */
export function decideHuman(state: HumanConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'customer.message_received':
      return customerWrote(state, event, policy);
    case 'agent.became_unavailable':
      return event.agentId === state.holder.id
        ? release(state, 'is not available any more', event, policy)
        : unchanged(state);
    case 'timer.fired':
      return timerFired(state, event, policy);
    default:
      return inAnyMode(state, event, policy);
  }
}

function customerWrote(
  state: HumanConversation,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const { state: next, reach } = reachOf(heard(state, event), event.at, policy);
  const shown = become(next, relayHeard(next, event, reach), [recordCustomer(event)]);
  const relayed = and(shown, (now) => yesTooLate(now, event, policy));
  // The clock runs from the first unanswered message; later ones do not restart it.
  const timed =
    state.waitingSince === null ? withEffects(relayed, replyTimer(next, event.at, event.at, policy)) : relayed;
  return and(timed, (now) => closedNotice(now, event, policy));
}

function timerFired(state: HumanConversation, event: EventOf<'timer.fired'>, policy: Policy): Decision {
  const { timer } = event;
  // Of an earlier handoff, also where the customer waits since then.
  if ('handoffId' in timer && timer.handoffId !== state.handoff.id) return unchanged(state);
  if (timer.name === 'reply_overdue' && timer.waitingSince === state.waitingSince && state.remindedAt === null) {
    return remind(state, event, policy);
  }
  if (timer.name === 'release_overdue' && timer.remindedAt === state.remindedAt)
    return release(state, 'did not answer', event, policy);
  return unchanged(state);
}

function remind(state: HumanConversation, event: EventOf<'timer.fired'>, policy: Policy): Decision {
  const { holder, handoff } = state;
  const line = announce(state, 'The customer is waiting for your answer.', 'warning', {
    mention: holder.id,
  });
  return become({ ...state, remindedAt: event.at }, [
    ...line,
    {
      type: 'start_timer',
      timer: { name: 'release_overdue', handoffId: handoff.id, remindedAt: event.at },
      at: afterOpenMs(policy.hours, event.at, policy.replyDueMs),
    },
  ]);
}

/** Nobody is left waiting for someone who is not there: back to the queue, and the customer is told. */
function release(state: HumanConversation, why: string, event: ConversationEvent, policy: Policy): Decision {
  const text = `${state.holder.name} ${why}, so this conversation is free again.`;
  const { state: queued, effects: line } = callForAnyone(requeued(state, event.at), text, event.at, policy, {
    tone: 'warning',
  });
  if (state.waitingSince === null) return become(queued, line);
  const timed = become(queued, [...line, claimTimer(queued.handoff.id, event.at, policy)]);
  return and(timed, (next) => say(next, 'released', policy, event.cause, event.at));
}
