import type { AgentAction } from '../incoming-event';
import type { Agent } from '../message';
import { and, become, type Decision, type TranscriptChange } from './decision';
import type { Effect, Notice } from './effects';
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
  const over = and(keptBack(state, event), (next) => and(become(next, line), (shown) => resolved(shown, event.at)));
  return { ...over, state: { ...over.state, held: [], blockedByUs: { id, name } } };
}

/** What waits to be sent is a note from now on, which can be sent when the sender is unblocked; its writers are told. */
function keptBack(state: ConversationState, event: Acted): Decision {
  const held = state.held.map(({ messageId, author, parts }) => ({
    messageId,
    agent: author.role === 'agent' ? author.agent : null,
    isWhole: parts === undefined,
  }));
  const unsent = (event.unsent ?? []).map((reply) => ({ ...reply, isWhole: true }));
  const waiting = [...held, ...unsent];
  const record = waiting.flatMap(({ messageId: id, isWhole }): TranscriptChange[] => [
    { type: 'withdraw', id },
    // Of which the customer has a part is no note.
    ...(isWhole ? [{ type: 'patch', id, visibility: 'internal' } as const] : []),
  ]);
  const writers = waiting.flatMap(({ agent, isWhole }) => (agent === null ? [] : [{ ...agent, isWhole }]));
  const { lastReply } = state;
  const next: ConversationState =
    lastReply !== null && waiting.some(({ messageId }) => messageId === lastReply.messageId)
      ? { ...state, lastReply: { ...lastReply, status: 'suppressed', detail: null } }
      : state;
  return become(next, toldKept(next, event.agent, writers), record);
}

/** Each of them once, whatever the number of replies. */
function toldKept(
  state: ConversationState,
  by: Agent,
  writers: readonly (Agent & { readonly isWhole: boolean })[],
): readonly Effect[] {
  const each = [...new Map(writers.map((agent) => [agent.id, agent])).values()];
  return each.flatMap((agent) => {
    const theirs = writers.filter(({ id }) => id === agent.id);
    const count = theirs.length;
    const what = count === 1 ? 'the reply of yours that waited was' : `the ${count} replies of yours that waited were`;
    const note = theirs.some(({ isWhole }) => isWhole)
      ? 'What you wrote is a note now.'
      : 'The customer has a part of it.';
    return whisper(state, agent, `${by.name} blocked this sender, so ${what} not sent. ${note}`);
  });
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
