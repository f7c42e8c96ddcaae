import type { ChannelCapabilities } from '../../../src/ports';
import { QUICK_REPLIES } from './quick-replies';

/** `Body` takes no more on any of its channels: errors 21617 and 21658. Source: Twilio, Message resource. */
export const BODY_MAX = 1600;
export const REPLY_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Twilio calls the status address seconds after it accepts; what has not come by then is looked for in its list. */
const EVIDENCE = { kind: 'callback', evidenceAfterMs: 20_000 } as const;

/** What goes to everybody: files go as links, because MMS exists in the United States and Canada only; see mms.ts. */
export const smsCapabilities: ChannelCapabilities = {
  label: 'SMS (Twilio)',
  text: { max: BODY_MAX, unit: 'utf16', formatting: 'none' },
  media: {},
  location: false,
  replyWindowMs: null,
  quickReplies: null,
  reactions: [],
  receipts: 'delivered',
  edits: false,
  deletes: false,
  evidence: EVIDENCE,
  burstMs: 1500,
  // Carriers and Twilio answer HELP themselves, and still pass it on.
  helpBelongsToCarrier: true,
  // Anybody can send an SMS under any number.
  vouchesForAddress: false,
};

const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

/**
 * Between numbers of the United States and Canada. Twilio makes pictures fit the carrier; of other files it takes 500 kB.
 * Source: Twilio, "Accepted content types for media".
 */
export const mmsCapabilities: ChannelCapabilities = {
  ...smsCapabilities,
  media: {
    image: { maxBytes: 5 * MEGABYTE, captionMax: BODY_MAX, types: ['image/jpeg', 'image/png', 'image/gif'] },
    video: { maxBytes: 500 * KILOBYTE, captionMax: BODY_MAX, types: ['video/mp4', 'video/3gpp'] },
    audio: { maxBytes: 500 * KILOBYTE, captionMax: BODY_MAX, types: ['audio/mpeg', 'audio/amr', 'audio/3gpp'] },
    file: { maxBytes: 500 * KILOBYTE, captionMax: BODY_MAX, types: ['application/pdf', 'text/vcard'] },
  },
};

const AUDIO_TYPES = ['audio/ogg', 'audio/mpeg', 'audio/aac', 'audio/amr', 'audio/3gpp'];
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * What Twilio takes for WhatsApp; other types become links. Only pictures carry words. Source: Twilio, "Guidance on
 * WhatsApp Media Messages" and "Accepted content types for media".
 */
const whatsappMedia: ChannelCapabilities['media'] = {
  image: { maxBytes: 5 * MEGABYTE, captionMax: 1024, types: ['image/jpeg', 'image/png'] },
  video: { maxBytes: 16 * MEGABYTE, captionMax: 0, types: ['video/mp4'] },
  audio: { maxBytes: 16 * MEGABYTE, captionMax: 0, types: AUDIO_TYPES },
  voice: { maxBytes: 16 * MEGABYTE, captionMax: 0, types: AUDIO_TYPES },
  file: {
    maxBytes: 16 * MEGABYTE,
    captionMax: 0,
    types: [
      'application/pdf',
      'application/msword',
      `${OFFICE}.wordprocessingml.document`,
      `${OFFICE}.presentationml.presentation`,
      `${OFFICE}.spreadsheetml.sheet`,
      'text/vcard',
    ],
  },
};

export const whatsappCapabilities: ChannelCapabilities = {
  ...smsCapabilities,
  label: 'WhatsApp (Twilio)',
  text: { max: BODY_MAX, unit: 'utf16', formatting: 'whatsapp' },
  media: whatsappMedia,
  location: true,
  replyWindowMs: REPLY_WINDOW_MS,
  reactions: [],
  receipts: 'read',
  quickReplies: QUICK_REPLIES,
  helpBelongsToCarrier: false,
  vouchesForAddress: true,
};

/**
 * RCS by Twilio takes what phones show by themselves; the sizes are those that every carrier takes. Source: Twilio, "RCS
 * Business Messaging" and "Accepted content types for media".
 */
const rcsMedia: ChannelCapabilities['media'] = {
  image: { maxBytes: 5 * MEGABYTE, captionMax: BODY_MAX, types: ['image/jpeg', 'image/png', 'image/gif'] },
  video: { maxBytes: 16 * MEGABYTE, captionMax: BODY_MAX, types: ['video/mp4'] },
  audio: { maxBytes: 16 * MEGABYTE, captionMax: BODY_MAX, types: ['audio/mpeg', 'audio/ogg'] },
  file: { maxBytes: 16 * MEGABYTE, captionMax: BODY_MAX, types: ['application/pdf'] },
};

/** Keywords of carriers hold for RCS as for texts; there is no window, and phones tell what was read. */
export const rcsCapabilities: ChannelCapabilities = {
  ...smsCapabilities,
  label: 'RCS (Twilio)',
  media: rcsMedia,
  receipts: 'read',
};
