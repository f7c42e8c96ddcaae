import type { AgentIdentity } from '../incoming-event';
import { NO_REACTIONS, type Reactions } from '../message';
import { agentActed } from './agent-actions';
import { refusedStanding } from './agent-steps';
import { become, type Decision, unchanged } from './decision';
import type { Effect } from './effects';
import type { EventOf, KnownMessage } from './events';
import { whisper } from './handoff-steps';
import type { Policy } from './policy';
import { type ConversationState, holderOf } from './state';

/**
 * A reaction is no message: it is shown where the message is, and neither the AI nor a clock nor the mode of the
 * conversation hears of it.
 */
export function customerReacted(state: ConversationState, event: EventOf<'customer.reacted'>): Decision {
  const before = event.before ?? NO_REACTIONS;
  const added = event.emojis.filter((emoji) => !before.customer.includes(emoji));
  const removed = before.customer.filter((emoji) => !event.emojis.includes(emoji));
  if (added.length === 0 && removed.length === 0) return unchanged(state);
  const effects = [...removed.map((emoji) => [emoji, false] as const), ...added.map((emoji) => [emoji, true] as const)];
  return become(
    state,
    effects.flatMap(([emoji, on]) => shown(state, event.messageId, emoji, on)),
    [patch(event.messageId, { ...before, customer: event.emojis })],
  );
}

function shown(state: ConversationState, messageId: Reacted['messageId'], emoji: string, on: boolean) {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null) return [];
  return [{ type: 'show_reaction', handoffId: handoff.id, messageId, emoji, on } as const];
}

type Reacted = EventOf<'agent.reacted'>;

/**
 * What an agent puts on a customer's message reaches the customer where their channel has that emoji. Only of whoever
 * may speak; everybody else reacts among colleagues, and hears nothing about it.
 */
export function agentReacted(state: ConversationState, event: Reacted, policy: Policy): Decision {
  const { agent, emoji, about } = event;
  if (about !== undefined) return event.on ? sendBySign(state, { ...event, about }, policy) : unchanged(state);
  const before = event.before ?? NO_REACTIONS;
  if (!policy.channel.reactions.includes(emoji)) return unchanged(state);
  const others = before.team.filter((one) => one.agentId !== agent.id || one.emoji !== emoji);
  // What went out can always be taken back by whoever put it there.
  const mayChange = event.on ? maySpeak(state, agent, policy) : others.length < before.team.length;
  if (!mayChange) return unchanged(state);
  const team = event.on ? [...others, { agentId: agent.id, emoji }] : others;
  return become(state, seen(event, before, team), [patch(event.messageId, { ...before, team })]);
}

/** On a message that stayed inside it sends it, for whoever has the conversation: a sign is put in passing. */
export const SEND_SIGN = '📤';

function sendBySign(
  state: ConversationState,
  { at, cause, agent, about, messageId, former }: Reacted & { readonly about: KnownMessage },
  policy: Policy,
): Decision {
  const refused = refusedStanding(state, agent, []);
  if (refused !== null) return refused;
  if (holderOf(state)?.id !== agent.id) {
    const text = `${SEND_SIGN} sends a message for whoever has the conversation. Take it first, or choose “Send to customer” in the menu of the message.`;
    return become(state, whisper(state, agent, text));
  }
  const action = { name: 'send_message', message: messageId, takeOver: false } as const;
  const where = former === undefined ? {} : { former };
  return agentActed(state, { type: 'agent.acted', at, cause, agent, action, about, ...where }, policy);
}

/** The customer sees the newest one: a bot has room for one. */
function seen({ messageId }: Reacted, before: Reactions, team: Reactions['team']): readonly Effect[] {
  const emoji = team.at(-1)?.emoji ?? null;
  return emoji === (before.team.at(-1)?.emoji ?? null) ? [] : [{ type: 'react_to_customer', messageId, emoji }];
}

function maySpeak(state: ConversationState, agent: AgentIdentity, { speaking }: Policy): boolean {
  if (agent.standing !== 'member' || state.blockedByUs !== null || state.reachable !== 'yes') return false;
  if (state.mode === 'bot' || state.mode === 'resolved' || speaking === 'notes') return false;
  return speaking === 'everyone' || holderOf(state)?.id === agent.id;
}

const patch = (id: Reacted['messageId'], reactions: Reactions) => ({ type: 'patch', id, reactions }) as const;
