import type { EmulatedFile } from '../../../../src/ports';

const MEGABYTE = 1024 * 1024;
const FETCH_MS = 5_000;
const isLocal = (url: string): boolean => /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])[:/]/.test(url);
const isWhatsapp = (to: string): boolean => to.startsWith('whatsapp:');

const UNREACHABLE = { sms: 30008, whatsapp: 63019 } as const;
const REFUSED = 63021;

/** What WhatsApp takes by Twilio. Source: Twilio, "Guidance on WhatsApp Media Messages". */
const TAKEN_BY_WHATSAPP =
  /^(image\/(jpeg|jpg|png|webp)|audio\/(ogg|amr|3gpp|aac|mpeg)|video\/mp4|text\/vcard|application\/(pdf|msword|vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|presentationml\.presentation|spreadsheetml\.sheet)))$/;

export type FetchedFiles =
  | { readonly type: 'files'; readonly files: readonly EmulatedFile[] }
  | { readonly type: 'failed'; readonly code: number };

/**
 * Fetches the files of a message as Twilio does: asks for the headers, then for the bytes, without credentials. Nothing
 * outside of this machine is ever fetched; such addresses count as unreachable.
 */
export async function fetchFiles(urls: readonly string[], to: string): Promise<FetchedFiles> {
  const failed = (code: number): FetchedFiles => ({ type: 'failed', code });
  const unreachable = UNREACHABLE[isWhatsapp(to) ? 'whatsapp' : 'sms'];
  const files: EmulatedFile[] = [];
  for (const url of urls) {
    const file = isLocal(url) ? await fetched(url) : null;
    if (file === null) return failed(unreachable);
    if (isWhatsapp(to) && !TAKEN_BY_WHATSAPP.test(file.mediaType)) return failed(REFUSED);
    files.push(file);
  }
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0) > limitFor(to, files)
    ? failed(unreachable)
    : { type: 'files', files };
}

/** MMS takes 5 MB in all, WhatsApp 16 MB, and 5 MB of a picture. Source: as above. */
function limitFor(to: string, files: readonly EmulatedFile[]): number {
  const isPicture = files.some(({ mediaType }) => mediaType.startsWith('image/'));
  return (isWhatsapp(to) && !isPicture ? 16 : 5) * MEGABYTE;
}

async function fetched(url: string): Promise<EmulatedFile | null> {
  try {
    const ask = (method: 'HEAD' | 'GET') =>
      fetch(url, { method, redirect: 'error', signal: AbortSignal.timeout(FETCH_MS) });
    const head = await ask('HEAD');
    const response = await ask('GET');
    const bytes = Buffer.from(await response.arrayBuffer());
    const mediaType = response.headers.get('content-type');
    const isWhole = head.ok && response.ok && mediaType === head.headers.get('content-type');
    if (!isWhole || mediaType === null) return null;
    return { name: decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''), mediaType, bytes };
  } catch {
    return null;
  }
}
