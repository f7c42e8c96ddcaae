import type { ChannelCapabilities, MediaLimits } from '../../domain/delivery/capabilities';
import type { MediaKind, MediaPart, TextPart } from '../../domain/message';
import type { StoredMedia } from '../../ports/media-store';
import { kindFor } from './media-type';

export type Fitted =
  | { readonly type: 'media'; readonly part: MediaPart }
  /** It cannot be sent itself; `why` is for the agent. */
  | { readonly type: 'link'; readonly why: string };

/** How a file travels on a channel, now that its bytes are known: as what it is called, as a plain file, or as a link. */
export function fitMedia(part: MediaPart, stored: StoredMedia, can: ChannelCapabilities): Fitted {
  const kinds: readonly MediaKind[] = [kindFor(part.kind, stored.mediaType), 'file'];
  const kind = kinds.find((one) => takes(can.media[one], part, stored));
  if (kind === undefined) return { type: 'link', why: whyNot(kinds, stored, can) };
  const { mediaType, name, bytes } = stored;
  return { type: 'media', part: { ...part, kind, mediaType, name, bytes } };
}

const takes = (limits: MediaLimits | undefined, { caption }: MediaPart, { bytes, mediaType }: StoredMedia): boolean =>
  limits !== undefined &&
  bytes <= limits.maxBytes &&
  (caption?.text.length ?? 0) <= limits.captionMax &&
  (limits.types?.includes(mediaType) ?? true);

function whyNot(kinds: readonly MediaKind[], { bytes }: StoredMedia, can: ChannelCapabilities): string {
  const most = Math.max(...kinds.map((kind) => can.media[kind]?.maxBytes ?? 0));
  if (most === 0) return `${can.label} takes no files`;
  return bytes > most
    ? `${can.label} takes files of up to ${Math.floor(most / 1024 / 1024)} MB`
    : `${can.label} does not take this kind of file`;
}

/** The words of the file and where it is. */
export function linkText({ caption }: MediaPart, { name }: StoredMedia, url: string): TextPart {
  const link = `${name}: ${url}`;
  return caption === undefined ? { type: 'text', text: link } : { ...caption, text: `${caption.text}\n${link}` };
}
