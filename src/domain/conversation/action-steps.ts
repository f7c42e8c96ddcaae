import { type Instant, plusMs } from '../ids';
import { type MessagePart, textPart } from '../message';
import { answersCode, startCode } from './action-code';
import { startRun, withActions } from './action-results';
import { botSays, followed } from './bot-message';
import { become, type Decision, mayWrite, say, unchanged } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { handOff } from './handoff-steps';
import { type NoticeKey, noticeText } from './notices';
import type { Policy } from './policy';
import type { BotConversation, ConversationState } from './state';
import {
  type ActionMemory,
  actionsOf,
  type Collecting,
  isTrusted,
  type Proposed,
  pendingOf,
  type ToolAction,
} from './tool-action';

type Heard = EventOf<'customer.message_received'>;

/** How long a yes counts. */
export const PROPOSAL_MS = 5 * 60_000;
/** A missing order number that comes an hour later answers nothing any more. */
const COLLECTING_MS = 30 * 60_000;
/** More often the same is not asked for: a person sees what is the matter. */
const MAX_ASKED = 3;

/**
 * What the customer's message means to what is open: a yes, a no, a code. Null: something else, which is answered like
 * any message. `closed`: what became of the last proposal before this message.
 */
export function answersPending(
  state: BotConversation,
  closed: ActionMemory['closed'],
  event: Heard,
  policy: Policy,
): Decision | null {
  const pending = pendingOf(state);
  const { affirms, declines } = event.signals;
  switch (pending?.step) {
    case 'collecting':
      return declines ? cancelled(state, event, policy) : null;
    case 'proposed':
      if (declines) return cancelled(state, event, policy);
      return affirms ? affirmed(state, pending, event, policy) : null;
    case 'awaiting_code':
      return declines ? cancelled(state, event, policy) : answersCode(state, pending, event, policy);
    case 'running':
      return affirms ? answered(state, 'action_running', event, policy) : null;
    case undefined:
      return lateYes(state, closed, event, policy);
  }
}

const answered = (state: BotConversation, key: NoticeKey, event: ConversationEvent, policy: Policy): Decision =>
  say({ ...state, waitingSince: null }, key, policy, event.cause, event.at);

const cancelled = (state: BotConversation, event: Heard, policy: Policy): Decision =>
  answered(withActions({ ...state, pending: null }, { closed: 'not_done' }), 'action_cancelled', event, policy);

/** Nothing is open. "ok" and "thanks" after a result are no second yes. */
function lateYes(
  state: BotConversation,
  closed: ActionMemory['closed'],
  event: Heard,
  policy: Policy,
): Decision | null {
  if (closed === null || !event.signals.affirms || event.signals.justThanks) return null;
  return answered(state, closed === 'done' ? 'action_already_done' : 'action_not_open', event, policy);
}

function affirmed(state: BotConversation, pending: Proposed, event: Heard, policy: Policy): Decision {
  if (pending.epoch !== state.epoch) return cancelled(state, event, policy);
  if (event.at > pending.until) return proposeAgain(state, pending, 'action_asked_again', event, policy);
  // What a machine heard is not enough to change something by.
  if (event.heard) return proposeAgain(state, pending, 'action_in_writing', event, policy);
  // It may have crossed the proposal on its way: known once the channel took the message. A tap was made under it.
  if (!pending.sent && event.choice?.id !== AGREE)
    return become({ ...state, pending: { ...pending, answeredAt: event.at } });
  return agreed(state, pending.action, event, policy);
}

/** The customer said yes to exactly what will run. */
function agreed(state: BotConversation, action: ToolAction, event: ConversationEvent, policy: Policy): Decision {
  if (action.identity === 'code' && !isTrusted(state, action.vouchedBy, event.at)) {
    return startCode(state, action, 1, event, policy);
  }
  return startRun(state, action);
}

/** The same text once more, in a new message with a new time. */
function proposeAgain(
  state: BotConversation,
  pending: Proposed,
  lead: 'action_asked_again' | 'action_crossed' | 'action_in_writing',
  event: ConversationEvent,
  policy: Policy,
): Decision {
  const messageId = `proposal:${event.cause}` as Proposed['messageId'];
  const text = `${noticeText(policy.texts, lead, state.language)}\n\n${pending.text}`;
  const parts = agreeable([textPart(text)], state, policy);
  return botSays(proposedIn(state, { ...pending, messageId }, event.at), { messageId, at: event.at }, parts, policy);
}

/** With a yes and a no to tap, where the channel has buttons. */
function agreeable(parts: readonly MessagePart[], { language }: BotConversation, { texts }: Policy): typeof parts {
  const choices = [
    { id: AGREE, label: noticeText(texts, 'yes', language) },
    { id: 'decline', label: noticeText(texts, 'no', language) },
  ];
  const last = parts.at(-1);
  return last?.type === 'text' ? [...parts.slice(0, -1), { ...last, choices }] : parts;
}

const AGREE = 'agree';

const proposedIn = (state: BotConversation, pending: Proposed, at: Instant): BotConversation => ({
  ...state,
  pending: { ...pending, epoch: state.epoch, until: plusMs(at, PROPOSAL_MS), sent: false, answeredAt: null },
});

/** The responder found a tool, and the customer has to say more. Asking for it is no sign of not understanding. */
export function askedInput(state: BotConversation, event: EventOf<'responder.asked_input'>, policy: Policy): Decision {
  const before = pendingOf(state);
  const again = before?.step === 'collecting' && before.tool === event.tool && before.asking === event.asking;
  const asked = again ? before.asked + 1 : 1;
  if (asked > MAX_ASKED) return handOff(state, 'clarified_too_often', null, event, policy);
  const { tool, given, asking, question } = event;
  const pending: Collecting = {
    step: 'collecting',
    tool,
    given,
    asking,
    question,
    asked,
    at: event.at,
    repeated: false,
  };
  return botSays(oneTurnMore({ ...state, pending }), event, [textPart(question)], policy);
}

const oneTurnMore = (state: BotConversation): BotConversation => ({
  ...state,
  bot: { ...state.bot, turns: state.bot.turns + 1, clarifications: 0 },
});

/** A write is shown and waits for a yes; a read of what only its owner may see waits for a code. */
export function requestedAction(
  state: BotConversation,
  event: EventOf<'responder.requested_action'>,
  policy: Policy,
): Decision {
  if (pendingOf(state)?.step === 'running') return answered(state, 'action_running', event, policy);
  const action: ToolAction = { ...event.action, id: `action:${event.cause}` };
  if (action.permission === 'read') return agreed(state, action, event, policy);
  if (!mayWrite(state, policy, event.at)) return become({ ...state, draftingFor: null });
  const { messageId, text, at } = event;
  const proposal: Proposed = {
    ...{ step: 'proposed', action, text, messageId, until: at, epoch: state.epoch },
    ...{ sent: false, answeredAt: null, repeated: false },
  };
  return botSays(
    oneTurnMore(proposedIn(state, proposal, at)),
    event,
    agreeable([textPart(text)], state, policy),
    policy,
  );
}

/**
 * A question in between was answered: what was open is repeated once below the answer, so that a yes to it is a yes to
 * the last thing that was said. Null: nothing to repeat.
 */
export function remindedOf(
  state: BotConversation,
  { kind, messageId, parts, at }: EventOf<'responder.replied'>,
  policy: Policy,
): { readonly state: BotConversation; readonly parts: readonly MessagePart[] } | null {
  const pending = pendingOf(state);
  if (kind !== 'answer' && kind !== 'small_talk') return null;
  if (pending?.step === 'collecting' && !pending.repeated) {
    return { state: { ...state, pending: { ...pending, repeated: true } }, parts: followed(parts, pending.question) };
  }
  if (pending?.step !== 'proposed' || pending.repeated || at > pending.until) return null;
  const again = proposedIn(state, { ...pending, messageId, repeated: true }, at);
  return { state: again, parts: agreeable(followed(parts, pending.text), state, policy) };
}

const ARRIVED: ReadonlySet<string> = new Set(['sent', 'delivered', 'read']);
const A_SECOND_MS = 1_000;

/** Only what the customer was sent can be agreed to. */
export function proposalDelivered(
  state: ConversationState,
  event: EventOf<'delivery.updated'>,
  policy: Policy,
): Decision {
  const pending = pendingOf(state);
  if (state.mode !== 'bot' || pending?.step !== 'proposed' || pending.messageId !== event.messageId) {
    return unchanged(state);
  }
  if (event.status === 'failed' || event.status === 'unknown') {
    return become(withActions({ ...state, pending: null }, { closed: 'not_done' }));
  }
  if (!ARRIVED.has(event.status)) return unchanged(state);
  const sent: BotConversation = { ...state, pending: { ...pending, sent: true } };
  if (pending.answeredAt === null || event.triedAt === undefined) return become(sent);
  // Channels date messages by the second.
  const couldHaveRead = pending.answeredAt >= event.triedAt - (event.triedAt % A_SECOND_MS);
  return couldHaveRead
    ? agreed(sent, pending.action, event, policy)
    : proposeAgain(sent, pending, 'action_crossed', event, policy);
}

/** The customer writes of something else: a proposal that is long past is not spoken of any more. */
export function movedOn(state: BotConversation, at: Instant): BotConversation {
  const pending = pendingOf(state);
  const isOver =
    (pending?.step === 'collecting' && at - pending.at > COLLECTING_MS) ||
    (pending?.step === 'awaiting_code' && at - pending.until > COLLECTING_MS);
  const open = isOver ? { ...state, pending: null } : state;
  return actionsOf(state).closed === null ? open : withActions(open, { closed: null });
}
