import { ApiError, badRequest } from './api-error';
import type { ApiMethod, Backend, MethodSpec } from './backend';
import { messageIn, postAsBot, writableChat } from './chats';
import type { ApiCall, UploadedFile } from './request';
import { type Chat, storeFile } from './state';
import { captionContent, readCaption, readText, textContent } from './text';
import type { WireContent, WireFile } from './wire';

const MEGABYTE = 1024 * 1024;
const COMMON = ['chat_id', 'disable_notification', 'protect_content', 'reply_parameters', 'reply_markup'];
const CAPTION = ['caption', 'parse_mode', 'caption_entities'];

/** Runs what every send has in common: may the chat be written to, is it too fast, does the quoted message exist? */
const sending =
  (content: (backend: Backend, call: ApiCall) => WireContent): ApiMethod =>
  (backend, call) => {
    // The real server parses first and looks for the chat then.
    const made = content(backend, call);
    const chat = writableChat(backend, call.params.chat_id);
    const context = { ...replyTo(chat, call.params), ...replyMarkup(call.params) };
    backend.limits.check(String(chat.person.id), backend.now());
    return postAsBot(backend, chat, { ...made, ...context });
  };

function replyTo(chat: Chat, params: ApiCall['params']): WireContent {
  if (params.reply_parameters === undefined) return {};
  const reply = jsonParam<{ message_id?: number; allow_sending_without_reply?: boolean }>(params, 'reply_parameters');
  const target = chat.messages.find(({ wire, deleted }) => wire.message_id === reply?.message_id && !deleted);
  if (target !== undefined) return { reply_to_message: target.wire };
  if (reply?.allow_sending_without_reply === true) return {};
  throw badRequest('message to be replied not found');
}

export function replyMarkup(params: ApiCall['params']): WireContent {
  const markup = jsonParam<NonNullable<WireContent['reply_markup']>>(params, 'reply_markup');
  if (markup === null) return {};
  for (const button of markup.inline_keyboard?.flat() ?? []) {
    if (Buffer.byteLength(button.callback_data ?? '') > 64) throw badRequest('BUTTON_DATA_INVALID');
    if (button.text === '') throw badRequest('inline keyboard button text must be non-empty');
  }
  return markup.inline_keyboard === undefined ? {} : { reply_markup: markup };
}

function jsonParam<T>(params: ApiCall['params'], name: string): T | null {
  try {
    return params[name] === undefined ? null : (JSON.parse(params[name]) as T);
  } catch {
    throw badRequest(`can't parse ${name.replace('_', ' ')} JSON object`);
  }
}

interface FileRule {
  readonly field: 'photo' | 'document' | 'animation' | 'video' | 'audio' | 'voice' | 'sticker';
  readonly folder: string;
  readonly maxBytes: number;
  readonly mediaTypes?: RegExp;
  readonly extra?: (file: UploadedFile, params: ApiCall['params']) => Readonly<Record<string, unknown>>;
}

const duration = (_: UploadedFile, params: ApiCall['params']) => ({ duration: Number(params.duration ?? 0) });
const picture = () => ({ width: 1280, height: 960 });

const FILES: readonly FileRule[] = [
  {
    field: 'photo',
    folder: 'photos',
    maxBytes: 10 * MEGABYTE,
    mediaTypes: /^image\/(jpeg|png|webp|gif)/,
    extra: picture,
  },
  { field: 'document', folder: 'documents', maxBytes: 50 * MEGABYTE },
  { field: 'animation', folder: 'animations', maxBytes: 50 * MEGABYTE, extra: duration },
  { field: 'video', folder: 'videos', maxBytes: 50 * MEGABYTE, mediaTypes: /^video\/mp4/, extra: duration },
  {
    field: 'audio',
    folder: 'music',
    maxBytes: 50 * MEGABYTE,
    mediaTypes: /^audio\/(mpeg|mp3|mp4|m4a|x-m4a)/,
    extra: duration,
  },
  { field: 'voice', folder: 'voice', maxBytes: 50 * MEGABYTE, extra: duration },
  {
    field: 'sticker',
    folder: 'stickers',
    maxBytes: 512 * 1024,
    mediaTypes: /^(image\/webp|video\/webm|application\/x-tgsticker)/,
  },
];

const fileMethod = (rule: FileRule): MethodSpec => ({
  params: [...COMMON, rule.field, ...(rule.field === 'sticker' ? ['emoji'] : [...CAPTION, 'duration'])],
  run: sending((backend, call) => {
    const caption = readCaption(call.params);
    const stored = storedFile(backend, call, rule);
    return { [rule.field]: rule.field === 'photo' ? [stored] : stored, ...captionContent(caption) };
  }),
});

function storedFile({ state }: Backend, call: ApiCall, rule: FileRule): WireFile {
  const file = call.files[rule.field];
  if (file === undefined)
    return knownFile(call.params[rule.field], state.files.has(call.params[rule.field] ?? ''), rule);
  refuseFile(file, rule);
  const { file_id, file_unique_id, file_size } = storeFile(state, rule.folder, file);
  const named = { file_name: file.name, mime_type: file.mediaType, ...rule.extra?.(file, call.params) };
  return { file_id, file_unique_id, file_size, ...named };
}

function knownFile(given: string | undefined, known: boolean, rule: FileRule): WireFile {
  if (given === undefined || given === '') throw badRequest(`there is no ${rule.field} in the request`);
  if (!known && !/^https?:\/\//.test(given)) {
    throw badRequest('wrong file identifier/HTTP URL specified');
  }
  return { file_id: given, file_unique_id: given.slice(-8), file_size: 0 };
}

function refuseFile(file: UploadedFile, rule: FileRule): void {
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  if (file.bytes.length > 50 * MEGABYTE) throw new ApiError(413, 'Request Entity Too Large');
  if (file.bytes.length > rule.maxBytes) throw badRequest('file is too big');
  // The real server looks into the bytes; a declared type stands for them, and an undeclared one is let pass.
  const declared = file.mediaType !== 'application/octet-stream';
  if (declared && rule.mediaTypes !== undefined && !rule.mediaTypes.test(file.mediaType)) {
    throw badRequest(rule.field === 'photo' ? 'IMAGE_PROCESS_FAILED' : `wrong type of the ${rule.field}`);
  }
}

function coordinates(params: ApiCall['params']) {
  const latitude = Number(params.latitude);
  const longitude = Number(params.longitude);
  const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!valid || !params.latitude || !params.longitude) throw badRequest('invalid location specified');
  return { latitude, longitude };
}

function required(params: ApiCall['params'], name: string, message: string): string {
  const value = params[name]?.trim();
  if (!value) throw badRequest(message);
  return value;
}

const mediaGroup: ApiMethod = (backend, call) => {
  const chat = writableChat(backend, call.params.chat_id);
  const items = jsonParam<readonly { type: string; media: string; caption?: string }[]>(call.params, 'media') ?? [];
  if (items.length < 2 || items.length > 10) throw badRequest('group send failed: wrong number of media');
  const album = String(13_000_000_000_000_000 + backend.state.nextMessageId);
  const contents = items.map((item) => {
    const rule = FILES.find(({ field }) => field === item.type);
    if (rule === undefined) throw badRequest('wrong type of media');
    const file = call.files[item.media.replace(/^attach:\/\//, '')];
    const single: ApiCall = {
      ...call,
      params: { [rule.field]: item.media },
      files: file ? { [rule.field]: file } : {},
    };
    const stored = storedFile(backend, single, rule);
    const caption = readCaption({ caption: item.caption ?? '' });
    return { [rule.field]: rule.field === 'photo' ? [stored] : stored, ...captionContent(caption) };
  });
  backend.limits.check(String(chat.person.id), backend.now());
  return contents.map((content) => postAsBot(backend, chat, { ...content, media_group_id: album }));
};

/** A bot has one reaction on a message, and only of the emoji that Telegram lists. */
function setReaction(backend: Backend, { params }: ApiCall): true {
  const message = messageIn(writableChat(backend, params.chat_id), params.message_id, 'message to react not found');
  const given = jsonParam<readonly { type?: string; emoji?: string }[]>(params, 'reaction') ?? [];
  if (given.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const [reaction] = given;
  if (reaction !== undefined && !(reaction.type === 'emoji' && EMOJI.has(reaction.emoji ?? ''))) {
    throw badRequest('REACTION_INVALID');
  }
  message.reactions = { ...message.reactions, business: reaction?.emoji ?? null };
  backend.onChange();
  return true;
}

/** Source: Bot API, ReactionTypeEmoji. */
export const EMOJI: ReadonlySet<string> = new Set(
  (
    '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 ' +
    '👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

export const sendMethods: Readonly<Record<string, MethodSpec>> = {
  sendMessage: {
    params: [...COMMON, 'text', 'parse_mode', 'entities', 'link_preview_options'],
    run: (backend, call) =>
      backend.groups.has(call.params.chat_id)
        ? backend.groups.post(call.params.chat_id, readText(call.params).text)
        : sending((_, { params }) => textContent(readText(params)))(backend, call),
  },
  ...Object.fromEntries(
    FILES.map((rule) => [`send${rule.field.charAt(0).toUpperCase()}${rule.field.slice(1)}`, fileMethod(rule)]),
  ),
  sendMediaGroup: { params: [...COMMON, 'media'], run: mediaGroup },
  sendLocation: {
    params: [...COMMON, 'latitude', 'longitude'],
    run: sending((_, { params }) => ({ location: coordinates(params) })),
  },
  sendVenue: {
    params: [...COMMON, 'latitude', 'longitude', 'title', 'address'],
    run: sending((_, { params }) => {
      const location = coordinates(params);
      const title = required(params, 'title', 'venue title must be non-empty');
      const address = required(params, 'address', 'venue address must be non-empty');
      return { location, venue: { location, title, address } };
    }),
  },
  sendContact: {
    params: [...COMMON, 'phone_number', 'first_name', 'last_name', 'vcard'],
    run: sending((_, { params }) => ({
      contact: {
        phone_number: required(params, 'phone_number', 'phone number must be non-empty'),
        first_name: required(params, 'first_name', 'first name must be non-empty'),
      },
    })),
  },
  sendChatAction: {
    params: ['chat_id', 'action'],
    run: (backend, { params }) => {
      const chat = writableChat(backend, params.chat_id);
      if (!ACTIONS.has(params.action ?? '')) throw badRequest('Wrong parameter action in request');
      chat.typingUntil = backend.now() + 5000;
      backend.onChange();
      return true;
    },
  },
  sendMessageDraft: {
    params: ['chat_id', 'draft_id', 'text', 'parse_mode', 'entities'],
    run: (backend, { params }) => {
      writableChat(backend, params.chat_id);
      if (!Number(params.draft_id)) throw badRequest('draft identifier must be non-zero');
      return true;
    },
  },
  setMessageReaction: {
    params: ['chat_id', 'message_id', 'reaction', 'is_big'],
    run: setReaction,
  },
};

const ACTIONS: ReadonlySet<string> = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);
