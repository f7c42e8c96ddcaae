import type { ChannelCapabilities } from '../../../src/ports';
import { REACTIONS } from './reactions';

const MEGABYTE = 1024 * 1024;

/** Telegram counts a text in UTF-16 units after the markup is parsed away. Source: Bot API, sendMessage. */
const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
/** Over this a bot cannot download: `file is too big`. Source: Bot API, getFile. */
export const DOWNLOAD_MAX_BYTES = 20 * MEGABYTE;
/** sendPhoto takes no more; larger pictures travel as documents. Source: Bot API, sending files. */
export const PHOTO_MAX_BYTES = 10 * MEGABYTE;
/** Telegram takes 50 MB, but a send ends after 8 s: what a slow uplink may not manage in that time goes as a link. */
const UPLOAD_MAX_BYTES = 20 * MEGABYTE;

const file = { maxBytes: UPLOAD_MAX_BYTES, captionMax: CAPTION_MAX };

export const telegramCapabilities: ChannelCapabilities = {
  label: 'Telegram',
  text: { max: TEXT_MAX, unit: 'utf16', formatting: 'telegram-html' },
  media: {
    image: file,
    audio: file,
    voice: file,
    video: file,
    file,
    // 512 kB is the limit of a static sticker, and stickers carry no caption.
    sticker: { maxBytes: 512 * 1024, captionMax: 0 },
  },
  location: true,
  replyWindowMs: null,
  // Telegram takes more; a phone shows about so much of a label.
  quickReplies: { max: 8, maxLabelLength: 40 },
  reactions: REACTIONS,
  receipts: 'sent',
  edits: true,
  deletes: true,
  evidence: { kind: 'none', evidenceAfterMs: 0 },
  burstMs: 1500,
  helpBelongsToCarrier: false,
  vouchesForAddress: true,
};
