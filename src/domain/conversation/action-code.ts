import { plusMs } from '../ids';
import { textPart } from '../message';
import { startRun } from './action-results';
import { botSays } from './bot-message';
import { become, type Decision, say, unchanged } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { handOff } from './handoff-steps';
import { type NoticeKey, noticeText } from './notices';
import type { Policy } from './policy';
import type { BotConversation } from './state';
import { type AwaitingCode, actionsOf, pendingOf, type ToolAction } from './tool-action';

type Heard = EventOf<'customer.message_received'>;

/** A code works this long, takes this many guesses, and is sent this often to one address and in one conversation a day. */
export const CODE_MS = 10 * 60_000;
const MAX_TRIES = 3;
const MAX_SENDS_PER_ADDRESS = 3;
const MAX_SENDS = 6;
const DAY_MS = 24 * 60 * 60_000;
/** Whoever typed a right code is known for so long. */
const TRUST_MS = 30 * 60_000;

/** Sends a code to the address on file; a person takes over where that was done too often. */
export function startCode(
  state: BotConversation,
  action: ToolAction,
  send: number,
  event: ConversationEvent,
  policy: Policy,
): Decision {
  const codes = actionsOf(state).codes.filter(({ at }) => event.at - at < DAY_MS);
  const here = codes.filter(({ vouchedBy }) => vouchedBy === action.vouchedBy);
  if (codes.length >= MAX_SENDS || here.length >= MAX_SENDS_PER_ADDRESS) {
    return handOff(state, 'not_identified', 'Codes were sent too often and none was typed.', event, policy);
  }
  const until = plusMs(event.at, CODE_MS);
  const pending: AwaitingCode = { step: 'awaiting_code', action, send, to: null, tries: 0, until };
  const actions = {
    ...actionsOf(state),
    codes: [...codes, { vouchedBy: action.vouchedBy, at: event.at }],
    lastCode: { actionId: action.id, send, until },
  };
  return become({ ...state, draftingFor: null, pending, actions }, [{ type: 'send_code', action, send }]);
}

/** What the customer typed, as far as it is about the code: the digits were compared before, outside of here. */
export function answersCode(
  state: BotConversation,
  pending: AwaitingCode,
  event: Heard,
  policy: Policy,
): Decision | null {
  if (event.code === undefined) {
    // "It does not work": a person can find out who they are in other ways.
    return event.signals.rejectsAnswer ? handOff(state, 'not_identified', null, event, policy) : null;
  }
  if (event.code === 'again') return startCode(state, pending.action, pending.send + 1, event, policy);
  if (event.code === 'locked') return handOff(state, 'not_identified', TOO_MANY, event, policy);
  if (event.at > pending.until) return told(state, 'code_expired', event, policy);
  if (event.code === 'right') return startRun(trusting(state, pending.action, event), pending.action);
  const tries = pending.tries + 1;
  if (tries >= MAX_TRIES) {
    return handOff(state, 'not_identified', 'Three wrong codes were typed.', event, policy);
  }
  return told({ ...state, pending: { ...pending, tries } }, 'code_wrong', event, policy);
}

const TOO_MANY = 'Too many codes were sent or guessed for this within an hour, in this and other conversations.';

const told = (state: BotConversation, key: NoticeKey, event: ConversationEvent, policy: Policy): Decision =>
  say({ ...state, waitingSince: null }, key, policy, event.cause, event.at);

function trusting(state: BotConversation, { vouchedBy }: ToolAction, { at }: Heard): BotConversation {
  const actions = actionsOf(state);
  const others = actions.trust.filter((one) => one.vouchedBy !== vouchedBy && at < one.until);
  return { ...state, actions: { ...actions, trust: [...others, { vouchedBy, until: plusMs(at, TRUST_MS) }] } };
}

/** The code is on its way: the customer is told where to look. */
export function codeSent(state: BotConversation, event: EventOf<'action.code_sent'>, policy: Policy): Decision {
  const pending = pendingOf(state);
  if (pending?.step !== 'awaiting_code' || pending.action.id !== event.actionId || pending.send !== event.send) {
    return unchanged(state);
  }
  const until = plusMs(event.at, CODE_MS);
  const actions = { ...actionsOf(state), lastCode: { actionId: event.actionId, send: event.send, until } };
  const next: BotConversation = { ...state, actions, pending: { ...pending, to: event.to, until } };
  const text = noticeText(policy.texts, 'code_sent', state.language).replace('{to}', event.to);
  return botSays(next, saidFor(event), [textPart(text)], policy);
}

/** The business's system sends no code here, and says why in words for the customer. */
export function codeRefused(state: BotConversation, event: EventOf<'action.code_refused'>, policy: Policy): Decision {
  if (!isOpen(state, event.actionId)) return unchanged(state);
  return botSays({ ...state, pending: null }, saidFor(event), [textPart(event.said)], policy);
}

export function codeFailed(state: BotConversation, event: EventOf<'action.code_failed'>, policy: Policy): Decision {
  if (!isOpen(state, event.actionId)) return unchanged(state);
  if (event.why === 'too_often') return handOff(state, 'not_identified', TOO_MANY, event, policy);
  const pending = pendingOf(state);
  const source = pending?.step === 'awaiting_code' ? pending.action.source : 'The system';
  return handOff(state, 'tool_failed', `No code could be sent: the ${source} did not answer.`, event, policy);
}

const isOpen = (state: BotConversation, actionId: string): boolean => {
  const pending = pendingOf(state);
  return pending?.step === 'awaiting_code' && pending.action.id === actionId;
};

const saidFor = ({ cause, at }: ConversationEvent) => ({ messageId: `said:${cause}` as never, at });
