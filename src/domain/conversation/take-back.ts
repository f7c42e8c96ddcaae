import type { Instant, MessageId } from '../ids';
import { become, type Decision, type TranscriptChange } from './decision';
import type { Effect } from './effects';
import type { EventOf, KnownMessage } from './events';
import { claimTimer, replyTimer, whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState } from './state';

type Patch = Extract<TranscriptChange, { type: 'patch' }>;

/** It can still be changed or taken back: nothing of it was attempted, or it was refused for good and waits as a whole. */
export const stillWaits = (state: ConversationState, messageId: MessageId, unsent: boolean): boolean =>
  unsent || state.held.some((held) => held.messageId === messageId && held.parts === undefined);

/** Not sent after all. A customer whom it would have answered waits again, since when they did before. */
export function takenBack(state: ConversationState, patch: Patch, at: Instant, policy: Policy): Decision {
  const { lastReply } = state;
  const held = state.held.filter(({ messageId }) => messageId !== patch.id);
  const record: readonly TranscriptChange[] = [{ type: 'withdraw', id: patch.id }, patch];
  if (lastReply?.messageId !== patch.id) return become({ ...state, held }, [], record);
  // Nobody is waited for in a conversation that is over, and the AI answers what it is asked.
  const isWorkedOn = state.mode !== 'resolved' && state.mode !== 'bot';
  const waitingSince = (isWorkedOn ? lastReply.answers : null) ?? state.waitingSince;
  const next: ConversationState = {
    ...state,
    held,
    waitingSince,
    lastReply: { ...lastReply, status: 'suppressed', detail: null },
  };
  const { state: clocked, effects } = waitsAgain(next, state.waitingSince, at, policy);
  return become(clocked, effects, record);
}

/** For its holder, or for whoever is free where they have left since. */
function waitsAgain(
  state: ConversationState,
  before: Instant | null,
  at: Instant,
  policy: Policy,
): { readonly state: ConversationState; readonly effects: readonly Effect[] } {
  const { waitingSince } = state;
  if (waitingSince === null) return { state, effects: [] };
  if (state.mode === 'human') return { state, effects: [replyTimer(state, waitingSince, at, policy)] };
  if (state.mode !== 'queued' || before !== null) return { state, effects: [] };
  const handoff = { ...state.handoff, overdue: false, openSince: at };
  return { state: { ...state, handoff }, effects: [claimTimer(handoff.id, at, policy)] };
}

/** The words of a reply that waits are what is sent, in the place it has among the others. */
export function rewritten(state: ConversationState, event: EventOf<'agent.message_edited'>, patch: Patch): Decision {
  // What waits for the reply window is planned when the window opens, from the words it has then.
  if (state.held.some(({ messageId }) => messageId === event.messageId)) return become(state, [], [patch]);
  const { id, name } = event.agent;
  const author = { role: 'agent', agent: { id, name } } as const;
  const { messageId } = event;
  return become(state, [{ type: 'send_to_customer', messageId, author, validIn: 'always', replaces: true }], [patch]);
}

/** An agent asks to keep a message among colleagues: done while the customer has nothing of it, else told the truth. */
export function makeNote(state: ConversationState, event: EventOf<'agent.acted'>, policy: Policy): Decision {
  const { about, agent } = event;
  if (about === null || about.entry.author.role !== 'agent') return become(state, whisper(state, agent, NOT_OURS));
  const { entry } = about;
  if (entry.visibility === 'internal') {
    return become(state, whisper(state, agent, 'This is a note already: the customer does not have it.'));
  }
  if (!stillWaits(state, entry.id, about.unsent)) {
    return become(state, whisper(state, agent, tooLate(about, policy)));
  }
  const kept = takenBack(state, { type: 'patch', id: entry.id, visibility: 'internal' }, event.at, policy);
  const told = whisper(state, agent, 'Kept as a note in time: the customer did not get it.');
  return { ...kept, effects: [...kept.effects, ...told] };
}

export const NOT_OURS = 'This works on messages that your team wrote in this thread.';

function tooLate({ entry }: KnownMessage, { channel }: Policy): string {
  if (entry.delivery === 'failed') return 'This was not delivered: the customer does not have it.';
  if (entry.delivery === 'queued' || entry.delivery === 'unknown')
    return 'This is on its way already, and the customer may have it.';
  const remedy = channel.deletes ? ' Delete the message to take it back.' : ` ${channel.label} cannot take it back.`;
  return `The customer has this already.${remedy}`;
}
