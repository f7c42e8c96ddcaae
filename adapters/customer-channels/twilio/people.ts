import type { AdapterStorage, ChannelId } from '../../../src/ports';
import { type People, textsOfRcs } from './arrival';
import { whatsappContacts } from './contacts';
import { RCS_CHANNEL, SMS_CHANNEL, WHATSAPP_CHANNEL } from './ids';
import { directSenders, rcsSenders, type Senders } from './senders';
import { rcsAgents, smsNumbers, type TwilioSettings, whatsappSenders } from './settings';

export const peopleOf = (given: TwilioSettings, storage: AdapterStorage): People => ({
  contacts: whatsappContacts(storage),
  textsOfRcs: textsOfRcs(storage),
  senders: sendersOf(given, storage),
});

/** The channels that are switched on, with our addresses on each. */
function sendersOf(given: TwilioSettings, storage: AdapterStorage): ReadonlyMap<ChannelId, Senders> {
  const [numbers, agents, whatsapp] = [smsNumbers(given), rcsAgents(given), whatsappSenders(given)];
  const serviceSid = given.messagingServiceSid;
  const senders = new Map<ChannelId, Senders>();
  if (numbers.length > 0 || serviceSid !== '') {
    senders.set(SMS_CHANNEL, directSenders({ own: numbers, serviceSid, storage }));
  }
  if (agents.length > 0) {
    senders.set(RCS_CHANNEL, rcsSenders({ own: agents, serviceSid, storage, fallbackNumbers: numbers }));
  }
  if (whatsapp.length > 0) senders.set(WHATSAPP_CHANNEL, directSenders({ own: whatsapp, serviceSid: '', storage }));
  return senders;
}
