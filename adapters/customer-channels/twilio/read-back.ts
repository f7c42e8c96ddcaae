import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AdapterStorage,
  type Connection,
  type Emit,
  type IncomingEvent,
  type Logger,
  type MessagePart,
  PortError,
  textPart,
} from '../../../src/ports';
import { arrivalOf, type People } from './arrival';
import type { TwilioApi, TwilioClient } from './client';
import { WHATSAPP_CHANNEL } from './ids';
import { consentOf, eventsOf } from './inbound';
import { isStartCommand } from './keywords';
import { mediaPart } from './parse';
import { eventsFromStatus } from './status';

/** Twilio tries a webhook for 15 s in all; what was lost longer than that is only in its list. */
const INTERVAL_MS = 60_000;
/** A message younger than this may still come by webhook, which knows more of it than the list does. */
const LEFT_TO_WEBHOOK_MS = 30_000;
/** The list may show a message late: a little is always read twice, which the keys make harmless. */
const OVERLAP_MS = 5 * 60_000;
/** Twilio drops what it could not deliver after ten minutes; carriers may say so much later. */
const SENT_OVERLAP_MS = 60 * 60_000;
/** Good news is left to the receipt for longer: it is no news to anybody who was told already. */
const LEFT_TO_RECEIPT_MS = 2 * 60_000;
/** The largest page of Twilio's, and the most that is read of one number after an outage. */
const PAGE_SIZE = 1000;
const LIST_MAX = 20_000;
const TOO_MANY =
  'There are more messages than Baton reads back at once; the oldest of them are only in the Twilio Console';
/** What was sent within the last hour fits one page as a rule. */
const SENT_PAGE_SIZE = 200;
const LIST_DEADLINE_MS = 60_000;
const STORED_AT_ONCE = 100;
const CURSOR_KEY = 'read_back';

/** Milliseconds since the epoch: where reading ever began, and up to where it was done. */
interface Cursor {
  readonly start: number;
  readonly until: number;
}

type Listed = Awaited<ReturnType<TwilioApi['messages']['list']>>[number];

export interface ReadBackParts {
  readonly client: TwilioClient;
  /** Our own addresses: what was sent to them is read, and what became of what went out from them. */
  readonly numbers: () => Promise<readonly string[]>;
  readonly people: People;
  readonly storage: AdapterStorage;
  readonly log: Logger;
  readonly now: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads Twilio's list of messages at start and every minute, and reports what no webhook brought: messages of customers,
 * and what became of ours. Nothing from before the first start is read. Errors are logged and the next minute tries again.
 */
export function twilioReadBack(parts: ReadBackParts): Connection {
  const pause = parts.pause ?? pauseFor;
  return {
    run: async (emit, signal) => {
      let failing = false;
      const stopped = aborted(signal);
      while (!signal.aborted) {
        const reading = readOnce(parts, emit).catch((thrown: unknown) => thrown ?? 'unknown');
        const error = await Promise.race([reading, stopped]);
        if (error !== undefined && !failing) report(parts.log, error);
        failing = error !== undefined;
        await pause(INTERVAL_MS, signal);
      }
    },
  };
}

function report(log: Logger, error: unknown): void {
  const code = error instanceof PortError ? (error.details.code ?? error.kind) : 'storage';
  log.warn("Twilio's list of messages could not be read; Baton tries again every minute", { code });
}

async function readOnce(parts: ReadBackParts, emit: Emit): Promise<void> {
  const { storage, now } = parts;
  const until = now() - LEFT_TO_WEBHOOK_MS;
  const cursor = await storage.get<Cursor>(CURSOR_KEY);
  if (cursor === null) {
    await storage.set<Cursor>(CURSOR_KEY, { start: until, until });
    return;
  }
  const from = (overlapMs: number) => new Date(Math.max(cursor.start, cursor.until - overlapMs));
  for (const number of await parts.numbers()) {
    const events = [
      ...(await inbound(parts, number, from(OVERLAP_MS), until)),
      ...(await outcomes(parts, number, from(SENT_OVERLAP_MS), from(OVERLAP_MS))),
    ];
    for (let at = 0; at < events.length; at += STORED_AT_ONCE) await emit(events.slice(at, at + STORED_AT_ONCE));
  }
  await storage.set<Cursor>(CURSOR_KEY, { ...cursor, until: Math.max(cursor.until, until) });
}

async function listed({ client, log }: ReadBackParts, to: string, dateSentAfter: Date): Promise<readonly Listed[]> {
  const page = { dateSentAfter, limit: LIST_MAX, pageSize: PAGE_SIZE };
  const messages = await client.run((api) => api.messages.list({ to, ...page }), LIST_DEADLINE_MS);
  if (messages.length === LIST_MAX) log.error(TOO_MANY, { read: LIST_MAX });
  return messages;
}

/**
 * What we sent since then. Asked for without a date, because Twilio's filter goes by the time of sending and leaves out
 * what failed before it was sent: a picture that could not be fetched, a WhatsApp message outside the window.
 */
async function sent({ client, log }: ReadBackParts, from: string, since: Date): Promise<readonly Listed[]> {
  const messages: Listed[] = [];
  let page = await client.run((api) => api.messages.page({ from, pageSize: SENT_PAGE_SIZE }), LIST_DEADLINE_MS);
  for (;;) {
    const recent = page.instances.filter(({ dateCreated }) => dateCreated >= since);
    messages.push(...recent);
    // The newest come first.
    if (recent.length < page.instances.length || page.nextPageUrl === undefined) return messages;
    if (messages.length >= LIST_MAX) {
      log.error(TOO_MANY, { read: messages.length });
      return messages;
    }
    const { nextPageUrl } = page;
    page = await client.run((api) => api.messages.getPage(nextPageUrl), LIST_DEADLINE_MS);
  }
}

async function inbound(
  parts: ReadBackParts,
  to: string,
  since: Date,
  until: number,
): Promise<readonly IncomingEvent[]> {
  const events: IncomingEvent[] = [];
  // The newest comes first, and the first should be told first.
  for (const message of [...(await listed(parts, to, since))].reverse()) {
    if (message.direction !== 'inbound' || message.dateCreated.getTime() > until) continue;
    events.push(...(await eventsFromListed(parts, message)));
  }
  return events;
}

async function eventsFromListed(parts: ReadBackParts, message: Listed): Promise<readonly IncomingEvent[]> {
  const { people } = parts;
  const { channelId, contact } = await arrivalOf(message, people);
  if (channelId === null || !people.senders.has(channelId)) return [];
  const content = await partsOf(parts.client, message, channelId === WHATSAPP_CHANNEL);
  const consent = consentOf(channelId, message.body, undefined);
  const read = { sid: message.sid, channelId, contact, parts: content, at: message.dateCreated.getTime() };
  return eventsOf(read, consent, isStartCommand(message.body), [...people.senders.keys()]);
}

/** The list has the text and the files. Places, buttons and names of people are in the webhook alone. */
async function partsOf(client: TwilioClient, message: Listed, isWhatsapp: boolean): Promise<readonly MessagePart[]> {
  const text = message.body === '' ? [] : [textPart(message.body)];
  const files = Number(message.numMedia) > 0 ? await filesOf(client, message.sid, isWhatsapp) : [];
  const parts = [...text, ...files];
  return parts.length > 0 ? parts : [{ type: 'unsupported', what: 'something while Baton could not be reached' }];
}

async function filesOf(client: TwilioClient, sid: string, isWhatsapp: boolean): Promise<readonly MessagePart[]> {
  const media = await client.run((api) => api.messages(sid).media.list({ limit: 10 }));
  return media.map(({ uri, contentType }) => {
    const ref = new URL(uri.replace(/\.json$/, ''), 'https://api.twilio.com').href;
    return mediaPart(ref, contentType, isWhatsapp);
  });
}

/**
 * What became of what we sent. A lost receipt of failure would let an agent believe that the customer was answered, so
 * all of the last hour is looked at; one of success costs a tick, and is looked for where something changed lately. The
 * keys are those of the receipts, so what is known already is dropped where it is stored. Other programs may send from
 * the same number: what is theirs is dropped there, too.
 */
async function outcomes(
  parts: ReadBackParts,
  from: string,
  since: Date,
  changedSince: Date,
): Promise<readonly IncomingEvent[]> {
  const now = parts.now();
  const isNews = ({ direction, status, dateCreated, dateUpdated }: Listed): boolean => {
    if (direction !== 'outbound-api') return false;
    if (FAILED.has(status)) return true;
    const isOld = dateCreated.getTime() <= now - LEFT_TO_RECEIPT_MS;
    return ARRIVED.has(status) && isOld && dateUpdated >= changedSince;
  };
  return (await sent(parts, from, since)).filter(isNews).flatMap(({ sid, status, errorCode }) => {
    const code = errorCode ? String(errorCode) : null;
    return eventsFromStatus({ sid, status, code, key: null, at: now, listed: true }) ?? [];
  });
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'undelivered']);
const ARRIVED: ReadonlySet<string> = new Set(['delivered', 'partially_delivered', 'read']);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Ends early, and without an error, when Baton stops. */
const pauseFor = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
