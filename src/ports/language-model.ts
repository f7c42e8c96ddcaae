import type { ConversationId } from '../domain/ids';
import type { ModelPurpose } from './model-ledger';

/** The only thing an AI vendor's adapter implements. No prompts, no policy, no retries of its own beyond one. */
export interface LanguageModel {
  readonly label: string;
  /** Rejects with a PortError, or with the signal's reason once it aborts. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<ModelTurn>;
  /** Absent where the vendor has none, or none was chosen. */
  readonly speech?: SpeechToText;
}

export interface SpeechToText {
  readonly label: string;
  readonly maxBytes: number;
  /** The language is what the conversation is held in, null if nobody knows; what is spoken may be another. Empty: nothing was said. Rejects as `complete` does. */
  transcribe(recording: Recording, language: string | null, signal: AbortSignal): Promise<string>;
}

export interface Recording {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface ModelRequest {
  /** Static between turns, so that the vendor's cache can hold it. */
  readonly system: string;
  readonly turns: readonly ModelTurnInput[];
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  /** Ask for JSON that fits this schema instead of prose. */
  readonly output?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  /** HMAC of the contact, never an address. */
  readonly userKey?: string;
  /** For our own books; not sent. */
  readonly about?: { readonly conversationId: ConversationId; readonly purpose: ModelPurpose };
}

export type ModelTurnInput =
  | {
      readonly role: 'customer' | 'assistant';
      readonly content: string;
      /** The next request begins with the same words up to here: worth a cache entry where the vendor wants them marked. */
      readonly cacheUntilHere?: true;
    }
  | { readonly role: 'tool_calls'; readonly calls: readonly ToolCall[]; readonly carry?: unknown }
  | { readonly role: 'tool_result'; readonly callId: string; readonly content: string; readonly isError: boolean };

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

export interface ModelTurn {
  readonly result:
    | { readonly type: 'text'; readonly text: string }
    | {
        readonly type: 'tool_calls';
        readonly calls: readonly ToolCall[];
        /** What the vendor wants to see again with these calls; nobody else reads it. */
        readonly carry?: unknown;
      }
    | { readonly type: 'refusal'; readonly detail: string }
    | { readonly type: 'truncated' };
  readonly requestId: string | null;
  readonly usage: { readonly input: number; readonly cachedInput: number; readonly output: number };
}
