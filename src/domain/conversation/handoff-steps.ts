import type { HandoffId, Instant, MessageId } from '../ids';
import { plusMs } from '../ids';
import type { Agent } from '../message';
import { labelOf } from '../place';
import { and, become, type Decision, say, unchanged, withEffects } from './decision';
import type { Effect, Notice } from './effects';
import type { ConversationEvent, EventOf } from './events';
import { afterOpenMs } from './opening-hours';
import type { Policy } from './policy';
import {
  type BotConversation,
  type ConversationState,
  type Facts,
  FRESH_BOT,
  type Handoff,
  type HandoffReason,
  type HandoffTrace,
  type HumanConversation,
  type QueuedConversation,
} from './state';

/** What every mode knows, without what only the present one does. */
export function facts(state: ConversationState): Facts {
  const { id, channelId, contact, contactName, language, epoch, reachable, bot, lastReply, held, templateSentAt } =
    state;
  const { lastCustomerMessageAt, lastCustomerMessageId, lastActivityAt, waitingSince, blockedByUs, draft } = state;
  const {
    toldBackAt = null,
    windowIsClosed = false,
    hidesNumbers = false,
    choosing,
    pending,
    actions,
    template,
  } = state;
  return {
    ...{ id, channelId, contact, contactName, language, epoch, reachable, bot, lastReply, held, templateSentAt },
    ...{ lastCustomerMessageAt, lastCustomerMessageId, lastActivityAt, waitingSince, blockedByUs, draft, toldBackAt },
    windowIsClosed,
    ...(choosing === undefined ? {} : { choosing }),
    ...(pending === undefined ? {} : { pending }),
    ...(actions === undefined ? {} : { actions }),
    ...(hidesNumbers ? { hidesNumbers } : {}),
    ...(state.cameBy === undefined ? {} : { cameBy: state.cameBy }),
    ...(template === undefined ? {} : { template }),
    ...(state.sentAsLinks === undefined ? {} : { sentAsLinks: state.sentAsLinks }),
  };
}

/** A new handoff: the customer's notice, the thread and the timers are one decision, so they happen together. */
export function handOff(
  state: ConversationState,
  reason: HandoffReason,
  evidence: string | null,
  event: ConversationEvent,
  policy: Policy,
): Decision {
  const handoff: Handoff = {
    id: `${state.id}:${event.cause}` as HandoffId,
    reason,
    evidence,
    signs: state.bot.signs,
    trace: traceOf(state, event),
    requestedAt: event.at,
    thread: null,
    packet: null,
    cardVersion: 0,
    overdue: false,
    lastHolder: null,
    openSince: event.at,
  };
  const queued: QueuedConversation = { ...facts(state), mode: 'queued', handoff };
  const told = and(become(queued), (next) => say(next, 'handoff', policy, event.cause, event.at));
  return withEffects(
    told,
    { type: 'open_handoff', handoffId: handoff.id },
    ...(policy.modelSummary ? [{ type: 'summarize', handoffId: handoff.id } as const] : []),
    {
      type: 'start_timer',
      timer: { name: 'open_overdue', handoffId: handoff.id },
      at: plusMs(event.at, policy.openDueMs),
    },
    claimTimer(handoff.id, event.at, policy),
  );
}

const traceOf = ({ bot }: ConversationState, event: ConversationEvent): HandoffTrace => ({
  turns: bot.turns,
  clarifications: bot.clarifications,
  failures: bot.failures,
  signals: 'signals' in event ? event.signals : null,
});

export const claimTimer = (handoffId: HandoffId, since: Instant, policy: Policy): Effect => ({
  type: 'start_timer',
  timer: { name: 'claim_overdue', handoffId, since },
  at: afterOpenMs(policy.hours, since, policy.claimDueMs),
});

/** Goes off unless the customer was answered by then: it carries since when they wait. */
export const replyTimer = (state: HumanConversation, waitingSince: Instant, from: Instant, policy: Policy): Effect => ({
  type: 'start_timer',
  timer: { name: 'reply_overdue', handoffId: state.handoff.id, waitingSince },
  at: afterOpenMs(policy.hours, from, policy.replyDueMs),
});

/** In the hands of `agent`; what the thread does not show yet is caught up. */
export function takenBy(state: ConversationState & { handoff: Handoff }, agent: Agent): HumanConversation {
  const holder = { id: agent.id, name: agent.name };
  const handoff: Handoff = { ...state.handoff, overdue: false, lastHolder: holder, calledAt: null };
  return { ...facts(state), mode: 'human', handoff, holder, remindedAt: null };
}

/** Back in the queue of the same thread, for whoever is free. */
export function requeued(state: ConversationState & { handoff: Handoff }, at: Instant): QueuedConversation {
  return { ...facts(state), mode: 'queued', handoff: { ...state.handoff, overdue: false, openSince: at } };
}

/**
 * Handed back to the AI, with fresh counters. A customer who is still waiting is answered at once: the AI reads what
 * the agent said in the transcript.
 */
export function backToBot(state: ConversationState, event: ConversationEvent, policy: Policy): Decision {
  const waiting = state.waitingSince === null ? null : state.lastCustomerMessageId;
  const bot: BotConversation = {
    ...facts(state),
    mode: 'bot',
    bot: { ...FRESH_BOT, offeredPerson: state.bot.offeredPerson },
    handoff: state.handoff,
    draftingFor: waiting,
  };
  if (waiting !== null) return become(bot, draft(waiting, event.at));
  if (state.mode !== 'human' && state.mode !== 'snoozed') return become(bot);
  return say(bot, 'returned_to_bot', policy, event.cause, event.at);
}

export const draft = (messageId: MessageId, at: Instant): readonly Effect[] => [
  { type: 'show_typing' },
  { type: 'generate_reply', draftFor: messageId, at },
];

export function resolved(state: ConversationState, at: Instant): Decision {
  return become({
    ...facts(state),
    mode: 'resolved',
    waitingSince: null,
    handoff: state.handoff === null ? null : { ...state.handoff, overdue: false },
    resolvedAt: at,
  });
}

/** The thread is there: remember it, and post what was said until now. */
export function opened<S extends ConversationState>(
  state: S,
  event: EventOf<'handoff.opened'>,
  policy: Policy,
): Decision {
  const { handoff } = state;
  if (handoff === null || event.handoffId !== handoff.id || handoff.thread !== null) return unchanged(state);
  const { thread, packet } = event;
  const place = event.place === undefined ? {} : { place: event.place };
  const next = { ...state, handoff: { ...handoff, thread, ...place, packet: handoff.packet ?? packet } };
  return become(next, [...elsewhere(next, event, policy), { type: 'post_transcript', handoffId: handoff.id }]);
}

/** Agents of another place are told why they have it. */
function elsewhere(
  state: ConversationState,
  { place, wanted }: EventOf<'handoff.opened'>,
  policy: Policy,
): readonly Effect[] {
  if (place == null || wanted == null || place === wanted) return [];
  const belongs = labelOf(policy.inbox.places, wanted);
  return announce(
    state,
    `This conversation belongs in ${belongs}, where Baton cannot post at present. So it was opened here.`,
    'warning',
  );
}

/** A root that was deleted is posted again, and the thread moves with all that it held. */
export function threadLost(state: ConversationState, event: EventOf<'handoff.thread_lost'>): Decision {
  const { handoff } = state;
  if (handoff === null || handoff.thread !== event.thread) return unchanged(state);
  // The new root is on its way: what is to be posted waits for that.
  if (handoff.moving != null) return become({ ...state, handoff: { ...handoff, thread: null } } as ConversationState);
  // Nobody works in a finished thread: it is opened again when it is needed, but for the card that can unblock.
  if ((state.mode === 'resolved' || state.mode === 'bot') && state.blockedByUs === null)
    return become({ ...state, handoff: null });
  const lost = { ...state, handoff: { ...handoff, thread: null } } as ConversationState;
  return become(lost, [{ type: 'open_handoff', handoffId: handoff.id }]);
}

export function summarized<S extends ConversationState>(state: S, event: EventOf<'summarizer.finished'>): Decision {
  const { handoff } = state;
  if (handoff === null || handoff.id !== event.handoffId || event.packet === null) return unchanged(state);
  return become({ ...state, handoff: { ...handoff, packet: event.packet } });
}

/** A line about what the card and the transcript tell by themselves when a thread opens: for one that is open already. */
export const announceIfOpen = (state: ConversationState, ...line: Line): readonly Effect[] =>
  state.handoff?.thread == null ? [] : announce(state, ...line);

type Line = [text: string, tone: Notice['tone'], extra?: Partial<Omit<Notice, 'text' | 'tone'>>];

/** A line to everyone in the thread, which waits for one that is being opened; nothing where there is no handoff. */
export function announce(
  state: ConversationState,
  text: string,
  tone: Notice['tone'],
  extra: Partial<Omit<Notice, 'text' | 'tone'>> = {},
): readonly Effect[] {
  const { handoff } = state;
  if (handoff === null) return [];
  const notice: Notice = { text, tone, actions: [], mention: null, ...extra };
  return [{ type: 'post_notice', handoffId: handoff.id, notice }];
}

/** A line that only one agent sees; it waits for a thread that is being opened. */
export function whisper(
  state: ConversationState,
  agent: Agent,
  text: string,
  actions: Notice['actions'] = [],
  quote?: string,
): readonly Effect[] {
  const { handoff } = state;
  if (handoff === null) return [];
  const quoted = quote === undefined ? {} : { quote };
  const notice: Notice = { text, tone: 'info', actions, mention: null, ...quoted };
  return [{ type: 'tell_agent', handoffId: handoff.id, agentId: agent.id, notice }];
}
