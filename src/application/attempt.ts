import { PortError } from '../domain/errors';
import type { LaneLease, Outcome, StartedEffect } from '../ports/store';
import type { Action, Result } from './action';
import type { EffectPorts } from './effect-ports';
import { HELD_MS, judge, MINUTE_MS } from './outcome';

/** One blind resend, so that a lost reply is not lost for good; a second would make a nuisance of uncertainty. */
const BLIND_RESENDS_MAX = 1;

/**
 * Runs an action and turns what came of it into an outcome. A call whose outcome is unknown is never simply repeated:
 * first an echo or a callback, then the provider's own answer, and only where there is neither one marked resend.
 */
export async function attempt(
  lease: LaneLease,
  effect: StartedEffect,
  action: Action,
  ports: EffectPorts,
): Promise<Outcome> {
  const first = effect.resumed ? await followUp(lease, effect, action, ports) : 'run';
  if (first !== 'run') return first;
  try {
    await ports.point('call.before', effect.call.type);
    const result = await action.run();
    await ports.point('call.after', effect.call.type);
    return done(result);
  } catch (error) {
    return failed(effect, action, asPortError(error, action), ports);
  }
}

const done = ({ facts, refs }: Result): Outcome => ({ type: 'done', facts, refs });

/** An earlier try ended without a known outcome: dead process, lost answer. `run`: it may be done again now. */
async function followUp(
  lease: LaneLease,
  effect: StartedEffect,
  action: Action,
  ports: EffectPorts,
): Promise<Outcome | 'run'> {
  const { once } = action;
  if (once === undefined) return again(lease, effect, ports, false, []);
  if (effect.evidence !== null) return done(once.settled(effect.evidence));
  const waitMs = once.evidenceAfterMs - effect.sinceLastTryMs;
  if (waitMs > 0) return { type: 'again', afterMs: waitMs, code: 'awaiting_evidence', certain: false };
  if (once.find !== undefined) {
    const found = await asked(once.find, effect, action, ports);
    if ('type' in found) return found;
    if (found.evidence !== null) return done(once.settled(found.evidence));
    if (once.findIsFinal) return again(lease, effect, ports, false, []);
  }
  if (effect.blindResends >= BLIND_RESENDS_MAX || !ports.resendUnknown || once.mayResend === false) {
    return { type: 'gave_up', code: 'unknown', facts: once.onUnknown };
  }
  return again(lease, effect, ports, true, once.onBlindResend);
}

async function again(
  lease: LaneLease,
  effect: StartedEffect,
  ports: EffectPorts,
  blind: boolean,
  facts: Parameters<EffectPorts['store']['beginAgain']>[3],
): Promise<'run'> {
  await ports.store.beginAgain(lease, effect, blind, facts);
  return 'run';
}

/** A lookup that fails leaves everything as unknown as before. */
async function asked(
  find: NonNullable<NonNullable<Action['once']>['find']>,
  effect: StartedEffect,
  action: Action,
  ports: EffectPorts,
): Promise<{ evidence: Awaited<ReturnType<typeof find>> } | Outcome> {
  try {
    return { evidence: await find() };
  } catch (error) {
    const outcome = failed(effect, action, asPortError(error, action), ports);
    return outcome.type === 'again' ? { ...outcome, certain: false } : { ...stillUnknown(effect) };
  }
}

const stillUnknown = (effect: StartedEffect): Outcome => ({
  type: 'again',
  afterMs: Math.min(1000 * 2 ** Math.min(effect.tries, 6), MINUTE_MS),
  code: 'lookup_failed',
  certain: false,
});

/** What an adapter did not foresee: unknown where something may have been sent, harmless otherwise. */
function asPortError(error: unknown, action: Action): PortError {
  if (error instanceof PortError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const kind = action.once === undefined ? 'unavailable' : 'unsure';
  return new PortError(kind, 'Something unexpected went wrong in Baton; the log has the details.', {
    adapter: 'baton',
    code: `unexpected:${name}`,
  });
}

function failed(effect: StartedEffect, action: Action, error: PortError, ports: EffectPorts): Outcome {
  const code = error.details.code ?? error.kind;
  logFailure(effect, error, ports);
  const special = action.onError?.(error) ?? null;
  if (special !== null) return special;
  const verdict = judge(error, effect.tries, effect.triedForMs, action.patience);
  switch (verdict.type) {
    case 'give_up':
      return { type: 'gave_up', code, facts: action.onGaveUp(error) };
    case 'hold_account':
      return {
        ...{ type: 'account_held', forMs: HELD_MS, reason: error.message, place: error.details.place ?? null },
        ...toldOnce(effect, action, error),
      };
    case 'again': {
      const harmless = action.once === undefined;
      const late = effect.triedForMs >= MINUTE_MS ? toldOnce(effect, action, error) : { facts: [] };
      const pause = error.kind === 'rate_limited' ? { pauseMs: verdict.afterMs } : {};
      return { type: 'again', afterMs: verdict.afterMs, code, certain: verdict.certain || harmless, ...pause, ...late };
    }
  }
}

function toldOnce(effect: StartedEffect, action: Action, error: PortError) {
  if (effect.told !== null || action.onDelay === undefined) return { facts: [] };
  return { facts: action.onDelay(error), told: 'delayed' };
}

function logFailure(effect: StartedEffect, error: PortError, { log }: EffectPorts): void {
  const fields = {
    effect: effect.id,
    call: effect.call.type,
    kind: error.kind,
    code: error.details.code,
    tries: effect.tries,
  };
  log.warn('A call to the outside did not succeed.', fields);
}
