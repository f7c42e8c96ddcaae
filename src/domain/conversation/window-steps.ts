import type { Instant, MessageId } from '../ids';
import { plusMs } from '../ids';
import { type TranscriptEntry, textPart } from '../message';
import { become, type Decision, isWindowOpen, type TranscriptChange, unchanged } from './decision';
import type { Effect } from './effects';
import type { EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import { type ConversationState, type HeldReply, holderOf } from './state';

const HOUR_MS = 60 * 60 * 1000;
/** Agents hear of a closing window while there is time to answer. */
const WARN_BEFORE_MS = 2 * HOUR_MS;
const TEMPLATE_EVERY_MS = 24 * HOUR_MS;

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
  policy: Policy,
): Decision {
  const known = state.held.some(({ messageId }) => messageId === reply.messageId);
  const waiting = known ? state.held : [...state.held, reply];
  // The provider's clock decides, where it is ahead of ours.
  const next: ConversationState = { ...state, held: waiting, windowIsClosed: true };
  return become(next, known ? [] : announceHeld(next, reply, policy), [
    ...record,
    { type: 'patch', id: reply.messageId, delivery: 'held' },
  ]);
}

function announceHeld(state: ConversationState, { messageId, author }: HeldReply, policy: Policy): readonly Effect[] {
  const { label, template } = policy.channel;
  const text = `${label} takes free text only within a day of the customer's last message. The reply is kept and goes out as soon as they write.`;
  const ask = { label: 'Ask them to write', action: { name: 'send_template' } } as const;
  const drop = { label: "Don't send", action: { name: 'make_note', message: messageId } } as const;
  const actions = [
    ...(template && state.templateSentAt === null ? [ask] : []),
    ...(author.role === 'agent' ? [drop] : []),
  ];
  return announce(state, text, 'warning', { actions, mention: author.role === 'agent' ? author.agent.id : null });
}

/** The customer wrote, so the window is open: what waited goes first. */
export function releaseHeld<S extends ConversationState>(state: S): { state: S; effects: readonly Effect[] } {
  const effects = state.held.map(
    ({ messageId, author }): Effect => ({ type: 'send_to_customer', messageId, author, validIn: 'always' }),
  );
  return { state: state.held.length === 0 ? state : { ...state, held: [] }, effects };
}

/** Asked once a day at most, and only while free text would not arrive. */
export function askToWrite(state: ConversationState, event: EventOf<'agent.acted'>, policy: Policy): Decision {
  const why = whyNotAsk(state, event.at, policy);
  if (why !== null) return become(state, whisper(state, event.agent, why));
  const id = `template:${event.cause}` as MessageId;
  const entry: TranscriptEntry = {
    id,
    author: { role: 'system' },
    visibility: 'public',
    parts: [textPart('You have a reply from our team. Answer this message to read it.')],
    at: event.at,
    externalId: null,
    delivery: 'queued',
    mayBeRepeated: false,
    edited: false,
    deleted: false,
  };
  return become(
    { ...state, templateSentAt: event.at },
    [{ type: 'send_template', messageId: id }],
    [{ type: 'append', entry }],
  );
}

function whyNotAsk(state: ConversationState, at: Instant, policy: Policy): string | null {
  const { label, template } = policy.channel;
  const isClosed = state.windowIsClosed === true || !isWindowOpen(state, policy, at);
  if (!isClosed) return 'The reply window is open: write in this thread, and they get it.';
  if (state.reachable !== 'yes') return 'Not asked: the customer cannot be reached.';
  if (!template) return `There is no approved template for ${label}, so they cannot be asked to write.`;
  const recently = state.templateSentAt !== null && at - state.templateSentAt < TEMPLATE_EVERY_MS;
  return recently ? 'They were asked to write within the last day already.' : null;
}
