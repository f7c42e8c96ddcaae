import type { Instant, MessageId } from '../ids';

/**
 * What the agent reads before the transcript. Made without a model at once (quotes and facts only, no pretended
 * prose); a model's summary may replace it later. Every fact names where it came from.
 */
export interface HandoffPacket {
  /** One line, at most 80 characters. */
  readonly headline: string;
  /** "I see you're having trouble with your March invoice"; null where nothing honest can be suggested. */
  readonly suggestedOpening: string | null;
  readonly wants: string | null;
  readonly facts: readonly PacketFact[];
  /** What the AI did: articles quoted, questions asked, tools run. */
  readonly tried: readonly string[];
  /** Why it could not go on. */
  readonly blocked: string | null;
  /** What the AI promised the customer, word for word. */
  readonly promised: string | null;
  readonly mood: 'calm' | 'annoyed' | 'angry' | 'distressed' | null;
  readonly language: string | null;
  readonly notVerified: readonly string[];
  readonly madeBy: 'rules' | 'model';
  readonly madeAt: Instant;
}

export interface PacketFact {
  readonly label: string;
  readonly value: string;
  readonly source: 'customer' | 'tool';
  /** Of a tool: whose system said so, such as `order service`. */
  readonly from?: string;
  readonly messageId: MessageId;
}
