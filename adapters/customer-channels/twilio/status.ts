import { type DeliveryStatus, type IncomingEvent, instant } from '../../../src/ports';
import { laterFailure } from './errors';
import type { Form } from './form';
import { isMessageSid, messageId, statusSourceOf } from './ids';

/** Twilio's words for how far a message got. Null: they speak of incoming messages, or say nothing new. */
const STATUSES: Readonly<Record<string, DeliveryStatus | null>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
  receiving: null,
  received: null,
};

/** What became of one message, from a callback or from Twilio's list. */
export interface StatusReport {
  readonly sid: string;
  /** In Twilio's words. */
  readonly status: string;
  readonly code: string | null;
  /** Ours, from the address of the callback. Null: the list does not show it, or somebody else sent the message. */
  readonly key: string | null;
  readonly at: number;
  readonly listed?: true;
}

export const statusReport = (form: Form, key: string | null, at: number): StatusReport => ({
  sid: form('MessageSid') || form('SmsSid'),
  status: statusWord(form),
  code: form('ErrorCode') || null,
  key,
  at,
});

/** Incoming messages come with `SmsStatus=received` and without the other. */
export const statusWord = (form: Form): string => form('MessageStatus') || form('SmsStatus');

/** Null: not a report that Baton knows. */
export function eventsFromStatus(report: StatusReport): readonly IncomingEvent[] | null {
  const status = STATUSES[report.status];
  if (status === undefined || !isMessageSid(report.sid)) return null;
  if (status === null) return [];
  const { code } = report;
  const failure = status === 'failed' ? laterFailure(code) : null;
  const delivery: IncomingEvent = {
    keys: [`s:${report.sid}:${report.status}`],
    source: statusSourceOf(report.sid),
    at: instant(report.at),
    type: 'delivery_status',
    sentId: messageId(report.sid),
    status,
    ...(report.key !== null && { key: report.key }),
    ...(failure !== null && { detail: failure.sentence }),
    ...(failure?.reason && { reason: failure.reason }),
    ...(code !== null && { code }),
    ...(report.listed && { listed: true }),
  };
  return [delivery];
}
