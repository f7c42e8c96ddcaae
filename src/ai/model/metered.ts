import { PortError } from '../../domain/errors';
import type { LanguageModel, ModelTurn, SpeechToText } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { ModelCall, ModelLedger } from '../../ports/model-ledger';

export interface Meter {
  readonly ledger: ModelLedger;
  readonly log: Logger;
  readonly now: () => number;
}

const NOTHING: ModelCall['usage'] = { input: 0, cachedInput: 0, output: 0 };

/** The same model, with every call in the books: what it was for, how it ended, what it cost and how long it took. */
export function metered(model: LanguageModel, meter: Meter): LanguageModel {
  return {
    ...model,
    complete: (request, signal) =>
      measured(
        meter,
        {
          conversationId: request.about?.conversationId ?? null,
          purpose: request.about?.purpose ?? 'reply',
          model: model.label,
        },
        () => model.complete(request, signal),
        readTurn,
      ),
  };
}

/** Speech is paid for by its length, which vendors do not tell alike: its calls are counted, not their tokens. */
export function meteredSpeech(speech: SpeechToText, meter: Meter): SpeechToText {
  return {
    ...speech,
    transcribe: (recording, language, signal) =>
      measured(
        meter,
        { conversationId: null, purpose: 'speech', model: speech.label },
        () => speech.transcribe(recording, language, signal),
        () => ({ requestId: null, outcome: 'text', usage: NOTHING }),
      ),
  };
}

type Read = Pick<ModelCall, 'requestId' | 'outcome' | 'usage'>;

const readTurn = ({ result, requestId, usage }: ModelTurn): Read => ({ requestId, outcome: result.type, usage });

async function measured<T>(
  { ledger, log, now }: Meter,
  about: Pick<ModelCall, 'conversationId' | 'purpose' | 'model'>,
  ask: () => Promise<T>,
  read: (answer: T) => Read,
): Promise<T> {
  const startedAt = now();
  const note = async ({ requestId, outcome, usage }: Read): Promise<void> => {
    const ms = now() - startedAt;
    log.info('The model was asked.', {
      ...{ conversation: about.conversationId, purpose: about.purpose, model: about.model },
      ...{ request: requestId, result: outcome, ms },
      ...{ input: usage.input, cached: usage.cachedInput, output: usage.output },
    });
    await ledger.record({ ...about, requestId, outcome, usage, ms });
  };
  try {
    const answer = await ask();
    await note(read(answer));
    return answer;
  } catch (error) {
    const outcome = error instanceof PortError ? error.kind : 'stopped';
    await note({ requestId: null, outcome, usage: NOTHING });
    throw error;
  }
}
