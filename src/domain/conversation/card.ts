import type { HandoffId, Instant } from '../ids';
import type { AgentAction } from '../incoming-event';
import type { Agent } from '../message';
import type { HandoffPacket } from './packet';
import type { Policy } from './policy';
import { type ConversationState, type HandoffReason, holderOf, type LastReply, type Mode, type Sign } from './state';

/** All that the card of a handoff shows. The inbox's adapter lays it out; it decides nothing. */
export interface CardView {
  readonly handoffId: HandoffId;
  /** Grows with every change of the card. */
  readonly version: number;
  /** Short and readable, the same in every mention of the handoff: `a41f`. */
  readonly number: string;
  readonly customerName: string | null;
  readonly mode: Mode;
  readonly overdue: boolean;
  readonly holder: Agent | null;
  readonly lastHolder: Agent | null;
  readonly waitingSince: Instant | null;
  readonly requestedAt: Instant;
  readonly reason: HandoffReason;
  readonly evidence: string | null;
  /** Weak signs and their weights, where they added up. */
  readonly signs: readonly Sign[];
  readonly packet: HandoffPacket | null;
  readonly language: string | null;
  /** What the link says by which they came; null: they found us themselves. */
  readonly cameBy: string | null;
  /** Free text reaches the customer until then; null: always. */
  readonly windowEndsAt: Instant | null;
  /** It has ended: replies wait for the customer to write. */
  readonly windowIsClosed: boolean;
  /** When the customer was last asked to write, by the approved template. */
  readonly templateSentAt: Instant | null;
  readonly reachable: 'yes' | 'blocked' | 'opted_out';
  /** Who of us decided not to answer this contact. */
  readonly blockedByUs: Agent | null;
  readonly lastReply: LastReply | null;
  readonly snoozedUntil: Instant | null;
  /** They wrote outside opening hours and were told that people are back then. */
  readonly toldBackAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly actions: readonly CardAction[];
}

export type CardAction = AgentAction['name'];

/** In the order in which they are offered. */
const ACTIONS: Readonly<Record<Mode, readonly CardAction[]>> = {
  bot: ['take_over', 'resolve', ...look('block_sender')],
  queued: [
    'claim',
    'draft_reply',
    'choose_assignee',
    'return_to_bot',
    'resolve',
    ...look('snooze', 'choose_place', 'block_sender'),
  ],
  human: [
    'draft_reply',
    'resolve',
    'return_to_bot',
    'choose_assignee',
    ...look('snooze', 'take_over', 'choose_place', 'block_sender'),
  ],
  snoozed: [
    'take_over',
    'resolve',
    'return_to_bot',
    'choose_assignee',
    ...look('snooze', 'choose_place', 'block_sender'),
  ],
  resolved: ['take_over', ...look('block_sender')],
};

const WHILE_BLOCKED: readonly CardAction[] = ['unblock_sender', ...look()];

function look(...more: readonly CardAction[]): readonly CardAction[] {
  return ['explain_handoff', 'show_transcript', ...more];
}

/** Chosen from a menu, which shows its choice until the card is drawn anew, though nothing else on it changes. */
export const LEAVES_MENU_OPEN: ReadonlySet<CardAction> = new Set([
  'explain_handoff',
  'show_transcript',
  'reveal_numbers',
  'choose_assignee',
  'choose_place',
  'block_sender',
  'snooze',
]);

type CardChannel = Pick<Policy['channel'], 'replyWindowMs' | 'template'>;

/** The card as it should look now; null where there was never a handoff. */
export function cardOf(state: ConversationState, channel: CardChannel): CardView | null {
  const { handoff } = state;
  if (handoff === null) return null;
  return {
    handoffId: handoff.id,
    version: handoff.cardVersion,
    number: shortNumber(handoff.id),
    customerName: state.contactName,
    mode: state.mode,
    overdue: handoff.overdue,
    holder: 'holder' in state ? state.holder : null,
    lastHolder: handoff.lastHolder,
    // While the AI answers, the card does not follow every message: Slack takes few updates a minute.
    waitingSince: state.mode === 'bot' ? null : state.waitingSince,
    requestedAt: handoff.requestedAt,
    reason: handoff.reason,
    evidence: handoff.evidence,
    signs: handoff.signs,
    packet: handoff.packet,
    language: state.language,
    cameBy: state.cameBy ?? null,
    windowEndsAt: state.mode === 'bot' ? null : windowEnd(state, channel),
    windowIsClosed: state.windowIsClosed ?? false,
    templateSentAt: state.templateSentAt,
    reachable: state.reachable,
    blockedByUs: state.blockedByUs,
    lastReply: state.lastReply,
    snoozedUntil: state.mode === 'snoozed' ? state.until : null,
    toldBackAt: outsideHours(state),
    resolvedAt: state.mode === 'resolved' ? state.resolvedAt : null,
    actions: actionsOf(state, channel),
  };
}

/** Only the holder may look, so somebody has to be. */
const reveals = (state: ConversationState): readonly CardAction[] =>
  state.hidesNumbers && holderOf(state) !== null ? ['reveal_numbers'] : [];

/** Only while somebody waits who was told so. */
function outsideHours({ mode, waitingSince, toldBackAt = null }: ConversationState): Instant | null {
  if (mode === 'bot' || mode === 'resolved' || waitingSince === null || toldBackAt === null) return null;
  return toldBackAt > waitingSince ? toldBackAt : null;
}

function actionsOf(state: ConversationState, { template }: CardChannel): readonly CardAction[] {
  if (state.blockedByUs !== null) return WHILE_BLOCKED;
  const canAsk = template && state.windowIsClosed === true && state.templateSentAt === null;
  const isOpen = state.mode !== 'bot' && state.mode !== 'resolved';
  const first: readonly CardAction[] = canAsk && isOpen ? ['send_template'] : [];
  return [...first, ...ACTIONS[state.mode], ...reveals(state)];
}

const windowEnd = (state: ConversationState, { replyWindowMs }: CardChannel): Instant | null =>
  replyWindowMs === null || state.lastCustomerMessageAt === null
    ? null
    : ((state.lastCustomerMessageAt + replyWindowMs) as Instant);

/** Four characters are enough to tell open threads apart at a glance; nothing looks a handoff up by them. */
export const shortNumber = (id: HandoffId): string => {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return (hash & 0xffff).toString(16).padStart(4, '0');
};
