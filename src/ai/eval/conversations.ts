import { decide } from '../../domain/conversation/decide';
import type { ConversationState, HandoffReason } from '../../domain/conversation/state';
import type { MessageId } from '../../domain/ids';
import { type ReplyKind, textPart } from '../../domain/message';
import { customerSays, eventAt, freshConversation, type ReplaySettings } from './replay';
import type { Tally } from './score';

/** A whole conversation with what the AI said in it, and where a person should have come in. */
export interface LabelledConversation {
  readonly id: string;
  readonly lang: string;
  /** Why a person should come in: a reason to hand off, or `none`. */
  readonly trigger: string;
  readonly turns: readonly ConversationTurn[];
  /** The customer's message, counted from 1, after which a person should answer; null: the AI may go on. */
  readonly handoffAt: number | null;
}

export type ConversationTurn =
  | { readonly from: 'customer'; readonly text: string }
  | { readonly from: 'ai'; readonly text: string; readonly kind: ReplyKind };

export interface ReplayedConversation {
  readonly conversation: LabelledConversation;
  /** The customer's message after which it was handed off; null: it never was. */
  readonly handedOffAt: number | null;
  readonly reason: HandoffReason | null;
  /** After which a person was offered for the first time. */
  readonly offeredAt: number | null;
}

/** A message sooner or later is still in time. */
const TOLERANCE = 1;

/** The decider sees what it would have seen, message by message, until it hands off. */
export function replayConversation(conversation: LabelledConversation, settings: ReplaySettings): ReplayedConversation {
  let state: ConversationState = freshConversation();
  let said = 0;
  let offeredAt: number | null = null;
  for (const [n, turn] of conversation.turns.entries()) {
    if (turn.from === 'customer') said += 1;
    state = next(state, n, turn, settings);
    if (state.mode !== 'bot') {
      return { conversation, handedOffAt: said, reason: state.handoff?.reason ?? null, offeredAt };
    }
    if (state.bot.offeredPerson) offeredAt ??= said;
  }
  return { conversation, handedOffAt: null, reason: null, offeredAt };
}

function next(
  state: ConversationState,
  n: number,
  turn: ConversationTurn,
  settings: ReplaySettings,
): ConversationState {
  if (turn.from === 'customer') return decide(state, customerSays(n, turn.text, settings), settings.policy).state;
  // What the AI said then is not said where the rules answer with an offer or a menu now.
  if (state.mode !== 'bot' || state.draftingFor === null) return state;
  const { draftingFor } = state;
  const replied = eventAt(n, {
    type: 'responder.replied',
    draftFor: draftingFor,
    messageId: `eval-${n}` as MessageId,
    parts: [textPart(turn.text)],
    kind: turn.kind,
  });
  return decide(state, replied, settings.policy).state;
}

export type Verdict = 'right' | 'missed' | 'false';

/** Handed off in time, or rightly not at all; too late or never; for nothing or too early. */
export function verdictOf({ conversation: { handoffAt }, handedOffAt }: ReplayedConversation): Verdict {
  if (handoffAt === null) return handedOffAt === null ? 'right' : 'false';
  if (handedOffAt === null || handedOffAt > handoffAt + TOLERANCE) return 'missed';
  return handedOffAt < handoffAt - TOLERANCE ? 'false' : 'right';
}

export function tallyConversations(replayed: readonly ReplayedConversation[]): Tally {
  const tally = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const one of replayed) {
    const verdict = verdictOf(one);
    if (verdict === 'right') tally[one.conversation.handoffAt === null ? 'tn' : 'tp'] += 1;
    else tally[verdict === 'missed' ? 'fn' : 'fp'] += 1;
  }
  return tally;
}

/** One tally per value, in the order of first appearance. */
export function tallyConversationsBy(
  replayed: readonly ReplayedConversation[],
  key: 'lang' | 'trigger',
): Readonly<Record<string, Tally>> {
  const names = [...new Set(replayed.map(({ conversation }) => conversation[key]))];
  return Object.fromEntries(
    names.map((name) => [name, tallyConversations(replayed.filter(({ conversation }) => conversation[key] === name))]),
  );
}
