import type { ChannelCapabilities } from '../../../src/ports';

/** `Body` takes no more on any of its channels: errors 21617 and 21658. Source: Twilio, Message resource. */
export const BODY_MAX = 1600;
export const REPLY_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Twilio calls the status address seconds after it accepts; what has not come by then is looked for in its list. */
const EVIDENCE = { kind: 'callback', evidenceAfterMs: 20_000 } as const;

/**
 * No media goes out: Twilio fetches files from a public address by itself, and Baton has none to give. A kind that is
 * not listed is named in the text.
 */
export const smsCapabilities: ChannelCapabilities = {
  label: 'SMS (Twilio)',
  text: { max: BODY_MAX, unit: 'utf16', formatting: 'none' },
  media: {},
  location: false,
  replyWindowMs: null,
  receipts: 'delivered',
  edits: false,
  deletes: false,
  evidence: EVIDENCE,
  burstMs: 1500,
  // Carriers and Twilio answer HELP themselves, and still pass it on.
  helpBelongsToCarrier: true,
};

export const whatsappCapabilities: ChannelCapabilities = {
  ...smsCapabilities,
  label: 'WhatsApp (Twilio)',
  text: { max: BODY_MAX, unit: 'utf16', formatting: 'whatsapp' },
  location: true,
  replyWindowMs: REPLY_WINDOW_MS,
  receipts: 'read',
  helpBelongsToCarrier: false,
};
