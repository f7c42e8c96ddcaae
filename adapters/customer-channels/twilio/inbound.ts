import {
  type ChannelId,
  type ContactAddress,
  type CustomerMessage,
  type IncomingEvent,
  instant,
  type MessagePart,
} from '../../../src/ports';
import { displayName } from '../../shared/display-name';
import type { Contacts } from './contacts';
import type { Form } from './form';
import {
  channelOf,
  contactAddress,
  isMessageSid,
  messageId,
  SMS_CHANNEL,
  sourceOf,
  WHATSAPP_CHANNEL,
  withoutRcs,
} from './ids';
import { consentIn, isStartCommand } from './keywords';
import { partsFrom } from './parse';

export interface InboundParts {
  readonly contacts: Contacts;
  /** The channels that are switched on. */
  readonly channelIds: readonly ChannelId[];
  readonly now: () => number;
}

export type InboundReading =
  | { readonly type: 'events'; readonly events: readonly IncomingEvent[] }
  | { readonly type: 'not_understood'; readonly reason: string; readonly events: readonly IncomingEvent[] };

/** Reads the webhook of one message. Rejects only when the storage does: then Twilio's list has the message still. */
export async function readInbound(form: Form, parts: InboundParts): Promise<InboundReading> {
  const sid = form('MessageSid') || form('SmsSid');
  const from = withoutRcs(form('From'));
  if (!isMessageSid(sid) || from === '') return notUnderstood('It names no message or no sender.');
  const channelId = channelOf(from);
  if (channelId === null || !parts.channelIds.includes(channelId)) return notUnderstood(notCarried(channelId));
  const contact = await contactOf(form, from, channelId, parts.contacts);
  const at = parts.now();
  try {
    const content = partsFrom(form, channelId === WHATSAPP_CHANNEL);
    const message = { sid, channelId, contact, parts: content, at, ...named(form) };
    const consent = channelId === SMS_CHANNEL ? consentIn(form('Body'), form('OptOutType') || undefined) : null;
    return { type: 'events', events: eventsOf(message, consent, isStartCommand(form('Body'))) };
  } catch (error) {
    const reason = `The parser failed with ${error instanceof Error ? error.name : 'an unknown error'}.`;
    return { type: 'not_understood', reason, events: [placeholder(sid, channelId, contact, at)] };
  }
}

const notUnderstood = (reason: string): InboundReading => ({ type: 'not_understood', reason, events: [] });

function notCarried(channelId: ChannelId | null): string {
  if (channelId === SMS_CHANNEL)
    return 'A text came in, but SMS is not switched on. Set TWILIO_SMS_FROM or TWILIO_MESSAGING_SERVICE_SID.';
  if (channelId === WHATSAPP_CHANNEL)
    return 'A WhatsApp message came in, but WhatsApp is not switched on. Set TWILIO_WHATSAPP_FROM.';
  return 'The sender is on a channel of Twilio that Baton does not carry.';
}

async function contactOf(form: Form, from: string, channelId: ChannelId, contacts: Contacts): Promise<ContactAddress> {
  if (channelId !== WHATSAPP_CHANNEL) return contactAddress(from);
  const contact = await contacts.addressOf(from, form('ExternalUserId') || undefined);
  // Only for the typing dots: not worth a message.
  await contacts.noteInbound(contact, form('MessageSid')).catch(() => undefined);
  return contact;
}

const named = (form: Form): Pick<CustomerMessage, 'profile'> => {
  const name = displayName(form('ProfileName'));
  return name === null ? {} : { profile: { name } };
};

export interface ReadMessage extends Pick<CustomerMessage, 'profile'> {
  readonly sid: string;
  readonly channelId: ChannelId;
  readonly contact: ContactAddress;
  readonly parts: readonly MessagePart[];
  readonly at: number;
}

/**
 * A message, and what it did to the consent of its writer. The consent comes first, so that nothing answers a STOP; and an
 * opt-out comes once more behind its message, because a person unknown so far becomes known by the message only.
 */
export function eventsOf(
  message: ReadMessage,
  consent: ReturnType<typeof consentIn>,
  isStart: boolean,
): readonly IncomingEvent[] {
  const { sid, channelId, contact, parts, at, profile } = message;
  const common = { source: sourceOf(channelId, contact), at: instant(at), channelId, contact };
  const written: IncomingEvent = {
    ...common,
    type: 'customer_message',
    keys: [`m:${sid}`],
    externalId: messageId(sid),
    parts,
    ...(profile && { profile }),
    ...(consent === 'opted_in' && isStart && { command: 'start' }),
  };
  if (consent === null) return [written];
  const changed = (key: string): IncomingEvent => ({
    ...common,
    type: 'customer_reachability',
    keys: [`${key}:${sid}`],
    reachable: consent === 'opted_out' ? 'opted_out' : 'yes',
  });
  return consent === 'opted_out' ? [changed('c'), written, changed('c2')] : [changed('c'), written];
}

/** Its keys are its own, so that the real message is not taken for a repeat when it is replayed after a fix. */
const placeholder = (sid: string, channelId: ChannelId, contact: ContactAddress, at: number): IncomingEvent => ({
  keys: [`placeholder:${sid}`],
  source: sourceOf(channelId, contact),
  at: instant(at),
  type: 'customer_message',
  channelId,
  contact,
  externalId: messageId(sid),
  parts: [{ type: 'unsupported', what: 'a message that Baton could not read' }],
});
