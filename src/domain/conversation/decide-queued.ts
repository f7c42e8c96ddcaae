import { yesTooLate } from './action-closing';
import { callForAnyone, reachOf } from './attention';
import { closedNotice, heard, recordCustomer, relayHeard } from './customer-steps';
import { and, become, type Decision, say, unchanged } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { claimTimer } from './handoff-steps';
import { inAnyMode } from './in-any-mode';
import type { Policy } from './policy';
import type { QueuedConversation } from './state';

/** Waiting for a person. Every message of the customer is kept for the thread, also while it is being opened. */
export function decideQueued(state: QueuedConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'customer.message_received': {
      const { state: next, reach } = reachOf(waiting(state, event), event.at, policy);
      const clock = state.waitingSince === null ? [claimTimer(next.handoff.id, event.at, policy)] : [];
      const relay = [...relayHeard(next, event, reach), ...clock];
      const relayed = become(next, relay, [recordCustomer(event)]);
      const told = and(relayed, (now) => yesTooLate(now, event, policy));
      return and(told, (now) => closedNotice(now, event, policy));
    }
    case 'timer.fired':
      return timerFired(state, event, policy);
    default:
      return inAnyMode(state, event, policy);
  }
}

/** Where nobody waited, the clock of the queue begins with the message. */
function waiting(state: QueuedConversation, event: EventOf<'customer.message_received'>): QueuedConversation {
  const next = heard(state, event);
  return state.waitingSince === null ? { ...next, handoff: { ...next.handoff, openSince: event.at } } : next;
}

function timerFired(state: QueuedConversation, event: EventOf<'timer.fired'>, policy: Policy): Decision {
  const { timer } = event;
  const { handoff } = state;
  if (timer.name === 'open_overdue' && timer.handoffId === handoff.id && handoff.thread === null) {
    return say(state, 'handoff_delayed', policy, event.cause, event.at);
  }
  const { openSince } = handoff;
  const isNow = timer.name === 'claim_overdue' && (openSince === undefined || timer.since === openSince);
  if (isNow && timer.handoffId === handoff.id && !handoff.overdue) {
    return overdue(state, event, policy);
  }
  return unchanged(state);
}

/** Told to both sides: agents see who waits, the customer hears the truth. Only while somebody does wait. */
function overdue(state: QueuedConversation, event: EventOf<'timer.fired'>, policy: Policy): Decision {
  if (state.waitingSince === null) return unchanged(state);
  const late = { ...state, handoff: { ...state.handoff, overdue: true } };
  const text = 'Nobody has taken this conversation yet, and the customer is waiting.';
  const { state: next, effects: line } = callForAnyone(late, text, event.at, policy, { tone: 'warning' });
  return and(become(next, line), (now) => say(now, 'still_waiting', policy, event.cause, event.at));
}
