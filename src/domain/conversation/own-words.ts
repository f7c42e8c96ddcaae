import type { MessageId } from '../ids';
import { type TextPart, type TranscriptEntry, textPart } from '../message';
import { sent, takeInto } from './agent-steps';
import { relayToThread } from './customer-steps';
import { and, become, type Decision, withEffects } from './decision';
import type { EventOf } from './events';
import { whisper } from './handoff-steps';
import { noticeText } from './notices';
import type { Policy } from './policy';
import { type ConversationState, holderOf, type ProposedReply } from './state';
import { NOT_OURS } from './take-back';

type Acted = EventOf<'agent.acted'>;

/** Words of an agent that were not typed in the thread, so the thread is shown them. */
export function sendWritten(
  state: ConversationState,
  event: Acted,
  { id, parts, sources = [] }: Pick<ProposedReply, 'id' | 'parts' | 'sources'>,
  policy: Policy,
): Decision {
  const { id: agentId, name } = event.agent;
  const entry: TranscriptEntry = {
    ...{ id, author: { role: 'agent', agent: { id: agentId, name } }, visibility: 'public', parts, at: event.at },
    ...{ externalId: null, delivery: 'queued', mayBeRepeated: false, edited: false, deleted: false },
    ...(sources.length > 0 ? { answer: { kind: 'answer', sources } } : {}),
  };
  const claimed = holderOf(state) === null ? takeInto(state, event.agent) : become(state);
  const done = and(claimed, (next) => sent({ ...next, draft: null }, event, id, { type: 'append', entry }, policy));
  return withEffects(done, ...relayToThread(done.state, id));
}

/** For a channel that cannot change a message: the new words as a message of its own that says what it is. */
export function sendCorrection(state: ConversationState, event: Acted, policy: Policy): Decision {
  const entry = ours(event);
  if (entry === null) return become(state, whisper(state, event.agent, NOT_OURS));
  if (entry.deleted) return become(state, whisper(state, event.agent, 'This message was deleted, so it was not sent.'));
  const words = entry.parts.find((part): part is TextPart => part.type === 'text');
  if (words === undefined) {
    return become(state, whisper(state, event.agent, 'There are no words in this message that could be corrected.'));
  }
  const prefix = `${noticeText(policy.texts, 'correction', state.language)} `;
  return sendWritten(
    state,
    event,
    { id: `correction:${event.cause}` as MessageId, parts: [behind(prefix, words)] },
    policy,
  );
}

function behind(prefix: string, { text, entities = [] }: TextPart): TextPart {
  const moved = entities.map((entity) => ({ ...entity, offset: entity.offset + prefix.length }));
  return { ...textPart(prefix + text), ...(moved.length === 0 ? {} : { entities: moved }) };
}

/** What stayed inside, as its writer changed it before it went out. The message itself stays a note. */
export function sendChanged(state: ConversationState, event: Acted, text: string, policy: Policy): Decision {
  const entry = ours(event);
  if (entry === null) return become(state, whisper(state, event.agent, NOT_OURS));
  if (entry.visibility === 'public') {
    return become(
      state,
      whisper(state, event.agent, 'This message went to the customer meanwhile; nothing more was sent.'),
    );
  }
  const files = entry.parts.filter(({ type }) => type !== 'text');
  return sendWritten(
    state,
    event,
    { id: `changed:${event.cause}` as MessageId, parts: [textPart(text), ...files] },
    policy,
  );
}

const ours = ({ about }: Acted): TranscriptEntry | null => (about?.entry.author.role === 'agent' ? about.entry : null);
