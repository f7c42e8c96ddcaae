import type { ChannelCapabilities, ContactAddress } from '../../../src/ports';
import { mmsCapabilities, smsCapabilities } from './capabilities';
import { smsNumbers, type TwilioSettings } from './settings';

/**
 * Area codes under +1 that belong to neither the United States nor Canada, or to islands that carriers treat as abroad.
 * Source: North American Numbering Plan Administration, area codes by country.
 */
const ABROAD =
  /^\+1(242|246|264|268|284|340|345|441|473|649|658|664|670|671|684|721|758|767|784|787|809|829|849|868|869|876|939)/;

/** MMS is carried between numbers of the United States and Canada. Source: Twilio, "MMS support by country". */
const carriesMms = (number: string): boolean => /^\+1[2-9]\d{9}$/.test(number) && !ABROAD.test(number);

/** What can be sent to whom: files where both numbers carry them, and links to everybody else. */
export function smsCapabilitiesFor(given: TwilioSettings): (to: ContactAddress) => ChannelCapabilities {
  const numbers = smsNumbers(given);
  const canSend = given.mms === 'on' || (given.mms !== 'off' && numbers.length > 0 && numbers.every(carriesMms));
  return (to) => (canSend && carriesMms(to) ? mmsCapabilities : smsCapabilities);
}
