import { PortError } from '../../domain/errors';
import type { Responder } from '../../ports/responder';
import { within } from '../../ports/within';
import { unansweredIn, wordsIn } from '../unanswered';
import { ModelTurn, type ModelTurnOptions } from './model-turn';

export interface ModelResponderOptions extends ModelTurnOptions {
  /** Answers whenever the model does not. */
  readonly fallback: Responder;
  /** How long the model may take for all its rounds together before the fallback answers. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 18_000;

/**
 * Answers with a model that sees a small, bounded part of the conversation, and checks every answer before it is sent.
 * What fails its checks becomes an admission that nothing was found; a promise becomes the handoff it promises; a model
 * that fails, refuses or is cut off leaves the turn to the fallback. Rejects only where the fallback rejects, or with
 * the signal's reason.
 */
export function createModelResponder(options: ModelResponderOptions): Responder {
  return {
    async respond(turn, signal) {
      signal.throwIfAborted();
      const open = unansweredIn(turn.transcript);
      // Pictures and recordings: the model would see no more of them than the rules do.
      if (!open.some((entry) => wordsIn(entry) !== '')) return options.fallback.respond(turn, signal);
      const deadline = within(options.deadlineMs ?? DEADLINE_MS, signal);
      try {
        const result = await new ModelTurn(options, turn, open, deadline).run();
        if (result !== null) return result;
      } catch (error) {
        signal.throwIfAborted();
        options.log.warn('The model gave no answer; the built-in answers take over.', {
          conversation: turn.state.id,
          kind: error instanceof PortError ? error.kind : 'deadline',
          code: error instanceof PortError ? error.details.code : nameOf(error),
        });
      }
      signal.throwIfAborted();
      return options.fallback.respond(turn, signal);
    },
  };
}

/** By its field: a deadline's error is no Error in every realm. */
const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'unknown';
