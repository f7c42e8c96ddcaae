import type { AccountId, ChannelId, ContactAddress, ExternalId } from '../../../src/ports';

export const TWILIO_ACCOUNT = 'twilio' as AccountId;
export const SMS_CHANNEL = 'twilio-sms' as ChannelId;
export const WHATSAPP_CHANNEL = 'twilio-whatsapp' as ChannelId;

/** Twilio's ids of messages: SM without media, MM with. */
const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

export const isMessageSid = (value: string): boolean => MESSAGE_SID.test(value);

/** Message sids are unique over all of Twilio, so that nothing has to be put around them. */
export const messageId = (sid: string): ExternalId => sid as ExternalId;

/**
 * An address goes back to Twilio exactly as it came: `+14155550123`, `whatsapp:+4915112345678`, and for people who hide
 * their number `whatsapp:DE.1502576394655843`. Old Mexican and Brazilian numbers look wrong and are right.
 */
export const contactAddress = (from: string): ContactAddress => from as ContactAddress;

/** What keeps order: the messages of one person on one channel. */
export const sourceOf = (channelId: ChannelId, contact: ContactAddress): string => `${channelId}:${contact}`;

/** Receipts wait for our own bookkeeping, and no customer's message may wait behind them. */
export const statusSourceOf = (sid: string): string => `${TWILIO_ACCOUNT}:status:${sid}`;

/** Which of the two channels an address of Twilio's belongs to; null for those that Baton does not carry. */
export function channelOf(address: string): ChannelId | null {
  if (address.startsWith('whatsapp:')) return WHATSAPP_CHANNEL;
  return /^[a-z]+:/i.test(address) ? null : SMS_CHANNEL;
}

/**
 * RCS is what a messaging service sends instead of SMS to phones that can show it, and the answer comes from `rcs:+…`.
 * It is the same person with the same number.
 */
export const withoutRcs = (address: string): string => address.replace(/^rcs:(?=\+)/, '');
