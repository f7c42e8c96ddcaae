import type { AccountId, ChannelId, ContactAddress, ExternalId } from '../../../src/ports';

export const TELEGRAM_ACCOUNT = 'telegram' as AccountId;
export const TELEGRAM_CHANNEL = 'telegram' as ChannelId;

/** A contact is a private chat: its id is the user's id. Chat ids pass 2^31, but stay below 2^53. */
export const contactAddress = (chatId: number): ContactAddress => String(chatId) as ContactAddress;

export function chatIdOf(address: ContactAddress): number {
  const chatId = Number(address);
  if (!Number.isSafeInteger(chatId) || chatId === 0) throw new Error(`Not a Telegram chat: ${address}`);
  return chatId;
}

/** Message ids count per chat, so the chat is part of it. */
export const messageId = (chatId: number, id: number): ExternalId => `${chatId}:${id}` as ExternalId;

/** A press on a button has no message id of its own. */
export const pressId = (chatId: number, callbackId: string): ExternalId =>
  `${chatId}:press:${callbackId}` as ExternalId;

const MESSAGE = /^(-?\d+):(\d+)$/;

export const isMessageId = (id: ExternalId): boolean => MESSAGE.test(id);

export function parseMessageId(id: ExternalId): { readonly chatId: number; readonly messageId: number } {
  const match = MESSAGE.exec(id);
  if (match === null) throw new Error(`Not a Telegram message: ${id}`);
  return { chatId: Number(match[1]), messageId: Number(match[2]) };
}

/** What keeps order: Telegram delivers the updates of one chat one after the other. */
export const sourceOf = (chatId: number): string => `${TELEGRAM_ACCOUNT}:${chatId}`;
