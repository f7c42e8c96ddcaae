import type { Instant, MessageId } from '../ids';
import { type DeliveryStatus, type MessagePart, type TranscriptEntry, textPart } from '../message';
import type { Effect } from './effects';
import { type NoticeKey, noticeText } from './notices';
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
  | {
      readonly type: 'patch';
      readonly id: MessageId;
      readonly visibility?: 'public' | 'internal';
      readonly parts?: readonly MessagePart[];
      readonly edited?: true;
      readonly deleted?: true;
      readonly mayBeRepeated?: true;
      /** Only ever moves on: what is stored and further along stays. */
      readonly delivery?: DeliveryStatus;
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

/** A fixed notice to the customer in their language. Its id derives from its cause: a replay makes the same one. */
export function say(state: ConversationState, key: NoticeKey, policy: Policy, cause: string, at: Instant): Decision {
  const id = `notice:${cause}:${key}` as MessageId;
  const entry = written(id, 'system', [textPart(noticeText(policy.texts, key, state.language))], at);
  return become(
    { ...state, lastActivityAt: at },
    [{ type: 'send_to_customer', messageId: id, author: entry.author, validIn: 'always' }],
    [{ type: 'append', entry }],
  );
}
