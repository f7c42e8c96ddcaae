import type { ExternalId, MessageId } from '../ids';
import { textPart } from '../message';
import { become, type Decision, type TranscriptChange, unchanged, withEffects } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { announceIfOpen } from './handoff-steps';
import type { Policy } from './policy';
import type { BotConversation, ConversationState } from './state';

type Heard = EventOf<'transcriber.finished'>;
type Received = EventOf<'customer.message_received'>;

export const isSpoken = ({ parts }: Received, { transcribe }: Policy): boolean =>
  transcribe && parts.some((part) => part.type === 'media' && part.kind === 'voice');

/** Every voice note is written down, whoever answers; but for people whom nobody answers. */
export const withTranscription = (decision: Decision, event: ConversationEvent, policy: Policy): Decision =>
  event.type === 'customer.message_received' && isSpoken(event, policy) && decision.state.blockedByUs === null
    ? withEffects(decision, { type: 'transcribe', messageId: event.messageId })
    : decision;

/** What it says decides what follows: an answer, a person, or a question back. */
export const listen = (state: BotConversation, messageId: MessageId): Decision =>
  become({ ...state, draftingFor: messageId, bot: { ...state.bot, listening: messageId } }, [{ type: 'show_typing' }]);

/** What was said means what it would mean written. */
export const spoken = ({ at, cause, messageId, text, signals }: Heard): Received => ({
  type: 'customer.message_received',
  ...{ at, cause, messageId, signals },
  externalId: '' as ExternalId,
  parts: text === null ? [] : [textPart(text)],
  ...{ name: null, language: null, command: null, heard: true },
});

export const writtenDown = ({ messageId, parts }: Heard): readonly TranscriptChange[] => [
  { type: 'patch', id: messageId, parts },
];

/** Agents read it under the voice note; where there is no thread yet, it opens with both. */
export function transcribed(state: ConversationState, event: Heard): Decision {
  if (event.text === null) return unchanged(state);
  const line = announceIfOpen(state, 'What the voice note says, as a machine heard it:', 'info', { quote: event.text });
  return become(state, line, writtenDown(event));
}
