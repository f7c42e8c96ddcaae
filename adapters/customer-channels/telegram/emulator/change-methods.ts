import { badRequest } from './api-error';
import type { ApiMethod, Backend, MethodSpec } from './backend';
import { seconds } from './backend';
import { knownChat, messageIn } from './chats';
import type { ApiCall } from './request';
import { replyMarkup } from './send-methods';
import type { ChatMessage } from './state';
import { readCaption, readText } from './text';
import type { WireContent, WireMessage } from './wire';

const DELETABLE_MS = 48 * 3_600_000;
/** Source: tdlib, the words of MESSAGE_NOT_MODIFIED. */
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const TARGET = ['chat_id', 'message_id', 'reply_markup'];

const editing =
  (change: (wire: WireMessage, params: ApiCall['params']) => WireContent): ApiMethod =>
  (backend, { params }) => {
    const message = ownMessage(backend, params);
    const wanted = { ...change(message.wire, params), ...replyMarkup(params) };
    const changed = Object.entries(wanted).some(([field, value]) => {
      return JSON.stringify(message.wire[field as keyof WireContent]) !== JSON.stringify(value);
    });
    if (!changed) throw badRequest(NOT_MODIFIED);
    Object.assign(message.wire, wanted, { edit_date: seconds(backend.now()) });
    backend.onChange();
    return message.wire;
  };

function ownMessage(backend: Backend, params: ApiCall['params']): ChatMessage {
  const chat = knownChat(backend, params.chat_id);
  const message = messageIn(chat, params.message_id, 'message to edit not found');
  if (message.by !== 'business') throw badRequest("message can't be edited");
  return message;
}

const hasMedia = (wire: WireMessage): boolean =>
  [wire.photo, wire.document, wire.animation, wire.video, wire.audio, wire.voice].some((media) => media !== undefined);

const deleteMessage: ApiMethod = (backend, { params }) => {
  const chat = knownChat(backend, params.chat_id);
  const message = messageIn(chat, params.message_id, 'message to delete not found');
  if (backend.now() - message.wire.date * 1000 > DELETABLE_MS)
    throw badRequest("message can't be deleted for everyone");
  message.deleted = true;
  backend.onChange();
  return true;
};

export const changeMethods: Readonly<Record<string, MethodSpec>> = {
  editMessageText: {
    params: [...TARGET, 'text', 'parse_mode', 'entities', 'link_preview_options'],
    run: editing((wire, params) => {
      const { text, entities } = readText(params);
      if (wire.text === undefined) throw badRequest('there is no text in the message to edit');
      return { text, ...(entities.length > 0 || wire.entities !== undefined ? { entities } : {}) };
    }),
  },
  editMessageCaption: {
    params: [...TARGET, 'caption', 'parse_mode', 'caption_entities'],
    run: editing((wire, params) => {
      const { text, entities } = readCaption(params);
      if (!hasMedia(wire)) throw badRequest('there is no caption in the message to edit');
      const formatted = entities.length > 0 || wire.caption_entities !== undefined;
      return { caption: text, ...(formatted && { caption_entities: entities }) };
    }),
  },
  editMessageReplyMarkup: { params: TARGET, run: editing(() => ({})) },
  deleteMessage: { params: ['chat_id', 'message_id'], run: deleteMessage },
  leaveChat: { params: ['chat_id'], run: ({ groups }, { params }) => groups.leave(params.chat_id) },
};
