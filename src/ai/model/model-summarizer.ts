import { PortError } from '../../domain/errors';
import type { LanguageModel } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { Summarizer } from '../../ports/responder';
import { shownMessages, summaryRequest } from './summary-request';
import { parseSummary } from './summary-schema';
import { verifySummary } from './verify-summary';

/**
 * Adds a model's summary to the packets of `base`. The packet stays what the thread opens with; the summary follows and
 * rejects where the model has none to give, so that the packet stands.
 */
export function createModelSummarizer(model: LanguageModel, base: Summarizer, log: Logger): Summarizer {
  return {
    packet: base.packet,
    async summarize(turn, signal) {
      const messages = shownMessages(turn);
      const { result, requestId, usage } = await model.complete(summaryRequest(turn, messages), signal);
      log.info('The model was asked for a summary.', {
        conversation: turn.state.id,
        model: model.label,
        request: requestId,
        result: result.type,
        ...{ input: usage.input, cached: usage.cachedInput, output: usage.output },
      });
      const summary = result.type === 'text' ? parseSummary(result.text) : null;
      if (summary === null) throw unusable(result.type);
      return verifySummary(summary, messages, base.packet(turn));
    },
  };
}

const unusable = (type: string): PortError =>
  new PortError('rejected', 'The model gave no usable summary; the thread keeps the one made by rules.', {
    adapter: 'baton',
    code: `summary_${type}`,
  });
