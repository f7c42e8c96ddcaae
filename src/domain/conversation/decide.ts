import type { AgentAction } from '../incoming-event';
import { closeActions } from './action-closing';
import { cardOf, LEAVES_MENU_OPEN } from './card';
import { withChoices } from './choice-steps';
import { decideBot } from './decide-bot';
import { decideHuman } from './decide-human';
import { decideQueued } from './decide-queued';
import { decideResolved } from './decide-resolved';
import { decideSnoozed } from './decide-snoozed';
import { and, become, type Decision, withEffects } from './decision';
import type { ConversationEvent } from './events';
import { answeredWhereAsked, withLength } from './move-steps';
import type { Policy } from './policy';
import { withNumbers } from './reveal-steps';
import type { ConversationState } from './state';
import { withTranscription } from './voice-steps';
import { releaseHeld, windowClosed, windowClosing, windowTimer } from './window-steps';

/**
 * The whole behaviour of a conversation: what the state becomes and what is to be done, given one fact.
 *
 * Pure and total: no clock, no randomness, no I/O, and an event that means nothing in a mode (a late draft, a second
 * click) is answered by "nothing changes", never by an error. Two rules hold by construction, whatever the modes do:
 * the epoch grows exactly when the AI starts or stops answering, and every change that the card shows reaches the card.
 */
export function decide(state: ConversationState, event: ConversationEvent, policy: Policy): Decision {
  const heard = withTranscription(withWindow(state, event, policy), event, policy);
  const chosen = withChoices(state, closeActions(state, heard, policy), event);
  const decision = withLength(event, withNumbers(chosen, policy), policy);
  return answeredWhereAsked(event, withCard(state, withEpoch(state, decision), event, policy));
}

/** What the reply window means is the same in every mode in which people answer. */
function withWindow(state: ConversationState, event: ConversationEvent, policy: Policy): Decision {
  if (event.type === 'timer.fired' && event.timer.name === 'window_closing') {
    return windowClosing(state, event.timer.lastCustomerMessageAt, policy);
  }
  if (event.type === 'timer.fired' && event.timer.name === 'window_closed') {
    return windowClosed(state, event.timer.lastCustomerMessageAt);
  }
  if (event.type !== 'customer.message_received') return decideInMode(state, event, policy);
  const released = releaseHeld(state);
  const decision = and(become(released.state, released.effects), (next) => decideInMode(next, event, policy));
  return decision.state.mode === 'bot' ? decision : withEffects(decision, ...windowTimer(decision.state, policy));
}

const aiAnswers = (state: ConversationState): boolean => state.mode === 'bot';

function withEpoch(before: ConversationState, decision: Decision): Decision {
  if (aiAnswers(before) === aiAnswers(decision.state)) return decision;
  return { ...decision, state: { ...decision.state, epoch: before.epoch + 1 } };
}

function withCard(before: ConversationState, decision: Decision, event: ConversationEvent, policy: Policy): Decision {
  const { state } = decision;
  const { handoff } = state;
  const isStale = cardChanged(before, state, policy) || (event.type === 'agent.acted' && leavesMenuOpen(event.action));
  if (handoff === null || handoff.thread === null || !isStale) return decision;
  const version = handoff.cardVersion + 1;
  return {
    ...decision,
    state: { ...state, handoff: { ...handoff, cardVersion: version } } as ConversationState,
    effects: [...decision.effects, { type: 'update_card', handoffId: handoff.id, version }],
  };
}

const leavesMenuOpen = ({ name }: AgentAction): boolean => LEAVES_MENU_OPEN.has(name);

const cardChanged = (before: ConversationState, after: ConversationState, policy: Policy): boolean =>
  shown(before, policy) !== shown(after, policy);

const shown = (state: ConversationState, policy: Policy): string =>
  JSON.stringify([state.handoff?.thread, cardOf(state, policy.channel)]);

function decideInMode(state: ConversationState, event: ConversationEvent, policy: Policy): Decision {
  switch (state.mode) {
    case 'bot':
      return decideBot(state, event, policy);
    case 'queued':
      return decideQueued(state, event, policy);
    case 'human':
      return decideHuman(state, event, policy);
    case 'snoozed':
      return decideSnoozed(state, event, policy);
    case 'resolved':
      return decideResolved(state, event, policy);
  }
}
