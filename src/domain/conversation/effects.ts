import type { HandoffId, Instant, MessageId, PlaceId, ThreadRef } from '../ids';
import type { AgentAction } from '../incoming-event';
import type { Agent, Author } from '../message';
import type { ReadyTemplate } from '../ready-template';
import type { Timer } from './events';
import type { ConversationState } from './state';
import { pendingOf, type ToolAction } from './tool-action';

/** Requests: imperative, one port call each, so that each can be retried on its own. Parts are found by message id. */
export type Effect =
  | { readonly type: 'generate_reply'; readonly draftFor: MessageId; readonly at: Instant }
  | { readonly type: 'show_typing' }
  /** Writes down what is said in a customer's voice note. */
  | { readonly type: 'transcribe'; readonly messageId: MessageId }
  /** Once agreed to it runs, whatever happens meanwhile. */
  | { readonly type: 'run_action'; readonly action: ToolAction }
  | { readonly type: 'send_code'; readonly action: ToolAction; readonly send: number }
  | {
      readonly type: 'send_to_customer';
      readonly messageId: MessageId;
      readonly author: Author;
      /** Only what the AI wrote lapses with the epoch; agents' messages and notices never do. */
      readonly validIn: number | 'always';
      /** Not before then: its writer may still take it back. Absent: at once. */
      readonly at?: Instant;
      /** Takes the place of what waits to be sent of the same message. */
      readonly replaces?: true;
      /** Only these of the messages that it goes out in, as they were planned. Absent: all, planned anew. */
      readonly parts?: readonly number[];
      /** Only its files, and those as links with the words that went with them: as files they were refused. */
      readonly asLinks?: true;
    }
  /** Which approved template could ask the customer to write, and in which words. `agentName`: on whose behalf. */
  | { readonly type: 'find_template'; readonly agentName: string | null }
  | { readonly type: 'send_template'; readonly messageId: MessageId; readonly template: ReadyTemplate }
  /** The question is answered: its buttons go. `picked` is the id of the choice; null: it was answered otherwise. */
  | { readonly type: 'close_choices'; readonly messageId: MessageId; readonly picked: string | null }
  | { readonly type: 'edit_sent'; readonly messageId: MessageId }
  | { readonly type: 'delete_sent'; readonly messageId: MessageId }
  | { readonly type: 'open_handoff'; readonly handoffId: HandoffId }
  /** A new root elsewhere; the conversation goes there once it is posted. */
  | { readonly type: 'move_thread'; readonly handoffId: HandoffId; readonly to: PlaceId; readonly from?: ThreadRef }
  /** The card of a thread that was left says where the conversation is now. */
  | {
      readonly type: 'close_thread';
      readonly handoffId: HandoffId;
      readonly thread: ThreadRef;
      readonly now: ThreadRef;
      /** Of the place where it is now. */
      readonly label: string;
    }
  | { readonly type: 'summarize'; readonly handoffId: HandoffId }
  /** Everything public that the thread does not show yet. */
  | { readonly type: 'post_transcript'; readonly handoffId: HandoffId }
  | {
      readonly type: 'post_message';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      /** The agent who is called to it. */
      readonly mention?: string;
      /** Shown in the channel of the thread too, where the inbox can. */
      readonly toChannel?: true;
      /** It waits a moment for what was sent as one with it, and is posted with that. */
      readonly album?: string;
      readonly at?: Instant;
    }
  | {
      readonly type: 'post_change';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly change: 'edited' | 'deleted';
    }
  /** A customer's reaction, as one on the post that shows the message, or as a line. */
  | {
      readonly type: 'show_reaction';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly emoji: string;
      readonly on: boolean;
    }
  /** Only as good as the moment. Null: it is taken away. */
  | { readonly type: 'react_to_customer'; readonly messageId: MessageId; readonly emoji: string | null }
  | {
      readonly type: 'post_notice';
      readonly handoffId: HandoffId;
      readonly notice: Notice;
      /** In a thread that the conversation has left. Absent: in its own. */
      readonly at?: ThreadRef;
    }
  /** Seen by that agent only; a line in the thread where that is impossible. */
  | {
      readonly type: 'tell_agent';
      readonly handoffId: HandoffId;
      readonly agentId: string;
      readonly notice: Notice;
      readonly at?: ThreadRef;
    }
  /** A reply for that agent to read and send. */
  | {
      readonly type: 'draft_for_agent';
      readonly handoffId: HandoffId;
      readonly agentId: string;
      readonly basedOn: Instant | null;
    }
  /** The conversation as far as it fits, to one agent only. */
  | { readonly type: 'show_transcript'; readonly handoffId: HandoffId; readonly agentId: string }
  /** What is masked, as it was written, to the one who holds the conversation. */
  | { readonly type: 'reveal_numbers'; readonly handoffId: HandoffId; readonly agent: Agent }
  | {
      readonly type: 'mark_message';
      readonly handoffId: HandoffId;
      readonly messageId: MessageId;
      readonly mark: MessageMark;
    }
  | { readonly type: 'update_card'; readonly handoffId: HandoffId; readonly version: number }
  | { readonly type: 'start_timer'; readonly timer: Timer; readonly at: Instant };

/** `internal`: a note. `public`: it was a note and was sent, so that sign goes. */
export type MessageMark = 'accepted' | 'delivered' | 'read' | 'failed' | 'internal' | 'public';

/** A line of Baton's own to agents. */
export interface Notice {
  readonly text: string;
  /** Words that it speaks of, set apart under it. */
  readonly quote?: string;
  readonly tone: 'info' | 'warning' | 'failure';
  readonly actions: readonly { readonly label: string; readonly action: AgentAction }[];
  /** The agent it should reach (mentioned where the inbox can); null: everyone in the thread. */
  readonly mention: string | null;
  /** Shown in the channel of the thread too, where the inbox can. */
  readonly toChannel?: true;
  /** A thread that it speaks of, as a link at its end. */
  readonly link?: ThreadRef;
}

/** Effects of one lane run one after the other; lanes run side by side. A timer has a lane of its own. */
export type Lane =
  | 'ai'
  | 'typing'
  | 'reaction'
  | 'customer'
  | 'open'
  | 'agent'
  | 'alert'
  | 'summary'
  | 'card'
  | 'whisper'
  | 'former'
  | 'timer';

const LANE_OF: Readonly<Record<Effect['type'], Lane>> = {
  generate_reply: 'ai',
  // In front of the answer to whatever follows the voice note.
  transcribe: 'ai',
  // With the drafts: an answer to what is asked meanwhile knows what was done.
  run_action: 'ai',
  send_code: 'ai',
  show_typing: 'typing',
  send_to_customer: 'customer',
  // Reads only, and waits for nothing that is sent.
  find_template: 'typing',
  send_template: 'customer',
  close_choices: 'customer',
  edit_sent: 'customer',
  delete_sent: 'customer',
  // Beside the posts: they wait for the thread, and a lost one is opened again in front of them.
  open_handoff: 'open',
  move_thread: 'open',
  close_thread: 'former',
  summarize: 'summary',
  draft_for_agent: 'summary',
  post_transcript: 'agent',
  post_message: 'agent',
  post_change: 'agent',
  post_notice: 'agent',
  show_reaction: 'agent',
  react_to_customer: 'reaction',
  tell_agent: 'whisper',
  show_transcript: 'whisper',
  reveal_numbers: 'whisper',
  mark_message: 'whisper',
  update_card: 'card',
  start_timer: 'timer',
};

/** What goes into a thread that was left waits for nothing in the present one, and bad news waits for no talk. */
export function laneOf(effect: Effect): Lane {
  if ('at' in effect && typeof effect.at === 'string') return 'former';
  return effect.type === 'post_notice' && effect.notice.tone !== 'info' ? 'alert' : LANE_OF[effect.type];
}

/** When it may run at the earliest; null: at once. */
export const dueAt = (effect: Effect): Instant | null =>
  'at' in effect && typeof effect.at === 'number' ? effect.at : null;

/** Asked again when an effect's turn comes: what was wanted then may be pointless now. */
export function isSuperseded(effect: Effect, state: ConversationState): boolean {
  switch (effect.type) {
    case 'generate_reply':
      return state.mode !== 'bot' || state.draftingFor !== effect.draftFor;
    case 'show_typing':
      return state.mode !== 'bot' || state.draftingFor === null;
    case 'send_code':
      return !awaitsCode(effect, state);
    case 'send_to_customer':
      return effect.validIn !== 'always' && effect.validIn !== state.epoch;
    case 'update_card':
      return (
        state.handoff === null || state.handoff.id !== effect.handoffId || state.handoff.cardVersion > effect.version
      );
    case 'move_thread':
      return state.handoff?.id !== effect.handoffId || state.handoff.moving?.to !== effect.to;
    default:
      return false;
  }
}

function awaitsCode({ action, send }: Extract<Effect, { type: 'send_code' }>, state: ConversationState): boolean {
  const pending = pendingOf(state);
  return pending?.step === 'awaiting_code' && pending.action.id === action.id && pending.send === send;
}
