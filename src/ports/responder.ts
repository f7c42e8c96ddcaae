import type { Lookup } from '../domain/conversation/events';
import type { HandoffPacket } from '../domain/conversation/packet';
import type { ConversationState, HandoffReason } from '../domain/conversation/state';
import type { ActionArgs, ToolAction } from '../domain/conversation/tool-action';
import type { AnswerSource, MessagePart, ReplyKind, TranscriptEntry } from '../domain/message';

/** What one turn of the AI may know. Notes of agents are never in it. */
export interface ResponderTurn {
  readonly state: ConversationState;
  /** Public entries only, oldest first. The last ones, not yet answered, are what to answer. */
  readonly transcript: readonly TranscriptEntry[];
}

export type ResponderResult =
  | {
      readonly type: 'reply';
      readonly kind: ReplyKind;
      readonly parts: readonly MessagePart[];
      /** What the answer rests on: shown to agents, kept with the message. */
      readonly sources: readonly AnswerSource[];
      /** What tools were asked for it. */
      readonly lookups?: readonly Lookup[];
    }
  | {
      readonly type: 'handoff';
      readonly reason: HandoffReason;
      readonly evidence: string | null;
      readonly lookups?: readonly Lookup[];
    }
  /** A tool is wanted, and only the customer knows what is missing. */
  | {
      readonly type: 'ask';
      readonly tool: string;
      readonly given: ActionArgs;
      readonly asking: string;
      readonly question: string;
      readonly lookups?: readonly Lookup[];
    }
  /** Done by Baton alone, once the customer has agreed to `text`; a read (`text` empty) once they are known. */
  | {
      readonly type: 'act';
      readonly action: Omit<ToolAction, 'id'>;
      readonly text: string;
      /** What was asked of other tools on the way to it. */
      readonly lookups?: readonly Lookup[];
    };

/**
 * Answers a customer or says that a person should. Must end soon after `signal` aborts (a person took over, or the
 * customer wrote again). Rejects when it cannot answer at all: the conversation is then handed off.
 */
export interface Responder {
  respond(turn: ResponderTurn, signal: AbortSignal): Promise<ResponderResult>;
}

export interface Draft {
  readonly parts: readonly MessagePart[];
  readonly sources: readonly AnswerSource[];
}

/** Proposes a reply to an agent who asks for one. Null: there is nothing to go by. Rejects when it cannot work at all. */
export interface Drafter {
  draft(turn: ResponderTurn, signal: AbortSignal): Promise<Draft | null>;
}

/** Makes the packet an agent reads first. `packet` is pure and immediate; `summarize` asks a model and may be absent. */
export interface Summarizer {
  packet(turn: ResponderTurn): HandoffPacket;
  readonly summarize?: (turn: ResponderTurn, signal: AbortSignal) => Promise<HandoffPacket>;
}
