import type { Activity, ActivityEffect, ActivityEvent } from '../../ports/activity';
import { effectSteps } from './call-words';
import { chain, type EffectNode, type EventNode } from './chain';
import { decisionWords, eventWords } from './event-words';
import type { Step, Story, Telling, Tone } from './story';

/** A short story says what came in, what was decided and who was called; the rest is for who asks. */
const STORIES_KEPT = 40;

/** What happened lately, as stories: oldest first. */
export function tell(activity: Activity, telling: Telling): readonly Story[] {
  return chain(activity)
    .filter(({ event }) => isWorthTelling(event, activity.effects))
    .slice(-STORIES_KEPT)
    .map((node) => story(node, telling));
}

/** So long after a call its echo may come. */
const ECHO_MS = 1_500;

/** What did not come from people or time, or is the echo of our own post that nobody waited for, is no story. */
function isWorthTelling(event: ActivityEvent, effects: readonly ActivityEffect[]): boolean {
  if (event.kind === 'fact') return event.type === 'timer.fired';
  if (event.type === 'own_echo') return false;
  return event.status !== 'unmatched' || !isEcho(event, effects);
}

const isEcho = ({ accountId, storedAt }: ActivityEvent, effects: readonly ActivityEffect[]): boolean =>
  effects.some(
    (effect) =>
      effect.accountId === accountId &&
      effect.attempts.some(
        ({ startedAt, endedAt }) =>
          startedAt <= storedAt && storedAt <= (endedAt ?? Number.POSITIVE_INFINITY) + ECHO_MS,
      ),
  );

function story(node: EventNode, telling: Telling): Story {
  const { event } = node;
  const first: Step = {
    kind: 'event',
    text: eventWords(event, telling),
    tone: 'plain',
    at: event.storedAt,
    ms: null,
    isDetail: false,
  };
  const following = [...stored(event, telling), ...decided(event, telling, false), ...effects(node, telling)];
  const steps = [first, ...following.sort((a, b) => a.at - b.at)];
  return {
    id: event.key,
    at: event.storedAt,
    tone: toneOf(steps),
    isOpen: event.status === 'pending' || isOpen(node.effects),
    steps,
  };
}

/** Effects are written down just before their decision is, and follow from it all the same. */
function effects({ event, effects: nodes }: EventNode, telling: Telling): readonly Step[] {
  const from = event.appliedAt ?? event.storedAt;
  const steps = nodes.flatMap(({ effect, followed }) => [
    ...effectSteps(effect, telling),
    ...followed.flatMap((node) => [
      ...came(node.event, telling),
      ...decided(node.event, telling, true),
      ...effects(node, telling),
    ]),
  ]);
  return steps.map((step) => ({ ...step, at: Math.max(step.at, from) }));
}

function came(event: ActivityEvent, telling: Telling): readonly Step[] {
  const text = eventWords(event, telling);
  const isShort = event.type.startsWith('responder.') || event.type.startsWith('action.');
  return [{ kind: 'event', text, tone: 'plain', at: event.storedAt, ms: null, isDetail: !isShort }];
}

function stored(event: ActivityEvent, { answeredIn }: Telling): readonly Step[] {
  if (event.kind === 'fact') return [];
  const ms = answeredIn(event.accountId, event.storedAt);
  const text = ms === null ? 'stored' : 'stored, then answered';
  return [{ kind: 'stored', text, tone: 'plain', at: event.storedAt, ms, isDetail: false }];
}

function decided(event: ActivityEvent, telling: Telling, isDetail: boolean): readonly Step[] {
  if (event.status === 'set_aside') {
    const text = 'could not be decided, kept aside for a replay';
    return [{ kind: 'problem', text, tone: 'failure', at: event.storedAt, ms: null, isDetail: false }];
  }
  if (event.decision === null || event.appliedAt === null) return [];
  const changes = event.decision.modeBefore !== event.decision.modeAfter;
  return [
    {
      kind: 'decision',
      text: decisionWords(event, telling),
      tone: 'plain',
      at: event.appliedAt,
      ms: Math.max(0, Math.round(event.appliedAt - event.storedAt)),
      isDetail: isDetail && !changes,
    },
  ];
}

const ORDER: readonly Tone[] = ['plain', 'good', 'warning', 'failure'];

/** The worst of what happened, unless it ended well after all: then it was a warning. */
function toneOf(steps: readonly Step[]): Tone {
  const worst = steps.reduce<Tone>(
    (tone, step) => (ORDER.indexOf(step.tone) > ORDER.indexOf(tone) ? step.tone : tone),
    'plain',
  );
  return worst === 'good' ? 'plain' : worst;
}

const isOpen = (nodes: readonly EffectNode[]): boolean =>
  nodes.some(
    ({ effect, followed }) =>
      (effect.type !== 'start_timer' && (effect.state === 'queued' || effect.state === 'sending')) ||
      followed.some((node) => node.event.status === 'pending' || isOpen(node.effects)),
  );
