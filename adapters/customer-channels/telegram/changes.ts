import type { Api } from 'node-telegram-bot-api';
import type { ExternalId, MessagePart, TextPart } from '../../../src/ports';
import { refusalOf, type TelegramClient, unlessRefused } from './client';
import { parseMessageId } from './ids';
import { fallbackText, renderText } from './render';
import { orPlain } from './send';

/** Replaces what was sent. Done is also when it already reads so: the change came through before. */
export async function editMessage(client: TelegramClient, sent: ExternalId, part: MessagePart): Promise<void> {
  const { chatId, messageId } = parseMessageId(sent);
  const text = part.type === 'media' ? (part.caption ?? { type: 'text', text: '' }) : fallbackText(part);
  const target = { chat_id: chatId, message_id: messageId };
  await client.run((api, signal) => unlessRefused(/message is not modified/i, () => edit(api, signal, target, text)));
}

interface EditTarget {
  readonly chat_id: number;
  readonly message_id: number;
}

/** Text and caption are edited by different methods, and a sent id does not say which of them it has. */
function edit(api: Api, signal: AbortSignal, target: EditTarget, part: TextPart): Promise<unknown> {
  return orPlain(part, async (form) => {
    const { text, ...mode } = renderText(form);
    try {
      const link_preview_options = { is_disabled: true };
      return await api.editMessageText({ ...target, text, ...mode, link_preview_options }, signal);
    } catch (error) {
      if (!/there is no text in the message/i.test(refusalOf(error)?.description ?? '')) throw error;
      return api.editMessageCaption({ ...target, caption: text, ...mode }, signal);
    }
  });
}

/** Takes a message back on the customer's side. Done is also when it is not there any more. */
export async function deleteMessage(client: TelegramClient, sent: ExternalId): Promise<void> {
  const { chatId, messageId } = parseMessageId(sent);
  const target = { chat_id: chatId, message_id: messageId };
  await client.run((api, signal) =>
    unlessRefused(/message to delete not found/i, () => api.deleteMessage(target, signal)),
  );
}
