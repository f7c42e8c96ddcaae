import { actionRan } from './action-results';
import { agentActed } from './agent-actions';
import { agentChanged, changeFailed } from './agent-change-steps';
import { agentPosted } from './agent-steps';
import { customerChanged } from './customer-steps';
import { and, become, type Decision, unchanged } from './decision';
import { deliveryRepeated, deliveryUpdated } from './delivery-steps';
import { drafted } from './draft-steps';
import type { ConversationEvent } from './events';
import { opened, summarized, threadLost } from './handoff-steps';
import { closeStrays, moved, notMoved, placeLost, postedInFormer, unreachable } from './move-steps';
import type { Policy } from './policy';
import { agentReacted, customerReacted } from './reaction-steps';
import { revealed } from './reveal-steps';
import type { ConversationState } from './state';
import { templateFound } from './template-steps';
import { transcribed } from './voice-steps';

/** What means the same whoever answers: a mode decides on the rest itself. */
export function inAnyMode(state: ConversationState, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'handoff.opened':
      return and(opened(state, event, policy), (next) => closeStrays(next, policy));
    case 'handoff.moved':
      return moved(state, event, policy);
    case 'handoff.place_lost':
      return placeLost(state, event, policy);
    case 'handoff.unreachable':
      return unreachable(state, event, policy);
    case 'handoff.not_moved':
      return notMoved(state, event, policy);
    case 'handoff.thread_lost':
      return threadLost(state, event);
    case 'transcriber.finished':
      return transcribed(state, event);
    case 'summarizer.finished':
      return summarized(state, event);
    case 'drafter.finished':
      return drafted(state, event);
    case 'agent.revealed':
      return revealed(state, event);
    case 'agent.message_posted':
      return event.former === undefined ? agentPosted(state, event, policy) : postedInFormer(state, event, policy);
    case 'agent.message_edited':
    case 'agent.message_deleted':
      return agentChanged(state, event, policy);
    case 'agent.reacted':
      return agentReacted(state, event, policy);
    case 'customer.reacted':
      return customerReacted(state, event);
    case 'agent.acted':
      return agentActed(state, event, policy);
    case 'action.ran':
      return actionRan(state, event, policy);
    case 'delivery.updated':
      return deliveryUpdated(state, event, policy);
    case 'template.found':
      return templateFound(state, event, policy);
    case 'delivery.change_failed':
      return become(state, changeFailed(state, event));
    case 'delivery.repeated':
      return deliveryRepeated(state, event);
    default:
      return customerChanged(state, event, policy) ?? unchanged(state);
  }
}
