import type { MessageId } from '../ids';
import { textPart } from '../message';
import { become, type Decision, mayWrite, withEffects, written } from './decision';
import type { ConversationEvent, EventOf, Lookup } from './events';
import { announce, announceIfOpen, handOff } from './handoff-steps';
import type { Policy } from './policy';
import type { BotConversation, ConversationState } from './state';
import { type ActionMemory, actionsOf, pendingOf, type RanAction, type ToolAction } from './tool-action';

/** Enough for a card; older ones are in the transcript. */
const RAN_KEPT = 10;

export const withActions = <S extends ConversationState>(state: S, changes: Partial<ActionMemory>): S => ({
  ...state,
  actions: { ...actionsOf(state), ...changes },
});

/** From here on it runs to its end, and the customer hears what came of it. */
export const startRun = (state: BotConversation, action: ToolAction): Decision =>
  become({ ...state, draftingFor: null, pending: { step: 'running', action } }, [{ type: 'run_action', action }]);

/** What was looked up for an answer stays known: for the card, and as facts that need no verifying. */
export function remembered<S extends ConversationState>(
  state: S,
  lookups: readonly Lookup[] | undefined,
  event: ConversationEvent & { readonly messageId?: MessageId },
): S {
  if (lookups === undefined || lookups.length === 0) return state;
  const messageId = event.messageId ?? (state.lastCustomerMessageId as MessageId);
  return withRan(
    state,
    lookups.map((one) => ({ ...one, at: event.at, messageId })),
  );
}

const withRan = <S extends ConversationState>(state: S, ran: readonly RanAction[]): S =>
  withActions(state, { ran: [...actionsOf(state).ran, ...ran].slice(-RAN_KEPT) });

/** An agreed action came to its end. The customer is told once, in the words of the system's own answer, in any mode. */
export function actionRan(before: ConversationState, event: EventOf<'action.ran'>, policy: Policy): Decision {
  const { action, result, at } = event;
  const messageId = `said:${action.id}` as MessageId;
  const { tool, source, permission, args } = action;
  const facts = 'facts' in result ? result.facts : [];
  const ran: RanAction = { tool, source, permission, args, outcome: result.outcome, facts, at, messageId };
  const mine = pendingOf(before)?.step === 'running';
  const state = withRan(mine ? { ...before, pending: null } : before, [ran]);
  if ('said' in result) return told(state, event, result.said, messageId, policy);
  if (state.mode === 'bot') return steppedBack(state, event, policy);
  return become(state, announce(state, notDone(action, result.outcome), 'warning'));
}

function told(
  before: ConversationState,
  { action, at, result }: EventOf<'action.ran'>,
  said: string,
  messageId: MessageId,
  policy: Policy,
): Decision {
  const isWrite = action.permission === 'write';
  const state = isWrite ? withActions(before, { closed: 'done' }) : before;
  const line =
    state.mode === 'bot' ? [] : announceIfOpen(state, afterwards(action, result.outcome), 'info', { quote: said });
  if (state.blockedByUs !== null || !mayWrite(state, policy, at)) return become(state, line);
  // Whoever wrote meanwhile still waits for an answer to that.
  const isAnswered = state.mode === 'bot' && state.draftingFor === null;
  const next = { ...state, lastActivityAt: at, ...(isAnswered ? { waitingSince: null } : {}) };
  const sent = become(next, line, [{ type: 'append', entry: written(messageId, 'bot', [textPart(said)], at) }]);
  return withEffects(sent, { type: 'send_to_customer', messageId, author: { role: 'bot' }, validIn: 'always' });
}

function steppedBack(state: BotConversation, event: EventOf<'action.ran'>, policy: Policy): Decision {
  const { action, result } = event;
  return handOff(state, 'tool_failed', notDone(action, result.outcome), event, policy);
}

const what = ({ text, tool }: ToolAction): string => (text === null ? `looking up “${tool}”` : `“${text}”`);

const notDone = (action: ToolAction, outcome: string): string =>
  outcome === 'unknown'
    ? `It may have been done: ${what(action)}. The ${action.source} did not say; look before you do it again.`
    : `Not done: ${what(action)}. The ${action.source} did not answer.`;

const afterwards = (action: ToolAction, outcome: string): string =>
  outcome === 'done'
    ? `Done, as the customer had agreed before: ${what(action)}. They are told so:`
    : `The ${action.source} refused what the customer had agreed to before: ${what(action)}. They are told so:`;
