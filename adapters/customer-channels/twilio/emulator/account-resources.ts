import { type ApiCall, first, invalid } from './api-call';
import { notFound } from './api-error';
import type { Backend } from './backend';
import { findMessage, numbersOf, personAt } from './state';
import { accountResource, metaPage, numberResource, page, pooledNumberResource } from './wire';

type Answer = { readonly status: number; readonly body: unknown };

export const fetchAccount = ({ state }: Backend): Answer => ({ status: 200, body: accountResource(state) });

/** `GET IncomingPhoneNumbers.json?PhoneNumber=…`: numbers that begin or end so. */
export function listNumbers({ state, webhooks }: Backend, call: ApiCall): Answer {
  const wanted = first(call, 'PhoneNumber').replace(/[^\d+]/g, '');
  const smsUrl = webhooks.publicUrl === null ? '' : `${webhooks.publicUrl}/webhooks/twilio#rc=5&rp=all`;
  const found = numbersOf(state).filter((number) => number.includes(wanted));
  const items = found.map((number) => numberResource(state, number, smsUrl));
  return { status: 200, body: page('incoming_phone_numbers', items, call.path, null, 50) };
}

/** `GET messaging.twilio.com/v1/Services/{MG}/PhoneNumbers`: the numbers that the service chooses from. */
export function listPool({ state }: Backend, call: ApiCall): Answer {
  if (call.ids[0] !== state.serviceSid) throw notFound(call.path);
  const items = numbersOf(state).map((number) => pooledNumberResource(state, number));
  return { status: 200, body: metaPage('phone_numbers', items, call.path) };
}

export function listShortCodes({ state }: Backend, call: ApiCall): Answer {
  if (call.ids[0] !== state.serviceSid) throw notFound(call.path);
  return { status: 200, body: metaPage('short_codes', [], call.path) };
}

const SHOWN_MS = 25_000;

/** `POST messaging.twilio.com/v2/Indicators/Typing.json`: answers a message of the customer's, which it marks as read. */
export function showTyping(backend: Backend, call: ApiCall): Answer {
  const { state, now, onChange } = backend;
  if (first(call, 'channel') !== 'whatsapp') return invalid('channel');
  const message = findMessage(state, first(call, 'messageId'));
  const person = message && personAt(state, message.from ?? '');
  if (message?.direction !== 'inbound' || !message.to.startsWith('whatsapp:') || person === undefined) {
    throw notFound(call.path);
  }
  message.status = 'read';
  state.typingUntil.set(person.phone, now() + SHOWN_MS);
  onChange();
  return { status: 200, body: { success: true } };
}
