import type { AdapterStorage, ChannelId, ContactAddress } from '../../../src/ports';
import type { Contacts } from './contacts';
import { channelOf, contactAddress, phoneOf, RCS_CHANNEL, rcsAddress, SMS_CHANNEL, WHATSAPP_CHANNEL } from './ids';
import type { Senders } from './senders';

/** What is known of people before a message of theirs is read. */
export interface People {
  readonly contacts: Contacts;
  readonly textsOfRcs: TextsOfRcs;
  /** The channels that are switched on, with our addresses on each. */
  readonly senders: ReadonlyMap<ChannelId, Senders>;
}

export interface Arrival {
  /** Null: on a channel of Twilio that Baton does not carry. It may also be one that is not switched on. */
  readonly channelId: ChannelId | null;
  readonly contact: ContactAddress;
}

/** One message's addresses, as Twilio names them. */
export interface Addresses {
  readonly from: string;
  readonly to: string;
  /** The business-scoped id beside a number, on WhatsApp. */
  readonly other?: string | undefined;
}

/** Which conversation a message belongs to. */
export async function arrivalOf({ from, to, other }: Addresses, people: People): Promise<Arrival> {
  const channelId = channelOf(from);
  if (channelId === WHATSAPP_CHANNEL) return { channelId, contact: await people.contacts.addressOf(from, other) };
  if (channelId === null) return { channelId, contact: contactAddress(from) };
  const byRcs = channelId === RCS_CHANNEL || channelOf(to) === RCS_CHANNEL;
  return arrivalByPhone(phoneOf(from), byRcs, people);
}

/**
 * RCS is a channel of its own where it is switched on. Where it is not, a messaging service may speak it all the same,
 * and what comes so is the same person's text.
 */
async function arrivalByPhone(phone: string, byRcs: boolean, { senders, textsOfRcs }: People): Promise<Arrival> {
  const text: Arrival = { channelId: SMS_CHANNEL, contact: contactAddress(phone) };
  if (!senders.has(RCS_CHANNEL)) return text;
  const rcs: Arrival = { channelId: RCS_CHANNEL, contact: contactAddress(rcsAddress(phone)) };
  if (!byRcs) return (await textsOfRcs.has(phone)) ? rcs : text;
  await textsOfRcs.forget(phone);
  return rcs;
}

/**
 * People whose RCS conversation goes on by text, because RCS did not reach their phone and Twilio fell back: what they
 * answer by text belongs to that conversation until they write by RCS again.
 */
export interface TextsOfRcs {
  has(phone: string): Promise<boolean>;
  note(phone: string): Promise<void>;
  forget(phone: string): Promise<void>;
}

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const byTextKey = (phone: string): string => `rcs_by_text:${phone}`;

export function textsOfRcs(storage: AdapterStorage): TextsOfRcs {
  const has = async (phone: string) => (await storage.get<true>(byTextKey(phone))) !== null;
  return {
    has,
    note: async (phone) => {
      await storage.set(byTextKey(phone), true, MONTH_MS);
    },
    forget: async (phone) => {
      if (await has(phone)) await storage.delete(byTextKey(phone));
    },
  };
}
