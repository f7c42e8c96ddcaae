import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'node-telegram-bot-api';
import type { Choice, ExternalId, TextPart } from '../../../src/ports';
import { type TelegramClient, unlessRefused } from './client';
import { parseMessageId } from './ids';

/** Marks what Baton offered. Telegram takes 64 bytes of data; an id has 48 at the most. */
const PREFIX = 'pick:';
/** Under the choice that was picked: a press on it means nothing any more. */
const DONE = 'done';

/** The data of a button that Baton sent; null: another program's, or one that is only a mark. */
export const choiceId = (data: string): string | null => (data.startsWith(PREFIX) ? data.slice(PREFIX.length) : null);
export const isMark = (data: string | undefined): boolean => data === DONE;

/** Short answers stand side by side, longer ones below each other. */
export function buttonsUnder({ choices }: TextPart): { readonly reply_markup?: InlineKeyboardMarkup } {
  if (choices === undefined || choices.length === 0) return {};
  const buttons = choices.map(({ id, label }) => ({ text: label, callback_data: `${PREFIX}${id}` }));
  return { reply_markup: { inline_keyboard: rowsOf(buttons) } };
}

const SHORT = 12;
const PER_ROW = 3;

function rowsOf(buttons: InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const short = buttons.length <= PER_ROW && buttons.every(({ text }) => text.length <= SHORT);
  return short ? [buttons] : buttons.map((button) => [button]);
}

/** A press leaves no trace in the chat: the picked answer stays as a mark, so that the customer sees what they said. */
export async function closeButtons(client: TelegramClient, sent: ExternalId, picked: Choice | null): Promise<void> {
  const { chatId, messageId } = parseMessageId(sent);
  const rows = picked === null ? [] : [[{ text: `✓ ${picked.label}`, callback_data: DONE }]];
  const markup = { chat_id: chatId, message_id: messageId, reply_markup: { inline_keyboard: rows } };
  await client.run((api, signal) =>
    unlessRefused(/message is not modified|message to edit not found/i, () =>
      api.editMessageReplyMarkup(markup, signal),
    ),
  );
}
