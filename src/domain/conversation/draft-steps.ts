import type { MessageId } from '../ids';
import { plainText, textPart } from '../message';
import { EDITABLE } from './agent-steps';
import { become, type Decision, unchanged } from './decision';
import type { Notice } from './effects';
import type { EventOf, MadeDraft } from './events';
import { whisper } from './handoff-steps';
import { sendWritten } from './own-words';
import type { Policy } from './policy';
import type { ConversationState, ProposedReply } from './state';

type Acted = EventOf<'agent.acted'>;

const AGAIN: Notice['actions'][number] = { label: 'Draft again', action: { name: 'draft_reply' } };

export function askForDraft(state: ConversationState, { agent }: Acted): Decision {
  const { handoff, mode } = state;
  if (handoff === null || handoff.thread === null || mode === 'bot' || mode === 'resolved') return unchanged(state);
  const { lastActivityAt: basedOn } = state;
  return become(state, [{ type: 'draft_for_agent', handoffId: handoff.id, agentId: agent.id, basedOn }]);
}

/** Shown to the agent who asked, who sends it, changes it or puts it away. */
export function drafted(state: ConversationState, event: EventOf<'drafter.finished'>): Decision {
  const agent = { id: event.agentId, name: event.agentId };
  const { draft, basedOn, messageId: id } = event;
  if (draft === 'failed') return become(state, whisper(state, agent, 'No draft could be made just now.', [AGAIN]));
  if (draft === null) return become(state, whisper(state, agent, 'The AI found nothing to answer this with.'));
  if (basedOn !== state.lastActivityAt) {
    return become(
      state,
      whisper(state, agent, 'Somebody wrote while this was drafted, so it is out of date.', [AGAIN]),
    );
  }
  return proposed(
    state,
    agent.id,
    { id, parts: draft.parts, sources: draft.sources, basedOn },
    `Draft${from(draft)}. Only you see it.`,
  );
}

function from({ sources }: MadeDraft): string {
  const titles = [...new Set(sources.map(({ title }) => `“${title}”`))].filter(Boolean);
  return titles.length === 0 ? '' : `, from ${titles.join(', ')}`;
}

function proposed(state: ConversationState, agentId: string, draft: ProposedReply, text: string): Decision {
  const words = plainText(draft.parts);
  const edit = { label: 'Edit…', action: { name: 'edit_draft', draft: draft.id, text: words } } as const;
  const actions: Notice['actions'] = [
    { label: 'Send', action: { name: 'send_draft', draft: draft.id } },
    ...(words.length <= EDITABLE ? [edit] : []),
    { label: 'Discard', action: { name: 'dismiss' } },
  ];
  return become({ ...state, draft }, whisper(state, { id: agentId, name: agentId }, text, actions, words));
}

/** As it was shown: a draft that somebody's message has overtaken is not sent. */
export function sendDraft(state: ConversationState, event: Acted, id: string, policy: Policy): Decision {
  const { draft } = state;
  if (draft?.id !== id || draft.basedOn !== state.lastActivityAt) {
    const text = 'This draft is out of date: somebody wrote since, or it was sent. It was not sent now.';
    return become(state, whisper(state, event.agent, text, [AGAIN]));
  }
  return sendWritten(state, event, draft, policy);
}

/** The agent's own words now. If somebody wrote meanwhile they are kept and asked about, not lost. */
export function sendEdited(state: ConversationState, event: Acted, id: string, text: string, policy: Policy): Decision {
  const { draft } = state;
  const parts = [textPart(text)];
  if (draft?.id === id && draft.basedOn === state.lastActivityAt)
    return sendWritten(state, event, { ...draft, parts }, policy);
  const kept = { id: `text:${event.cause}` as MessageId, parts, basedOn: state.lastActivityAt };
  return proposed(state, event.agent.id, kept, 'Somebody wrote while you were editing. Your text was not sent yet.');
}
