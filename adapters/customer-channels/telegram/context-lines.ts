import type { ExternalReplyInfo, Message, MessageOrigin } from 'node-telegram-bot-api';
import type { TextPart } from '../../../src/ports';
import { displayName } from '../../shared/display-name';
import { shorten } from '../../shared/graphemes';
import { withHeader } from './entities';

const SNIPPET_MAX = 120;

/**
 * What a customer's message refers to outside of this chat, as one line each before it: the message it answers, where it
 * was forwarded from. The whole line is a quote, so that inboxes set it apart and nobody takes it for the customer's own words.
 */
export function contextLines(message: Message): TextPart | null {
  const answers = isReply(message) ? null : answered(message);
  return withHeader(
    quote(forwardLine(message.forward_origin)),
    quote(answers === null ? null : `Replying to ${answers}`),
  );
}

/** A reply to a message of this chat: Baton has a copy of it and shows that. */
export const isReply = ({ reply_to_message: target }: Message): boolean => target !== undefined;

/** What the network says of the message that is answered. Null: it answers none. */
export function answered(message: Message): string | null {
  if (message.reply_to_story !== undefined) return 'a story';
  const target = message.reply_to_message ?? message.external_reply;
  if (target === undefined) return null;
  const words = message.quote?.text ?? ('text' in target ? target.text : undefined) ?? caption(target);
  return words === undefined ? kindOf(target) : `“${snippet(words)}”`;
}

const quote = (line: string | null): TextPart | null =>
  line === null ? null : { type: 'text', text: line, entities: [{ type: 'quote', offset: 0, length: line.length }] };

const caption = (target: Message | ExternalReplyInfo) => ('caption' in target ? target.caption : undefined);

const snippet = (text: string) => shorten(text.replace(/\s+/g, ' ').trim(), SNIPPET_MAX);

function kindOf(target: Message | ExternalReplyInfo): string {
  if (target.photo !== undefined) return 'a photo';
  if (target.voice !== undefined) return 'a voice note';
  if (target.video !== undefined || target.video_note !== undefined) return 'a video';
  if (target.sticker !== undefined) return 'a sticker';
  if (target.document !== undefined) return `the file ${snippet(target.document.file_name ?? 'without a name')}`;
  return 'an earlier message';
}

function forwardLine(origin: MessageOrigin | undefined): string | null {
  if (origin === undefined) return null;
  return `Forwarded from ${displayName(originName(origin)) ?? 'somebody'}`;
}

function originName(origin: MessageOrigin): string {
  if ('sender_user' in origin)
    return [origin.sender_user.first_name, origin.sender_user.last_name].filter(Boolean).join(' ');
  if ('sender_user_name' in origin) return origin.sender_user_name;
  const chat = 'chat' in origin ? origin.chat : origin.sender_chat;
  return chat.title ?? 'a chat';
}
