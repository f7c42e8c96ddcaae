import { agentActed } from './agent-actions';
import { agentChanged, agentPosted } from './agent-steps';
import { customerChanged, heard, recordCustomer, relayToThread } from './customer-steps';
import { customerWrote as writeToBot } from './decide-bot';
import { become, type Decision, unchanged } from './decision';
import { deliveryRepeated, deliveryUpdated } from './delivery-steps';
import type { ConversationEvent, EventOf } from './events';
import { announce, claimTimer, facts, opened, requeued, threadLost } from './handoff-steps';
import type { Policy } from './policy';
import { FRESH_BOT, type Handoff, type ResolvedConversation } from './state';

/** Done. A customer who returns soon finds the same people; later the AI answers first. */
export function decideResolved(state: ResolvedConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'customer.message_received':
      return customerReturned(state, event, policy);
    case 'agent.message_posted':
      return agentPosted(state, event, policy);
    case 'agent.message_edited':
    case 'agent.message_deleted':
      return agentChanged(state, event, policy);
    case 'agent.acted':
      return agentActed(state, event, policy);
    case 'handoff.opened':
      return opened(state, event);
    case 'handoff.thread_lost':
      return threadLost(state, event);
    case 'delivery.updated':
      return deliveryUpdated(state, event, policy);
    case 'delivery.repeated':
      return deliveryRepeated(state, event);
    default:
      return customerChanged(state, event) ?? unchanged(state);
  }
}

function customerReturned(
  state: ResolvedConversation,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const { handoff } = state;
  const soon = event.at - state.resolvedAt <= policy.reopenWithinMs;
  if (handoff === null || handoff.thread === null || !soon) {
    return writeToBot({ ...facts(state), mode: 'bot', bot: fresh(state), handoff, draftingFor: null }, event, policy);
  }
  if (event.signals.justThanks) return thanked(state, event);
  return reopen({ ...state, handoff }, event, policy);
}

const fresh = (state: ResolvedConversation) => ({ ...FRESH_BOT, disclosedAt: state.bot.disclosedAt });

/** A bare thank-you is shown to those who earned it and opens nothing again. */
function thanked(state: ResolvedConversation, event: EventOf<'customer.message_received'>): Decision {
  const next: ResolvedConversation = { ...heard(state, event), waitingSince: null };
  return become(next, relayToThread(next, event.messageId), [recordCustomer(event)]);
}

function reopen(
  state: ResolvedConversation & { handoff: Handoff },
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const before = heard(state, event);
  const queued = requeued({ ...before, handoff: { ...state.handoff, reason: 'came_back' } });
  const last = state.handoff.lastHolder;
  const line = announce(queued, 'The customer wrote again, so this conversation is open again.', 'info', {
    actions: [{ label: 'Take it', action: { name: 'claim' } }],
    mention: last?.id ?? null,
  });
  return become(
    queued,
    [...line, ...relayToThread(queued, event.messageId), claimTimer(queued.handoff.id, event.at, policy)],
    [recordCustomer(event)],
  );
}
