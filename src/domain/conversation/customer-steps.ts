import type { ExternalId, MessageId } from '../ids';
import { albumNow, type Together, together } from './album-steps';
import type { Reach } from './attention';
import { become, type Decision, say, type TranscriptChange, unchanged } from './decision';
import type { Effect } from './effects';
import type { ConversationEvent, EventOf } from './events';
import { announceIfOpen, replyTimer } from './handoff-steps';
import { nextOpening } from './opening-hours';
import type { Policy } from './policy';
import type { ConversationState } from './state';

type Heard = EventOf<'customer.message_received'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Facts that follow from any message by the customer, whatever the mode. */
export function heard<S extends ConversationState>(state: S, event: Heard): S {
  const silent = state.lastActivityAt !== null && event.at - state.lastActivityAt > DAY_MS;
  return {
    ...state,
    contactName: event.name ?? state.contactName,
    ...(event.link === undefined ? {} : { cameBy: event.link }),
    language: state.language ?? event.signals.language ?? event.language,
    lastCustomerMessageAt: event.at,
    lastCustomerMessageId: event.messageId,
    lastActivityAt: event.at,
    waitingSince: state.waitingSince ?? event.at,
    windowIsClosed: false,
    templateSentAt: null,
    ...albumNow(state, event),
    // Whoever writes has not blocked us; an opt-out ends only by opting in.
    reachable: state.reachable === 'blocked' ? 'yes' : state.reachable,
    bot: silent ? { ...state.bot, disclosedAt: null } : state.bot,
  };
}

export const recordCustomer = (
  event: Pick<Heard, 'messageId' | 'externalId' | 'parts' | 'at'>,
): Extract<TranscriptChange, { type: 'append' }> => ({
  type: 'append',
  entry: {
    id: event.messageId,
    author: { role: 'customer' },
    visibility: 'public',
    parts: event.parts,
    at: event.at,
    externalId: event.externalId,
    delivery: null,
    mayBeRepeated: false,
    edited: false,
    deleted: false,
  },
});

/** Before the thread exists there is nothing to post to: it opens with the whole transcript. */
export const relayToThread = (
  state: ConversationState,
  messageId: MessageId,
  how: Reach & Together = {},
): readonly Effect[] =>
  state.handoff?.thread == null ? [] : [{ type: 'post_message', handoffId: state.handoff.id, messageId, ...how }];

/** What the customer just wrote; an album as one post. */
export const relayHeard = (state: ConversationState, event: Heard, reach: Reach = {}): readonly Effect[] =>
  relayToThread(state, event.messageId, { ...reach, ...together(event) });

/** Whoever writes while nobody is there hears when somebody is: once until then, and not for a thank-you. */
export function closedNotice(state: ConversationState, event: Heard, policy: Policy): Decision {
  const back = policy.hours === null ? null : nextOpening(policy.hours, event.at);
  if (back === null || back === event.at || back === state.toldBackAt || event.signals.justThanks) {
    return unchanged(state);
  }
  return say(state, 'closed', policy, event.cause, event.at);
}

/** Edits, deletions and reachability mean the same in every mode; null: not one of them. */
export function customerChanged(state: ConversationState, event: ConversationEvent, policy: Policy): Decision | null {
  switch (event.type) {
    case 'customer.message_edited':
      if (event.firstSeen !== undefined) return editedUnseen(state, event, event.firstSeen);
      return become(state, change(state, event.messageId, 'edited'), [
        { type: 'patch', id: event.messageId, parts: event.parts, edited: true },
      ]);
    case 'customer.message_deleted':
      return become(state, change(state, event.messageId, 'deleted'), [
        { type: 'patch', id: event.messageId, deleted: true },
      ]);
    case 'customer.reachability_changed':
      return reachability(state, event, policy);
    default:
      return null;
  }
}

/** From before Baton was there: its words are kept and shown, and answer for nobody, because their time is long past. */
function editedUnseen(
  state: ConversationState,
  { messageId, parts, at }: EventOf<'customer.message_edited'>,
  externalId: ExternalId,
): Decision {
  const entry = { ...recordCustomer({ messageId, externalId, parts, at }).entry, edited: true };
  return become(state, state.mode === 'bot' ? [] : relayToThread(state, messageId), [{ type: 'append', entry }]);
}

const change = (state: ConversationState, messageId: MessageId, kind: 'edited' | 'deleted'): readonly Effect[] =>
  state.handoff?.thread == null || state.mode === 'bot'
    ? []
    : [{ type: 'post_change', handoffId: state.handoff.id, messageId, change: kind }];

const REACHABILITY = {
  yes: 'The customer can be reached again.',
  blocked: 'The customer blocked us: nothing can be delivered until they write again.',
  opted_out: 'The customer opted out: nothing may be sent until they opt in again.',
} as const;

function reachability(
  state: ConversationState,
  { reachable, at }: EventOf<'customer.reachability_changed'>,
  policy: Policy,
): Decision {
  const isKnown = state.reachable === reachable || (state.reachable === 'opted_out' && reachable === 'blocked');
  if (isKnown) return unchanged(state);
  const tone = reachable === 'yes' ? 'info' : 'failure';
  const line = announceIfOpen(state, REACHABILITY[reachable], tone);
  const next = { ...state, reachable };
  // Whoever could not be answered waits again.
  const clock =
    reachable === 'yes' && next.mode === 'human' && next.waitingSince !== null && next.remindedAt === null
      ? [replyTimer(next, next.waitingSince, at, policy)]
      : [];
  return become(next, [...line, ...clock]);
}
