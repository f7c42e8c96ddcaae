import { withActions } from './action-results';
import { followed } from './bot-message';
import { and, become, type Decision, say, type TranscriptChange, unchanged } from './decision';
import type { EventOf } from './events';
import { announce, announceIfOpen } from './handoff-steps';
import { type NoticeKey, noticeText } from './notices';
import type { Policy } from './policy';
import type { ConversationState } from './state';
import { actionsOf, type Pending, pendingOf } from './tool-action';

/**
 * Nothing stays open behind anybody's back. When people take over, what was not agreed to ends, the customer is told so
 * with the notice of the handoff, and agents see it. And a yes counts only for the last thing that was said: words of
 * ours after a proposal end it, and say so.
 */
export function closeActions(before: ConversationState, decision: Decision, policy: Policy): Decision {
  const { state } = decision;
  const pending = pendingOf(state);
  if (state.mode !== 'bot') return pending === null ? decision : takenOver(before, decision, pending, policy);
  const reopened =
    before.mode === 'bot' ? decision : withState(decision, withActions(state, { undone: null, closed: null }));
  if (pending?.step !== 'proposed') return reopened;
  const said = ownWords(decision).at(-1);
  if (said === undefined || said.entry.id === pending.messageId) return reopened;
  return ended(reopened, 'action_lapsed', policy);
}

const withState = (decision: Decision, state: ConversationState): Decision => ({ ...decision, state });

/** What is running goes on: it was agreed to. */
function takenOver(before: ConversationState, decision: Decision, pending: Pending, policy: Policy): Decision {
  const { state } = decision;
  if (pending.step === 'running') {
    if (before.mode !== 'bot') return decision;
    const line = announce(state, `Being done at this moment, as the customer agreed: “${textOf(pending)}”.`, 'info');
    return { ...decision, effects: [...decision.effects, ...line] };
  }
  if (pending.step === 'collecting') return withState(decision, { ...state, pending: null });
  const undone = textOf(pending);
  const over = withState(decision, withActions({ ...state, pending: null }, { undone, closed: 'handed_over' }));
  const line = announceIfOpen(state, `Not done, because it was not agreed to in time: “${undone}”.`, 'warning');
  return appended({ ...over, effects: [...over.effects, ...line] }, 'action_not_done', policy);
}

const textOf = (pending: Exclude<Pending, { step: 'collecting' }>): string =>
  pending.action.text ?? `look up “${pending.action.tool}”`;

function ended(decision: Decision, key: NoticeKey, policy: Policy): Decision {
  const closed = withActions({ ...decision.state, pending: null }, { closed: 'not_done' });
  return appended(withState(decision, closed), key, policy);
}

type Append = Extract<TranscriptChange, { type: 'append' }>;

const ownWords = ({ transcript }: Decision): readonly Append[] =>
  transcript.filter(
    (change): change is Append =>
      change.type === 'append' && (change.entry.author.role === 'bot' || change.entry.author.role === 'system'),
  );

/** Said in the same message: a second one could arrive alone. */
function appended(decision: Decision, key: NoticeKey, policy: Policy): Decision {
  const last = ownWords(decision).at(-1);
  if (last === undefined) return decision;
  const parts = followed(last.entry.parts, noticeText(policy.texts, key, decision.state.language));
  const transcript = decision.transcript.map((change) =>
    change === last ? { ...last, entry: { ...last.entry, parts } } : change,
  );
  return { ...decision, transcript };
}

/** A yes to what ended when people took over: nothing runs, and both sides are told. Once is enough. */
export function yesTooLate(
  state: ConversationState,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  const { closed, undone } = actionsOf(state);
  if (closed !== 'handed_over') return unchanged(state);
  const moved = withActions(state, { closed: null });
  if (!event.signals.affirms || undone === null) return become(moved);
  const line = announce(moved, `Their yes may be to what was proposed before, and was not done: “${undone}”.`, 'info');
  const known = become(moved, line);
  return state.mode === 'queued'
    ? and(known, (next) => say(next, 'action_not_done', policy, event.cause, event.at))
    : known;
}
