import { decide } from '../../domain/conversation/decide';
import { SIGN_WEIGHTS } from '../../domain/conversation/evidence';
import { DEFAULT_NOTICES } from '../../domain/conversation/notices';
import type { Policy } from '../../domain/conversation/policy';
import { newConversation } from '../../domain/conversation/state';
import type { ChannelId, ContactAddress, ConversationId, ExternalId, MessageId } from '../../domain/ids';
import { instant } from '../../domain/ids';
import { textPart } from '../../domain/message';
import { readSignals } from '../signals/read-signals';

/** What the first message of a conversation brings about; `answer`: the AI may try. */
export type Outcome = 'asked_for_person' | 'high_stakes' | 'offer' | 'menu' | 'answer';

/** Settings under which phrases are replayed. */
export interface ReplaySettings {
  /** A hint ("agent", "support") is obeyed like a request instead of answered with an offer. */
  readonly hintsHandOff: boolean;
}

const AT = instant(0);

const POLICY: Policy = {
  maxClarifications: 2,
  maxFailures: 1,
  maxBotTurns: 20,
  offerAt: 0.6,
  escalateAt: 1,
  signWeights: SIGN_WEIGHTS,
  vipContacts: [],
  claimDueMs: 0,
  openDueMs: 0,
  replyDueMs: 0,
  hours: null,
  reopenWithinMs: 0,
  speaking: 'holder',
  undoGraceMs: 0,
  showInChannel: false,
  leakCheck: 'off',
  revealNumbers: true,
  discloseAi: false,
  modelSummary: false,
  transcribe: false,
  channel: {
    label: 'Eval',
    burstMs: 0,
    helpBelongsToCarrier: false,
    replyWindowMs: null,
    edits: false,
    reactions: [],
    deletes: false,
    template: false,
  },
  inbox: { places: [] },
  texts: DEFAULT_NOTICES,
};

/** Reads the signals and lets the same decider decide that decides for customers. */
export function outcomeOf(text: string, { hintsHandOff }: ReplaySettings): Outcome {
  const read = readSignals(text, { language: null });
  const signals =
    hintsHandOff && read.asksForPerson === 'weak' ? { ...read, asksForPerson: 'explicit' as const } : read;
  const { state, effects } = decide(
    newConversation('eval' as ConversationId, 'eval' as ChannelId, 'eval' as ContactAddress),
    {
      type: 'customer.message_received',
      at: AT,
      cause: 'eval',
      messageId: 'eval' as MessageId,
      externalId: 'eval' as ExternalId,
      parts: [textPart(text)],
      signals,
      name: null,
      language: null,
      command: null,
    },
    POLICY,
  );
  if (state.handoff !== null) return state.handoff.reason === 'asked_for_person' ? 'asked_for_person' : 'high_stakes';
  if (effects.some(({ type }) => type === 'generate_reply')) return 'answer';
  return state.bot.offerOpen ? 'offer' : 'menu';
}
