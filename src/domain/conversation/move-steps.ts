import type { PlaceId, ThreadRef } from '../ids';
import { labelOf } from '../place';
import { recordAgent, refusedStanding } from './agent-steps';
import { and, become, type Decision, say, unchanged, withEffects } from './decision';
import type { Effect, Notice } from './effects';
import type { ConversationEvent, EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState, Handoff, Moving } from './state';

type Acted = EventOf<'agent.acted'>;

/** Where the handoff's thread is; null: the inbox has one place, which has no name. */
const placeOf = (handoff: Handoff, policy: Policy): PlaceId | null =>
  handoff.place ?? policy.inbox.places[0]?.id ?? null;

/** Asked of whoever wants to move it: the inbox shows a button for each place. */
export function choosePlace(state: ConversationState, event: Acted, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff === null) return unchanged(state);
  const refused = refusedMove(state, handoff, event, policy);
  if (refused !== null) return refused;
  const here = placeOf(handoff, policy);
  const others = policy.inbox.places.filter(({ id }) => id !== here);
  if (others.length === 0)
    return become(state, whisper(state, event.agent, 'There is no other place to move this conversation to.'));
  const actions: Notice['actions'] = [
    ...others.map(({ id, label }) => ({ label, action: { name: 'move', to: id } as const })),
    { label: 'Cancel', action: { name: 'dismiss' } },
  ];
  return become(state, whisper(state, event.agent, 'Where should this conversation go on?', actions));
}

/**
 * The thread stays where it is until the new root is there, so that nothing is lost on the way: what is written
 * meanwhile counts as ever, and what was decided meanwhile holds.
 */
export function move(state: ConversationState, event: Acted, to: PlaceId, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null) return unchanged(state);
  const refused = refusedMove(state, handoff, event, policy);
  if (refused !== null) return refused;
  if (to === placeOf(handoff, policy) || !policy.inbox.places.some(({ id }) => id === to)) {
    const where = policy.inbox.places.some(({ id }) => id === to) ? 'is there already' : 'cannot go there any more';
    return become(state, whisper(state, event.agent, `This conversation ${where}.`));
  }
  const { id, name } = event.agent;
  return begun(state, handoff, { to, why: 'asked', by: { id, name } });
}

const begun = (state: ConversationState, handoff: Handoff, moving: Moving): Decision =>
  become({ ...state, handoff: { ...handoff, moving } } as ConversationState, [
    {
      ...{ type: 'move_thread', handoffId: handoff.id, to: moving.to },
      ...(handoff.thread === null ? {} : { from: handoff.thread }),
    },
  ]);

/** Nobody works in a thread whose conversation is over or with the AI; and one move at a time. */
function refusedMove(state: ConversationState, handoff: Handoff, { agent }: Acted, policy: Policy): Decision | null {
  if (state.mode === 'bot' || state.mode === 'resolved') {
    const text = 'Nobody works on this conversation now. Take it over first, then it can be moved.';
    return become(state, whisper(state, agent, text, [{ label: 'Take over', action: { name: 'take_over' } }]));
  }
  if (handoff.moving == null) return null;
  const label = labelOf(policy.inbox.places, handoff.moving.to);
  return become(state, whisper(state, agent, `This conversation is on its way to ${label} already.`));
}

/** The new root is there. From now on the thread is that one; the old one says so and leads there. */
export function moved(state: ConversationState, event: EventOf<'handoff.moved'>, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff === null) return unchanged(state);
  if (handoff.id !== event.handoffId) return leftBehind(state, handoff, event, policy);
  if (handoff.moving == null) return become(state, left(state, event.thread, policy));
  const { thread: from, moving } = handoff;
  const { thread, place } = event;
  const next = { ...state, handoff: { ...handoff, thread, place, moving: null, length: 0 } } as ConversationState;
  const said = announce(next, arrivedWords(moving, handoff, policy), 'info', from === null ? {} : { link: from });
  return become(next, [
    ...(from === null ? [] : left(next, from, policy, moving)),
    ...said,
    { type: 'post_transcript', handoffId: handoff.id },
  ]);
}

/** A newer handoff began meanwhile: both roots of the earlier one lead there, at the latest when it has a thread. */
function leftBehind(
  state: ConversationState,
  handoff: Handoff,
  { thread, from }: EventOf<'handoff.moved'>,
  policy: Policy,
): Decision {
  const strays = [...(from === undefined ? [] : [from]), thread].filter((one) => one !== handoff.thread);
  const next = { ...state, handoff: { ...handoff, strays: [...(handoff.strays ?? []), ...strays] } };
  return closeStrays(next as ConversationState, policy);
}

export function closeStrays(state: ConversationState, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null || handoff.strays === undefined) return unchanged(state);
  const { strays, ...rest } = handoff;
  const closed = strays.flatMap((thread) => left(state, thread, policy));
  return become({ ...state, handoff: rest } as ConversationState, closed);
}

function arrivedWords({ by, why }: Moving, handoff: Handoff, policy: Policy): string {
  const here = placeOf(handoff, policy);
  const from = here === null ? 'another thread' : labelOf(policy.inbox.places, here);
  switch (why) {
    case 'asked':
      return `${by?.name ?? 'Somebody'} moved this conversation here from ${from}.`;
    case 'long':
      return 'This conversation goes on here, because its thread has become long.';
    case 'unusable':
      return `This conversation was moved here, because Baton cannot reach ${from} any more.`;
  }
}

/** A thread that the conversation is not in any more: its card loses its buttons, and both show the way. */
function left(state: ConversationState, thread: ThreadRef, policy: Policy, moving?: Moving): readonly Effect[] {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null) return [];
  const label = labelNow(handoff, policy);
  const closed = { type: 'close_thread', handoffId: handoff.id, thread, now: handoff.thread, label } as const;
  if (moving === undefined) return [closed];
  const moved = moving.by === null ? 'This conversation was moved' : `${moving.by.name} moved this conversation`;
  const went =
    moving.why === 'long'
      ? 'This conversation goes on in a new thread, because this one is long'
      : `${moved} to ${label}`;
  const notice: Notice = {
    text: `${went}. What is written here does not reach the customer any more.`,
    ...{ tone: 'info', actions: [], mention: null, link: handoff.thread },
  };
  return [closed, { type: 'post_notice', handoffId: handoff.id, notice, at: thread }];
}

const labelNow = (handoff: Handoff, policy: Policy): string => {
  const here = placeOf(handoff, policy);
  return here === null ? 'another thread' : labelOf(policy.inbox.places, here);
};

const TRY_AGAIN_AFTER = 20;

/** Nobody can see or answer there; where nobody is at work on it, there is no hurry. */
export function placeLost(state: ConversationState, event: EventOf<'handoff.place_lost'>, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff?.id !== event.handoffId || handoff.moving != null || handoff.thread === null) return unchanged(state);
  if (!isWorkedOn(state) || placeOf(handoff, policy) !== event.place) return unchanged(state);
  return begun(state, handoff, { to: event.to, why: 'unusable', by: null });
}

/** The customer hears it once in each outage, and only while they wait. */
export function unreachable(state: ConversationState, event: EventOf<'handoff.unreachable'>, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff?.id !== event.handoffId || state.waitingSince === null || !isWorkedOn(state)) return unchanged(state);
  if (handoff.toldUnreachable !== undefined && handoff.toldUnreachable >= event.since) return unchanged(state);
  const told = { ...state, handoff: { ...handoff, toldUnreachable: event.since } } as ConversationState;
  return say(told, 'handoff_delayed', policy, event.cause, event.at);
}

const isWorkedOn = ({ mode }: ConversationState): boolean => mode !== 'bot' && mode !== 'resolved';

/** Counts what the thread shows, and goes on in a new one before the thread is slow to read. */
export function withLength(event: ConversationEvent, decision: Decision, policy: Policy): Decision {
  const { state, effects } = decision;
  const { handoff } = state;
  const { threadMax } = policy.inbox;
  if (threadMax === null || handoff === null || handoff.thread === null || event.type === 'handoff.moved')
    return decision;
  const added = effects.filter(isShown).length + (event.type === 'agent.message_posted' && !event.former ? 1 : 0);
  if (added === 0) return decision;
  const grown: Handoff = { ...handoff, length: (handoff.length ?? 0) + added };
  const counted = { ...decision, state: { ...state, handoff: grown } as ConversationState };
  const here = placeOf(handoff, policy);
  const isLong = (grown.length ?? 0) >= threadMax && grown.moving == null && isWorkedOn(state) && here !== null;
  return isLong ? and(counted, (next) => begun(next, grown, { to: here, why: 'long', by: null })) : counted;
}

const isShown = (effect: Effect): boolean =>
  effect.type === 'post_message' ||
  effect.type === 'post_change' ||
  (effect.type === 'post_notice' && effect.at === undefined);

/** It stays where it is, or is opened again where it was, if its thread was lost meanwhile. */
export function notMoved(state: ConversationState, event: EventOf<'handoff.not_moved'>, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff?.moving == null || handoff.id !== event.handoffId || handoff.moving.to !== event.to)
    return unchanged(state);
  const { by, why } = handoff.moving;
  // A long thread is tried again a little later.
  const length = why === 'long' ? { length: (handoff.length ?? 0) - TRY_AGAIN_AFTER } : {};
  const next = { ...state, handoff: { ...handoff, moving: null, ...length } } as ConversationState;
  if (handoff.thread === null) return become(next, [{ type: 'open_handoff', handoffId: handoff.id }]);
  if (by === null) return become(next);
  const label = labelOf(policy.inbox.places, event.to);
  const text = `${by.name} wanted to move this conversation to ${label}. It stays here, because that failed: ${event.reason}`;
  return become(next, announce(next, text, 'warning', { mention: by.id }));
}

/**
 * A reply in a thread that the conversation has left: it never reaches the customer from there by itself, and its writer
 * is told where the conversation is.
 */
export function postedInFormer(
  state: ConversationState,
  event: EventOf<'agent.message_posted'>,
  policy: Policy,
): Decision {
  const { handoff } = state;
  const { messageId: message, agent, addressing } = event;
  const note = [recordAgent(event, 'internal')];
  const refused = refusedStanding(state, agent, note);
  if (refused !== null || handoff === null) return refused ?? become(state, [], note);
  const goesOn = `This conversation goes on in ${labelNow(handoff, policy)}`;
  if (addressing === 'note')
    return become(state, toldThere(state, event, `${goesOn}, where your note is not shown.`), note);
  const takeOver = state.mode === 'bot' || state.mode === 'resolved';
  const actions: Notice['actions'] = [
    {
      label: takeOver ? 'Send and take over' : 'Send to customer',
      action: { name: 'send_message', message, takeOver },
    },
    { label: 'Keep internal', action: { name: 'keep_internal', message } },
  ];
  const text = `${goesOn}, so your message was not sent. It is kept as a note.`;
  return become(state, toldThere(state, event, text, actions), note);
}

function toldThere(
  state: ConversationState,
  { agent }: EventOf<'agent.message_posted'>,
  text: string,
  actions: Notice['actions'] = [],
): readonly Effect[] {
  const { handoff } = state;
  if (handoff === null) return [];
  const link = handoff.thread === null ? {} : { link: handoff.thread };
  const notice: Notice = { text, tone: 'info', actions, mention: null, ...link };
  return [{ type: 'tell_agent', handoffId: handoff.id, agentId: agent.id, notice }];
}

/** Whoever acts in a thread that the conversation has left is answered there, where they look. */
export function answeredWhereAsked(event: ConversationEvent, decision: Decision): Decision {
  const at = 'former' in event ? event.former : undefined;
  if (at === undefined) return decision;
  const effects = decision.effects.map((effect): Effect => (effect.type === 'tell_agent' ? { ...effect, at } : effect));
  return { ...decision, effects };
}

/** What is sent from a thread that the conversation has left is shown in the one where it is. */
export const shownWhereItIs = (event: Acted, decision: Decision, messageId: Acted['about']): Decision => {
  const { handoff } = decision.state;
  if (event.former === undefined || messageId === null || handoff === null || handoff.thread === null) return decision;
  return withEffects(decision, { type: 'post_message', handoffId: handoff.id, messageId: messageId.entry.id });
};
