import {
  type ContactAddress,
  type MessagePart,
  PortError,
  type SendContext,
  type SentPart,
  type TextPart,
} from '../../../src/ports';
import type { TwilioApi, TwilioClient } from './client';
import { rejected } from './errors';
import { messageId } from './ids';
import type { Buttons } from './quick-replies';
import type { RenderedMessage } from './render';
import { costNote } from './segments';
import type { Sender, Senders } from './senders';
import type { SentMessages } from './sent-messages';

/**
 * How long Twilio may hold a message back, in seconds. A chat reply that comes hours late is worse than a failure that
 * the agent sees.
 */
const VALIDITY_SECONDS = 600;

export interface Sending {
  readonly client: TwilioClient;
  readonly senders: Senders;
  readonly render: (part: MessagePart) => RenderedMessage;
  /** Buttons under a text; absent where the channel has none. */
  readonly buttons?: (part: TextPart, body: string) => Promise<Buttons | null>;
  /** Typographic characters as plain ones: a saving that only SMS knows. */
  readonly smartEncoded: boolean;
  /** Long texts cost more, which their writers hear. */
  readonly isBilledBySegment?: true;
  /** Where Twilio reports what became of messages; null where it cannot reach Baton. */
  readonly statusUrl: string | null;
  readonly sent: SentMessages;
}

export async function sendPart(
  sending: Sending,
  to: ContactAddress,
  part: MessagePart,
  { key, mediaUrl }: SendContext,
): Promise<SentPart> {
  const { client, senders, render, smartEncoded, statusUrl, sent } = sending;
  // Twilio fetches the file from there by itself.
  const file = part.type === 'media' ? mediaUrl : undefined;
  if (part.type === 'media' && file === undefined) {
    throw rejected('This file cannot be sent to customers through Twilio. Send a link.', 'content');
  }
  const { body, persistentAction } = render(part);
  const sid = await create(client, await senders.senderFor(to), {
    to: senders.recipient(to),
    ...((await buttonsUnder(sending, part, body)) ?? (body === '' ? {} : { body })),
    ...(file !== undefined && { mediaUrl: [file] }),
    ...(persistentAction && { persistentAction }),
    ...statusCallbackFor(statusUrl, key),
    validityPeriod: VALIDITY_SECONDS,
    ...(smartEncoded && { smartEncoded: true }),
  });
  sent.note(sid, key);
  const note = sending.isBilledBySegment && file === undefined ? costNote(body) : null;
  return { sentId: messageId(sid), ...(note !== null && { note }) };
}

/** Not worth the words above them: where none can be had the text goes alone. */
async function buttonsUnder({ buttons }: Sending, part: MessagePart, body: string): Promise<Buttons | null> {
  if (part.type !== 'text' || part.choices === undefined || buttons === undefined) return null;
  return buttons(part, body).catch(() => null);
}

export type NewMessage = Parameters<TwilioApi['messages']['create']>[0];

/** Refused for the sender alone: nothing was sent. */
const NOT_OUR_SENDER: ReadonlySet<string> = new Set(['21606', '21212']);

/** A number may have left the service since the customer wrote to it: then the service chooses. Resolves with the sid. */
export function create(client: TwilioClient, sender: Sender, message: NewMessage): Promise<string> {
  const { from, ...service } = sender;
  return client.run(async (api) => {
    try {
      return (await api.messages.create({ ...message, ...sender })).sid;
    } catch (error) {
      const isLeft = error instanceof PortError && NOT_OUR_SENDER.has(error.details.code ?? '');
      if (!isLeft || from === undefined || service.messagingServiceSid === undefined) throw error;
      return (await api.messages.create({ ...message, ...service })).sid;
    }
  });
}

/** Twilio calls it with the id of the message even if its answer to the send is lost. */
export function statusCallbackFor(statusUrl: string | null, key: string): { readonly statusCallback?: string } {
  if (statusUrl === null) return {};
  const url = new URL(statusUrl);
  url.searchParams.set('k', key);
  return { statusCallback: url.href };
}
