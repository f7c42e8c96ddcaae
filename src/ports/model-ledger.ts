import type { ConversationId } from '../domain/ids';

/** What one call of a model was for, how it ended and what it cost. Names nobody and holds no words. */
export interface ModelCall {
  /** Null: the call was not about one conversation. */
  readonly conversationId: ConversationId | null;
  readonly purpose: ModelPurpose;
  readonly model: string;
  /** The vendor's own, by which its support finds the call. */
  readonly requestId: string | null;
  /** `text`, `tool_calls`, `refusal`, `truncated`; or the kind of the error. */
  readonly outcome: string;
  /** In tokens; `cachedInput` is part of `input`. All 0 where the vendor did not answer, or counts otherwise. */
  readonly usage: { readonly input: number; readonly cachedInput: number; readonly output: number };
  readonly ms: number;
}

export type ModelPurpose = 'reply' | 'summary' | 'speech';

export interface ModelLedger {
  /** Never rejects: an answer is not lost because its price could not be noted. */
  record(call: ModelCall): Promise<void>;
  /** Tokens of the last 24 hours, in and out. */
  spent(conversationId: ConversationId): Promise<{ readonly conversation: number; readonly all: number }>;
}
