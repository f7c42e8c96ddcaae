import type { Instant, MessageId } from '../ids';
import {
  type DeliveryStatus,
  type MessagePart,
  type PartDelivery,
  type Reactions,
  type TranscriptEntry,
  textPart,
} from '../message';
import type { Effect } from './effects';
import { noticeNow } from './notice-now';
import { choicesOf, type NoticeKey } from './notices';
import type { Policy } from './policy';
import type { ConversationState } from './state';

/** What follows from one fact: saved together or not at all. */
export interface Decision {
  readonly state: ConversationState;
  readonly effects: readonly Effect[];
  readonly transcript: readonly TranscriptChange[];
}

export type TranscriptChange =
  | { readonly type: 'append'; readonly entry: TranscriptEntry }
  /** What waits to be sent of it is not sent. Only for a message that is `unsent`. */
  | { readonly type: 'withdraw'; readonly id: MessageId }
  | {
      readonly type: 'patch';
      readonly id: MessageId;
      readonly visibility?: 'public' | 'internal';
      readonly parts?: readonly MessagePart[];
      readonly edited?: true;
      readonly deleted?: true;
      readonly mayBeRepeated?: true;
      readonly reactions?: Reactions;
      /** Only ever moves on: what is stored and further along stays, unless it is `anew`. */
      readonly delivery?: DeliveryStatus;
      /** It is under way again, or told part by part: what is stored of it counts no more. */
      readonly anew?: true;
      readonly deliveries?: readonly PartDelivery[];
    };

export const unchanged = (state: ConversationState): Decision => ({ state, effects: [], transcript: [] });

export const become = (
  state: ConversationState,
  effects: readonly Effect[] = [],
  transcript: readonly TranscriptChange[] = [],
): Decision => ({ state, effects, transcript });

/** `next` decides on what `first` left; both are done. */
export function and(first: Decision, next: (state: ConversationState) => Decision): Decision {
  const second = next(first.state);
  return {
    state: second.state,
    effects: [...first.effects, ...second.effects],
    transcript: [...first.transcript, ...second.transcript],
  };
}

export const withEffects = (decision: Decision, ...effects: readonly Effect[]): Decision => ({
  ...decision,
  effects: [...decision.effects, ...effects],
});

const OWN_WORDS = {
  externalId: null,
  delivery: 'queued',
  mayBeRepeated: false,
  edited: false,
  deleted: false,
} as const;

/** A message that Baton writes to the customer, before it was sent. */
export const written = (
  id: MessageId,
  role: 'bot' | 'system',
  parts: readonly MessagePart[],
  at: Instant,
): TranscriptEntry => ({ id, author: { role }, visibility: 'public', parts, at, ...OWN_WORDS });

/** Free text may reach the customer at this moment. */
export const mayWrite = (state: ConversationState, policy: Policy, at: Instant): boolean =>
  state.reachable !== 'opted_out' && isWindowOpen(state, policy, at);

export const isWindowOpen = (state: ConversationState, { channel }: Policy, at: Instant): boolean =>
  channel.replyWindowMs === null ||
  state.lastCustomerMessageAt === null ||
  at - state.lastCustomerMessageAt < channel.replyWindowMs;

/** A fixed notice to the customer in their language. Its id derives from its cause: a replay makes the same one. */
export function say(state: ConversationState, key: NoticeKey, policy: Policy, cause: string, at: Instant): Decision {
  // Whoever opted out is never written to, and outside the window free text would be refused.
  if (!mayWrite(state, policy, at)) return unchanged(state);
  const id = `notice:${cause}:${key}` as MessageId;
  const { text, back } = noticeNow(key, policy, state.language, at);
  const choices = choicesOf(policy.texts, key, state.language);
  const part = textPart(text);
  const entry = written(id, 'system', [choices.length === 0 ? part : { ...part, choices }], at);
  const told = back === null ? {} : { toldBackAt: back };
  return become(
    { ...state, lastActivityAt: at, ...told, ...(choices.length === 0 ? {} : { choosing: id }) },
    [{ type: 'send_to_customer', messageId: id, author: entry.author, validIn: 'always' }],
    [{ type: 'append', entry }],
  );
}
