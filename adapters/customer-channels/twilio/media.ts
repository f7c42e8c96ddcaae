import type { FetchLimits, IncomingMedia, MediaPart, PortError } from '../../../src/ports';
import { isSaidToExceed, piecesOf } from '../../shared/download';
import { isLoopback } from '../../shared/loopback';
import { type Credentials, rebased } from './client';
import { refusalError, rejected, unavailable } from './errors';

const REDIRECTS_MAX = 3;
const MEGABYTE = 1024 * 1024;

export type MediaFetcher = (part: MediaPart, limits: FetchLimits) => Promise<IncomingMedia>;

/**
 * Fetches what a customer sent. Twilio wants the credentials and redirects to a store that must not get them: they go to
 * Twilio's API and nowhere else, and a redirect is followed only to where Twilio keeps files.
 */
export function mediaFetcher({ username, password }: Credentials, apiUrl: string): MediaFetcher {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return async (part, { maxBytes, signal }) => {
    let url = part.ref;
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const isApi = isApiAddress(url);
      if (!isApi && (hop === 0 || !isStore(url, apiUrl))) throw elsewhere();
      const response = await (isApi ? ask(rebased(url, apiUrl), { authorization }, signal) : ask(url, {}, signal));
      const next = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || next === null) return incoming(response, part, maxBytes);
      await response.body?.cancel();
      url = new URL(next, url).href;
    }
    throw elsewhere();
  };
}

/** `api.twilio.com`, or that of a region: `api.dublin.ie1.twilio.com`. */
function isApiAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, port } = new URL(url);
  const own = /^api(\.[a-z0-9-]+){0,2}\.twilio\.com$/.test(hostname);
  return protocol === 'https:' && own && username === '' && port === '';
}

/** Where Twilio's redirects lead. An emulator keeps its files on this machine, too. */
function isStore(url: string, apiUrl: string): boolean {
  const { protocol, hostname, username } = new URL(url);
  if (username !== '') return false;
  if (apiUrl !== '' && isLoopback(apiUrl)) return isLoopback(url);
  return protocol === 'https:' && /(^|\.)(twilio\.com|twiliocdn\.com|amazonaws\.com)$/.test(hostname);
}

async function ask(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: 'manual', signal });
  } catch {
    throw unavailable('media');
  }
}

async function incoming(response: Response, part: MediaPart, maxBytes: number): Promise<IncomingMedia> {
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw refusedMedia(response);
  }
  if (isSaidToExceed(response, maxBytes)) throw tooLarge(maxBytes);
  const mediaType = response.headers.get('content-type') ?? part.mediaType ?? 'application/octet-stream';
  return { mediaType, pieces: piecesOf(response, () => unavailable('media')) };
}

/** Nothing was sent here, so that nothing is unsure. */
function refusedMedia({ status, headers }: Response): PortError {
  if (status === 404 || status === 410) {
    return rejected('Twilio does not have the file any more. Ask the customer to send it again.', 'content');
  }
  if (status >= 500 || status === 408) return unavailable(String(status));
  return refusalError({ statusCode: status, body: null, headers: { 'retry-after': headers.get('retry-after') } });
}

const elsewhere = (): PortError =>
  rejected(
    'The file is not where Twilio keeps files, so it was not fetched. Ask the customer to send it again.',
    'content',
  );

const tooLarge = (maxBytes: number): PortError =>
  rejected(
    `The file is larger than ${Math.floor(maxBytes / MEGABYTE) || 'the allowed part of a'} MB. Ask the customer for a smaller one or a link.`,
    'too_large',
  );
