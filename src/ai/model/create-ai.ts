import type { ConversationState } from '../../domain/conversation/state';
import type { ChannelCapabilities } from '../../domain/delivery/capabilities';
import type { KnowledgeBase } from '../../ports/knowledge-base';
import type { LanguageModel } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { Responder, Summarizer } from '../../ports/responder';
import { createOfflineResponder } from '../offline-responder';
import { createSummarizer } from '../packet';
import { withCircuitBreaker } from './circuit-breaker';
import { createModelResponder } from './model-responder';
import { createModelSummarizer } from './model-summarizer';

export interface AiOptions {
  /** Null: answers are quoted from the knowledge base, and packets are made by rules. */
  readonly model: LanguageModel | null;
  readonly knowledge: KnowledgeBase;
  /** What the conversation's channel carries. */
  readonly textOf: (state: ConversationState) => ChannelCapabilities['text'];
  readonly contactKey: string;
  readonly log: Logger;
  readonly now: () => number;
}

/** Longest answers in characters: three segments where every segment is paid for, otherwise what people still read. */
const SHORT = 480;
const USUAL = 1000;

/** The AI side of Baton. Responder and summarizer share one circuit: what fails for one fails for the other. */
export function createAi(options: AiOptions): { readonly responder: Responder; readonly summarizer: Summarizer } {
  const { knowledge, log, now, contactKey, textOf } = options;
  const fallback = createOfflineResponder(knowledge);
  const base = createSummarizer();
  if (options.model === null) return { responder: fallback, summarizer: base };
  const model = withCircuitBreaker(options.model, log, now);
  const maxLength = ({ max, formatting }: ChannelCapabilities['text']): number =>
    Math.min(max, formatting === 'none' ? SHORT : USUAL);
  return {
    responder: createModelResponder({
      ...{ model, knowledge, fallback, log, now, contactKey },
      maxLength: ({ state }) => maxLength(textOf(state)),
    }),
    summarizer: createModelSummarizer({ model, base, log, contactKey }),
  };
}
