import {
  type ChannelId,
  type ContactAddress,
  type CustomerMessage,
  type IncomingEvent,
  instant,
  type MessagePart,
} from '../../../src/ports';
import { displayName } from '../../shared/display-name';
import { type Arrival, arrivalOf, type People } from './arrival';
import type { Form } from './form';
import {
  contactAddress,
  isMessageSid,
  messageId,
  phoneOf,
  RCS_CHANNEL,
  rcsAddress,
  SMS_CHANNEL,
  sourceOf,
  WHATSAPP_CHANNEL,
} from './ids';
import { type Consent, consentIn, isStartCommand } from './keywords';
import { answeredIn, choiceIn, partsFrom } from './parse';

export interface InboundParts {
  readonly people: People;
  readonly now: () => number;
}

export type InboundReading =
  | { readonly type: 'events'; readonly events: readonly IncomingEvent[] }
  | { readonly type: 'not_understood'; readonly reason: string; readonly events: readonly IncomingEvent[] };

/** Reads the webhook of one message. Rejects only when the storage does: then Twilio's list has the message still. */
export async function readInbound(form: Form, { people, now }: InboundParts): Promise<InboundReading> {
  const sid = form('MessageSid') || form('SmsSid');
  const [from, to] = [form('From'), form('To')];
  if (!isMessageSid(sid) || from === '') return notUnderstood('It names no message or no sender.');
  const arrival = await arrivalOf({ from, to, other: form('ExternalUserId') || undefined }, people);
  const { channelId, contact } = arrival;
  if (channelId === null || !people.senders.has(channelId)) return notUnderstood(notCarried(channelId));
  await remember({ ...arrival, channelId }, sid, to, people);
  const at = now();
  try {
    const content = partsFrom(form, channelId === WHATSAPP_CHANNEL);
    const message = { sid, channelId, contact, parts: content, at, ...named(form), ...referredTo(form) };
    const consent = consentOf(channelId, form('Body'), form('OptOutType') || undefined);
    const events = eventsOf(message, consent, isStartCommand(form('Body')), [...people.senders.keys()]);
    return { type: 'events', events };
  } catch (error) {
    const reason = `The parser failed with ${error instanceof Error ? error.name : 'an unknown error'}.`;
    return { type: 'not_understood', reason, events: [placeholder(sid, channelId, contact, at)] };
  }
}

/** Carriers act on their words in texts and on RCS; on WhatsApp "stop" is a word like any other. */
export const consentOf = (channelId: ChannelId, body: string, optOutType: string | undefined): Consent | null =>
  channelId === WHATSAPP_CHANNEL ? null : consentIn(body, optOutType);

const notUnderstood = (reason: string): InboundReading => ({ type: 'not_understood', reason, events: [] });

const NOT_SWITCHED_ON: Readonly<Record<string, string>> = {
  [SMS_CHANNEL]: 'A text came in, but SMS is not switched on. Set TWILIO_SMS_FROM or TWILIO_MESSAGING_SERVICE_SID.',
  [WHATSAPP_CHANNEL]: 'A WhatsApp message came in, but WhatsApp is not switched on. Set TWILIO_WHATSAPP_FROM.',
};

const notCarried = (channelId: ChannelId | null): string =>
  NOT_SWITCHED_ON[channelId ?? ''] ?? 'The sender is on a channel of Twilio that Baton does not carry.';

/** For the answer: from where the customer wrote to, with dots in answer to this message. Not worth losing it for. */
async function remember(
  { channelId, contact }: Arrival & { readonly channelId: ChannelId },
  sid: string,
  to: string,
  { contacts, senders }: People,
): Promise<void> {
  // A text that goes on an RCS conversation came to a number, which is no RCS sender.
  const isOwn = channelId !== RCS_CHANNEL || to.startsWith('rcs:');
  if (isOwn)
    await senders
      .get(channelId)
      ?.noteInbound(contact, to)
      .catch(() => undefined);
  if (channelId === WHATSAPP_CHANNEL) await contacts.noteInbound(contact, sid).catch(() => undefined);
}

const referredTo = (form: Form): Pick<CustomerMessage, 'choice' | 'answers'> => {
  const [choice, answers] = [choiceIn(form), answeredIn(form)];
  return { ...(choice && { choice }), ...(answers && { answers }) };
};

const named = (form: Form): Pick<CustomerMessage, 'profile'> => {
  const name = displayName(form('ProfileName'));
  return name === null ? {} : { profile: { name } };
};

export interface ReadMessage extends Pick<CustomerMessage, 'profile' | 'choice' | 'answers'> {
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
  consent: Consent | null,
  isStart: boolean,
  channelIds: readonly ChannelId[],
): readonly IncomingEvent[] {
  const { sid, channelId, contact, parts, at, profile, choice, answers } = message;
  const written: IncomingEvent = {
    ...placeOf(message),
    type: 'customer_message',
    keys: [`m:${sid}`],
    externalId: messageId(sid),
    parts,
    ...(profile && { profile }),
    ...(choice && { choice }),
    ...(answers && { answers }),
    ...(consent === 'opted_in' && isStart && { command: 'start' }),
  };
  if (consent === null) return [written];
  const reachable = consent === 'opted_out' ? 'opted_out' : 'yes';
  const changed = (key: string, place = placeOf(message)): IncomingEvent => ({
    ...place,
    type: 'customer_reachability',
    keys: [`${key}:${sid}`],
    reachable,
  });
  const again = consent === 'opted_out' ? [changed('c2')] : [];
  const others = sameConsent(channelId, contact, channelIds).map((other) => changed('cx', placeOf({ ...other, at })));
  return [changed('c'), written, ...again, ...others];
}

const placeOf = ({ channelId, contact, at }: Pick<ReadMessage, 'channelId' | 'contact' | 'at'>) => ({
  source: sourceOf(channelId, contact),
  at: instant(at),
  channelId,
  contact,
});

/** An opt-out covers texts, MMS and RCS of a sender together. Source: Twilio, since March 2026. */
function sameConsent(
  channelId: ChannelId,
  contact: ContactAddress,
  channelIds: readonly ChannelId[],
): readonly Pick<ReadMessage, 'channelId' | 'contact'>[] {
  const places = [
    { channelId: SMS_CHANNEL, contact: contactAddress(phoneOf(contact)) },
    { channelId: RCS_CHANNEL, contact: contactAddress(rcsAddress(contact)) },
  ];
  return places.filter((place) => place.channelId !== channelId && channelIds.includes(place.channelId));
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
