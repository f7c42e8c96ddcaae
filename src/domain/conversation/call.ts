import type { HandoffId, Instant, MessageId, PlaceId, ThreadRef } from '../ids';
import type { Agent, Author, Choice, MediaPart, MessagePart } from '../message';
import type { ReadyTemplate } from '../ready-template';
import type { MessageMark, Notice } from './effects';
import type { Timer } from './events';
import type { ToolAction } from './tool-action';

/** An effect after planning: exactly one call to the outside, with all that must stay the same when it is repeated. */
export type Call =
  | { readonly type: 'generate_reply'; readonly draftFor: MessageId }
  | { readonly type: 'show_typing' }
  | { readonly type: 'transcribe'; readonly messageId: MessageId; readonly part: MediaPart }
  | { readonly type: 'run_action'; readonly action: ToolAction }
  | { readonly type: 'send_code'; readonly action: ToolAction; readonly send: number }
  | SendPart
  | KeepMedia
  | {
      /** A file of a customer's message, put into the thread behind the post that names it. */
      readonly type: 'post_file';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly part: MediaPart;
      /** Which of the message's files it is. */
      readonly index: number;
    }
  | { readonly type: 'find_template'; readonly agentName: string | null }
  | { readonly type: 'send_template'; readonly messageId: MessageId; readonly template: ReadyTemplate }
  | {
      readonly type: 'close_choices';
      readonly messageId: MessageId;
      /** The part that has them. */
      readonly index: number;
      readonly picked: Choice | null;
    }
  | {
      readonly type: 'edit_part';
      readonly messageId: MessageId;
      readonly part: MessagePart;
      readonly index: number;
      /** How many there are now. */
      readonly count: number;
    }
  | { readonly type: 'delete_part'; readonly messageId: MessageId; readonly index: number }
  | {
      readonly type: 'open_handoff';
      readonly handoffId: HandoffId;
      /** Where it may be opened, the best first; `place` is the first of them that works when its turn comes. */
      readonly places?: readonly PlaceId[];
      readonly place?: PlaceId;
    }
  | { readonly type: 'move_thread'; readonly handoffId: HandoffId; readonly to: PlaceId; readonly from?: ThreadRef }
  | {
      readonly type: 'close_thread';
      readonly handoffId: HandoffId;
      readonly thread: ThreadRef;
      readonly now: ThreadRef;
      readonly label: string;
    }
  | { readonly type: 'summarize'; readonly handoffId: HandoffId }
  | {
      readonly type: 'post_messages';
      readonly handoffId: HandoffId;
      readonly messageIds: readonly MessageId[];
      /** They were written before the thread was there. */
      readonly history: boolean;
      /** How much text it is, and how much one post takes: posts that wait are merged while there is room. */
      readonly size: number;
      readonly room: number;
      /** Posts of one album are one, though the files of the first stand between them. */
      readonly album?: string;
      readonly mention?: string;
      readonly toChannel?: true;
    }
  | {
      readonly type: 'post_change';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly change: 'edited' | 'deleted';
    }
  | {
      readonly type: 'show_reaction';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly emoji: string;
      readonly on: boolean;
    }
  | { readonly type: 'react_to_customer'; readonly messageId: MessageId; readonly emoji: string | null }
  | {
      readonly type: 'post_notice';
      readonly handoffId: HandoffId;
      readonly notice: Notice;
      readonly at?: ThreadRef;
    }
  | {
      readonly type: 'tell_agent';
      readonly handoffId: HandoffId;
      readonly agentId: string;
      readonly notice: Notice;
      readonly at?: ThreadRef;
    }
  | {
      readonly type: 'draft_for_agent';
      readonly handoffId: HandoffId;
      readonly agentId: string;
      readonly basedOn: Instant | null;
    }
  /** To that agent; null: to everybody, as a file. */
  | { readonly type: 'show_transcript'; readonly handoffId: HandoffId; readonly agentId: string | null }
  | { readonly type: 'reveal_numbers'; readonly handoffId: HandoffId; readonly agent: Agent }
  | {
      readonly type: 'mark_message';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly mark: MessageMark;
    }
  | { readonly type: 'update_card'; readonly handoffId: HandoffId; readonly version: number }
  | { readonly type: 'start_timer'; readonly timer: Timer };

/** One of the parts that a message was fitted into; the message is sent when all of them are. */
export interface SendPart {
  readonly type: 'send_part';
  readonly messageId: MessageId;
  readonly part: MessagePart;
  readonly index: number;
  readonly count: number;
  readonly author: Author;
  /** The file was refused as one. */
  readonly asLink?: true;
}

/** Fetches the bytes of a part from where it was sent, so that whatever follows has them. Harmless to repeat. */
export interface KeepMedia {
  readonly type: 'keep_media';
  readonly messageId: MessageId;
  readonly part: MediaPart;
  readonly from: 'customer' | 'agent';
}

export type CallOf<T extends Call['type']> = Extract<Call, { type: T }>;
