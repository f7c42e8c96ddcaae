import type { Activity, ActivityEffect, ActivityEvent } from '../../ports/activity';

/** An event with the effects that its decision asked for, each with the events that came of it. */
export interface EventNode {
  readonly event: ActivityEvent;
  readonly effects: readonly EffectNode[];
}

export interface EffectNode {
  readonly effect: ActivityEffect;
  readonly followed: readonly EventNode[];
}

const SENDS = ['send_part', 'send_template'];

/** Which effect a fact comes of, by the id that both carry. A timer that fired begins a story of its own. */
const COMES_OF: Readonly<
  Record<
    string,
    { readonly effect: readonly string[]; readonly by: 'draftFor' | 'messageId' | 'handoffId' | 'actionId' }
  >
> = {
  'responder.replied': { effect: ['generate_reply'], by: 'draftFor' },
  'responder.asked_for_handoff': { effect: ['generate_reply'], by: 'draftFor' },
  'responder.asked_input': { effect: ['generate_reply'], by: 'draftFor' },
  'responder.requested_action': { effect: ['generate_reply'], by: 'draftFor' },
  'action.code_sent': { effect: ['send_code'], by: 'actionId' },
  'action.code_refused': { effect: ['send_code'], by: 'actionId' },
  'action.code_failed': { effect: ['send_code'], by: 'actionId' },
  'action.ran': { effect: ['run_action'], by: 'actionId' },
  'responder.failed': { effect: ['generate_reply'], by: 'draftFor' },
  'summarizer.finished': { effect: ['summarize'], by: 'handoffId' },
  'handoff.opened': { effect: ['open_handoff'], by: 'handoffId' },
  'handoff.moved': { effect: ['move_thread'], by: 'handoffId' },
  'handoff.not_moved': { effect: ['move_thread'], by: 'handoffId' },
  'delivery.updated': { effect: SENDS, by: 'messageId' },
  'delivery.repeated': { effect: SENDS, by: 'messageId' },
  delivery_status: { effect: SENDS, by: 'messageId' },
};

/** Events that came of nothing that is known here, each with what followed, oldest first. */
export function chain({ events, effects }: Activity): readonly EventNode[] {
  const origin = new Map(events.map((event) => [event.key, originOf(event, effects)]));
  const node = (event: ActivityEvent): EventNode => ({
    event,
    effects: effects
      .filter(({ cause }) => cause === event.key)
      .map((effect) => ({
        effect,
        followed: events.filter(({ key }) => origin.get(key) === effect.id).map(node),
      })),
  });
  return events.filter(({ key }) => origin.get(key) === null).map(node);
}

function originOf(event: ActivityEvent, effects: readonly ActivityEffect[]): string | null {
  const { effectId } = event.about;
  if (effectId !== null) return effects.find(({ id }) => id === effectId)?.id ?? null;
  const rule = COMES_OF[event.type];
  const id = rule && event.about[rule.by];
  if (rule === undefined || id == null) return null;
  const before = effects.filter(
    (effect) => rule.effect.includes(effect.type) && effect.about[rule.by] === id && effect.createdAt <= event.storedAt,
  );
  return before.at(-1)?.id ?? null;
}
