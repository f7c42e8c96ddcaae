import {
  afterReport,
  hasArrived,
  indexes,
  isNews,
  namesOf,
  partName,
  wholeOf,
  withStatus,
} from '../delivery/part-deliveries';
import type { MessageId } from '../ids';
import { shortened } from '../masking/numbers';
import type { Author, DeliveryStatus, PartDelivery } from '../message';
import { and, become, type Decision, type TranscriptChange, unchanged, withEffects } from './decision';
import type { Effect } from './effects';
import type { EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState } from './state';
import { takenBack } from './take-back';
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
  const report = reportOf(event);
  if (report === null) return become(state, asides(state, event));
  if (event.status === 'suppressed') return tookBack(state, report, policy);
  const isOver = state.blockedByUs !== null || state.reachable === 'opted_out';
  if (event.reason === 'window_closed' && event.author !== 'bot' && !isTemplate(event.messageId) && !isOver)
    return refusedByWindow(state, report, policy);
  // What the AI had to say lapses as it does elsewhere.
  const isLate = event.author === 'bot' && state.mode !== 'bot';
  const isFile = event.reason === 'media' && event.status === 'failed';
  if (isFile && !isOver && !isLate && !wentAsLink(report)) return refusedAsFile(state, report);
  const known = isTemplate(event.messageId) ? followTemplate(state, event) : followReply(state, report);
  const { reason } = event;
  // An opt-out ends only by opting in: who blocked us too has not taken it back.
  const isNewReason = reason === 'opted_out' || (reason === 'blocked' && known.reachable !== 'opted_out');
  const reached: ConversationState = isNewReason ? { ...known, reachable: reason } : known;
  return become(
    reached,
    [...marks(reached, report), ...badNews(reached, report), ...asides(reached, event)],
    [patchOf(report)],
  );
}

/** The words are taken and the file is not: a link goes in its place, once. Its writer hears so when it is sent. */
function refusedAsFile(state: ConversationState, report: Report): Decision {
  const { messageId, author: role, of } = report.event;
  const agent = of?.agent ?? state.lastReply?.agent ?? null;
  const author: Author = role !== 'agent' ? { role } : agent === null ? { role: 'system' } : { role, agent };
  const send = {
    type: 'send_to_customer',
    messageId,
    author,
    validIn: role === 'bot' ? state.epoch : 'always',
  } as const;
  const { split } = report;
  if (split !== null) {
    // What was not tried because of it goes behind it.
    const linked = split.after.map((one, index) => (index === split.at ? { ...one, asLink: true as const } : one));
    const parts = [split.at, ...split.stopped];
    const again = { ...report, split: { ...split, after: withStatus(linked, parts, 'queued') } };
    return become(followReply(state, again), [{ ...send, parts }], [patchOf(again)]);
  }
  if (state.sentAsLinks === messageId) return unchanged(state);
  return become(
    { ...state, sentAsLinks: messageId },
    [{ ...send, asLinks: true }],
    [{ type: 'patch', id: messageId, delivery: 'queued', anew: true }],
  );
}

const wentAsLink = ({ split }: Report): boolean => split?.after[split.at]?.asLink === true;

/** The provider's clock and ours may differ by minutes: what it refused waits like what was never tried. */
function refusedByWindow(state: ConversationState, report: Report, policy: Policy): Decision {
  const { lastReply } = state;
  const { event, split } = report;
  const isLast = lastReply?.messageId === event.messageId;
  const author: Author =
    event.author === 'agent' && isLast ? { role: 'agent', agent: lastReply.agent } : { role: 'system' };
  const next: ConversationState = isLast ? { ...state, lastReply: { ...lastReply, status: 'held' } } : state;
  const reply = { messageId: event.messageId, author };
  if (split === null)
    return hold(next, reply, [{ ...patchOf(report), delivery: 'queued', anew: true }], event.at, policy);
  const lost = [split.at, ...split.stopped];
  const after = withStatus(split.after, lost, 'held');
  // Others of it that are held may be tried again at this moment.
  const waiting = state.held.find(({ messageId }) => messageId === event.messageId);
  const parts = [...new Set([...(waiting?.parts ?? []), ...lost])].sort((a, b) => a - b);
  const record = patchOf({ ...report, split: { ...split, after } });
  const isWhole = parts.length === after.length || (waiting !== undefined && waiting.parts === undefined);
  return hold(next, isWhole ? reply : { ...reply, parts }, [record], event.at, policy);
}

/** It was deleted, or made a note, while it was on its way, and that was in time. */
function tookBack(state: ConversationState, report: Report, policy: Policy): Decision {
  const { event, split } = report;
  const patch = patchOf(report);
  const has = split === null ? null : namesOf(split.after, indexes(split.after, hasArrived));
  if (has === null) {
    const told = 'Taken back in time: the customer did not get it.';
    return withEffects(takenBack(state, patch, event.at, policy), ...toWriter(state, event, told));
  }
  const told = `Taken back in part: ${has} sent before. The rest was not sent.`;
  return become(followReply(state, report), toWriter(state, event, told), [patch]);
}

/** A report with what it makes of the message. */
interface Report {
  readonly event: EventOf<'delivery.updated'>;
  /** Null: it goes out in one. */
  readonly split: Split | null;
}

interface Split {
  readonly at: number;
  readonly before: DeliveryStatus;
  readonly after: readonly PartDelivery[];
  /** Those that are not tried because of it. */
  readonly stopped: readonly number[];
}

/** Null: it tells nothing new of one part of several. */
function reportOf(event: EventOf<'delivery.updated'>): Report | null {
  const { part: at, deliveries, status, stops = false } = event;
  if (at === undefined || deliveries === undefined) return { event, split: null };
  const after = afterReport(deliveries, at, status, stops);
  if (after === null) return null;
  const stopped = indexes(after, (one) => one.status === 'suppressed').filter(
    (index) => deliveries[index]?.status === 'queued' && index !== at,
  );
  return { event, split: { at, before: wholeOf(deliveries), after, stopped } };
}

const wholeIn = ({ event, split }: Report): DeliveryStatus => (split === null ? event.status : wholeOf(split.after));

/** What it tells of the whole message; `queued`: nothing new. */
export function ofWhole(event: EventOf<'delivery.updated'>): EventOf<'delivery.updated'> {
  const report = reportOf(event);
  if (report === null) return { ...event, status: 'queued' };
  const status = wholeIn(report);
  return { ...event, status: report.split?.before === status ? 'queued' : status };
}

function patchOf(report: Report): Extract<TranscriptChange, { type: 'patch' }> {
  const { event, split } = report;
  const told = { type: 'patch', id: event.messageId, delivery: wholeIn(report) } as const;
  return split === null ? told : { ...told, deliveries: split.after, anew: true };
}

function followReply(state: ConversationState, report: Report): ConversationState {
  const { lastReply } = state;
  const { event, split } = report;
  if (lastReply === null || lastReply.messageId !== event.messageId) return state;
  const status = wholeIn(report);
  if (split === null) {
    return isNews(lastReply.status, status)
      ? { ...state, lastReply: { ...lastReply, status, detail: event.detail } }
      : state;
  }
  if (event.status !== status && split.before === status) return state;
  const detail = status === event.status ? detailOf(report) : null;
  return { ...state, lastReply: { ...lastReply, status, detail } };
}

/** Which of its parts it is, where the others fare otherwise. */
function detailOf({ event: { detail, status }, split }: Report): string | null {
  if (split === null || detail === null || hasArrived({ status })) return detail;
  return `${upperFirst(partName(split.after, split.at))}: ${detail}`;
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

function marks(state: ConversationState, report: Report): readonly Effect[] {
  const { event, split } = report;
  const status = wholeIn(report);
  if (event.author !== 'agent' || state.handoff === null || !(status in MARK_OF)) return [];
  if (split?.before === status) return [];
  const mark = MARK_OF[status as keyof typeof MARK_OF];
  return [{ type: 'mark_message', handoffId: state.handoff.id, messageId: event.messageId, mark }];
}

const WHOSE = { bot: "The AI's answer", agent: 'Your reply', system: 'A notice of ours' } as const;

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const nameOf = (event: Pick<EventOf<'delivery.updated'>, 'author' | 'messageId'>): string =>
  isTemplate(event.messageId) ? 'The request to write' : WHOSE[event.author];

const nameOfPart = (event: EventOf<'delivery.updated'> | EventOf<'delivery.repeated'>): string =>
  event.part === undefined || event.deliveries === undefined
    ? nameOf(event)
    : `${upperFirst(partName(event.deliveries, event.part))} of ${lowerFirst(nameOf(event))}`;

/** What it is about, and what became of the rest of the message. */
function subject({ event, split }: Report): { readonly what: string; readonly rest: string } {
  if (split === null) return { what: nameOf(event), rest: '' };
  const arrived = indexes(split.after, hasArrived);
  // As long as the customer has nothing of it, it is the message that did not arrive.
  if (arrived.length === 0 && 1 + split.stopped.length === split.after.length) return { what: nameOf(event), rest: '' };
  const isConfirmed = arrived.every((index) => split.after[index]?.status !== 'sent');
  const has = namesOf(split.after, arrived);
  const not = namesOf(split.after, split.stopped);
  const said = [
    ...(has === null ? [] : [`${has} ${isConfirmed ? 'delivered' : 'sent'}.`]),
    ...(not === null ? [] : [`${not} not sent either.`]),
  ];
  return { what: nameOfPart(event), rest: said.map((sentence) => ` ${upperFirst(sentence)}`).join('') };
}

function badNews(state: ConversationState, report: Report): readonly Effect[] {
  const { event } = report;
  const { what, rest } = subject(report);
  const detail = event.detail === null ? '' : ` ${event.detail}`;
  const about = aboutReply(state, event);
  // Whoever blocked us or opted out does not get it the next time either.
  const isOver = event.reason === 'blocked' || event.reason === 'opted_out' || isTemplate(event.messageId);
  const actions = event.author === 'agent' && !isOver ? [sendAgain(event.messageId)] : [];
  if (event.status === 'failed') {
    return announce(state, `${what} was not delivered.${detail}${rest}`, 'failure', { actions, ...about });
  }
  if (event.status === 'unknown') {
    return announce(state, `${what} may not have arrived.${detail}${rest}`, 'warning', { actions, ...about });
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

const asides = (state: ConversationState, event: EventOf<'delivery.updated'>): readonly Effect[] =>
  event.aside === undefined ? [] : toWriter(state, event, event.aside);

/** Where its writer is not known it is a line for everybody. */
function toWriter(
  state: ConversationState,
  { of, messageId }: EventOf<'delivery.updated'>,
  text: string,
): readonly Effect[] {
  const { lastReply } = state;
  const writer = of?.agent ?? (lastReply?.messageId === messageId ? lastReply.agent : null);
  return writer === null ? announce(state, text, 'info') : whisper(state, writer, text);
}

const sendAgain = (message: MessageId) => ({ label: 'Send again', action: { name: 'send_again', message } }) as const;

/** Sent a second time because nothing showed whether the first arrived: said where the agents see it. */
export function deliveryRepeated(state: ConversationState, event: EventOf<'delivery.repeated'>): Decision {
  const marked: ConversationState =
    state.lastReply?.messageId === event.messageId
      ? { ...state, lastReply: { ...state.lastReply, mayBeRepeated: true } }
      : state;
  const text = `${nameOfPart(event)} was sent again because the channel did not say whether it arrived: the customer may see it twice.`;
  return and(become(marked, [], [{ type: 'patch', id: event.messageId, mayBeRepeated: true }]), (next) =>
    become(next, announce(next, text, 'warning', aboutReply(next, event))),
  );
}
