import * as fc from 'fast-check';
import {
  chatIdOf,
  contactAddress,
  messageId,
  parseMessageId,
  pressId,
} from '../../../adapters/customer-channels/telegram/ids';
import type { ContactAddress, ExternalId } from '../../../src/ports';

const chatIds = fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).filter((id) => id !== 0);
const messageIds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe('ids', () => {
  test('what is made can be taken apart, for every chat id below 2^53', () => {
    void fc.assert(
      fc.property(chatIds, messageIds, (chat, message) => {
        expect(chatIdOf(contactAddress(chat))).toBe(chat);
        expect(parseMessageId(messageId(chat, message))).toEqual({ chatId: chat, messageId: message });
      }),
    );
  });

  test('the same number in two chats is two messages', () => {
    void fc.assert(
      fc.property(chatIds, chatIds, messageIds, (one, other, message) => {
        fc.pre(one !== other);
        expect(messageId(one, message)).not.toBe(messageId(other, message));
      }),
    );
  });

  test('what is no id is refused', () => {
    expect(() => chatIdOf('ana' as ContactAddress)).toThrow('Not a Telegram chat');
    expect(() => chatIdOf('0' as ContactAddress)).toThrow('Not a Telegram chat');
    expect(() => parseMessageId('7' as ExternalId)).toThrow('Not a Telegram message');
    expect(() => parseMessageId(pressId(7, '99'))).toThrow('Not a Telegram message');
  });
});
