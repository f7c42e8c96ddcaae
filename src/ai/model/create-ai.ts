import type { AnswerRules } from '../../domain/conversation/handoff-rules';
import type { ConversationState } from '../../domain/conversation/state';
import type { ChannelCapabilities } from '../../domain/delivery/capabilities';
import type { KnowledgeBase } from '../../ports/knowledge-base';
import type { LanguageModel } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { ModelLedger } from '../../ports/model-ledger';
import type { Drafter, Responder, Summarizer } from '../../ports/responder';
import type { Toolbox } from '../../ports/tool';
import { createDrafter } from '../drafter';
import { createOfflineResponder } from '../offline-responder';
import { createSummarizer } from '../packet';
import { withCircuitBreaker } from './circuit-breaker';
import { metered } from './metered';
import { createModelResponder } from './model-responder';
import { createModelSummarizer } from './model-summarizer';
import { type TokenCaps, withConversationCap, withDailyCap } from './token-caps';

export interface AiOptions {
  /** Null: answers are quoted from the knowledge base, and packets are made by rules. */
  readonly model: LanguageModel | null;
  readonly knowledge: KnowledgeBase;
  /** What it may do in the systems of the business. */
  readonly toolbox: Toolbox;
  /** What the conversation's channel carries. */
  readonly channelOf: (state: ConversationState) => Pick<ChannelCapabilities, 'text' | 'vouchesForAddress'>;
  readonly rules: AnswerRules;
  readonly contactKey: string;
  readonly ledger: ModelLedger;
  readonly caps: TokenCaps;
  readonly log: Logger;
  readonly now: () => number;
}

/** Longest answers in characters: three segments where every segment is paid for, otherwise what people still read. */
const SHORT = 480;
const USUAL = 1000;

export interface Ai {
  readonly responder: Responder;
  readonly summarizer: Summarizer;
  readonly drafter: Drafter;
}

/** The AI side of Baton. All of it shares one circuit: what fails for one fails for the others. */
export function createAi(options: AiOptions): Ai {
  const { knowledge, log, now, contactKey, channelOf, toolbox, ledger, caps, rules } = options;
  const tools = { toolbox, vouches: (state: ConversationState) => channelOf(state).vouchesForAddress, log };
  const fallback = createOfflineResponder(knowledge, tools);
  const base = createSummarizer();
  if (options.model === null) return { responder: fallback, summarizer: base, drafter: createDrafter(fallback, base) };
  const books = { ledger, log, now };
  const model = withDailyCap(withCircuitBreaker(metered(options.model, books), log, now), caps, books);
  const maxLength = ({ max, formatting }: ChannelCapabilities['text']): number =>
    Math.min(max, formatting === 'none' ? SHORT : USUAL);
  const responder = createModelResponder({
    ...{ model, knowledge, tools, fallback, log, contactKey, rules },
    maxLength: ({ state }) => maxLength(channelOf(state).text),
  });
  return {
    responder: withConversationCap(responder, caps, ledger),
    summarizer: createModelSummarizer({ model, base, contactKey }),
    // An agent who asks for a draft is the person that the cap brings in.
    drafter: createDrafter(responder, base),
  };
}
