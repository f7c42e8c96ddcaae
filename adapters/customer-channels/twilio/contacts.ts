import type { AdapterStorage, ContactAddress } from '../../../src/ports';
import { contactAddress } from './ids';

/**
 * What is remembered of people on WhatsApp. Since user names exist, the same person comes with a number, with a
 * business-scoped id (`whatsapp:DE.…`), or with both: whichever came first stays their address, so that the conversation
 * goes on.
 */
export interface Contacts {
  /** `other`: the second identifier of the same message, if it has one. */
  addressOf(from: string, other: string | undefined): Promise<ContactAddress>;
  noteInbound(contact: ContactAddress, sid: string): Promise<void>;
  /** The newest message of that person; null when none came yet. Typing is shown in answer to it. */
  lastInbound(contact: ContactAddress): Promise<string | null>;
}

const personKey = (identifier: string): string => `person:${identifier}`;
const inboundKey = (contact: ContactAddress): string => `inbound:${contact}`;

export function whatsappContacts(storage: AdapterStorage): Contacts {
  return {
    addressOf: async (from, other) => {
      const identifiers = [...new Set([from, other ?? from])];
      const known = await Promise.all(identifiers.map((identifier) => storage.get<string>(personKey(identifier))));
      const address = known.find((one) => one !== null) ?? from;
      // A number alone says nothing that the next message does not say itself.
      if (other !== undefined) {
        const missing = identifiers.filter((_, index) => known[index] === null);
        for (const identifier of missing) await storage.set(personKey(identifier), address);
      }
      return contactAddress(address);
    },
    noteInbound: (contact, sid) => storage.set(inboundKey(contact), sid),
    lastInbound: (contact) => storage.get<string>(inboundKey(contact)),
  };
}
