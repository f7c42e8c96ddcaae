import { choicesIn } from '../domain/conversation/choice-steps';
import type { ConversationEvent, Fact, WrittenReply } from '../domain/conversation/events';
import { SEND_SIGN } from '../domain/conversation/reaction-steps';
import type { Signals } from '../domain/conversation/signals';
import type { ConversationState } from '../domain/conversation/state';
import { incomingMessageId } from '../domain/ids';
import type { CustomerMessage, IncomingEvent } from '../domain/incoming-event';
import { type MessagePart, plainText, type TranscriptEntry, textPart } from '../domain/message';
import type { Found } from '../ports/store';
import type { OneTimeCodes } from '../ports/tool';
import { codeIn, withoutCodes, withoutSpokenCodes } from './codes';
import { ownWords } from './own-words';
import { answering } from './quote-answered';

/** Reads what deterministic rules see in a text; pure. */
export type ReadSignals = (text: string, context: { readonly language: string | null }) => Signals;

/**
 * Turns what was stored into a fact of the conversation it was found to belong to. Null: it means nothing there, such
 * as a deletion of a message that was never kept.
 */
export function interpret(
  found: Found,
  state: ConversationState,
  readSignals: ReadSignals,
  codes: OneTimeCodes,
): ConversationEvent | null {
  const { event, cause } = found;
  if (event.content.kind === 'fact') {
    const told = withReply(withoutSpokenCodes(event.content.fact, state), found.target);
    return { ...told, at: event.at, cause };
  }
  const fact = fromOutside(found, withoutCodes(event.content.event, state, codes, event.at), state, readSignals);
  if (fact === null) return null;
  const code = fact.type === 'customer.message_received' ? codeIn(event.content.event, state, codes) : null;
  const former = found.former !== null && isAgents(fact) ? { former: found.former } : {};
  return { ...fact, ...former, ...(code === null ? {} : { code }), at: event.at, cause } as ConversationEvent;
}

const isAgents = ({ type }: Fact): boolean => type.startsWith('agent.') && type !== 'agent.became_unavailable';

function fromOutside(
  found: Found,
  event: IncomingEvent,
  state: ConversationState,
  readSignals: ReadSignals,
): Fact | null {
  const { accountId } = found.event;
  switch (event.type) {
    case 'customer_message':
      return {
        type: 'customer.message_received',
        messageId: incomingMessageId(accountId, event.externalId),
        externalId: event.externalId,
        ...said(found, event, state, readSignals),
        name: event.profile?.name ?? null,
        language: event.profile?.language ?? null,
        command: event.command ?? null,
        receivedAt: found.event.receivedAt,
        ...(event.link === undefined ? {} : { link: event.link }),
      };
    case 'customer_edit':
      return {
        type: 'customer.message_edited',
        messageId: found.target?.id ?? incomingMessageId(accountId, event.target),
        parts: event.parts,
        ...(found.target === null ? { firstSeen: event.target } : {}),
      };
    case 'customer_delete':
      return found.target && { type: 'customer.message_deleted', messageId: found.target.id };
    case 'customer_reaction':
      return (
        found.target && {
          type: 'customer.reacted',
          messageId: found.target.id,
          emojis: event.emojis,
          before: found.target.entry.reactions ?? null,
        }
      );
    case 'customer_reachability':
      return { type: 'customer.reachability_changed', reachable: event.reachable };
    case 'delivery_status':
      return found.target && receipt(found.target, event);
    case 'agent_message':
      return {
        type: 'agent.message_posted',
        agent: event.agent,
        messageId: incomingMessageId(accountId, event.externalId),
        externalId: event.externalId,
        parts: event.parts,
        addressing: event.addressing,
        mentionsTeam: event.mentionsTeam ?? false,
      };
    case 'agent_edit':
      // A change that was read back may be of what is kept already.
      if (found.target === null || isSame(event.parts, found.target.entry.parts)) return null;
      return {
        type: 'agent.message_edited',
        agent: event.agent,
        messageId: found.target.id,
        parts: event.parts,
        wasPublic: wasPublic(found.target.entry),
        unsent: found.target.unsent,
      };
    case 'agent_delete':
      return (
        found.target && {
          type: 'agent.message_deleted',
          agent: event.agent,
          messageId: found.target.id,
          wasPublic: wasPublic(found.target.entry),
          unsent: found.target.unsent,
        }
      );
    case 'agent_reaction':
      return agentReaction(found.target, event);
    case 'agent_action':
      return {
        ...{ type: 'agent.acted', agent: event.agent, action: event.action, about: found.target },
        ...(found.unsent.length === 0 ? {} : { unsent: found.unsent }),
      };
    case 'thread_lost':
      // A card that was left may go.
      return found.former === null ? { type: 'handoff.thread_lost', thread: event.thread } : null;
    case 'own_echo':
    case 'agent_unavailable':
      return null;
  }
}

/** A pick counts as offered when the message it was made under offers it; then its words are those of the offer. */
function said({ target }: Found, event: CustomerMessage, state: ConversationState, readSignals: ReadSignals) {
  const offered = target === null ? [] : choicesIn(target.entry.parts);
  const picked = offered.find(({ id }) => id === event.choice?.id);
  const parts = picked === undefined ? quoted(event, target?.entry ?? null, state) : [textPart(picked.label)];
  const words = plainText(ownWords(parts));
  return {
    parts,
    signals: readSignals(words, { language: event.profile?.language ?? null }),
    ...(event.album === undefined ? {} : { album: { id: event.album, hasWords: words.trim() !== '' } }),
    ...(target === null || picked === undefined ? {} : { choice: { id: picked.id, from: target.id } }),
  };
}

/** What an album answers stands before its first picture. */
const quoted = (event: CustomerMessage, answered: TranscriptEntry | null, { album }: ConversationState) =>
  event.album !== undefined && event.album === album ? event.parts : answering(event, answered);

/** Agents also react to each other and to cards: only what the customer wrote can carry it to them. */
function agentReaction(
  target: Found['target'],
  { agent, emoji, on }: Extract<IncomingEvent, { type: 'agent_reaction' }>,
): Fact | null {
  if (target === null) return null;
  const { role } = target.entry.author;
  if (role === 'agent' && emoji === SEND_SIGN) {
    return { type: 'agent.reacted', agent, messageId: target.id, emoji, on, before: null, about: target };
  }
  if (role !== 'customer') return null;
  return { type: 'agent.reacted', agent, messageId: target.id, emoji, on, before: target.entry.reactions ?? null };
}

const isSame = (some: readonly MessagePart[], others: readonly MessagePart[]): boolean =>
  inOneOrder(some) === inOneOrder(others);

/** The database keeps no order of fields, and none that is undefined. */
const inOneOrder = (parts: readonly MessagePart[]): string =>
  JSON.stringify(parts, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const wasPublic = (entry: TranscriptEntry): boolean => entry.visibility === 'public';

const reasonOf = (reason: string | undefined) =>
  reason === 'blocked' || reason === 'opted_out' || reason === 'window_closed' || reason === 'media' ? reason : null;

/** What became of an agent's reply is told to whoever wrote it, with its words. */
function withReply(fact: Fact, target: Found['target']): Fact {
  if (fact.type !== 'delivery.updated' && fact.type !== 'delivery.repeated') return fact;
  if (target === null) return fact;
  const of = replyIn(target.entry);
  const told = { ...fact, ...(of === null ? {} : { of }), ...partsOf(fact.part, target.entry) };
  return told.type === 'delivery.updated' ? { ...told, reason: reasonFor(told.reason, target.entry) } : told;
}

/** What was deleted or kept inside while it was under way is not sent later or in another way. */
function reasonFor<R extends string | null>(reason: R, { deleted, visibility }: TranscriptEntry): R | null {
  const isOver = deleted || visibility === 'internal';
  return isOver && (reason === 'window_closed' || reason === 'media') ? null : reason;
}

/** The messages that it goes out in, where they are told apart. */
const partsOf = (part: number | undefined, { deliveries }: TranscriptEntry) =>
  part === undefined || deliveries === undefined ? {} : { part, deliveries };

const replyIn = ({ author, parts }: TranscriptEntry): WrittenReply | null =>
  author.role === 'agent' ? { agent: author.agent, words: plainText(parts) } : null;

function receipt(
  target: NonNullable<Found['target']>,
  event: Extract<IncomingEvent, { type: 'delivery_status' }>,
): Fact | null {
  const { author } = target.entry;
  if (author.role === 'customer') return null;
  const of = replyIn(target.entry);
  return {
    type: 'delivery.updated',
    messageId: target.id,
    author: author.role,
    status: event.status,
    detail: event.detail ?? null,
    reason: reasonFor(reasonOf(event.reason), target.entry),
    ...partsOf(target.part, target.entry),
    ...(of === null ? {} : { of }),
  };
}
