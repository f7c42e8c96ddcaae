import type { CardView, HandoffId, InboxCard, Instant, MessageId, ThreadPost } from '../../src/ports';
import { textPart } from '../../src/ports';

/** The card of a handoff that nobody has yet, for tests of inboxes. */
export const card = (rest: Partial<CardView> = {}): InboxCard => ({
  channelLabel: 'WhatsApp',
  view: {
    handoffId: 'handoff-1' as HandoffId,
    version: 1,
    number: 'a41f',
    customerName: 'Maria Lopes',
    mode: 'queued',
    overdue: false,
    holder: null,
    lastHolder: null,
    waitingSince: 1_795_350_000_000 as Instant,
    requestedAt: 1_795_350_000_000 as Instant,
    reason: 'asked_for_person',
    signs: [],
    evidence: 'quero falar com alguém',
    packet: null,
    language: 'pt',
    windowEndsAt: null,
    reachable: 'yes',
    blockedByUs: null,
    lastReply: null,
    snoozedUntil: null,
    toldBackAt: null,
    cameBy: null,
    resolvedAt: null,
    windowIsClosed: false,
    templateSentAt: null,
    actions: ['claim', 'return_to_bot', 'resolve'],
    ...rest,
  },
});

export const customerSays = (text: string): ThreadPost => ({
  type: 'messages',
  customerName: 'Maria Lopes',
  channelLabel: 'WhatsApp',
  history: false,
  entries: [
    {
      id: 'm1' as MessageId,
      author: { role: 'customer' },
      visibility: 'public',
      parts: [textPart(text)],
      at: 1_795_350_000_000 as Instant,
      externalId: null,
      delivery: null,
      mayBeRepeated: false,
      edited: false,
      deleted: false,
    },
  ],
});
