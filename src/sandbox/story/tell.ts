import type { Activity, ActivityEvent } from '../../ports/activity';
import { effectSteps } from './call-words';
import { chain, type EffectNode, type EventNode } from './chain';
import { decisionWords, eventWords } from './event-words';
import type { AnsweredIn, LabelOf, Step, Story, Tone } from './story';

/** A short story says what came in, what was decided and who was called; the rest is for who asks. */
const STORIES_KEPT = 40;

/** What happened lately, as stories: oldest first. */
export function tell(activity: Activity, label: LabelOf, answeredIn: AnsweredIn): readonly Story[] {
  return chain(activity)
    .filter(({ event }) => isWorthTelling(event))
    .slice(-STORIES_KEPT)
    .map((node) => story(node, label, answeredIn));
}

/** The echo of a post whose effect has long been forgotten tells nobody anything. */
const isWorthTelling = ({ type, kind }: ActivityEvent): boolean =>
  type !== 'own_echo' && (kind === 'incoming' || type === 'timer.fired');

function story(node: EventNode, label: LabelOf, answeredIn: AnsweredIn): Story {
  const { event } = node;
  const first: Step = {
    kind: 'event',
    text: eventWords(event, label),
    tone: 'plain',
    at: event.storedAt,
    ms: null,
    isDetail: false,
  };
  const following = [...stored(event, answeredIn), ...decided(event, false), ...effects(node.effects, label)];
  const steps = [first, ...following.sort((a, b) => a.at - b.at)];
  return {
    id: event.key,
    at: event.storedAt,
    tone: toneOf(steps),
    isOpen: event.status === 'pending' || isOpen(node.effects),
    steps,
  };
}

const effects = (nodes: readonly EffectNode[], label: LabelOf): Step[] =>
  nodes.flatMap(({ effect, followed }) => [
    ...effectSteps(effect, label),
    ...followed.flatMap((node) => [
      ...came(node.event, label),
      ...decided(node.event, true),
      ...effects(node.effects, label),
    ]),
  ]);

function came(event: ActivityEvent, label: LabelOf): readonly Step[] {
  const text = eventWords(event, label);
  const isShort = event.type.startsWith('responder.') || event.type === 'delivery_status';
  return [{ kind: 'event', text, tone: 'plain', at: event.storedAt, ms: null, isDetail: !isShort }];
}

function stored(event: ActivityEvent, answeredIn: AnsweredIn): readonly Step[] {
  if (event.kind === 'fact') return [];
  const ms = answeredIn(event.accountId, event.storedAt);
  const text = ms === null ? 'stored' : 'stored, then answered';
  return [{ kind: 'stored', text, tone: 'plain', at: event.storedAt, ms, isDetail: false }];
}

function decided(event: ActivityEvent, isDetail: boolean): readonly Step[] {
  if (event.status === 'set_aside') {
    const text = 'could not be decided, kept aside for a replay';
    return [{ kind: 'problem', text, tone: 'failure', at: event.storedAt, ms: null, isDetail: false }];
  }
  if (event.decision === null || event.appliedAt === null) return [];
  const changes = event.decision.modeBefore !== event.decision.modeAfter;
  return [
    {
      kind: 'decision',
      text: decisionWords(event),
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
