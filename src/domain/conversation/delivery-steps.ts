import type { MessageId } from '../ids';
import { shortened } from '../masking/numbers';
import type { Author } from '../message';
import { and, become, type Decision, unchanged } from './decision';
import type { Effect } from './effects';
import type { EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState } from './state';
import { isTemplate } from './template-steps';
import { hold } from './window-steps';

/**
 * How far a message got. Good news changes the card and a mark; bad news is always a line in the thread with what can
 * be done about it, whoever wrote the message.
 */
export function deliveryUpdated(
  state: ConversationState,
  event: EventOf<'delivery.updated'>,
  policy: Policy,
): Decision {
  const isOver = state.blockedByUs !== null || state.reachable === 'opted_out';
  if (event.reason === 'window_closed' && event.author !== 'bot' && !isTemplate(event.messageId) && !isOver)
    return refusedByWindow(state, event, policy);
  // What the AI had to say lapses as it does elsewhere.
  const isLate = event.author === 'bot' && state.mode !== 'bot';
  if (event.reason === 'media' && event.status === 'failed' && !isOver && !isLate) return refusedAsFile(state, event);
  const known = isTemplate(event.messageId) ? followTemplate(state, event) : followReply(state, event);
  const { reason } = event;
  // An opt-out ends only by opting in: who blocked us too has not taken it back.
  const isNews = reason === 'opted_out' || (reason === 'blocked' && known.reachable !== 'opted_out');
  const reached: ConversationState = isNews ? { ...known, reachable: reason } : known;
  return become(
    reached,
    [...marks(reached, event), ...badNews(reached, event), ...asides(reached, event)],
    [{ type: 'patch', id: event.messageId, delivery: event.status }],
  );
}

/** The words are taken and the file is not: a link goes in its place, once. Its writer hears so when it is sent. */
function refusedAsFile(state: ConversationState, event: EventOf<'delivery.updated'>): Decision {
  const { messageId, author: role, of } = event;
  if (state.sentAsLinks === messageId) return unchanged(state);
  const agent = of?.agent ?? state.lastReply?.agent ?? null;
  const author: Author = role !== 'agent' ? { role } : agent === null ? { role: 'system' } : { role, agent };
  return become(
    { ...state, sentAsLinks: messageId },
    [{ type: 'send_to_customer', messageId, author, validIn: role === 'bot' ? state.epoch : 'always', asLinks: true }],
    [{ type: 'patch', id: messageId, delivery: 'failed' }],
  );
}

/** The provider's clock and ours may differ by minutes: what it refused waits like what was never tried. */
function refusedByWindow(state: ConversationState, event: EventOf<'delivery.updated'>, policy: Policy): Decision {
  const { lastReply } = state;
  const isLast = lastReply?.messageId === event.messageId;
  const author: Author =
    event.author === 'agent' && isLast ? { role: 'agent', agent: lastReply.agent } : { role: 'system' };
  const next: ConversationState = isLast ? { ...state, lastReply: { ...lastReply, status: 'held' } } : state;
  return hold(next, { messageId: event.messageId, author }, [], event.at, policy);
}

const RANK = { queued: 0, held: 1, suppressed: 1, unknown: 2, failed: 2, sent: 3, delivered: 4, read: 5 } as const;

function followReply(state: ConversationState, event: EventOf<'delivery.updated'>): ConversationState {
  const { lastReply } = state;
  if (lastReply === null || lastReply.messageId !== event.messageId) return state;
  // A failure after "sent" is news; "sent" after "read" is an old receipt that came late.
  const isNews = event.status === 'failed' ? RANK[lastReply.status] < 4 : RANK[event.status] > RANK[lastReply.status];
  if (!isNews) return state;
  return { ...state, lastReply: { ...lastReply, status: event.status, detail: event.detail } };
}

const followTemplate = (state: ConversationState, { status }: EventOf<'delivery.updated'>): ConversationState =>
  status === 'failed' ? { ...state, templateSentAt: null } : state;

const MARK_OF = {
  sent: 'accepted',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  unknown: 'failed',
} as const;

function marks(state: ConversationState, event: EventOf<'delivery.updated'>): readonly Effect[] {
  if (event.author !== 'agent' || state.handoff?.thread == null || !(event.status in MARK_OF)) return [];
  const mark = MARK_OF[event.status as keyof typeof MARK_OF];
  return [{ type: 'mark_message', handoffId: state.handoff.id, messageId: event.messageId, mark }];
}

const WHOSE = { bot: "The AI's answer", agent: 'Your reply', system: 'A notice of ours' } as const;

const nameOf = (event: Pick<EventOf<'delivery.updated'>, 'author' | 'messageId'>): string =>
  isTemplate(event.messageId) ? 'The request to write' : WHOSE[event.author];

function badNews(state: ConversationState, event: EventOf<'delivery.updated'>): readonly Effect[] {
  const what = nameOf(event);
  const detail = event.detail === null ? '' : ` ${event.detail}`;
  const about = aboutReply(state, event);
  // Whoever blocked us or opted out does not get it the next time either.
  const isOver = event.reason === 'blocked' || event.reason === 'opted_out' || isTemplate(event.messageId);
  const actions = event.author === 'agent' && !isOver ? [sendAgain(event.messageId)] : [];
  if (event.status === 'failed') {
    return announce(state, `${what} was not delivered.${detail}`, 'failure', { actions, ...about });
  }
  if (event.status === 'unknown') {
    return announce(state, `${what} may not have arrived.${detail}`, 'warning', { actions, ...about });
  }
  if (event.status === 'held') return announce(state, `${what} is waiting.${detail}`, 'warning', about);
  return [];
}

const QUOTED = 120;

/** Which of their replies it is, for whoever wrote it. */
function aboutReply(
  { lastReply }: ConversationState,
  { of, messageId }: EventOf<'delivery.updated'> | EventOf<'delivery.repeated'>,
): { readonly mention?: string; readonly quote?: string } {
  const agent = of?.agent ?? (lastReply?.messageId === messageId ? lastReply.agent : null);
  const words = of?.words.replace(/\s+/g, ' ').trim() ?? '';
  const quote = shortened(words, QUOTED);
  return { ...(agent === null ? {} : { mention: agent.id }), ...(quote === '' ? {} : { quote }) };
}

/** Where its writer is not known it is a line for everybody. */
function asides(state: ConversationState, event: EventOf<'delivery.updated'>): readonly Effect[] {
  const { aside, of, messageId } = event;
  if (aside === undefined) return [];
  const { lastReply } = state;
  const writer = of?.agent ?? (lastReply?.messageId === messageId ? lastReply.agent : null);
  return writer === null ? announce(state, aside, 'info') : whisper(state, writer, aside);
}

const sendAgain = (message: MessageId) => ({ label: 'Send again', action: { name: 'send_again', message } }) as const;

/** Sent a second time because nothing showed whether the first arrived: said where the agents see it. */
export function deliveryRepeated(state: ConversationState, event: EventOf<'delivery.repeated'>): Decision {
  const marked: ConversationState =
    state.lastReply?.messageId === event.messageId
      ? { ...state, lastReply: { ...state.lastReply, mayBeRepeated: true } }
      : state;
  const text = `${nameOf(event)} was sent again because the channel did not say whether it arrived: the customer may see it twice.`;
  return and(become(marked, [], [{ type: 'patch', id: event.messageId, mayBeRepeated: true }]), (next) =>
    become(next, announce(next, text, 'warning', aboutReply(next, event))),
  );
}
