import { type Instant, plusMs } from '../ids';
import { become, type Decision, type TranscriptChange, unchanged } from './decision';
import type { Effect } from './effects';
import { announce } from './handoff-steps';
import type { Policy } from './policy';
import { type ConversationState, type HeldReply, holderOf } from './state';
import { findTemplate, isAsked } from './template-steps';

const HOUR_MS = 60 * 60 * 1000;
/** Agents hear of a closing window while there is time to answer. */
const WARN_BEFORE_MS = 2 * HOUR_MS;

/** Goes off before free text stops reaching the customer; nothing where a channel has no window. */
export function windowTimer(state: ConversationState, policy: Policy): readonly Effect[] {
  const { replyWindowMs } = policy.channel;
  const { lastCustomerMessageAt: since } = state;
  if (replyWindowMs === null || since === null) return [];
  const timer = { name: 'window_closing', lastCustomerMessageAt: since } as const;
  return [{ type: 'start_timer', timer, at: plusMs(since, replyWindowMs - WARN_BEFORE_MS) }];
}

/** The card will say when it is closed; a word before is worth it only while the customer has no answer. */
export function windowClosing(state: ConversationState, since: Instant, policy: Policy): Decision {
  const { replyWindowMs, label } = policy.channel;
  if (state.lastCustomerMessageAt !== since || replyWindowMs === null) return unchanged(state);
  const timer = { name: 'window_closed', lastCustomerMessageAt: since } as const;
  const closed: Effect = { type: 'start_timer', timer, at: plusMs(since, replyWindowMs) };
  if (state.waitingSince === null) return become(state, [closed]);
  const text = `The customer is waiting, and ${label} closes the reply window in two hours.`;
  return become(state, [...announce(state, text, 'warning', { mention: holderOf(state)?.id ?? null }), closed]);
}

export const windowClosed = (state: ConversationState, since: Instant): Decision =>
  state.lastCustomerMessageAt === since ? become({ ...state, windowIsClosed: true }) : unchanged(state);

/** Not attempted, because it would be refused: it waits for the customer to write, and the agents know. */
export function hold(
  state: ConversationState,
  reply: HeldReply,
  record: readonly TranscriptChange[],
  at: Instant,
  policy: Policy,
): Decision {
  const known = state.held.some(({ messageId }) => messageId === reply.messageId);
  const waiting = known
    ? state.held.map((held) => (held.messageId === reply.messageId ? { ...reply, author: held.author } : held))
    : [...state.held, reply];
  // The provider's clock decides, where it is ahead of ours.
  const next: ConversationState = { ...state, held: waiting, windowIsClosed: true };
  return become(next, known ? [] : announceHeld(next, reply, at, policy), [
    ...record,
    { type: 'patch', id: reply.messageId, delivery: 'held' },
  ]);
}

function announceHeld(
  state: ConversationState,
  { messageId, author, parts }: HeldReply,
  at: Instant,
  policy: Policy,
): readonly Effect[] {
  const asked = isAsked(state, at) ? ' They were asked to write.' : '';
  // What the customer has of it cannot be kept from them any more.
  const what = parts === undefined ? 'The reply' : 'What is missing of the reply';
  const text = `${policy.channel.label} takes free text only within a day of the customer's last message. ${what} is kept and goes out as soon as they write.${asked}`;
  const drop = { label: "Don't send", action: { name: 'make_note', message: messageId } } as const;
  const isAgent = author.role === 'agent';
  const told = announce(state, text, 'warning', {
    actions: isAgent && parts === undefined ? [drop] : [],
    mention: isAgent ? author.agent.id : null,
  });
  return [...told, ...findTemplate(state, policy, at)];
}

/** The customer wrote, so the window is open: what waited goes first. Not to whoever opted out or is blocked: it waits on. */
export function releaseHeld<S extends ConversationState>(state: S): { state: S; effects: readonly Effect[] } {
  if (state.reachable === 'opted_out' || state.blockedByUs !== null) return { state, effects: [] };
  const effects = state.held.map((held): Effect => ({ type: 'send_to_customer', ...held, validIn: 'always' }));
  return { state: state.held.length === 0 ? state : { ...state, held: [] }, effects };
}
