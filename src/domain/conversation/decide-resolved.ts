import { callForAnyone } from './attention';
import { closedNotice, heard, recordCustomer, relayHeard } from './customer-steps';
import { customerWrote as writeToBot } from './decide-bot';
import { and, become, type Decision } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { claimTimer, facts, requeued } from './handoff-steps';
import { inAnyMode } from './in-any-mode';
import type { Policy } from './policy';
import { FRESH_BOT, type Handoff, type ResolvedConversation } from './state';

/** Done. A customer who returns soon finds the same people; later the AI answers first. */
export function decideResolved(state: ResolvedConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'customer.message_received':
      return customerReturned(state, event, policy);
    default:
      return inAnyMode(state, event, policy);
  }
}

function customerReturned(
  state: ResolvedConversation,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const { handoff } = state;
  if (state.blockedByUs !== null) return shownOnly(state, event);
  const soon = event.at - state.resolvedAt <= policy.reopenWithinMs;
  if (handoff === null || handoff.thread === null || !soon) {
    return writeToBot({ ...facts(state), mode: 'bot', bot: fresh(state), handoff, draftingFor: null }, event, policy);
  }
  // A bare thank-you is shown to those who earned it and opens nothing again.
  if (event.signals.justThanks) return shownOnly(state, event);
  return reopen({ ...state, handoff }, event, policy);
}

const fresh = (state: ResolvedConversation) => ({ ...FRESH_BOT, disclosedAt: state.bot.disclosedAt });

/** Recorded and shown, and nothing is owed. */
function shownOnly(state: ResolvedConversation, event: EventOf<'customer.message_received'>): Decision {
  const next: ResolvedConversation = { ...heard(state, event), waitingSince: null };
  return become(next, relayHeard(next, event), [recordCustomer(event)]);
}

function reopen(
  state: ResolvedConversation & { handoff: Handoff },
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const before = heard(state, event);
  const open = requeued({ ...before, handoff: { ...state.handoff, reason: 'came_back' } }, event.at);
  const text = 'The customer wrote again, so this conversation is open again.';
  const mention = state.handoff.lastHolder?.id ?? null;
  const { state: queued, effects: line } = callForAnyone(open, text, event.at, policy, { tone: 'info', mention });
  const reopened = become(
    queued,
    [...line, ...relayHeard(queued, event), claimTimer(queued.handoff.id, event.at, policy)],
    [recordCustomer(event)],
  );
  return and(reopened, (next) => closedNotice(next, event, policy));
}
