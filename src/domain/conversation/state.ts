import type {
  ChannelId,
  ContactAddress,
  ConversationId,
  HandoffId,
  Instant,
  MessageId,
  PlaceId,
  ThreadRef,
} from '../ids';
import type { Agent, AnswerSource, Author, DeliveryStatus, MessagePart } from '../message';
import type { ReadyTemplate } from '../ready-template';
import type { HandoffPacket } from './packet';
import type { Signals } from './signals';
import type { ActionMemory, Pending } from './tool-action';

/**
 * A conversation is in one of five modes:
 *
 * ```
 *             customer writes
 *   ┌──────────────────────────────────────────────────────────┐
 *   ▼       asks for a person · the AI steps back              │ (later than a day)
 *  bot ──────────────────────────▶ queued ──claim, reply──▶ human ──snooze──▶ snoozed
 *   ▲                              ▲ │  ▲ ◀──released──────── │ ▲ ◀─time, customer, agent─┘
 *   └─────── handed back to AI ────┼─┘  └─customer writes──┐  │ │
 *                                  └───────resolve────▶ resolved ◀┘
 * ```
 */
export type ConversationState =
  | BotConversation
  | QueuedConversation
  | HumanConversation
  | SnoozedConversation
  | ResolvedConversation;

export type Mode = ConversationState['mode'];

/** What every mode knows. Only facts that a decision needs; the transcript is stored beside it. */
export interface Facts {
  readonly id: ConversationId;
  readonly channelId: ChannelId;
  readonly contact: ContactAddress;
  readonly contactName: string | null;
  /** ISO 639-1; sticky once detected. */
  readonly language: string | null;
  /** Counts changes of whether the AI answers. What it wrote under an earlier number is never sent. */
  readonly epoch: number;
  readonly lastCustomerMessageAt: Instant | null;
  readonly lastCustomerMessageId: MessageId | null;
  /** The last message of anyone. */
  readonly lastActivityAt: Instant | null;
  /** Since when the customer has had no answer; null while nothing is owed. Not reset by notices. */
  readonly waitingSince: Instant | null;
  readonly reachable: 'yes' | 'blocked' | 'opted_out';
  readonly bot: BotMemory;
  /** The newest reply of an agent and how far it got: shown on the card. */
  readonly lastReply: LastReply | null;
  /** Something in the conversation is shown to agents in part only, and may be looked at. */
  readonly hidesNumbers?: boolean;
  /** When the customer was last told that people are back, outside opening hours. */
  readonly toldBackAt?: Instant | null;
  /** Replies that wait for the channel's reply window to open again, in the order written. */
  readonly held: readonly HeldReply[];
  /** When the customer was last asked, by an approved template, to write so that the window opens. */
  readonly templateSentAt: Instant | null;
  /** The reply window has ended; absent: it was never known to. */
  readonly windowIsClosed?: boolean;
  /** What agents were offered to ask with, until it is sent. Absent: nothing yet. */
  readonly template?: ReadyTemplate | null;
  /** The last message whose files were refused and went as links. */
  readonly sentAsLinks?: MessageId;
  /** Who of us decided that this contact is not answered; null: they are. */
  readonly blockedByUs: Agent | null;
  /** What the AI proposed last to an agent, until it is sent. */
  readonly draft: ProposedReply | null;
  /** What the newest link said by which they came; shown, never trusted. */
  readonly cameBy?: string;
  /** The message of ours whose choices are the question that stands; it is over with the customer's next message. */
  readonly choosing?: MessageId | null;
  /** The album that the customer's last message belongs to; null and absent: to none. */
  readonly album?: string | null;
  /** What the AI and the customer are in the middle of, and what tools have done; see tool-action.ts for reading them. */
  readonly pending?: Pending | null;
  readonly actions?: ActionMemory;
}

/** Out of date as soon as anybody has written. */
export interface ProposedReply {
  readonly id: MessageId;
  readonly parts: readonly MessagePart[];
  /** Absent: none, or proposed before drafts kept them. */
  readonly sources?: readonly AnswerSource[];
  /** `lastActivityAt` when it was asked for. */
  readonly basedOn: Instant | null;
}

export interface HeldReply {
  readonly messageId: MessageId;
  readonly author: Author;
  /** Only these of the messages that it goes out in: the customer has the others. Absent: all. */
  readonly parts?: readonly number[];
}

export interface BotMemory {
  /** AI replies, clarifying questions in a row, and failed answers since the AI last took over. */
  readonly turns: number;
  readonly clarifications: number;
  readonly failures: number;
  /** A person was offered in this conversation (once only), and the offer is what the customer answers now. */
  readonly offeredPerson: boolean;
  readonly offerOpen: boolean;
  /** Weak signs that the AI does not help, with their weights. */
  readonly signs: readonly Sign[];
  /** The words of the customer's last message: asking the same again is a sign. */
  readonly lastQuestion: readonly string[];
  /** The voice note that is answered once it is known what it says; absent: none. */
  readonly listening?: MessageId;
  /** When the customer was last told that an AI writes; null: tell them with the next message. */
  readonly disclosedAt: Instant | null;
}

/** One weak sign; see evidence.ts. */
export interface Sign {
  readonly what: 'rejected_answer' | 'repeated_question' | 'failed_answer' | 'clarified' | 'frustrated';
  /** 0 to 1. Halves with every turn that goes well. */
  readonly weight: number;
}

export interface LastReply {
  readonly messageId: MessageId;
  readonly agent: Agent;
  readonly at: Instant;
  readonly status: DeliveryStatus;
  readonly detail: string | null;
  readonly mayBeRepeated: boolean;
  /** Since when the customer had waited for it: they wait again if it is taken back in time. */
  readonly answers?: Instant | null;
}

/** An episode in which people answer. Its thread outlives it, so that the customer who returns finds the same people. */
export interface Handoff {
  readonly id: HandoffId;
  readonly reason: HandoffReason;
  /** What showed the reason, in the customer's own words where there are any. */
  readonly evidence: string | null;
  readonly trace: HandoffTrace;
  readonly requestedAt: Instant;
  /** What had added up when it was asked for. */
  readonly signs: readonly Sign[];
  /** Null until the inbox confirmed it. */
  readonly thread: ThreadRef | null;
  readonly packet: HandoffPacket | null;
  /** Grows with every change that the card shows; the newest is retried until it is shown. */
  readonly cardVersion: number;
  readonly overdue: boolean;
  readonly lastHolder: Agent | null;
  /** Since when it waits for somebody to take it; a timer of an earlier wait means nothing. Absent: stored without. */
  readonly openSince?: Instant;
  /** When the holder was last mentioned because the customer wrote; absent: not since they have it. */
  readonly calledAt?: Instant | null;
  /** When the channel was last shown that somebody waits; absent: by the card alone. */
  readonly inChannelAt?: Instant;
  /** Where its thread is. Absent: in the default place, or nowhere yet. */
  readonly place?: PlaceId | null;
  /** A new root is being opened for it elsewhere. */
  readonly moving?: Moving | null;
  /** Roots that an earlier handoff left behind: their cards lead here as soon as there is a thread to lead to. */
  readonly strays?: readonly ThreadRef[];
  /** How much its thread shows by now: a long one is slow to read. */
  readonly length?: number;
  /** Since when the thread could not be reached when the customer was told so. */
  readonly toldUnreachable?: Instant;
}

export interface Moving {
  readonly to: PlaceId;
  readonly why: 'asked' | 'unusable' | 'long';
  /** Null: Baton itself. */
  readonly by: Agent | null;
}

/** What was counted and read when it was handed off: the answer to "why?". */
export interface HandoffTrace {
  readonly turns: number;
  readonly clarifications: number;
  readonly failures: number;
  /** Of the message that led to it; null: no message did. */
  readonly signals: Signals | null;
}

/** For which a new handoff is made. */
export const HANDOFF_REASONS = [
  'asked_for_person',
  'accepted_offer',
  'clarified_too_often',
  'could_not_answer',
  'responder_failed',
  'tool_failed',
  'not_identified',
  'turn_limit',
  'cost_limit',
  'ungrounded',
  'promised',
  'high_stakes',
  'frustrated',
  'policy',
  'vip',
] as const;

export type HandoffReason = (typeof HANDOFF_REASONS)[number] | 'came_back' | 'released' | 'agent_took_over';

export type BotConversation = Facts & {
  readonly mode: 'bot';
  /** The newest message that a draft is being made for; a draft for any other is dropped. */
  readonly draftingFor: MessageId | null;
  /** The last one, from whose thread agents may step in again. */
  readonly handoff: Handoff | null;
};
export type QueuedConversation = Facts & { readonly mode: 'queued'; readonly handoff: Handoff };
export type HumanConversation = Facts & {
  readonly mode: 'human';
  readonly handoff: Handoff;
  readonly holder: Agent;
  /** Set once the holder was reminded of an unanswered customer; they are released if they stay silent. */
  readonly remindedAt: Instant | null;
};
export type SnoozedConversation = Facts & {
  readonly mode: 'snoozed';
  readonly handoff: Handoff;
  readonly holder: Agent;
  readonly until: Instant;
};
export type ResolvedConversation = Facts & {
  readonly mode: 'resolved';
  readonly handoff: Handoff | null;
  readonly resolvedAt: Instant;
};

export const FRESH_BOT: BotMemory = {
  turns: 0,
  clarifications: 0,
  failures: 0,
  offeredPerson: false,
  offerOpen: false,
  signs: [],
  lastQuestion: [],
  disclosedAt: null,
};

/** A conversation before its first message. */
export function newConversation(id: ConversationId, channelId: ChannelId, contact: ContactAddress): BotConversation {
  return {
    mode: 'bot',
    id,
    channelId,
    contact,
    contactName: null,
    language: null,
    epoch: 0,
    lastCustomerMessageAt: null,
    lastCustomerMessageId: null,
    lastActivityAt: null,
    waitingSince: null,
    reachable: 'yes',
    bot: FRESH_BOT,
    lastReply: null,
    held: [],
    templateSentAt: null,
    blockedByUs: null,
    draft: null,
    draftingFor: null,
    handoff: null,
  };
}

/** The agent who holds the conversation now; null where nobody does. */
export const holderOf = (state: ConversationState): Agent | null => ('holder' in state ? state.holder : null);
