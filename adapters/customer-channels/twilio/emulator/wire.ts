import { type EmulatorState, type MediaFile, type Message, phoneIn } from './state';

/** `Sun, 22 Nov 2026 10:00:00 +0000`: to the second, as Twilio writes dates. */
export const rfc2822 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');
const dateOrNull = (at: number | null): string | null => (at === null ? null : rfc2822(at));

const API = '/2010-04-01/Accounts';

/** Numbers are strings here, as they are on the wire. */
export function messageResource(accountSid: string, message: Message) {
  const uri = `${API}/${accountSid}/Messages/${message.sid}`;
  const { errorCode } = message;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: dateOrNull(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.media.length),
    num_segments: message.from === null ? '0' : String(message.segments),
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

export function mediaResource(accountSid: string, sid: string, file: MediaFile) {
  return {
    account_sid: accountSid,
    content_type: file.mediaType,
    date_created: rfc2822(file.createdAt),
    date_updated: rfc2822(file.createdAt),
    parent_sid: file.messageSid,
    sid,
    uri: `${API}/${accountSid}/Messages/${file.messageSid}/Media/${sid}.json`,
  };
}

export function accountResource({ account }: EmulatorState) {
  return {
    sid: account.sid,
    friendly_name: 'Sample Shop',
    status: account.status,
    type: 'Full',
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    owner_account_sid: account.sid,
    uri: `${API}/${account.sid}.json`,
    subresource_uris: {},
  };
}

export function numberResource({ account }: EmulatorState, number: string, smsUrl: string) {
  return {
    account_sid: account.sid,
    sid: numberSid(number),
    phone_number: number,
    friendly_name: number,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    sms_url: smsUrl,
    sms_method: 'POST',
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    uri: `${API}/${account.sid}/IncomingPhoneNumbers/${numberSid(number)}.json`,
  };
}

const numberSid = (number: string): string => `PN${number.replace(/\D/g, '').padStart(32, '0')}`;

/** A number in the pool of a service. */
export function pooledNumberResource({ account, serviceSid }: EmulatorState, number: string) {
  return {
    sid: numberSid(number),
    account_sid: account.sid,
    service_sid: serviceSid,
    phone_number: number,
    country_code: 'US',
    capabilities: ['SMS', 'MMS', 'Voice'],
    date_created: new Date(0).toISOString(),
    date_updated: new Date(0).toISOString(),
    url: `https://messaging.twilio.com/v1/Services/${serviceSid}/PhoneNumbers/${numberSid(number)}`,
  };
}

/** One page of a list of the newer hosts. */
export function metaPage(key: string, items: readonly unknown[], url: string) {
  const meta = { page: 0, page_size: 50, first_page_url: url, previous_page_url: null, next_page_url: null, url, key };
  return { meta, [key]: items };
}

/** One page of a list, with the address of the next. */
export function page(name: string, items: readonly unknown[], uri: string, next: string | null, size: number) {
  return {
    [name]: items,
    first_page_uri: uri,
    next_page_uri: next,
    previous_page_uri: null,
    page: 0,
    page_size: size,
    start: 0,
    end: Math.max(items.length - 1, 0),
    uri,
  };
}

const EVENT_TYPES: Readonly<Record<string, string>> = {
  delivered: 'DELIVERED',
  read: 'READ',
  undelivered: 'UNDELIVERED',
  failed: 'UNDELIVERED',
};

/** What a status callback says. WhatsApp adds its own, and Twilio leaves `ErrorMessage` empty as often as not. */
export function statusParameters(accountSid: string, message: Message): Record<string, string> {
  const channel = /^(whatsapp|rcs):/.exec(message.from ?? message.to)?.[1];
  const eventType = EVENT_TYPES[message.status];
  return {
    SmsSid: message.sid,
    SmsStatus: message.status,
    MessageStatus: message.status,
    To: message.to,
    MessageSid: message.sid,
    AccountSid: accountSid,
    ...(message.from !== null && { From: message.from }),
    ApiVersion: '2010-04-01',
    ...(message.messagingServiceSid !== null && { MessagingServiceSid: message.messagingServiceSid }),
    ...(message.errorCode !== null && { ErrorCode: String(message.errorCode) }),
    ...(channel !== undefined && {
      ChannelPrefix: channel,
      ChannelInstallSid: 'XE00000000000000000000000000000001',
      ChannelToAddress: `${phoneIn(message.to).slice(0, -4)}XXXX`,
      StructuredMessage: 'false',
      ...(message.errorCode !== null && { ErrorMessage: '', ChannelStatusMessage: '' }),
      ...(eventType !== undefined && { EventType: eventType }),
    }),
  };
}
