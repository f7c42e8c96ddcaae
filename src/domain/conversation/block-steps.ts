import type { AgentAction } from '../incoming-event';
import { and, become, type Decision, type TranscriptChange } from './decision';
import type { Notice } from './effects';
import type { EventOf } from './events';
import { announce, resolved, whisper } from './handoff-steps';
import type { ConversationState } from './state';

type Acted = EventOf<'agent.acted'>;

const UNBLOCK: Notice['actions'][number] = { label: 'Unblock sender', action: { name: 'unblock_sender' } };

/** Asked first, because a customer is left without an answer. Whoever is blocked is over with: resolved, and stays so. */
export function blockSender(state: ConversationState, event: Acted, sure: boolean): Decision {
  if (state.blockedByUs !== null) return become(state, refusedByBlock(state, event.agent));
  if (!sure) {
    const question =
      'Block this sender? Their messages are still shown here, but nobody answers and nothing opens again. You can undo it.';
    const block = { label: 'Block sender', action: { name: 'block_sender', sure: true } } as const;
    return become(
      state,
      whisper(state, event.agent, question, [block, { label: 'Cancel', action: { name: 'dismiss' } }]),
    );
  }
  const { id, name } = event.agent;
  const line = announce(
    state,
    `${name} blocked this sender. What they write is shown here, and nobody answers it.`,
    'warning',
    {
      actions: [UNBLOCK],
    },
  );
  const dropped = state.held.map(({ messageId }): TranscriptChange => ({ type: 'withdraw', id: messageId }));
  const over = and(become(state, line, dropped), (next) => resolved(next, event.at));
  return { ...over, state: { ...over.state, held: [], blockedByUs: { id, name } } };
}

export function unblockSender(state: ConversationState, event: Acted): Decision {
  if (state.blockedByUs === null) return become(state);
  const text = `${event.agent.name} unblocked this sender. They are answered again when they write.`;
  return become({ ...state, blockedByUs: null }, announce(state, text, 'info'));
}

/** What may still be done while the sender is blocked: look, note, and undo it. */
const ALLOWED: ReadonlySet<AgentAction['name']> = new Set([
  'block_sender',
  'unblock_sender',
  'explain_handoff',
  'show_transcript',
  'keep_internal',
  'make_note',
  'dismiss',
]);

export const isBlocked = (state: ConversationState, { action }: Acted): boolean =>
  state.blockedByUs !== null && !ALLOWED.has(action.name);

export const refusedByBlock = (state: ConversationState, agent: Acted['agent']) =>
  whisper(state, agent, `${blocked(state)}, so nothing is sent to them.`, [UNBLOCK]);

/** Why a message stayed in the thread, and what its writer can do. */
export const keptByBlock = (state: ConversationState, keep: Notice['actions'][number]) => ({
  text: `${blocked(state)}, so your message was not sent.`,
  actions: [UNBLOCK, keep],
});

const blocked = ({ blockedByUs }: ConversationState): string =>
  `${blockedByUs?.name ?? 'Somebody'} blocked this sender`;
