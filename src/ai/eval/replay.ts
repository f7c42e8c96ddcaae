import { decide } from '../../domain/conversation/decide';
import type { ConversationEvent, Fact } from '../../domain/conversation/events';
import type { SignalRules } from '../../domain/conversation/handoff-rules';
import type { Policy } from '../../domain/conversation/policy';
import { type BotConversation, newConversation } from '../../domain/conversation/state';
import {
  type ChannelId,
  type ContactAddress,
  type ConversationId,
  type ExternalId,
  instant,
  type MessageId,
} from '../../domain/ids';
import { textPart } from '../../domain/message';
import { readSignals } from '../signals/read-signals';

/** What the first message of a conversation brings about; `answer`: the AI may try. */
export type Outcome = 'asked_for_person' | 'high_stakes' | 'offer' | 'menu' | 'answer';

/** The settings under which something is replayed, as decisions read them. */
export interface ReplaySettings {
  readonly policy: Policy;
  readonly rules: SignalRules;
}

const MINUTE_MS = 60_000;

export const freshConversation = (): BotConversation =>
  newConversation('eval' as ConversationId, 'eval' as ChannelId, 'eval' as ContactAddress);

/** The facts of a conversation, a minute apart. */
export const eventAt = (n: number, fact: Fact): ConversationEvent => ({
  ...fact,
  at: instant(n * MINUTE_MS),
  cause: `eval-${n}`,
});

export const customerSays = (n: number, text: string, { rules }: ReplaySettings): ConversationEvent =>
  eventAt(n, {
    type: 'customer.message_received',
    messageId: `eval-${n}` as MessageId,
    externalId: `eval-${n}` as ExternalId,
    parts: [textPart(text)],
    signals: readSignals(text, { language: null }, rules),
    name: null,
    language: null,
    command: null,
  });

/** Reads the signals and lets the same decider decide that decides for customers. */
export function outcomeOf(text: string, settings: ReplaySettings): Outcome {
  const { state, effects } = decide(freshConversation(), customerSays(0, text, settings), settings.policy);
  if (state.handoff !== null) return state.handoff.reason === 'asked_for_person' ? 'asked_for_person' : 'high_stakes';
  if (effects.some(({ type }) => type === 'generate_reply')) return 'answer';
  return state.bot.offerOpen ? 'offer' : 'menu';
}
