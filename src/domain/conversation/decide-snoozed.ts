import { decideHuman } from './decide-human';
import { become, type Decision, unchanged } from './decision';
import type { ConversationEvent } from './events';
import { announce } from './handoff-steps';
import type { Policy } from './policy';
import type { HumanConversation, SnoozedConversation } from './state';

/** Put off until a time. The customer, its holder or anyone who acts on it wakes it; a colleague's note does not. */
export function decideSnoozed(state: SnoozedConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'timer.fired':
      return wokenByTime(state, event.timer);
    case 'customer.message_received':
    case 'agent.became_unavailable':
      return decideHuman(awake(state), event, policy);
    case 'agent.message_posted':
      return event.agent.id === state.holder.id && event.addressing === 'plain'
        ? decideHuman(awake(state), event, policy)
        : asleep(state, decideHuman(awake(state), event, policy));
    case 'agent.acted':
      return event.action.name === 'keep_internal' || event.action.name === 'claim'
        ? asleep(state, decideHuman(awake(state), event, policy))
        : decideHuman(awake(state), event, policy);
    default:
      return asleep(state, decideHuman(awake(state), event, policy));
  }
}

function wokenByTime(state: SnoozedConversation, timer: { name: string; until?: number }): Decision {
  // The timer of an earlier snooze carries an earlier time and is ignored.
  if (timer.name !== 'snooze_over' || timer.until !== state.until) return unchanged(state);
  const human = awake(state);
  return become(
    human,
    announce(human, `${state.holder.name}, the snooze is over.`, 'info', { mention: state.holder.id }),
  );
}

function awake(state: SnoozedConversation): HumanConversation {
  const { until: _over, ...rest } = state;
  return { ...rest, mode: 'human', remindedAt: null };
}

/** What happened leaves it asleep, unless it moved the conversation to another mode or holder. */
function asleep(state: SnoozedConversation, decision: Decision): Decision {
  const { state: next } = decision;
  if (next.mode !== 'human' || next.holder.id !== state.holder.id) return decision;
  const { remindedAt: _none, ...rest } = next;
  return { ...decision, state: { ...rest, mode: 'snoozed', until: state.until } };
}
