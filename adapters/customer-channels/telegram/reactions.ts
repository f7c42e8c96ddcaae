import type { MessageReactionUpdated, ReactionType, ReactionTypeEmoji } from 'node-telegram-bot-api';
import type { ExternalId } from '../../../src/ports';
import { type TelegramClient, unlessRefused } from './client';
import { isMessageId, parseMessageId } from './ids';

/**
 * What Telegram lets a bot put on a message, without what nobody means for a customer (🤬 🤮 💩 🤡 🥱 🖕): a colleague's
 * joke stays among colleagues. Source: Bot API, ReactionTypeEmoji.
 */
export const REACTIONS: readonly string[] = [
  ...['👍', '👎', '❤', '🔥', '🥰', '👏', '😁', '🤔', '🤯', '😱', '😢', '🎉', '🤩', '🙏', '👌', '🕊', '🥴', '😍'],
  ...['🐳', '❤‍🔥', '🌚', '🌭', '💯', '🤣', '⚡', '🍌', '🏆', '💔', '🤨', '😐', '🍓', '🍾', '💋', '😈', '😴', '😭'],
  ...['🤓', '👻', '👨‍💻', '👀', '🎃', '🙈', '😇', '😨', '🤝', '✍', '🤗', '🫡', '🎅', '🎄', '☃', '💅', '🤪', '🗿'],
  ...['🆒', '💘', '🙉', '🦄', '😘', '💊', '🙊', '😎', '👾', '🤷‍♂', '🤷', '🤷‍♀', '😡'],
];

export const emojisOf = ({ new_reaction }: MessageReactionUpdated): readonly string[] => new_reaction.map(emojiOf);

/** A premium customer has emoji of their own, which have no character. */
function emojiOf(reaction: ReactionType): string {
  if ('emoji' in reaction) return reaction.emoji.replaceAll('\ufe0f', '');
  return reaction.type === 'paid' ? '⭐' : 'a custom emoji';
}

/** Done is also when it is so already, or when there is nothing to react to: a pressed button is no message. */
export async function setReaction(client: TelegramClient, message: ExternalId, emoji: string | null): Promise<void> {
  if (!isMessageId(message)) return;
  const { chatId, messageId } = parseMessageId(message);
  const reaction = emoji === null ? [] : [{ type: 'emoji', emoji } as ReactionTypeEmoji];
  await client.run((api, signal) =>
    unlessRefused(/message is not modified|message to react not found|REACTION_EMPTY/i, () =>
      api.setMessageReaction({ chat_id: chatId, message_id: messageId, reaction }, signal),
    ),
  );
}
