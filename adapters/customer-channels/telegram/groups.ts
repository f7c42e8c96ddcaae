import type { Chat, User } from 'node-telegram-bot-api';
import type { AdapterStorage, Logger } from '../../../src/ports';
import type { TelegramClient } from './client';
import type { TelegramUpdate } from './updates';

/** Somewhere the bot was brought to that is no conversation with a customer. */
export interface Group {
  readonly chatId: number;
  /** A post in a channel would go to all who read it. */
  readonly isChannel: boolean;
  readonly language: string | null;
}

/** Null: the update shows no group that the bot is in now. */
export function groupIn({ message, my_chat_member: change }: TelegramUpdate): Group | null {
  if (message !== undefined) return groupOf(message.chat, message.from);
  const isIn = change !== undefined && IN.has(change.new_chat_member.status);
  return isIn ? groupOf(change.chat, change.from) : null;
}

const IN: ReadonlySet<string> = new Set(['member', 'administrator', 'restricted']);

function groupOf({ id, type }: Chat, from: User | undefined): Group | null {
  if (type === 'private') return null;
  return { chatId: id, isChannel: type === 'channel', language: from?.language_code?.split('-')[0] ?? null };
}

interface GroupsOptions {
  readonly client: TelegramClient;
  readonly storage: AdapterStorage;
  readonly log: Logger;
}

/** Who adds the bot again after a month may read it again. */
const SAID_FOR_MS = 30 * 24 * 3_600_000;

/**
 * Says once where the bot can be written to, and leaves: it is no part of what a group talks about, and what it is not
 * in it does not read. That it was said is noted before it is said, so that a crash or a repeated update leaves a group
 * without the sentence rather than with two; leaving twice is harmless. No answer to Telegram waits for any of it.
 */
export function groupDecliner({ client, storage, log }: GroupsOptions): (group: Group) => void {
  const leaving = new Set<number>();
  return (group) => {
    if (leaving.has(group.chatId)) return;
    leaving.add(group.chatId);
    decline(group)
      .catch((error: unknown) =>
        log.info('A group was not left; the next update from it tries again', { error: String(error) }),
      )
      .finally(() => leaving.delete(group.chatId));
  };

  async function decline(group: Group): Promise<void> {
    if (!group.isChannel) await sayOnce(group);
    await client.run((api, signal) => api.leaveChat({ chat_id: group.chatId }, signal));
    log.info('The bot was brought into a group or channel and left it: customers write in private', {});
  }

  /** Where the bot may not write it just leaves. */
  async function sayOnce({ chatId, language }: Group): Promise<void> {
    const key = `group:${chatId}`;
    if ((await storage.get<true>(key)) !== null) return;
    await storage.set(key, true, SAID_FOR_MS);
    const { username } = await client.run((api, signal) => api.getMe(signal));
    const text = (SENTENCES[language ?? ''] ?? ENGLISH).replace('{bot}', `@${username ?? ''}`);
    await client
      .run((api, signal) => api.sendMessage({ chat_id: chatId, text }, signal))
      .catch((error: unknown) => log.debug('A group was left without a word', { error: String(error) }));
  }
}

const ENGLISH = 'I answer in private chats only, so I am leaving this group. Write to me here: {bot}';

const SENTENCES: Readonly<Record<string, string>> = {
  de: 'Ich antworte nur in privaten Chats und verlasse deshalb diese Gruppe. Schreibt mir hier: {bot}',
  es: 'Solo respondo en chats privados, así que dejo este grupo. Escríbeme aquí: {bot}',
  fr: 'Je ne réponds qu’en privé, je quitte donc ce groupe. Écrivez-moi ici : {bot}',
  it: 'Rispondo solo nelle chat private, quindi lascio questo gruppo. Scrivimi qui: {bot}',
  nl: 'Ik antwoord alleen in privéchats en verlaat daarom deze groep. Schrijf me hier: {bot}',
  pt: 'Só respondo em conversas privadas, por isso saio deste grupo. Escreva-me aqui: {bot}',
};
