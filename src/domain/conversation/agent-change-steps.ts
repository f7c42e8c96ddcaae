import type { MessageId } from '../ids';
import { type Kept, keep, looksInternal, OPTED_OUT } from './agent-steps';
import { keptByBlock } from './block-steps';
import { become, type Decision, type TranscriptChange, withEffects } from './decision';
import type { Effect, Notice } from './effects';
import type { EventOf } from './events';
import { whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState } from './state';
import { rewritten, stillWaits, takenBack } from './take-back';

/** What an agent changed in the thread after it was sent. The customer's side follows where the channel can. */
export function agentChanged(
  state: ConversationState,
  event: EventOf<'agent.message_edited'> | EventOf<'agent.message_deleted'>,
  policy: Policy,
): Decision {
  const patch =
    event.type === 'agent.message_edited'
      ? ({ type: 'patch', id: event.messageId, parts: event.parts, edited: true } as const)
      : ({ type: 'patch', id: event.messageId, deleted: true } as const);
  if (!event.wasPublic) return become(state, [], [patch]);
  const waits = stillWaits(state, event.messageId, event.unsent);
  // What was deleted is never sent, whoever wrote it: a member may have sent a guest's words.
  const mayChange = event.agent.standing === 'member' || (waits && event.type === 'agent.message_deleted');
  if (!mayChange) return become(state, [], [patch]);
  if (waits) return changedInTime(state, event, patch, policy);
  const isDeleted = event.type === 'agent.message_deleted';
  const next = isDeleted ? { ...state, held: state.held.filter((held) => held.messageId !== event.messageId) } : state;
  const can = event.type === 'agent.message_edited' ? policy.channel.edits : policy.channel.deletes;
  const effect: Effect =
    event.type === 'agent.message_edited'
      ? { type: 'edit_sent', messageId: event.messageId }
      : { type: 'delete_sent', messageId: event.messageId };
  if (can) return become(next, [effect], [patch]);
  return become(next, cannotChange(next, event, policy), [patch]);
}

function changedInTime(
  state: ConversationState,
  event: EventOf<'agent.message_edited'> | EventOf<'agent.message_deleted'>,
  patch: Extract<TranscriptChange, { type: 'patch' }>,
  policy: Policy,
): Decision {
  if (event.type === 'agent.message_edited') {
    const kept = keptOver(state, event.messageId) ?? looksInternal(event.messageId, event.parts, false, policy);
    if (kept === null) return rewritten(state, event, patch);
    const inside = takenBack(state, { ...patch, visibility: 'internal' }, event.at, policy);
    return withEffects(inside, ...whisper(state, event.agent, kept.text, kept.actions));
  }
  const told = whisper(state, event.agent, 'Taken back in time: the customer did not get it.');
  return withEffects(takenBack(state, patch, event.at, policy), ...told);
}

/** Whoever was blocked or opted out since it was written gets no new words. */
function keptOver(state: ConversationState, id: MessageId): Kept | null {
  if (state.blockedByUs !== null) return keptByBlock(state, keep(id));
  return state.reachable === 'opted_out' ? { text: OPTED_OUT, actions: [] } : null;
}

function cannotChange(
  state: ConversationState,
  event: EventOf<'agent.message_edited'> | EventOf<'agent.message_deleted'>,
  policy: Policy,
): readonly Effect[] {
  const { label } = policy.channel;
  if (event.type === 'agent.message_deleted') {
    return whisper(state, event.agent, `${label} cannot take a message back: the customer still has it.`);
  }
  const text = `${label} cannot change a message: the customer still sees the old text.`;
  return whisper(state, event.agent, text, [correction(event.messageId)]);
}

const correction = (message: MessageId): Notice['actions'][number] => ({
  label: 'Send correction',
  action: { name: 'send_correction', message },
});

/** The channel can, and yet it did not: too old, too long, gone; or nobody knows whether there is anything to change. */
export function changeFailed(
  state: ConversationState,
  { agent, change, messageId, detail }: EventOf<'delivery.change_failed'>,
): readonly Effect[] {
  const has = detail === null ? 'may have' : 'still has';
  const why = detail ?? 'The channel never said whether it arrived, so it cannot be changed there.';
  if (change === 'deleted') return whisper(state, agent, `The customer ${has} the message you deleted. ${why}`);
  const sees = detail === null ? 'may see' : 'still sees';
  return whisper(state, agent, `The customer ${sees} the old text. ${why}`, [correction(messageId)]);
}
