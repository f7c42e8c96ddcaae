import type { AccountId, ChannelId, ContactAddress, ExternalId } from '../../../src/ports';

export const TWILIO_ACCOUNT = 'twilio' as AccountId;
export const SMS_CHANNEL = 'twilio-sms' as ChannelId;
export const RCS_CHANNEL = 'twilio-rcs' as ChannelId;
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

/** Which channel an address of Twilio's belongs to; null for those that Baton does not carry. */
export function channelOf(address: string): ChannelId | null {
  if (address.startsWith('whatsapp:')) return WHATSAPP_CHANNEL;
  if (address.startsWith('rcs:')) return RCS_CHANNEL;
  return /^[a-z]+:/i.test(address) ? null : SMS_CHANNEL;
}

/** The number alone, as texts are sent to it. */
export const phoneOf = (address: string): string => address.replace(/^rcs:/, '');

/** `rcs:+…`: one person's address on RCS, however Twilio wrote the number. */
export const rcsAddress = (address: string): string => `rcs:${phoneOf(address)}`;
