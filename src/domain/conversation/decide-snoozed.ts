import type { Instant } from '../ids';
import { decideHuman } from './decide-human';
import { and, become, type Decision, unchanged, withEffects } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { announce, replyTimer } from './handoff-steps';
import type { Policy } from './policy';
import type { HumanConversation, SnoozedConversation } from './state';

/** Put off until a time. The customer, its holder or anyone who acts on it wakes it; a colleague's note does not. */
export function decideSnoozed(state: SnoozedConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'timer.fired':
      return wokenByTime(state, event, event.timer, policy);
    case 'customer.message_received':
      return wokenByCustomer(state, event, policy);
    case 'agent.message_posted':
      return event.former === undefined &&
        event.agent.id === state.holder.id &&
        event.agent.standing === 'member' &&
        event.addressing === 'plain'
        ? timed(decideHuman(awake(state), event, policy), event.at, policy)
        : asleep(state, decideHuman(awake(state), event, policy));
    case 'agent.acted': {
      const decision = decideHuman(awake(state), event, policy);
      return wakes(event, decision) ? timed(decision, event.at, policy) : asleep(state, decision);
    }
    default:
      return asleep(state, decideHuman(awake(state), event, policy));
  }
}

/** Taking it again and answering wake it; what only looks at it or notes something does not. */
const wakes = ({ agent, action }: EventOf<'agent.acted'>, { effects }: Decision): boolean =>
  agent.standing === 'member' &&
  (action.name === 'take_over' || effects.some(({ type }) => type === 'send_to_customer'));

function wokenByCustomer(
  state: SnoozedConversation,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const line = announce(state, 'The customer wrote, so the snooze is over.', 'info', {
    mention: state.holder.id,
  });
  const woken = awake({ ...state, handoff: { ...state.handoff, calledAt: event.at } });
  return timed(
    and(become(woken, line), () => decideHuman(woken, event, policy)),
    event.at,
    policy,
  );
}

function wokenByTime(
  state: SnoozedConversation,
  { at }: ConversationEvent,
  timer: { name: string; until?: number },
  policy: Policy,
): Decision {
  // The timer of an earlier snooze carries an earlier time and is ignored.
  if (timer.name !== 'snooze_over' || timer.until !== state.until) return unchanged(state);
  const human = awake(state);
  const line = announce(human, 'The snooze is over.', 'info', { mention: state.holder.id });
  return timed(become(human, line), at, policy);
}

/** The clock of a customer who waited before the snooze stood still meanwhile: it runs again. */
function timed(decision: Decision, at: Instant, policy: Policy): Decision {
  const { state, effects } = decision;
  if (state.mode !== 'human' || state.waitingSince === null) return decision;
  const runs = effects.some((effect) => effect.type === 'start_timer' && effect.timer.name === 'reply_overdue');
  return runs ? decision : withEffects(decision, replyTimer(state, state.waitingSince, at, policy));
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
