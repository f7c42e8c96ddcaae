import { createHash } from 'node:crypto';
import type {
  IncomingEvent,
  Logger,
  WebhookHandler,
  WebhookReply,
  WebhookRequest,
  WebhookResult,
} from '../../../src/ports';
import { constantTimeEqual } from '../../shared/constant-time';
import type { TwilioClient } from './client';
import { type Form, formOf } from './form';
import { phoneOf } from './ids';
import { type InboundParts, readInbound } from './inbound';
import type { SentMessages } from './sent-messages';
import { isFromTwilio, parametersOf } from './signature';
import { eventsFromStatus, statusReport, statusWord } from './status';

/** A message of 1,600 characters with ten files and an advertisement stays far below this. */
const MAX_BODY_BYTES = 64 * 1024;

export interface WebhookParts extends InboundParts {
  readonly accountSid: string;
  /** The auth token, and the one being replaced. */
  readonly tokens: readonly string[];
  readonly isSigned: TwilioClient['isSigned'];
  readonly sent: SentMessages;
  readonly log: Logger;
}

/** An empty document of Twilio's language. A text would be sent to the customer as a message. */
const TAKEN: WebhookReply = { status: 200, body: '<Response/>', contentType: 'text/xml' };
const refused = (status: number): WebhookResult => ({ reply: { status }, events: [] });
const taken = (events: readonly IncomingEvent[]): WebhookResult => ({ reply: TAKEN, events });

/** `/webhooks/twilio` for messages, `/webhooks/twilio/status` for receipts; either takes what was meant for the other. */
export function twilioWebhook(parts: WebhookParts): WebhookHandler {
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    handle: async (request) => {
      const status = refuse(request);
      if (status !== null) return refused(status);
      const parameters = parametersOf(request.rawBody);
      const form = formOf(parameters);
      const signature = request.headers['x-twilio-signature'] ?? '';
      const signed = isFromTwilio({ url: request.url, signature, parameters }, parts.tokens, parts.isSigned);
      if (!signed || !constantTimeEqual(form('AccountSid'), parts.accountSid)) return refused(403);
      if (request.path.length > 1 || (request.path[0] ?? 'status') !== 'status') return refused(404);
      return isReport(form) ? await report(form, request.url, parts) : message(form, request.rawBody, parts);
    },
  };
}

/** The HTTP status that turns a request away before its body is read; null lets it in. */
function refuse({ method, headers, rawBody }: WebhookRequest): number | null {
  if (method !== 'POST') return 405;
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return 415;
  return rawBody.length > MAX_BODY_BYTES ? 413 : null;
}

const isReport = (form: Form): boolean =>
  form('MessageStatus') !== '' || !['', 'received', 'receiving'].includes(form('SmsStatus'));

async function report(form: Form, url: URL, parts: WebhookParts): Promise<WebhookResult> {
  const read = statusReport(form, url.searchParams.get('k'), parts.now());
  const events = eventsFromStatus(read);
  if (events === null) {
    const reason = `Baton does not know the status "${statusWord(form).slice(0, 30)}".`;
    return { ...taken([]), quarantined: { key: `q:${read.sid}:${read.status}`.slice(0, 100), reason } };
  }
  if (read.key !== null) parts.sent.note(read.sid, read.key);
  if (wentAsText(form, url)) await parts.people.textsOfRcs.note(phoneOf(form('To'))).catch(() => undefined);
  if (events.some((event) => event.type === 'delivery_status' && event.status === 'failed')) {
    parts.log.warn('A message was not delivered', { sid: read.sid, status: read.status, code: read.code });
  }
  return taken(events);
}

/** Meant for RCS and carried by a number: what the customer answers by text belongs to the conversation on RCS. */
const wentAsText = (form: Form, url: URL): boolean =>
  url.searchParams.get('c') === 'rcs' &&
  /^(sent|delivered)$/.test(statusWord(form)) &&
  form('From').startsWith('+') &&
  form('To') !== '';

async function message(form: Form, body: Buffer, parts: WebhookParts): Promise<WebhookResult> {
  const reading = await readInbound(form, parts);
  if (reading.type === 'events') return taken(reading.events);
  const sid = form('MessageSid');
  const key = sid === '' ? createHash('sha256').update(body).digest('hex').slice(0, 32) : sid.slice(0, 40);
  return { ...taken(reading.events), quarantined: { key: `q:${key}`, reason: reading.reason } };
}
