const MEGABYTE = 1024 * 1024;
const FETCH_MS = 5_000;
const isLocal = (url: string): boolean => /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])[:/]/.test(url);

/** MMS takes 5 MB in all, WhatsApp 16 MB. Source: Twilio, "Accepted content types for media". */
const limitFor = (to: string): number => (to.startsWith('whatsapp:') ? 16 : 5) * MEGABYTE;

/**
 * Fetches the files of a message as Twilio does: without credentials, and by what the headers say. Null: all is well.
 * Nothing outside of this machine is ever fetched; such addresses count as unreachable.
 */
export async function fileFailure(urls: readonly string[], to: string): Promise<number | null> {
  let total = 0;
  for (const url of urls) {
    const bytes = isLocal(url) ? await sizeOf(url) : null;
    if (bytes === null) return to.startsWith('whatsapp:') ? 63019 : 30008;
    total += bytes;
  }
  return total <= limitFor(to) ? null : to.startsWith('whatsapp:') ? 63019 : 30008;
}

async function sizeOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MS) });
    const bytes = (await response.arrayBuffer()).byteLength;
    return response.ok && response.headers.get('content-type') !== null ? bytes : null;
  } catch {
    return null;
  }
}
