import type { ContactAddress, ExternalId, MessagePart, SendContext } from '../../../src/ports';
import type { TwilioClient } from './client';
import { rejected } from './errors';
import { messageId } from './ids';
import type { RenderedMessage } from './render';
import type { SentMessages } from './sent-messages';

/**
 * How long Twilio may hold a message back, in seconds. A chat reply that comes hours late is worse than a failure that
 * the agent sees.
 */
const VALIDITY_SECONDS = 600;

/** Who sends: a number, or a service that chooses one. */
export type Sender = { readonly from: string } | { readonly messagingServiceSid: string };

export interface Sending {
  readonly client: TwilioClient;
  readonly sender: Sender;
  readonly render: (part: MessagePart) => RenderedMessage;
  /** Typographic characters as plain ones: a saving that only SMS knows. */
  readonly smartEncoded: boolean;
  /** Where Twilio reports what became of messages; null where it cannot reach Baton. */
  readonly statusUrl: string | null;
  readonly sent: SentMessages;
}

export async function sendPart(
  { client, sender, render, smartEncoded, statusUrl, sent }: Sending,
  to: ContactAddress,
  part: MessagePart,
  { key, mediaUrl }: SendContext,
): Promise<ExternalId> {
  // Twilio fetches the file from there by itself.
  const file = part.type === 'media' ? mediaUrl : undefined;
  if (part.type === 'media' && file === undefined) {
    throw rejected('This file cannot be sent to customers through Twilio. Send a link.', 'content');
  }
  const { body, persistentAction } = render(part);
  const message = await client.run((api) =>
    api.messages.create({
      to,
      ...sender,
      ...(body !== '' && { body }),
      ...(file !== undefined && { mediaUrl: [file] }),
      ...(persistentAction && { persistentAction }),
      ...statusCallbackFor(statusUrl, key),
      validityPeriod: VALIDITY_SECONDS,
      ...(smartEncoded && { smartEncoded: true }),
    }),
  );
  sent.note(message.sid, key);
  return messageId(message.sid);
}

/** Twilio calls it with the id of the message even if its answer to the send is lost. */
export const statusCallbackFor = (statusUrl: string | null, key: string): { readonly statusCallback?: string } =>
  statusUrl === null ? {} : { statusCallback: `${statusUrl}?k=${encodeURIComponent(key)}` };
