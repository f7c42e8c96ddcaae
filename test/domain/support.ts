import type { ConversationEvent, Fact, KnownMessage } from '../../src/domain/conversation/events';
import { SIGN_WEIGHTS } from '../../src/domain/conversation/evidence';
import { DEFAULT_NOTICES } from '../../src/domain/conversation/notices';
import type { HandoffPacket } from '../../src/domain/conversation/packet';
import type { Policy } from '../../src/domain/conversation/policy';
import { NO_SIGNALS, type Signals } from '../../src/domain/conversation/signals';
import {
  type BotConversation,
  FRESH_BOT,
  type Handoff,
  type HumanConversation,
  newConversation,
  type QueuedConversation,
  type ResolvedConversation,
  type SnoozedConversation,
} from '../../src/domain/conversation/state';
import type {
  ChannelId,
  ContactAddress,
  ConversationId,
  ExternalId,
  HandoffId,
  MessageId,
  PlaceId,
  ThreadRef,
} from '../../src/domain/ids';
import { instant } from '../../src/domain/ids';
import type { AgentAction, AgentIdentity } from '../../src/domain/incoming-event';
import { type TranscriptEntry, textPart } from '../../src/domain/message';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const T0 = instant(1_800_000_000_000);

export const ANA: AgentIdentity = { id: 'U-ANA', name: 'Ana', standing: 'member' };
export const BOB: AgentIdentity = { id: 'U-BOB', name: 'Bob', standing: 'member' };

export const SUPPORT = 'C1' as PlaceId;
export const BILLING = 'C2' as PlaceId;

export const POLICY: Policy = {
  maxClarifications: 2,
  maxFailures: 2,
  maxBotTurns: 30,
  offerAt: 0.6,
  escalateAt: 1,
  signWeights: SIGN_WEIGHTS,
  vipContacts: [],
  claimDueMs: 5 * MINUTE,
  openDueMs: MINUTE,
  replyDueMs: 15 * MINUTE,
  hours: null,
  reopenWithinMs: 24 * HOUR,
  speaking: 'holder',
  showInChannel: true,
  undoGraceMs: 0,
  leakCheck: 'unsendable',
  revealNumbers: true,
  discloseAi: false,
  modelSummary: false,
  transcribe: false,
  channel: {
    label: 'Telegram',
    burstMs: 0,
    helpBelongsToCarrier: false,
    replyWindowMs: null,
    edits: true,
    deletes: true,
    reactions: ['👍', '❤'],
    template: false,
  },
  inbox: {
    places: [
      { id: SUPPORT, label: '#support' },
      { id: BILLING, label: '#billing' },
    ],
    threadMax: null,
  },
  texts: DEFAULT_NOTICES,
};

export const PACKET: HandoffPacket = {
  headline: 'Where is my order?',
  suggestedOpening: null,
  wants: null,
  facts: [],
  tried: [],
  blocked: null,
  promised: null,
  mood: null,
  language: null,
  notVerified: [],
  madeBy: 'rules',
  madeAt: T0,
};

export const messageId = (name: string): MessageId => name as MessageId;
export const THREAD = 'C1:1.1' as ThreadRef;
export const HANDOFF_ID = 'conv:h1' as HandoffId;

export const handoff = (changes: Partial<Handoff> = {}): Handoff => ({
  id: HANDOFF_ID,
  reason: 'asked_for_person',
  evidence: null,
  signs: [],
  trace: { turns: 2, clarifications: 0, failures: 0, signals: null },
  requestedAt: T0,
  thread: THREAD,
  packet: PACKET,
  cardVersion: 1,
  overdue: false,
  lastHolder: null,
  ...changes,
});

const base = newConversation('conv' as ConversationId, 'telegram' as ChannelId, '1' as ContactAddress);
const wrote = {
  lastCustomerMessageAt: T0,
  lastCustomerMessageId: messageId('m0'),
  lastActivityAt: T0,
  contactName: 'Maria',
};

export const bot = (changes: Partial<BotConversation> = {}): BotConversation => ({
  ...base,
  ...wrote,
  waitingSince: T0,
  draftingFor: messageId('m0'),
  bot: FRESH_BOT,
  ...changes,
});
export const queued = (changes: Partial<QueuedConversation> = {}): QueuedConversation => {
  const { draftingFor: _none, ...rest } = bot();
  return { ...rest, mode: 'queued', epoch: 1, handoff: handoff(), ...changes };
};
export const human = (changes: Partial<HumanConversation> = {}): HumanConversation => ({
  ...queued(),
  mode: 'human',
  waitingSince: null,
  handoff: handoff({ lastHolder: { id: ANA.id, name: ANA.name } }),
  holder: { id: ANA.id, name: ANA.name },
  remindedAt: null,
  ...changes,
});
export const snoozed = (changes: Partial<SnoozedConversation> = {}): SnoozedConversation => {
  const { remindedAt: _none, ...rest } = human();
  return { ...rest, mode: 'snoozed', until: instant(T0 + HOUR), ...changes };
};
export const resolved = (changes: Partial<ResolvedConversation> = {}): ResolvedConversation => {
  const { draftingFor: _none, ...rest } = bot();
  return {
    ...rest,
    mode: 'resolved',
    epoch: 1,
    waitingSince: null,
    handoff: handoff({ lastHolder: { id: ANA.id, name: ANA.name } }),
    resolvedAt: T0,
    ...changes,
  };
};

let causes = 0;
export const event = <F extends Fact>(fact: F, at = T0 + MINUTE): ConversationEvent => ({
  ...fact,
  at: instant(at),
  cause: `c${++causes}`,
});

export const writes = (text = 'Where is my order?', signals: Partial<Signals> = {}, id = 'm1'): Fact => ({
  type: 'customer.message_received',
  messageId: messageId(id),
  externalId: id as ExternalId,
  parts: [textPart(text)],
  signals: { ...NO_SIGNALS, ...signals },
  name: 'Maria',
  language: 'en',
  command: null,
});
export const replies = (kind: 'answer' | 'clarify' | 'no_answer' | 'small_talk' = 'answer', draftFor = 'm0'): Fact => ({
  type: 'responder.replied',
  draftFor: messageId(draftFor),
  messageId: messageId('r1'),
  parts: [textPart('It is on its way.')],
  kind,
});
export const posts = (
  agent: AgentIdentity,
  addressing: 'plain' | 'note' | 'mention' = 'plain',
  id = 'a1',
  text = 'Let me look.',
): Fact => ({
  type: 'agent.message_posted',
  agent,
  messageId: messageId(id),
  externalId: id as ExternalId,
  parts: [textPart(text)],
  addressing,
  mentionsTeam: false,
});
/** `about`: the stored message that the action names. */
export const acts = (agent: AgentIdentity, action: AgentAction, about: KnownMessage | null = null): Fact => ({
  type: 'agent.acted',
  agent,
  action,
  about,
});
/** Ana's message as it is kept, and whether it still waits to be sent. */
export const known = (changes: Partial<TranscriptEntry> = {}, unsent = false): KnownMessage => ({
  entry: {
    id: messageId('n1'),
    author: { role: 'agent', agent: { id: ANA.id, name: ANA.name } },
    visibility: 'internal',
    parts: [textPart('Let me look.')],
    at: T0,
    externalId: null,
    delivery: null,
    mayBeRepeated: false,
    edited: false,
    deleted: false,
    ...changes,
  },
  unsent,
});
