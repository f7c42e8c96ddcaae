import type { Api, InputFile, Message } from 'node-telegram-bot-api';
import type { ExternalId, MediaContent, MediaPart, MessagePart, TextPart } from '../../../src/ports';
import { buttonsUnder } from './buttons';
import { refusalOf, type TelegramClient } from './client';
import { fileGone, tooSlow, unavailable } from './errors';
import { messageId } from './ids';
import {
  fallbackText,
  fileName,
  hasFormatting,
  renderContact,
  renderText,
  renderVenue,
  type Upload,
  uploadKind,
  withoutFormatting,
} from './render';

/** Sends one part into a chat. Only after a refusal, which is certain non-delivery, is there a second call. */
export async function sendPart(
  client: TelegramClient,
  chatId: number,
  part: MessagePart,
  media: MediaContent | undefined,
): Promise<ExternalId> {
  const sent = await client.run((api, signal) =>
    followingMigration(chatId, (chat) => sendTo({ api, signal, client, chat }, part, media)),
  );
  return messageId(sent.chat.id, sent.message_id);
}

interface Target {
  readonly api: Api;
  readonly signal: AbortSignal;
  readonly client: TelegramClient;
  readonly chat: number;
}

/** A group that became a supergroup has a new id, which comes with the refusal. */
async function followingMigration<T>(chatId: number, send: (chatId: number) => Promise<T>): Promise<T> {
  try {
    return await send(chatId);
  } catch (error) {
    const moved = refusalOf(error)?.migrateToChatId;
    if (moved === undefined) throw error;
    return send(moved);
  }
}

function sendTo(target: Target, part: MessagePart, media: MediaContent | undefined): Promise<Message> {
  const { api, signal, chat } = target;
  switch (part.type) {
    case 'text':
      return sendText(target, part);
    case 'media':
      if (media === undefined) throw fileGone();
      return sendMedia(target, part, media);
    case 'location':
      if (part.name === undefined) {
        return api.sendLocation({ chat_id: chat, latitude: part.latitude, longitude: part.longitude }, signal);
      }
      return api.sendVenue({ chat_id: chat, ...renderVenue({ ...part, name: part.name }) }, signal);
    case 'contact': {
      const card = renderContact(part);
      return card === null ? sendText(target, fallbackText(part)) : api.sendContact({ chat_id: chat, ...card }, signal);
    }
    case 'unsupported':
      return sendText(target, fallbackText(part));
  }
}

function sendText({ api, signal, chat }: Target, part: TextPart): Promise<Message> {
  return orPlain(part, (form) =>
    // A preview would put a stranger's picture under the company's answer.
    api.sendMessage(
      { chat_id: chat, ...renderText(form), ...buttonsUnder(part), link_preview_options: { is_disabled: true } },
      signal,
    ),
  );
}

/** What Telegram cannot parse is said without formatting rather than not at all. */
export async function orPlain<T>(part: TextPart, send: (part: TextPart) => Promise<T>): Promise<T> {
  try {
    return await send(part);
  } catch (error) {
    if (!hasFormatting(part) || !/can't parse entities/i.test(refusalOf(error)?.description ?? '')) throw error;
    return send(withoutFormatting(part));
  }
}

async function sendMedia(target: Target, part: MediaPart, media: MediaContent): Promise<Message> {
  const kind = uploadKind(part, media);
  try {
    return await upload(target, kind, part, media);
  } catch (error) {
    // A panorama has a shape no photo may have, and a voice note may be forbidden by the customer's settings.
    const unfit = /PHOTO_|IMAGE_PROCESS|STICKER_|VOICE_MESSAGES_FORBIDDEN/.test(refusalOf(error)?.description ?? '');
    if (kind === 'document' || !unfit) throw error;
    return upload(target, 'document', part, media);
  }
}

/** Telegram has nothing of a file whose end was not written, so that a broken upload is never unsure. */
async function upload(target: Target, kind: Upload, part: MediaPart, media: MediaContent): Promise<Message> {
  const { client, signal } = target;
  let isWritten = false;
  async function* read(): AsyncGenerator<Uint8Array> {
    isWritten = false;
    yield* media.read();
    isWritten = true;
  }
  const file = client.file(read, fileName(part, media.mediaType), media.mediaType);
  try {
    return await call(target, kind, part, file);
  } catch (error) {
    if (isWritten || refusalOf(error) !== null) throw error;
    throw signal.aborted ? tooSlow() : unavailable('upload_cut');
  }
}

function call({ api, signal, chat }: Target, kind: Upload, part: MediaPart, file: InputFile): Promise<Message> {
  return orPlain(part.caption ?? { type: 'text', text: '' }, (caption) => {
    const rest = { chat_id: chat, ...renderCaption(caption), ...durationOf(part) };
    switch (kind) {
      case 'photo':
        return api.sendPhoto({ chat_id: chat, ...renderCaption(caption), photo: file }, signal);
      case 'document':
        return api.sendDocument({ chat_id: chat, ...renderCaption(caption), document: file }, signal);
      case 'sticker':
        return api.sendSticker({ chat_id: chat, sticker: file }, signal);
      case 'animation':
        return api.sendAnimation({ ...rest, animation: file }, signal);
      case 'video':
        return api.sendVideo({ ...rest, video: file }, signal);
      case 'audio':
        return api.sendAudio({ ...rest, audio: file }, signal);
      case 'voice':
        return api.sendVoice({ ...rest, voice: file }, signal);
    }
  });
}

function renderCaption(part: TextPart) {
  if (part.text === '') return {};
  const { text, ...mode } = renderText(part);
  return { caption: text, ...mode };
}

const durationOf = ({ durationSeconds }: MediaPart) =>
  durationSeconds === undefined ? {} : { duration: Math.round(durationSeconds) };
