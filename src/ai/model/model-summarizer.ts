import { PortError } from '../../domain/errors';
import type { LanguageModel } from '../../ports/language-model';
import type { Summarizer } from '../../ports/responder';
import { ranBy } from '../summary/ran';
import { userKeyOf } from './build-request';
import { shownMessages, summaryRequest } from './summary-request';
import { parseSummary } from './summary-schema';
import { verifySummary } from './verify-summary';

export interface ModelSummarizerOptions {
  readonly model: LanguageModel;
  /** Makes the packet that stands until the summary comes, and where none comes. */
  readonly base: Summarizer;
  /** Under which contacts are hashed for the vendor. */
  readonly contactKey: string;
}

/**
 * Adds a model's summary to the packets of `base`. The packet stays what the thread opens with; the summary follows and
 * rejects where the model has none to give, so that the packet stands.
 */
export function createModelSummarizer({ model, base, contactKey }: ModelSummarizerOptions): Summarizer {
  return {
    packet: base.packet,
    async summarize(turn, signal) {
      const messages = shownMessages(turn);
      const about = { conversationId: turn.state.id, purpose: 'summary' } as const;
      const asked = { ...summaryRequest(messages, userKeyOf(turn, contactKey)), about };
      const { result } = await model.complete(asked, signal);
      const summary = result.type === 'text' ? parseSummary(result.text) : null;
      if (summary === null) throw unusable(result.type);
      return verifySummary(summary, messages, base.packet(turn), ranBy(turn.state));
    },
  };
}

const unusable = (type: string): PortError =>
  new PortError('rejected', 'The model gave no usable summary; the thread keeps the one made by rules.', {
    adapter: 'baton',
    code: `summary_${type}`,
  });
