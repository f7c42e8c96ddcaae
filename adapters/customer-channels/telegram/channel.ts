import type { CustomerChannel } from '../../../src/ports';
import { closeButtons } from './buttons';
import { telegramCapabilities } from './capabilities';
import { deleteMessage, editMessage } from './changes';
import type { TelegramClient } from './client';
import { chatIdOf, TELEGRAM_CHANNEL } from './ids';
import { fetchMedia } from './media';
import { setReaction } from './reactions';
import { sendPart } from './send';

/** The bot as a channel. Telegram has no key that it echoes, so a send of unknown outcome stays unknown. */
export function telegramChannel(client: TelegramClient): CustomerChannel {
  return {
    id: TELEGRAM_CHANNEL,
    capabilities: telegramCapabilities,
    send: async (to, part, { media }) => ({ sentId: await sendPart(client, chatIdOf(to), part, media) }),
    typing: {
      // Shown for 5 s or until a message comes.
      show: async (to) => {
        await client.run((api, signal) => api.sendChatAction({ chat_id: chatIdOf(to), action: 'typing' }, signal));
      },
    },
    quickReplies: { close: (_to, sent, picked) => closeButtons(client, sent, picked) },
    reactions: { set: (_to, message, emoji) => setReaction(client, message, emoji) },
    edits: { edit: (_to, sent, part) => editMessage(client, sent, part) },
    deletes: { remove: (_to, sent) => deleteMessage(client, sent) },
    media: { fetch: (part, maxBytes) => fetchMedia(client, part, maxBytes) },
  };
}
