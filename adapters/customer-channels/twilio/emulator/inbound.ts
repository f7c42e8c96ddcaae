import type { EmulatedFile } from '../../../../src/ports';
import type { Backend } from './backend';
import { CARRIER_ANSWERS, keywordIn } from './keywords';
import { segmentsOf } from './segments';
import { type Message, newSid, type Person } from './state';

/** What a customer sends. `extra`: parameters of the webhook that only some kinds have. */
export interface Sent {
  readonly body: string;
  readonly files?: readonly EmulatedFile[];
  readonly shown?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** A text arrives: keywords are obeyed and answered first, and the webhook comes all the same. */
export const receiveSms = (backend: Backend, person: Person, sent: Sent, to = backend.state.smsFrom): Message =>
  receiveText(backend, person, { from: person.phone, to }, sent);

/** A message by RCS arrives; the words of carriers mean here what they mean in texts. */
export function receiveRcs(backend: Backend, person: Person, sent: Sent): Message {
  const { rcsFrom, withoutRcs } = backend.state;
  withoutRcs.delete(person.phone);
  return receiveText(backend, person, { from: `rcs:${person.phone}`, to: rcsFrom }, sent);
}

interface Way {
  readonly from: string;
  readonly to: string;
}

function receiveText(backend: Backend, person: Person, { from, to }: Way, sent: Sent): Message {
  const { state, switches } = backend;
  const message = keep(backend, from, to, sent);
  const keyword = keywordIn(sent.body);
  // An opt-out covers texts and RCS together.
  const pairs = [to, state.rcsFrom].map((sender) => `${sender} ${person.phone}`);
  for (const pair of pairs) {
    if (keyword === 'STOP') state.optedOut.add(pair);
    if (keyword === 'START') state.optedOut.delete(pair);
  }
  if (keyword !== null) answerOfCarrier(backend, { from: to, to: from }, CARRIER_ANSWERS[keyword]);
  const said = keyword !== null && switches.advancedOptOut ? { OptOutType: keyword } : {};
  deliver(backend, message, { ...said, ...sent.extra });
  return message;
}

/** A WhatsApp message arrives and opens the window for a day. */
export function receiveWhatsapp(
  backend: Backend,
  person: Person,
  type: string,
  sent: Sent,
  to = backend.state.whatsappFrom,
): Message {
  const { state, now } = backend;
  const from = `whatsapp:${person.hidesNumber ? person.businessScopedId : person.phone}`;
  const message = keep(backend, from, to, sent);
  state.lastInbound.set(`${to} ${person.phone}`, now());
  const number = person.hidesNumber ? {} : { WaId: person.phone.slice(1) };
  const context = JSON.stringify({ type: 'whatsapp', data: { context: { ProfileName: person.name, ...number } } });
  deliver(backend, message, {
    ProfileName: person.name,
    ...number,
    ExternalUserId: `whatsapp:${person.businessScopedId}`,
    MessageType: type,
    ReferralNumMedia: '0',
    ChannelMetadata: context,
    ...sent.extra,
  });
  return message;
}

function keep(backend: Backend, from: string, to: string, { body, files = [], shown }: Sent): Message {
  const { state, now, onChange } = backend;
  const at = now();
  const message: Message = {
    sid: newSid(files.length > 0 ? 'MM' : 'SM'),
    direction: 'inbound',
    from,
    to,
    body,
    status: 'received',
    errorCode: null,
    createdAt: at,
    sentAt: at,
    updatedAt: at,
    messagingServiceSid: null,
    statusCallback: null,
    media: [],
    segments: segmentsOf(body),
    contentSid: null,
    ...(shown !== undefined && { shown }),
  };
  for (const file of files) {
    const sid = newSid('ME');
    state.media.set(sid, { messageSid: message.sid, createdAt: at, ...file });
    message.media.push(sid);
  }
  state.messages.push(message);
  onChange();
  return message;
}

function answerOfCarrier(backend: Backend, { from, to }: Way, body: string): void {
  const answer = keep(backend, from, to, { body });
  Object.assign(answer, { direction: 'outbound-reply', status: 'delivered' });
}

/** Delivered to where the admin was told to point the number. */
function deliver(backend: Backend, message: Message, extra: Readonly<Record<string, string>>): void {
  const { webhooks, onChange } = backend;
  if (webhooks.publicUrl === null) return;
  const delivery = {
    url: `${webhooks.publicUrl}/webhooks/twilio#rc=5&rp=all`,
    parameters: { ...inboundParameters(backend, message), ...extra },
    lane: `from:${message.from}`,
  };
  webhooks.send(delivery, (taken) => {
    if (taken && message.status === 'received') message.status = 'delivered';
    onChange();
  });
}

export function inboundParameters({ state }: Backend, message: Message): Record<string, string> {
  const media = message.media.flatMap((sid, index) => [
    [`MediaContentType${index}`, state.media.get(sid)?.mediaType ?? ''],
    [`MediaUrl${index}`, mediaUrl(state.account.sid, message.sid, sid)],
  ]);
  const country = message.to.startsWith('+') ? { ToCountry: 'US', FromCountry: 'PT' } : {};
  return {
    ...country,
    SmsMessageSid: message.sid,
    NumMedia: String(message.media.length),
    SmsSid: message.sid,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: String(message.segments),
    MessageSid: message.sid,
    AccountSid: state.account.sid,
    From: message.from ?? '',
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(media),
  };
}

const mediaUrl = (accountSid: string, messageSid: string, sid: string): string =>
  `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`;
