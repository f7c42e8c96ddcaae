import type { FetchLimits, IncomingMedia, MediaPart } from '../../../src/ports';
import { DOWNLOAD_MAX_BYTES } from './capabilities';
import type { TelegramClient } from './client';
import { tooLarge } from './errors';

const TOO_LARGE =
  'The file is larger than the 20 MB a Telegram bot may fetch. Ask the customer for a smaller one or a link.';

/** Fetches what a customer sent. Over 20 MB Telegram would refuse, so it is not even asked. */
export async function fetchMedia(
  client: TelegramClient,
  part: MediaPart,
  { maxBytes, signal }: FetchLimits,
): Promise<IncomingMedia> {
  const limit = Math.min(maxBytes, DOWNLOAD_MAX_BYTES);
  if ((part.bytes ?? 0) > limit) throw tooLarge(TOO_LARGE);
  const file = await client.run((api, deadline) => api.getFile({ file_id: part.ref }, deadline));
  if ((file.file_size ?? 0) > limit || file.file_path === undefined) throw tooLarge(TOO_LARGE);
  const pieces = await client.download(file.file_path, signal);
  return { mediaType: part.mediaType ?? typeByPath(file.file_path), pieces };
}

/** Telegram says no type at download; the folder and ending of the path are its own. */
function typeByPath(path: string): string {
  const ending = path.split('.').at(-1)?.toLowerCase() ?? '';
  return TYPES[ending] ?? 'application/octet-stream';
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  pdf: 'application/pdf',
  tgs: 'application/x-tgsticker',
};
