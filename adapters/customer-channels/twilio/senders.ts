import type { AdapterStorage, ContactAddress } from '../../../src/ports';
import type { TwilioClient } from './client';
import { phoneOf } from './ids';

/** Who sends: an address of ours, a service that chooses one, or an address out of the service's pool. */
export interface Sender {
  readonly from?: string;
  readonly messagingServiceSid?: string;
  /** The number that sends the text where RCS does not reach the phone. */
  readonly fallbackFrom?: string;
}

/** The addresses of one channel, and which of them a customer writes to. */
export interface Senders {
  /** Ours, as the admin named them: read back, and checked at start. */
  readonly own: readonly string[];
  /** Answers come from where the customer wrote; whoever never wrote hears from the first. */
  senderFor(contact: ContactAddress): Promise<Sender>;
  /** What Twilio wants as `To`. */
  recipient(contact: ContactAddress): string;
  noteInbound(contact: ContactAddress, to: string): Promise<void>;
}

interface SenderParts {
  readonly own: readonly string[];
  /** Empty: none. */
  readonly serviceSid: string;
  readonly storage: AdapterStorage;
}

const senderKey = (contact: ContactAddress): string => `sender:${contact}`;

/** Numbers and WhatsApp senders. With a service every number of its pool may be what the customer wrote to. */
export function directSenders({ own, serviceSid, storage }: SenderParts): Senders {
  const service = serviceSid === '' ? {} : { messagingServiceSid: serviceSid };
  const written = writtenTo(storage);
  return {
    own,
    recipient: (contact) => contact,
    noteInbound: written.note,
    senderFor: async (contact) => {
      const known = await written.to(contact);
      const from = known !== null && (serviceSid !== '' || own.includes(known)) ? known : firstOf(own, serviceSid);
      return { ...service, ...(from !== undefined && { from }) };
    },
  };
}

const firstOf = (own: readonly string[], serviceSid: string): string | undefined =>
  serviceSid === '' ? own[0] : undefined;

/**
 * RCS agents. By a service Twilio falls back to a text by itself and is given the plain number; without one the message
 * goes by RCS or not at all, which `rcs:` in front of the number says.
 */
export function rcsSenders(parts: SenderParts & { readonly fallbackNumbers: readonly string[] }): Senders {
  const { own, serviceSid, storage, fallbackNumbers } = parts;
  const written = writtenTo(storage);
  const [fallbackFrom] = fallbackNumbers;
  return {
    own,
    recipient: (contact) => (serviceSid === '' ? contact : phoneOf(contact)),
    noteInbound: written.note,
    senderFor: async (contact) => {
      const known = await written.to(contact);
      const from = known !== null && own.includes(known) ? known : own[0];
      return {
        ...(from !== undefined && { from }),
        ...(serviceSid !== '' && { messagingServiceSid: serviceSid }),
        ...(serviceSid !== '' && fallbackFrom !== undefined && { fallbackFrom }),
      };
    },
  };
}

function writtenTo(storage: AdapterStorage) {
  return {
    to: (contact: ContactAddress) => storage.get<string>(senderKey(contact)),
    note: async (contact: ContactAddress, to: string) => {
      if (to !== '' && (await storage.get<string>(senderKey(contact))) !== to) {
        await storage.set(senderKey(contact), to);
      }
    },
  };
}

/** Everything in the pool of a service: customers may write to any of it. */
export async function poolOf(client: TwilioClient, serviceSid: string): Promise<readonly string[]> {
  if (serviceSid === '') return [];
  return client.run(async (api) => {
    const { phoneNumbers, shortCodes } = api.messaging.v1.services(serviceSid);
    const numbers = await phoneNumbers.list({ limit: 1000 });
    const codes = await shortCodes.list({ limit: 100 });
    return [...numbers.map(({ phoneNumber }) => phoneNumber), ...codes.map(({ shortCode }) => shortCode)];
  });
}
