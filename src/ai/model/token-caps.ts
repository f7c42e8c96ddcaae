import { PortError } from '../../domain/errors';
import type { LanguageModel } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { ModelLedger } from '../../ports/model-ledger';
import type { Responder } from '../../ports/responder';

/** In tokens of the last 24 hours, in and out; 0: no cap. */
export interface TokenCaps {
  readonly perConversation: number;
  readonly perDay: number;
}

const WARN_AGAIN_MS = 60 * 60_000;

/** All conversations together have used what a day may cost: whoever asks a model has to do without. */
export function withDailyCap(
  model: LanguageModel,
  { perDay }: TokenCaps,
  { ledger, log, now }: { readonly ledger: ModelLedger; readonly log: Logger; readonly now: () => number },
): LanguageModel {
  if (perDay === 0) return model;
  let warnedAt = Number.NEGATIVE_INFINITY;
  return {
    ...model,
    async complete(request, signal) {
      const about = request.about?.conversationId;
      if (about === undefined || (await ledger.spent(about)).all < perDay) return model.complete(request, signal);
      if (now() - warnedAt >= WARN_AGAIN_MS) {
        warnedAt = now();
        log.warn(
          'The model has used AI_TOKENS_PER_DAY tokens in 24 hours; customers are answered without it. Raise the setting if that is too few.',
          { cap: perDay },
        );
      }
      throw new PortError('unavailable', 'The model has used what a day may cost (AI_TOKENS_PER_DAY).', {
        adapter: 'baton',
        code: 'daily_cap',
      });
    },
  };
}

/** One conversation that has cost this much needs a person, not another answer. */
export function withConversationCap(
  responder: Responder,
  { perConversation }: TokenCaps,
  ledger: ModelLedger,
): Responder {
  if (perConversation === 0) return responder;
  return {
    async respond(turn, signal) {
      const { conversation } = await ledger.spent(turn.state.id);
      if (conversation < perConversation) return responder.respond(turn, signal);
      return { type: 'handoff', reason: 'cost_limit', evidence: null };
    },
  };
}
