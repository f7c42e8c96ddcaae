import type { ExternalId, SendContext } from '../../../src/ports';
import type { TwilioClient } from './client';
import { messageId } from './ids';
import type { SentMessages } from './sent-messages';

/** Twilio's clock and the database's differ by this much at the most. */
const CLOCK_SLACK_MS = 5_000;
/** Newest first; more than that is not written to one person in the time a lookup covers. */
const LISTED = 50;

/**
 * Looks for a message whose answer was lost among those Twilio has for this person. Messages carry no key, so the text
 * must be equal, the time fit, and the message not be known as another's. The newest one counts: sends to one person
 * never overlap, so nothing newer can be there. `to`: their addresses, of which only RCS has two.
 */
export async function findSent(
  client: TwilioClient,
  sent: SentMessages,
  to: readonly string[],
  { body, hasFile }: { readonly body: string; readonly hasFile: boolean },
  { key, firstTriedAt }: SendContext,
): Promise<ExternalId | null> {
  const listed = await client.run((api) =>
    Promise.all(to.map((address) => api.messages.list({ to: address, limit: LISTED, pageSize: LISTED }))),
  );
  const found = listed
    .flat()
    .find(
      (message) =>
        message.direction === 'outbound-api' &&
        message.dateCreated.getTime() >= firstTriedAt - CLOCK_SLACK_MS &&
        comparable(message.body ?? '') === comparable(body) &&
        Number(message.numMedia) > 0 === hasFile &&
        !sent.isOther(message.sid, key),
    );
  if (found === undefined) return null;
  sent.note(found.sid, key);
  return messageId(found.sid);
}

/** Twilio may trim a text or compose its accents; nothing else of it changes. */
const comparable = (body: string): string => body.normalize('NFC').replace(/\r\n/g, '\n').trim();
