import { stripFilm, stripHeif } from './strip-boxes';
import { stripPng, stripWebp } from './strip-chunks';
import { stripJpeg } from './strip-jpeg';
import type { WholeFile } from './whole-file';

const STRIPPERS: Readonly<Record<string, (content: Buffer) => Buffer | null>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
  'image/heic': stripHeif,
  'image/avif': stripHeif,
  'video/mp4': stripFilm,
  'video/quicktime': stripFilm,
  'video/3gpp': stripFilm,
};

/** What shows where, when and with what a picture was made: Exif, XMP, and the place in a film. */
const TRACES = ['Exif\0\0', 'http://ns.adobe.com/xap', '<x:xmpmeta', '\xa9xyz', 'location.ISO6709'];

/** Types in which cameras leave notes: whether there are any shows the whole file only. Others pass while they come. */
export const mayHideMetadata = (mediaType: string): boolean => mediaType in STRIPPERS || mediaType === 'image/tiff';

/**
 * A picture or film without the notes that cameras put into it: an agent's own place is nothing for a customer. Other
 * files stay as they are. Null: it carries such notes and is built in a way that they cannot be taken out of.
 */
export function removeMetadata({ bytes: content, mediaType }: WholeFile): Buffer | null {
  const stripped = STRIPPERS[mediaType]?.(content);
  if (stripped) return stripped;
  // Its picture and its notes are one structure.
  if (mediaType === 'image/tiff') return null;
  return stripped === null && TRACES.some((trace) => content.includes(trace, 0, 'latin1')) ? null : content;
}
