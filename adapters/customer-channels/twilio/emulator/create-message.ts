import { type ApiCall, all, first, invalid } from './api-call';
import { refusal } from './api-error';
import type { Backend } from './backend';
import { segmentsOf } from './segments';
import { type Message, newSid, numbersOf, phoneIn, whatsappSendersOf } from './state';
import { messageResource } from './wire';

const BODY_MAX = 1600;
const MEDIA_MAX = 10;
const VALIDITY_MAX_SECONDS = 36_000;

/** What Twilio's own test credentials answer for these numbers. Source: Twilio, "Test credentials". */
const MAGIC: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};

const E164 = /^\+[1-9]\d{6,14}$/;
const BUSINESS_SCOPED_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
const WHATSAPP = 'whatsapp:';
const RCS = 'rcs:';

/** `POST Messages.json`: checks what the SDK never does, because that is where sends fail in earnest. */
export function createMessage(backend: Backend, call: ApiCall): { readonly status: 201; readonly body: unknown } {
  const to = recipient(backend, first(call, 'To'));
  const from = sender(backend, call, to);
  const content = contentOf(backend, call, to);
  const statusCallback = callbackOf(backend, first(call, 'StatusCallback'));
  checkValidity(first(call, 'ValidityPeriod'));
  const number = from ?? backend.state.smsFrom;
  if (backend.state.optedOut.has(`${number} ${phoneIn(to)}`)) throw refusal(21610);
  const segments = segmentsOf(content.body);
  const waitMs = backend.carrier.reserve(number, segments);
  const at = backend.now();
  const message: Message = {
    sid: newSid(content.mediaUrls.length > 0 ? 'MM' : 'SM'),
    direction: 'outbound-api',
    from,
    to,
    body: content.body,
    // With a service the number is chosen later.
    status: from === null ? 'accepted' : 'queued',
    errorCode: null,
    createdAt: at,
    sentAt: null,
    updatedAt: at,
    messagingServiceSid: first(call, 'MessagingServiceSid') || null,
    statusCallback,
    media: content.mediaUrls.map(() => newSid('ME')),
    segments,
    contentSid: first(call, 'ContentSid') || null,
    ...(first(call, 'FallbackFrom') !== '' && { fallbackFrom: first(call, 'FallbackFrom') }),
    ...(content.shown !== undefined && { shown: content.shown }),
    ...(content.buttons !== undefined && { buttons: content.buttons }),
  };
  backend.state.messages.push(message);
  const body = messageResource(backend.state.account.sid, message);
  backend.carrier.carry(message, waitMs, content.mediaUrls);
  backend.onChange();
  return { status: 201, body };
}

function recipient({ switches }: Backend, to: string): string {
  if (to === '') throw refusal(21604);
  const bare = phoneIn(to);
  const known = E164.test(bare) || (to.startsWith(WHATSAPP) && BUSINESS_SCOPED_ID.test(bare));
  if (!known) throw refusal(21211, `The 'To' number ${to} is not a valid phone number.`);
  const magic = MAGIC[bare];
  if (magic !== undefined) throw refusal(magic);
  if (!to.startsWith(WHATSAPP) && switches.blockedPrefixes.some((prefix) => to.startsWith(prefix)))
    throw refusal(21408);
  return to;
}

/** Null: a service chooses the number. */
function sender({ state }: Backend, call: ApiCall, to: string): string | null {
  const [from, service] = [first(call, 'From'), first(call, 'MessagingServiceSid')];
  if (from === '' && service === '') throw refusal(21603);
  if (service !== '' && service !== state.serviceSid) throw refusal(21705);
  checkFallback(state, first(call, 'FallbackFrom'), service);
  if (from === '') return chosenByService(state, to);
  if (to.startsWith(WHATSAPP)) {
    if (!whatsappSendersOf(state).includes(from)) throw refusal(63007);
  } else if (from.startsWith(RCS)) {
    if (from !== state.rcsFrom) throw refusal(63007);
    // To the plain number RCS goes by a service only, which may fall back.
    if (!to.startsWith(RCS) && service === '') throw refusal(21606);
  } else if (to.startsWith(RCS) || !numbersOf(state).includes(from)) throw refusal(21606);
  return from;
}

function chosenByService(state: Backend['state'], to: string): string | null {
  if (to.startsWith(WHATSAPP)) return state.whatsappFrom;
  return to.startsWith(RCS) ? state.rcsFrom : null;
}

function checkFallback(state: Backend['state'], fallbackFrom: string, service: string): void {
  if (fallbackFrom === '') return;
  if (service === '') throw refusal(21666);
  if (!numbersOf(state).includes(fallbackFrom)) throw refusal(21667);
}

interface Content {
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly shown?: string;
  readonly buttons?: Message['buttons'];
}

function contentOf(backend: Backend, call: ApiCall, to: string): Content {
  const body = first(call, 'Body');
  const mediaUrls = all(call, 'MediaUrl');
  const template = templateOf(backend, call, to);
  if (body === '' && mediaUrls.length === 0 && template === null) throw refusal(21602);
  if (body.length > BODY_MAX) throw refusal(21617);
  if (mediaUrls.length > (to.startsWith(WHATSAPP) ? 1 : MEDIA_MAX)) throw refusal(21623);
  for (const url of mediaUrls) if (!isFetchable(backend, url)) throw refusal(21620);
  if (template !== null) return { ...template, mediaUrls };
  const pin = pinOf(call, to);
  return { body, mediaUrls, ...(pin !== null && { shown: `📍 ${pin}` }) };
}

/** Twilio's list shows the words as they were sent, with the variables filled in. */
function templateOf({ state }: Backend, call: ApiCall, to: string): Pick<Content, 'body' | 'buttons'> | null {
  const sid = first(call, 'ContentSid');
  if (sid === '') return null;
  const template = state.templates.get(sid);
  if (template === undefined) throw refusal(21655);
  const given = { ...template.samples, ...variablesOf(first(call, 'ContentVariables')) };
  if (template.variables.some((name) => !given[name])) throw refusal(21656);
  const { buttons } = template;
  if (buttons !== undefined && !to.startsWith(WHATSAPP)) throw refusal(63005);
  const body = template.body.replace(/\{\{(\w+)\}\}/g, (_, name: string) => given[name] ?? '');
  return { body, ...(buttons !== undefined && { buttons }) };
}

/** A JSON object of strings; a template knows neither line breaks nor tabs nor four blanks in a row. */
function variablesOf(json: string): Readonly<Record<string, string>> {
  if (json === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(21656);
    for (const text of Object.values(value)) {
      if (typeof text !== 'string' || text === '' || /[\n\r\t]| {4}/.test(text)) throw refusal(21656);
    }
    return value as Record<string, string>;
  } catch {
    throw refusal(21656);
  }
}

/** `geo:<latitude>,<longitude>|<name>`, on WhatsApp only. */
function pinOf(call: ApiCall, to: string): string | null {
  const action = first(call, 'PersistentAction');
  if (action === '') return null;
  if (!to.startsWith(WHATSAPP) || !/^geo:-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?(\|.+)?$/.test(action)) {
    return invalid('PersistentAction');
  }
  return action.slice('geo:'.length).replace('|', ' ');
}

const PRIVATE = /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;

function isFetchable({ switches }: Backend, url: string): boolean {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return false;
  return !switches.publicOnly || !PRIVATE.test(new URL(url).hostname);
}

/** Underscores are no part of a host name to Twilio. */
function callbackOf(backend: Backend, url: string): string | null {
  if (url === '') return null;
  if (!isFetchable(backend, url) || new URL(url).hostname.includes('_')) throw refusal(21609);
  return url;
}

function checkValidity(seconds: string): void {
  if (seconds === '') return;
  const value = Number(seconds);
  // The code is not documented; that it is refused is.
  if (!Number.isInteger(value) || value < 1 || value > VALIDITY_MAX_SECONDS) invalid('ValidityPeriod');
}
