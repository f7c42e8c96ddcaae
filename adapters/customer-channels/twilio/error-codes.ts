import type { RejectionReason } from '../../../src/ports';

/**
 * What an error code means for what happens next. As an answer to a send it decides the PortError; in a status callback
 * the message has already failed, and only the sentence counts.
 */
export type CodeClass = 'rate_limited' | 'unavailable' | 'misconfigured' | RejectionReason;

/**
 * Twilio's error codes with a sentence for the agent whose message it was. Titles and causes are those of Twilio's error
 * dictionary (www.twilio.com/docs/api/errors). `misconfigured` stops everything the account sends until an admin acts, so
 * it is only for what no message gets past: a country that is switched off or a template that is paused is not.
 */
export const ERROR_CODES: Readonly<Record<string, readonly [CodeClass, string]>> = {
  10001: ['misconfigured', 'The Twilio account is not active. An admin must reactivate it in the Twilio Console.'],
  20003: [
    'misconfigured',
    'Twilio does not accept the credentials. An admin must check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET, and restart.',
  ],
  20404: [
    'misconfigured',
    'Twilio does not know this account. An admin must check TWILIO_ACCOUNT_SID (and TWILIO_API_URL, if it is set).',
  ],
  20429: ['rate_limited', 'Twilio asks to slow down. Baton waits and sends it then.'],
  21211: ['other', "The customer's address is not a number that Twilio can send to. Use another way to reach them."],
  21212: [
    'misconfigured',
    'Our sender is not a valid number. An admin must correct TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM.',
  ],
  21214: ['other', "The customer's number cannot be reached. Use another way to reach them."],
  21217: ['other', "The customer's number is not valid. Use another way to reach them."],
  21408: [
    'other',
    "Sending to the customer's country is switched off. An admin can allow it in the Twilio Console under Messaging, Geo permissions.",
  ],
  21602: ['content', 'Twilio does not take an empty message. Write something.'],
  21603: [
    'misconfigured',
    'There is no sender. An admin must set TWILIO_SMS_FROM, TWILIO_WHATSAPP_FROM or TWILIO_MESSAGING_SERVICE_SID.',
  ],
  21604: ['other', 'There is no recipient. The customer has to write again.'],
  21606: [
    'other',
    "Our number cannot send to the customer's number. An admin should check TWILIO_SMS_FROM and what that number can do in the Twilio Console.",
  ],
  21608: [
    'other',
    'This is a Twilio trial account, which sends to verified numbers only. An admin can verify the number or upgrade the account.',
  ],
  21609: [
    'misconfigured',
    'Twilio refuses the address for delivery reports. PUBLIC_URL must be a public address whose host name has no underscore.',
  ],
  21610: ['opted_out', 'The customer has opted out by texting STOP. Only they can undo it, by texting START.'],
  21611: ['rate_limited', 'Our number has too many messages waiting at Twilio. Baton waits and sends it then.'],
  21612: ['other', 'This number cannot be reached from our number. Use another way to reach the customer.'],
  21614: ['other', 'This is not the number of a mobile phone. Use another way to reach the customer.'],
  21617: ['too_large', 'The message is longer than the 1,600 characters Twilio takes. Send it in parts.'],
  21618: ['content', 'Twilio cannot send this text. Write it differently.'],
  21619: ['unavailable', 'Twilio could not take the message. Baton tries again.'],
  21620: ['media', 'Twilio refused the address of the file.'],
  21621: ['media', 'Our number cannot send files.'],
  21623: ['media', 'There are too many files.'],
  21635: ['other', "The customer's number is a landline. Use another way to reach them."],
  21654: ['other', 'No template was named. An admin must set TWILIO_REPLY_TEMPLATE_SID.'],
  21655: ['other', 'Twilio does not know the template. An admin must correct TWILIO_REPLY_TEMPLATE_SID.'],
  21656: [
    'other',
    'The variables of the template do not fit. An admin must check TWILIO_REPLY_TEMPLATE_VARIABLES against the template.',
  ],
  21658: ['too_large', 'A part of the message is longer than Twilio takes. Write it shorter.'],
  21666: [
    'misconfigured',
    'The messaging service has no RCS sender. An admin must add one or leave RCS out in the Twilio Console.',
  ],
  21667: ['misconfigured', 'The messaging service falls back to an invalid number. An admin must correct it.'],
  21703: [
    'misconfigured',
    'The messaging service has no number that can send this. An admin must add one to the service in the Twilio Console.',
  ],
  21704: [
    'misconfigured',
    'The messaging service has no numbers. An admin must add one to the service in the Twilio Console.',
  ],
  21705: [
    'misconfigured',
    'Twilio does not know the messaging service. An admin must correct TWILIO_MESSAGING_SERVICE_SID.',
  ],
  21730: ['unavailable', 'Twilio is being maintained. Baton tries again.'],
  30001: ['rate_limited', 'Too many messages were waiting at Twilio, and this one was dropped. Send it again.'],
  30002: ['misconfigured', 'The Twilio account is suspended. An admin must settle that in the Twilio Console.'],
  30003: ['unavailable', "The customer's phone is off or out of reach. Send it again later."],
  30004: [
    'blocked',
    'The carrier or the customer blocks our messages. Nothing arrives until they write again; use another way.',
  ],
  30005: ['other', "The customer's number does not exist any more. Use another way to reach them."],
  30006: [
    'other',
    'The number is a landline, or its carrier cannot be reached. Use another way to reach the customer.',
  ],
  30007: ['content', 'The carrier took it for spam. Write it differently and leave links out.'],
  30008: ['unavailable', 'The carrier gave no reason. Send it again; if it fails again, use another way.'],
  30010: ['other', 'It would cost more than the allowed price. An admin can change that in the Twilio Console.'],
  30011: ['media', "The customer's phone cannot receive files by MMS."],
  30017: ['unavailable', "The carrier's network is overloaded. Send it again later."],
  30022: ['rate_limited', 'Our number sends faster than its registration allows. Send it again later.'],
  30023: ['rate_limited', 'Our number has used up what it may send today. Send it again tomorrow.'],
  30032: [
    'misconfigured',
    'Our toll-free number is not verified. An admin must verify it in the Twilio Console before it can send.',
  ],
  30034: [
    'misconfigured',
    'Our number is not registered for texts to the US (A2P 10DLC). An admin must register it in the Twilio Console.',
  ],
  30036: ['other', 'It could not be delivered within ten minutes, so Twilio dropped it. Send it again.'],
  30039: ['other', 'An automatic answer keeps replying to ours, so Twilio stopped it. Use another way.'],
  30410: ['unavailable', 'The carrier did not answer in time. Send it again.'],
  30450: ['content', 'The carrier filtered it. Write it differently and leave links out.'],
  63001: ['misconfigured', 'WhatsApp does not accept our sender. An admin must reconnect it in the Twilio Console.'],
  63002: ['misconfigured', 'WhatsApp does not know our sender. An admin must check TWILIO_WHATSAPP_FROM.'],
  63003: ['other', 'The customer is not on WhatsApp. Use another way to reach them.'],
  63005: ['content', 'WhatsApp did not take this content. Write it differently.'],
  63007: [
    'misconfigured',
    'TWILIO_WHATSAPP_FROM is not a WhatsApp sender of this account. An admin must register it or correct the setting.',
  ],
  63008: ['misconfigured', 'The WhatsApp sender is set up wrongly. An admin must check it in the Twilio Console.'],
  63009: ['unavailable', 'WhatsApp had a problem of its own. Send it again.'],
  63010: ['unavailable', 'Twilio had a problem of its own. Send it again.'],
  63012: ['unavailable', 'WhatsApp had a problem of its own. Send it again.'],
  63013: ['content', "It breaks a rule of WhatsApp's. Write it differently."],
  63014: ['blocked', 'The customer has blocked us. Nothing arrives until they write again.'],
  63015: [
    'other',
    'The customer has not joined the WhatsApp sandbox of Twilio. They must send its join code, or an admin must set up a sender of our own.',
  ],
  63016: [
    'window_closed',
    "WhatsApp's 24-hour window is closed: the customer wrote more than a day ago. Send it again once they have written, or use another way.",
  ],
  63017: ['rate_limited', 'The Twilio account sends too fast. Send it again in a moment.'],
  63018: ['rate_limited', 'Our WhatsApp sender has reached its limit. Send it again later.'],
  63019: ['media', 'WhatsApp could not fetch the file.'],
  63020: ['misconfigured', 'There is a problem with the Meta business account. An admin must look into it.'],
  63021: ['content', 'WhatsApp refused this content. Write it differently.'],
  63022: [
    'misconfigured',
    'The display name of our WhatsApp sender is not approved. An admin must settle that with Meta.',
  ],
  63024: ['other', 'This number cannot be reached there (WhatsApp or RCS). Use another way to reach the customer.'],
  63026: [
    'misconfigured',
    'WhatsApp has flagged our sender as spam. An admin must look into it in the Twilio Console.',
  ],
  63027: ['other', 'The template does not exist in this language. An admin must check TWILIO_REPLY_TEMPLATE_SID.'],
  63028: [
    'other',
    'The template has other variables than were given. An admin must check TWILIO_REPLY_TEMPLATE_VARIABLES.',
  ],
  63029: ['unavailable', "The customer's phone could not show it. Send it again."],
  63030: ['content', 'WhatsApp cannot carry this kind of message. Send it as plain text.'],
  63032: ['other', 'WhatsApp does not let us write to this customer. Use another way to reach them.'],
  63033: ['blocked', 'The customer cannot receive messages from us. Nothing arrives until they write again.'],
  63038: [
    'misconfigured',
    'The Twilio account has used up what it may send today. An admin can ask Twilio for more; Baton tries again every hour.',
  ],
  63040: ['other', 'The template was rejected. An admin must choose another one for TWILIO_REPLY_TEMPLATE_SID.'],
  63041: ['other', 'The template is paused. An admin must choose another one for TWILIO_REPLY_TEMPLATE_SID.'],
  63049: ['other', 'Meta chose not to deliver it. Wait for the customer to write, or use another way.'],
  63051: ['misconfigured', 'The WhatsApp business account is locked. An admin must settle that with Meta.'],
};
