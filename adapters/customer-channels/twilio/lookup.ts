import type { ExternalId, LookupContext } from '../../../src/ports';
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
  { key, firstTriedAt, othersOf }: LookupContext,
): Promise<ExternalId | null> {
  const listed = await client.run((api) =>
    Promise.all(to.map((address) => api.messages.list({ to: address, limit: LISTED, pageSize: LISTED }))),
  );
  const fitting = listed
    .flat()
    .filter(
      (message) =>
        message.direction === 'outbound-api' &&
        message.dateCreated.getTime() >= firstTriedAt - CLOCK_SLACK_MS &&
        comparable(message.body ?? '') === comparable(body) &&
        Number(message.numMedia) > 0 === hasFile &&
        !sent.isOther(message.sid, key),
    );
  // What this process does not remember, the database does: two pictures look alike in the list, and so do two "ok".
  const others = await othersOf(fitting.map(({ sid }) => messageId(sid)));
  const found = fitting.find(({ sid }) => !others.has(messageId(sid)));
  if (found === undefined) return null;
  sent.note(found.sid, key);
  return messageId(found.sid);
}

/** Twilio may trim a text or compose its accents; nothing else of it changes. */
const comparable = (body: string): string => body.normalize('NFC').replace(/\r\n/g, '\n').trim();
