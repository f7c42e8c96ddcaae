import type { ExternalId, HandoffId, Instant, MessageId, PlaceId, ThreadRef } from '../ids';
import type { AgentAction, AgentIdentity } from '../incoming-event';
import type {
  Agent,
  AnswerSource,
  DeliveryStatus,
  MessagePart,
  PartDelivery,
  Reactions,
  ReplyKind,
  TranscriptEntry,
} from '../message';
import type { ReadyTemplate } from '../ready-template';
import type { HandoffPacket } from './packet';
import type { Signals } from './signals';
import type { HandoffReason } from './state';
import type { ActionArgs, ActionFact, RanAction, ToolAction } from './tool-action';

/**
 * Facts: past tense, named `who.what_happened`. Nothing is decided yet. `cause` is unique per fact and the same on a
 * replay: every id that a decision needs derives from it.
 */
export type ConversationEvent = { readonly at: Instant; readonly cause: string } & Fact;

export type Fact =
  | {
      readonly type: 'customer.message_received';
      readonly messageId: MessageId;
      readonly externalId: ExternalId;
      readonly parts: readonly MessagePart[];
      readonly signals: Signals;
      readonly name: string | null;
      readonly language: string | null;
      readonly command: 'start' | null;
      /** What the link says by which they came. */
      readonly link?: string;
      /** On our own clock: networks date by theirs, in whole seconds, and may hold a message back. Absent: as `at`. */
      readonly receivedAt?: Instant;
      /** It was sent as one with others. `hasWords`: it says something, such as the caption. */
      readonly album?: { readonly id: string; readonly hasWords: boolean };
      /** What was picked, and from which message of ours, which did offer it; absent: it was typed. */
      readonly choice?: { readonly id: string; readonly from: MessageId };
      /**
       * What it says to the one-time code that is waited for; the digits themselves are no longer in `parts`. `locked`:
       * too many were guessed, in this and other conversations, and whatever is typed opens nothing.
       */
      readonly code?: 'right' | 'wrong' | 'again' | 'locked';
      /** A machine heard it in a voice note. */
      readonly heard?: true;
    }
  | {
      readonly type: 'customer.message_edited';
      readonly messageId: MessageId;
      readonly parts: readonly MessagePart[];
      /** Set where the message itself was never kept: what it says now is all there is of it. */
      readonly firstSeen?: ExternalId;
    }
  | { readonly type: 'customer.message_deleted'; readonly messageId: MessageId }
  | {
      readonly type: 'customer.reacted';
      readonly messageId: MessageId;
      readonly emojis: readonly string[];
      /** As it was kept; null: nobody had reacted. */
      readonly before: Reactions | null;
    }
  | { readonly type: 'customer.reachability_changed'; readonly reachable: 'yes' | 'blocked' | 'opted_out' }
  | {
      readonly type: 'responder.replied';
      readonly draftFor: MessageId;
      readonly messageId: MessageId;
      readonly parts: readonly MessagePart[];
      readonly kind: ReplyKind;
      /** Absent in facts that were stored before answers named them. */
      readonly sources?: readonly AnswerSource[];
      readonly lookups?: readonly Lookup[];
    }
  | {
      readonly type: 'responder.asked_for_handoff';
      readonly draftFor: MessageId;
      readonly reason: HandoffReason;
      readonly evidence: string | null;
      readonly lookups?: readonly Lookup[];
    }
  /** A tool is wanted, and only the customer can say what is missing. */
  | {
      readonly type: 'responder.asked_input';
      readonly draftFor: MessageId;
      readonly messageId: MessageId;
      readonly tool: string;
      readonly given: ActionArgs;
      readonly asking: string;
      readonly question: string;
      readonly lookups?: readonly Lookup[];
    }
  /** A write to agree to, in a text that Baton rendered; or a read of what only its owner may see. Nothing was done. */
  | {
      readonly type: 'responder.requested_action';
      readonly draftFor: MessageId;
      readonly messageId: MessageId;
      readonly action: Omit<ToolAction, 'id'>;
      /** The whole message to agree to; empty for a read. */
      readonly text: string;
      readonly lookups?: readonly Lookup[];
    }
  | { readonly type: 'action.code_sent'; readonly actionId: string; readonly send: number; readonly to: string }
  | { readonly type: 'action.code_refused'; readonly actionId: string; readonly said: string }
  /** `why` is absent where the system did not answer. */
  | { readonly type: 'action.code_failed'; readonly actionId: string; readonly why?: 'too_often' }
  | {
      readonly type: 'action.ran';
      readonly actionId: string;
      readonly action: ToolAction;
      readonly result: ActionResult;
    }
  | { readonly type: 'responder.failed'; readonly draftFor: MessageId }
  | {
      /** What was heard in a voice note of the customer's. */
      readonly type: 'transcriber.finished';
      readonly messageId: MessageId;
      /** Of the message, with what was heard in them. */
      readonly parts: readonly MessagePart[];
      /** Null: it could not be made out. */
      readonly text: string | null;
      /** Of the text. */
      readonly signals: Signals;
    }
  | { readonly type: 'summarizer.finished'; readonly handoffId: HandoffId; readonly packet: HandoffPacket | null }
  | {
      readonly type: 'drafter.finished';
      readonly agentId: string;
      readonly basedOn: Instant | null;
      readonly messageId: MessageId;
      /** Null: nothing was found to answer with. `failed`: it could not be made. */
      readonly draft: MadeDraft | 'failed' | null;
    }
  | {
      readonly type: 'handoff.opened';
      readonly handoffId: HandoffId;
      readonly thread: ThreadRef;
      readonly packet: HandoffPacket;
      /** Where it is, and where the rules wanted it to be: that place may be out of order. Absent: there is one place. */
      readonly place?: PlaceId | null;
      readonly wanted?: PlaceId | null;
      /** Found out after the fact: agents may have written there before Baton knew the thread. */
      readonly late?: true;
    }
  | { readonly type: 'handoff.thread_lost'; readonly thread: ThreadRef }
  | {
      /** The new root is there. */
      readonly type: 'handoff.moved';
      readonly handoffId: HandoffId;
      readonly thread: ThreadRef;
      readonly place: PlaceId;
      /** The thread that was to be left. Absent: there was none, or it is not known any more. */
      readonly from?: ThreadRef;
      readonly late?: true;
    }
  | {
      /** Its place does not work for a good while, and another does. */
      readonly type: 'handoff.place_lost';
      readonly handoffId: HandoffId;
      readonly place: PlaceId;
      readonly to: PlaceId;
    }
  /** What the customer writes cannot be shown to anybody at present. */
  | { readonly type: 'handoff.unreachable'; readonly handoffId: HandoffId; readonly since: Instant }
  | {
      readonly type: 'handoff.not_moved';
      readonly handoffId: HandoffId;
      readonly to: PlaceId;
      /** A sentence. */
      readonly reason: string;
    }
  | {
      readonly type: 'agent.message_posted';
      readonly agent: AgentIdentity;
      readonly messageId: MessageId;
      readonly externalId: ExternalId;
      readonly parts: readonly MessagePart[];
      readonly addressing: 'plain' | 'note' | 'mention';
      readonly mentionsTeam: boolean;
      readonly former?: ThreadRef;
    }
  | {
      readonly type: 'agent.message_edited';
      readonly agent: AgentIdentity;
      readonly messageId: MessageId;
      readonly parts: readonly MessagePart[];
      /** The customer has it, or will: it was not a note. */
      readonly wasPublic: boolean;
      /** Nothing of it was attempted, so that it can still be changed or taken back. */
      readonly unsent: boolean;
      readonly former?: ThreadRef;
    }
  | {
      readonly type: 'agent.message_deleted';
      readonly agent: AgentIdentity;
      readonly messageId: MessageId;
      readonly wasPublic: boolean;
      readonly unsent: boolean;
      readonly former?: ThreadRef;
    }
  | {
      /** On a message of the customer, or with `SEND_SIGN` on one of an agent. */
      readonly type: 'agent.reacted';
      readonly agent: AgentIdentity;
      readonly messageId: MessageId;
      readonly emoji: string;
      readonly on: boolean;
      readonly before: Reactions | null;
      /** The message of an agent that it is on. */
      readonly about?: KnownMessage;
      readonly former?: ThreadRef;
    }
  | {
      readonly type: 'agent.acted';
      readonly agent: AgentIdentity;
      readonly action: AgentAction;
      /** The message that the action names; null: it names none, or none of this conversation. */
      readonly about: KnownMessage | null;
      /** Replies that wait to be sent, of which nothing was attempted. Only with what ends the conversation's replies. */
      readonly unsent?: readonly UnsentReply[];
      /** In a thread that the conversation has left, as with everything that agents do. */
      readonly former?: ThreadRef;
    }
  /** They were shown the customer's numbers whole. */
  | { readonly type: 'agent.revealed'; readonly handoffId: HandoffId; readonly agent: Agent }
  | { readonly type: 'agent.became_unavailable'; readonly agentId: string }
  | {
      readonly type: 'delivery.updated';
      readonly messageId: MessageId;
      /** Who wrote it and whether agents may see its text: known to the store, not to the state. */
      readonly author: 'bot' | 'agent' | 'system';
      readonly status: DeliveryStatus;
      readonly detail: string | null;
      /** Why it failed, where the conversation changes with it. */
      readonly reason: 'blocked' | 'opted_out' | 'window_closed' | 'media' | null;
      /** Set for what an agent wrote. */
      readonly of?: WrittenReply;
      /** For the agent who wrote it alone: it went another way than they may think. */
      readonly aside?: string;
      /** Which of the messages that it goes out in; absent: it goes out in one, or was sent before they were told apart. */
      readonly part?: number;
      /** Those messages, before this. */
      readonly deliveries?: readonly PartDelivery[];
      /** It was given up on: what follows it in the message is not tried. */
      readonly stops?: true;
      /** When the call began that was accepted; only of our own sends. */
      readonly triedAt?: Instant;
    }
  | {
      readonly type: 'delivery.repeated';
      readonly messageId: MessageId;
      readonly author: 'bot' | 'agent' | 'system';
      readonly part?: number;
      readonly deliveries?: readonly PartDelivery[];
      readonly of?: WrittenReply;
    }
  /** Null: none can be used now, and `why` says so to the agents. */
  | { readonly type: 'template.found'; readonly template: ReadyTemplate | null; readonly why: string | null }
  | {
      /** The customer still has what an agent changed or deleted. */
      readonly type: 'delivery.change_failed';
      readonly messageId: MessageId;
      readonly agent: Agent;
      readonly change: 'edited' | 'deleted';
      /** Null: nobody knows whether it arrived, so there is nothing to change it by. */
      readonly detail: string | null;
    }
  | { readonly type: 'timer.fired'; readonly timer: Timer };

export type Lookup = Omit<RanAction, 'at' | 'messageId'>;

/** `said` is fit for the customer as it stands. */
export type ActionResult =
  | { readonly outcome: 'done' | 'refused'; readonly said: string; readonly facts: readonly ActionFact[] }
  | { readonly outcome: 'failed' | 'unknown' };

/** A reply as it is kept, so that its writer can be told which one. */
export interface WrittenReply {
  readonly agent: Agent;
  readonly words: string;
}

export interface UnsentReply {
  readonly messageId: MessageId;
  readonly agent: Agent;
}

export interface MadeDraft {
  readonly parts: readonly MessagePart[];
  readonly sources: readonly AnswerSource[];
}

/** A message of the conversation as it is kept. */
export interface KnownMessage {
  readonly entry: TranscriptEntry;
  /** It waits to be sent and nothing of it was attempted. */
  readonly unsent: boolean;
}

/** A timer carries what it was set for and means nothing once that has passed: no timer is ever cancelled. */
export type Timer =
  | { readonly name: 'open_overdue'; readonly handoffId: HandoffId }
  | { readonly name: 'claim_overdue'; readonly handoffId: HandoffId; readonly since: Instant }
  | { readonly name: 'reply_overdue'; readonly handoffId: HandoffId; readonly waitingSince: Instant }
  | { readonly name: 'release_overdue'; readonly handoffId: HandoffId; readonly remindedAt: Instant }
  | { readonly name: 'snooze_over'; readonly until: Instant }
  | { readonly name: 'window_closing'; readonly lastCustomerMessageAt: Instant }
  | { readonly name: 'window_closed'; readonly lastCustomerMessageAt: Instant };

export type EventOf<T extends Fact['type']> = Extract<ConversationEvent, { type: T }>;
