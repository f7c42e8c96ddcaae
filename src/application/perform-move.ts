import type { CallOf } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import type { PortError } from '../domain/errors';
import type { ThreadRef } from '../domain/ids';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { cardNow, nothingThere, notWorthWaiting } from './perform-inbox';
import { postContext } from './posting';

/** Posts the root in the other place. Only then does the conversation go there. */
export function moveThread(
  effect: StartedEffect,
  { handoffId, to, from }: CallOf<'move_thread'>,
  ports: EffectPorts,
): Action | Outcome {
  const { inbox } = ports;
  const { lookup } = inbox;
  const card = cardNow(effect, handoffId, ports);
  // A newer handoff began. A root that may be there already is looked for, so that it does not stay as it is.
  if (card === null && !effect.resumed) return { type: 'superseded' };
  const context = { ...postContext(effect, ports), place: to };
  const left = from === undefined ? {} : { from };
  const moved = (thread: ThreadRef): Fact => ({ type: 'handoff.moved', handoffId, thread, place: to, ...left });
  const failed = (error: PortError): Fact => ({ type: 'handoff.not_moved', handoffId, to, reason: error.message });
  return {
    run: async () =>
      card === null ? nothingFollows : { facts: [moved((await inbox.open(card, context)).thread)], refs: [] },
    patience: ports.patience.thread,
    once: {
      evidenceAfterMs: inbox.capabilities.evidenceAfterMs,
      settled: ({ thread }) => ({
        facts: thread === null ? [] : [{ ...moved(thread), late: true } as Fact],
        refs: [],
      }),
      ...(lookup === undefined ? {} : { find: () => lookup.findPost(null, context).catch(nothingThere) }),
      findIsFinal: lookup !== undefined,
      onBlindResend: [],
      onUnknown: [],
    },
    onGaveUp: (error) => [failed(error)],
    // Whoever asked is told at once; the place is found out of order by what lives there.
    onError: (error) =>
      error.kind === 'misconfigured' && error.details.place !== undefined
        ? { type: 'gave_up', code: error.details.code ?? error.kind, facts: [failed(error)] }
        : null,
  };
}

export function closeThread(
  effect: StartedEffect,
  { handoffId, thread, now, label }: CallOf<'close_thread'>,
  ports: EffectPorts,
): Action | Outcome {
  const { places } = ports.inbox;
  // Of a newer handoff, where one began meanwhile: the card says whose it was, and that is the same.
  const card = cardNow(effect, effect.state.handoff?.id ?? handoffId, ports);
  if (card === null || places === undefined) return { type: 'superseded' };
  return {
    run: async () => {
      await places.close(thread, card, { thread: now, label });
      return nothingFollows;
    },
    patience: ports.patience.thread,
    onGaveUp: () => [],
    onError: notWorthWaiting,
  };
}
