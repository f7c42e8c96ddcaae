import { PortError } from '../../domain/errors';
import type { LanguageModel } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';

const FAILURES_UNTIL_OPEN = 5;
const OPEN_MS = 60_000;

/**
 * Stops asking a model that does not answer: after five failures in a row, or one that only the admin can mend, it is
 * left alone for a minute and every call fails at once, so that customers are answered without it. Then one call tries.
 * Refusals of a single request count too: a model that refuses five in a row refuses all.
 */
export function withCircuitBreaker(model: LanguageModel, log: Logger, now: () => number): LanguageModel {
  let failures = 0;
  let openUntil = 0;
  let trying = false;

  const failed = (error: unknown): void => {
    failures += 1;
    const misconfigured = error instanceof PortError && error.kind === 'misconfigured';
    if (misconfigured) log.error(error.message, { model: model.label, code: error.details.code });
    if (failures < FAILURES_UNTIL_OPEN && !misconfigured) return;
    openUntil = now() + OPEN_MS;
    log.warn('The model is left alone for a minute; customers are answered without it.', {
      model: model.label,
      failures,
    });
  };

  return {
    label: model.label,
    async complete(request, signal) {
      if (now() < openUntil || trying) throw paused();
      const isTrial = openUntil > 0;
      trying = isTrial;
      try {
        const turn = await model.complete(request, signal);
        failures = 0;
        openUntil = 0;
        return turn;
      } catch (error) {
        // Whoever stopped waiting says nothing about the model, unless it kept them waiting until their deadline.
        if (!signal.aborted || isTimeout(signal.reason)) failed(error);
        throw error;
      } finally {
        if (isTrial) trying = false;
      }
    },
  };
}

const isTimeout = (reason: unknown): boolean =>
  typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';

const paused = (): PortError =>
  new PortError('unavailable', 'The model failed several times in a row and is left alone for a minute.', {
    adapter: 'baton',
    code: 'circuit_open',
  });
