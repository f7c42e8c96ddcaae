import { createHash } from 'node:crypto';
import type { CallbackQuery, ChatMemberUpdated, Message, MessageReactionUpdated, User } from 'node-telegram-bot-api';
import { type CustomerMessage, type IncomingEvent, instant, type MessagePart, textPart } from '../../../src/ports';
import { displayName } from '../../shared/display-name';
import { choiceId, isMark } from './buttons';
import { answered } from './context-lines';
import { contactAddress, messageId, pressId, sourceOf, TELEGRAM_CHANNEL } from './ids';
import { isServiceMessage, partsFrom } from './parse';
import { emojisOf } from './reactions';

/** The kinds that Telegram is asked for; its own default is another list. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  // Never sent unless it is asked for.
  'message_reaction',
  'my_chat_member',
] as const;

/** One update as it comes over the wire: exactly one of the optional fields is there. */
export interface TelegramUpdate {
  readonly update_id: number;
  readonly message?: Message;
  readonly edited_message?: Message;
  readonly callback_query?: CallbackQuery;
  readonly message_reaction?: MessageReactionUpdated;
  readonly my_chat_member?: ChatMemberUpdated;
}

export type UpdateReading =
  | { readonly type: 'events'; readonly events: readonly IncomingEvent[] }
  /** Understood, and nothing for Baton: a group, a bot, a service message. */
  | { readonly type: 'ignored'; readonly reason: string }
  | { readonly type: 'not_understood'; readonly reason: string; readonly events: readonly IncomingEvent[] };

/**
 * Reads one update. Never throws: what fails in here is `not_understood`, with a placeholder if a customer wrote it.
 * `now` dates what Telegram does not.
 */
export function readUpdate(update: TelegramUpdate, now: number): UpdateReading {
  try {
    return read(update, now);
  } catch (error) {
    const reason = `The parser failed with ${error instanceof Error ? error.name : 'an unknown error'}.`;
    return { type: 'not_understood', reason, events: placeholder(update, now) };
  }
}

function read(update: TelegramUpdate, now: number): UpdateReading {
  if (update.message !== undefined) return readMessage(update.update_id, update.message);
  if (update.edited_message !== undefined) return readEdit(update.update_id, update.edited_message);
  if (update.callback_query !== undefined) return readPress(update.update_id, update.callback_query, now);
  if (update.message_reaction !== undefined) return readReaction(update.update_id, update.message_reaction);
  if (update.my_chat_member !== undefined) return readMembership(update.update_id, update.my_chat_member);
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'nothing';
  if (IGNORED_KINDS.has(kind)) return ignored(`${kind} carries nothing for a conversation`);
  return { type: 'not_understood', reason: `Baton does not know updates of the kind ${kind}.`, events: [] };
}

/** Never asked for; another program may have asked for them with the same token before. */
const IGNORED_KINDS: ReadonlySet<string> = new Set([
  'message_reaction_count',
  'channel_post',
  'edited_channel_post',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'poll',
  'poll_answer',
  'inline_query',
  'chosen_inline_result',
]);

const ignored = (reason: string): UpdateReading => ({ type: 'ignored', reason });
const events = (event: IncomingEvent): UpdateReading => ({ type: 'events', events: [event] });

/** Null: a customer wrote it to the bot in private. */
function whyIgnored(message: Message): string | null {
  if (message.chat.type !== 'private') return 'groups and channels are not conversations with a customer';
  if (message.sender_chat !== undefined || message.from === undefined) return 'not written by a person';
  if (message.from.is_bot) return 'written by a bot';
  return isServiceMessage(message) ? 'a service message' : null;
}

function readMessage(updateId: number, message: Message): UpdateReading {
  const reason = whyIgnored(message);
  if (reason !== null) return ignored(reason);
  return events({
    keys: [`u:${updateId}`, `m:${message.chat.id}:${message.message_id}:0`],
    source: sourceOf(message.chat.id),
    at: instant(message.date * 1000),
    ...customerMessage(message, partsFrom(message)),
    ...startOf(message.text),
    ...answersOf(message),
    ...(message.media_group_id !== undefined && { album: message.media_group_id }),
  });
}

function answersOf(message: Message): Pick<CustomerMessage, 'answers'> {
  const { reply_to_message: target, chat, quote } = message;
  if (target === undefined) return {};
  const otherwise = answered(message);
  return {
    answers: {
      message: messageId(chat.id, target.message_id),
      whose: target.from?.is_bot ? 'ours' : 'theirs',
      ...(quote !== undefined && { excerpt: quote.text }),
      ...(otherwise !== null && { otherwise }),
    },
  };
}

/**
 * "/start" with at most one word behind it, the payload of a t.me link. More words are a person typing, and what they
 * ask wants an answer.
 */
function startOf(text: string | undefined): Pick<CustomerMessage, 'command' | 'link'> {
  const start = /^\/start(?:@\w+)?(?:\s+([\w-]{1,64}))?\s*$/.exec(text ?? '');
  if (start === null) return {};
  return { command: 'start', ...(start[1] !== undefined && { link: start[1] }) };
}

function customerMessage(message: Message, parts: readonly MessagePart[]): CustomerMessage {
  return {
    type: 'customer_message',
    channelId: TELEGRAM_CHANNEL,
    contact: contactAddress(message.chat.id),
    externalId: messageId(message.chat.id, message.message_id),
    parts,
    ...profileOf(message.from),
  };
}

function profileOf(user: User | undefined): Pick<CustomerMessage, 'profile'> {
  const name = displayName([user?.first_name, user?.last_name].filter(Boolean).join(' '));
  const language = user?.language_code?.split('-')[0]?.toLowerCase();
  const profile = { ...(name !== null && { name }), ...(language && { language }) };
  return Object.keys(profile).length === 0 ? {} : { profile };
}

function readEdit(updateId: number, message: Message): UpdateReading {
  const reason = whyIgnored(message);
  if (reason !== null) return ignored(reason);
  if (message.location !== undefined) return ignored('a live location moved');
  const editedAt = message.edit_date ?? message.date;
  const parts = partsFrom(message);
  return events({
    // Edits are dated to the second: the digest keeps two different ones within a second apart.
    keys: [`u:${updateId}`, `m:${message.chat.id}:${message.message_id}:${editedAt}:${digest(parts)}`],
    source: sourceOf(message.chat.id),
    at: instant(editedAt * 1000),
    type: 'customer_edit',
    channelId: TELEGRAM_CHANNEL,
    contact: contactAddress(message.chat.id),
    target: messageId(message.chat.id, message.message_id),
    parts,
  });
}

const digest = (parts: readonly MessagePart[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

function readPress(updateId: number, query: CallbackQuery, now: number): UpdateReading {
  const chat = query.message?.chat;
  if (chat?.type !== 'private' || query.from.is_bot) return ignored('a button pressed outside of a private chat');
  if (isMark(query.data)) return ignored('a press on the mark of an answer');
  const label = labelOf(query);
  const id = choiceId(query.data ?? '');
  return events({
    keys: [`u:${updateId}`, `c:${query.id}`],
    source: sourceOf(chat.id),
    // Telegram does not date a press; the date of the message is that of the question.
    at: instant(now),
    type: 'customer_message',
    channelId: TELEGRAM_CHANNEL,
    contact: contactAddress(chat.id),
    externalId: pressId(chat.id, query.id),
    parts: [label === null ? { type: 'unsupported', what: 'a press on an old button' } : textPart(label)],
    ...profileOf(query.from),
    ...(id !== null && query.message && { choice: { id, under: messageId(chat.id, query.message.message_id) } }),
  });
}

/** What the customer saw on the button. `data` is for programs and can be forged by modified clients: never shown. */
function labelOf({ message, data }: CallbackQuery): string | null {
  if (message === undefined || !('reply_markup' in message) || data === undefined) return null;
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  return buttons.find((button) => button.callback_data === data)?.text ?? null;
}

/** Telegram says all that is on the message now, so a repeat or a lost one does no harm. */
function readReaction(updateId: number, change: MessageReactionUpdated): UpdateReading {
  const { chat, user, message_id: id } = change;
  if (chat.type !== 'private' || user === undefined || user.is_bot)
    return ignored('a reaction outside of a private chat');
  return events({
    keys: [`u:${updateId}`],
    source: sourceOf(chat.id),
    at: instant(change.date * 1000),
    type: 'customer_reaction',
    channelId: TELEGRAM_CHANNEL,
    contact: contactAddress(chat.id),
    target: messageId(chat.id, id),
    emojis: emojisOf(change),
  });
}

function readMembership(updateId: number, change: ChatMemberUpdated): UpdateReading {
  if (change.chat.type !== 'private') return ignored('membership of a group');
  const { status } = change.new_chat_member;
  return events({
    keys: [`u:${updateId}`, `b:${change.chat.id}:${change.date}:${status}`],
    source: sourceOf(change.chat.id),
    at: instant(change.date * 1000),
    type: 'customer_reachability',
    channelId: TELEGRAM_CHANNEL,
    contact: contactAddress(change.chat.id),
    reachable: status === 'kicked' || status === 'left' ? 'blocked' : 'yes',
  });
}

/** Its keys are its own, so that the real message is not taken for a repeat when it is replayed after a fix. */
function placeholder(update: TelegramUpdate, now: number): readonly IncomingEvent[] {
  const chatId: unknown = update.message?.chat?.id;
  const id: unknown = update.message?.message_id;
  if (typeof chatId !== 'number' || typeof id !== 'number' || update.message?.chat.type !== 'private') return [];
  return [
    {
      keys: [`placeholder:${update.update_id}`],
      source: sourceOf(chatId),
      at: instant(now),
      type: 'customer_message',
      channelId: TELEGRAM_CHANNEL,
      contact: contactAddress(chatId),
      externalId: messageId(chatId, id),
      parts: [{ type: 'unsupported', what: 'a message that Baton could not read' }],
    },
  ];
}

/** The id under which a press must be acknowledged, or the customer's button keeps spinning. */
export const pressToAcknowledge = (update: TelegramUpdate): string | null => update.callback_query?.id ?? null;
