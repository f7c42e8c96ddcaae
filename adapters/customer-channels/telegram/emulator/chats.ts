import { ApiError, badRequest, forbidden } from './api-error';
import type { Backend } from './backend';
import { seconds } from './backend';
import { type Chat, type ChatMessage, wireChat } from './state';
import type { WireContent, WireMessage } from './wire';

/** The chat that a call may write to, with the refusals of the real server. */
export function writableChat(backend: Backend, chatId: string | undefined): Chat {
  const chat = knownChat(backend, chatId);
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  return chat;
}

export function knownChat({ state }: Backend, chatId: string | undefined): Chat {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  const moved = state.migrations.get(Number(chatId));
  if (moved !== undefined) {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    throw new ApiError(400, description, { migrate_to_chat_id: moved });
  }
  const chat = state.chats.get(Number(chatId));
  if (chat === undefined) throw badRequest('chat not found');
  return chat;
}

/** A message of the bot that is still there; `missing` is what the method says when it is not. */
export function messageIn(chat: Chat, messageId: string | undefined, missing: string): ChatMessage {
  const id = Number(messageId);
  const message = chat.messages.find(({ wire, deleted }) => wire.message_id === id && !deleted);
  if (message === undefined) throw badRequest(missing);
  return message;
}

/** What the bot sends appears on the customer's screen and ends the typing. */
export function postAsBot(backend: Backend, chat: Chat, content: WireContent): WireMessage {
  const { state } = backend;
  const wire: WireMessage = {
    message_id: state.nextMessageId++,
    from: state.bot,
    chat: wireChat(chat.person),
    date: seconds(backend.now()),
    ...content,
  };
  chat.messages.push({ by: 'business', wire, deleted: false });
  chat.typingUntil = 0;
  backend.onChange();
  return wire;
}
