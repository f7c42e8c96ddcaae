import type { Message } from 'node-telegram-bot-api';
import type { MediaKind, MediaPart, MessagePart, TextPart } from '../../../src/ports';
import { displayFileName, displayName } from '../../shared/display-name';
import { contextLines } from './context-lines';
import { textFrom, withHeader } from './entities';

/** What the customer wrote, as parts. Never empty: what Baton cannot show becomes an unsupported part. */
export function partsFrom(message: Message): readonly MessagePart[] {
  const lines = contextLines(message);
  const part = mainPart(message);
  if (part.type === 'text') return [withHeader(lines, part) ?? part];
  if (part.type === 'media') {
    const caption = withHeader(lines, part.caption ?? null);
    return [caption === null ? part : { ...part, caption }];
  }
  return lines === null ? [part] : [lines, part];
}

function mainPart(message: Message): MessagePart {
  if (message.text !== undefined) return textFrom(message.text, message.entities);
  return mediaPart(message) ?? placePart(message) ?? contactPart(message) ?? unsupported(message);
}

interface TelegramFile {
  readonly file_id: string;
  readonly mime_type?: string;
  readonly file_name?: string;
  readonly file_size?: number;
  readonly duration?: number;
}

function mediaPart(message: Message): MediaPart | null {
  const { photo, animation, document, voice, audio, video, video_note, sticker } = message;
  const caption = captionOf(message);
  const largest = photo?.at(-1);
  if (largest !== undefined) return media('image', largest, 'image/jpeg', caption);
  // An animation comes with a document of the same bytes beside it.
  if (animation !== undefined) return media('video', animation, null, caption);
  if (document !== undefined) return media(documentKind(document.mime_type), document, null, caption);
  if (voice !== undefined) return media('voice', voice, 'audio/ogg', caption);
  if (audio !== undefined) return media('audio', audio, null, caption);
  if (video !== undefined) return media('video', video, 'video/mp4', caption);
  if (video_note !== undefined) return media('video', video_note, 'video/mp4', caption);
  if (sticker === undefined) return null;
  const type = sticker.is_animated ? 'application/x-tgsticker' : sticker.is_video ? 'video/webm' : 'image/webp';
  return media('sticker', sticker, type, sticker.emoji === undefined ? null : textFrom(sticker.emoji));
}

/** A picture sent "as file" keeps its quality, and is a picture all the same. */
const documentKind = (mediaType: string | undefined): MediaKind =>
  mediaType !== undefined && /^image\/(jpeg|png|webp|gif|heic)$/.test(mediaType) ? 'image' : 'file';

const captionOf = (message: Message): TextPart | null =>
  message.caption === undefined ? null : textFrom(message.caption, message.caption_entities);

function media(kind: MediaKind, file: TelegramFile, usual: string | null, caption: TextPart | null): MediaPart {
  if (typeof file.file_id !== 'string') throw new TypeError('A file has no id.');
  return {
    type: 'media',
    kind,
    mediaType: file.mime_type ?? usual,
    name: displayFileName(file.file_name),
    bytes: file.file_size ?? null,
    ref: file.file_id,
    ...(caption !== null && { caption }),
    ...(file.duration !== undefined && { durationSeconds: file.duration }),
  };
}

function placePart({ venue, location }: Message): MessagePart | null {
  const place = venue?.location ?? location;
  if (place === undefined) return null;
  const name = [venue?.title, venue?.address].filter(Boolean).join(', ');
  return { type: 'location', latitude: place.latitude, longitude: place.longitude, ...(name !== '' && { name }) };
}

/** Shown, never taken for the customer's identity: anyone can share anyone's card. */
function contactPart({ contact }: Message): MessagePart | null {
  if (contact === undefined) return null;
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return { type: 'contact', name: displayName(name) ?? '', phones: [contact.phone_number] };
}

const PLACEHOLDERS: Readonly<Partial<Record<keyof Message, string>>> = {
  poll: 'a poll',
  dice: 'a dice throw',
  story: 'a story',
  paid_media: 'paid media',
  live_photo: 'a live photo',
  game: 'a game',
  checklist: 'a checklist',
  invoice: 'an invoice',
  successful_payment: 'a payment',
  giveaway: 'a giveaway',
  giveaway_winners: 'the winners of a giveaway',
  gift: 'a gift',
  unique_gift: 'a gift',
  rich_message: 'a rich message',
  web_app_data: 'data of a mini app',
  users_shared: 'a shared user',
  chat_shared: 'a shared chat',
  passport_data: 'Telegram Passport data',
};

function unsupported(message: Message): MessagePart {
  const known = (Object.keys(PLACEHOLDERS) as (keyof Message)[]).find((field) => message[field] !== undefined);
  return { type: 'unsupported', what: (known && PLACEHOLDERS[known]) ?? 'a kind of message that Baton does not know' };
}

/** What Telegram itself writes into a chat ("pinned a message", "changed the wallpaper"): nobody said anything. */
const SERVICE_FIELDS: readonly (keyof Message)[] = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'connected_website',
  'write_access_allowed',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'giveaway_created',
  'giveaway_completed',
  'refunded_payment',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
];

export const isServiceMessage = (message: Message): boolean =>
  SERVICE_FIELDS.some((field) => message[field] !== undefined);
