import {
  type FetchLimits,
  type IncomingMedia,
  type MediaPart,
  PortError,
  type RejectionReason,
} from '../../../src/ports';
import { isSaidToExceed, piecesOf } from '../../shared/download';
import type { SlackClient, SlackFile } from './client';

const MAX_REDIRECTS = 3;

interface MediaOptions {
  readonly client: SlackClient;
  readonly token: string;
  readonly apiUrl: string;
}

/** The bytes of a file that an agent put into a thread. */
export function createMedia({ client, token, apiUrl }: MediaOptions) {
  return async function fetchMedia(part: MediaPart, { maxBytes, signal }: FetchLimits): Promise<IncomingMedia> {
    const file = await client.file(part.ref).catch((error: unknown) => {
      // One missing scope for files must not hold everything else that Slack is needed for.
      throw error instanceof PortError && error.details.code === 'missing_scope' ? loginPage() : error;
    });
    if (typeof file.size === 'number' && file.size > maxBytes) throw tooLarge(maxBytes);
    const response = await download(addressOf(file), token, new URL(apiUrl), signal);
    const mediaType = typeof file.mimetype === 'string' ? file.mimetype : 'application/octet-stream';
    const received = response.headers.get('content-type') ?? '';
    if (received.startsWith('text/html') && !mediaType.startsWith('text/html')) throw loginPage();
    if (isSaidToExceed(response, maxBytes)) throw tooLarge(maxBytes);
    return { mediaType, pieces: piecesOf(response, () => unavailable('download_cut')) };
  };
}

function addressOf(file: SlackFile): URL {
  const address = [file.url_private_download, file.url_private].find(
    (url) => typeof url === 'string' && URL.canParse(url),
  );
  if (typeof address !== 'string') throw refused('target_gone', 'The file is not in Slack any more.', 'no_address');
  return new URL(address);
}

/** The token goes to Slack's own hosts only (and to the host of SLACK_API_URL), also across redirects. */
async function download(start: URL, token: string, api: URL, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (!isSlackHost(url, api))
      throw refused('other', 'The file does not lie with Slack, so Baton does not fetch it.', 'foreign_host');
    const response = await request(url, token, signal);
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null || !URL.canParse(next, url.href)) return checked(response);
    url = new URL(next, url);
  }
  throw refused('other', 'Slack redirected the download of a file too often.', 'redirects');
}

export const isSlackHost = (url: URL, api: URL): boolean =>
  url.origin === api.origin ||
  (url.protocol === 'https:' && (url.hostname === 'slack.com' || url.hostname.endsWith('.slack.com')));

async function request(url: URL, token: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual', signal });
  } catch {
    throw unavailable('download_failed');
  }
}

function checked(response: Response): Response {
  if (response.ok) return response;
  if (response.status === 404 || response.status === 410)
    throw refused('target_gone', 'The file is not in Slack any more.', 'http_404');
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 30;
    throw new PortError('rate_limited', 'Slack asks to wait before the next download.', {
      adapter: 'slack',
      retryAfterMs: seconds * 1_000,
      code: 'ratelimited',
    });
  }
  if (response.status === 401 || response.status === 403) throw loginPage();
  throw unavailable(`http_${response.status}`);
}

const tooLarge = (maxBytes: number): PortError =>
  refused(
    'too_large',
    `The file is larger than the ${Math.floor(maxBytes / 1024 / 1024)} MB that Baton takes (MEDIA_MAX_MB).`,
    'too_large',
  );

/** Without files:read Slack answers a download with 200 and its login page. */
const loginPage = (): PortError =>
  refused(
    'other',
    'Slack does not let Baton read files. Add the scope files:read and reinstall the app to the workspace.',
    'login_page',
  );

const refused = (reason: RejectionReason, sentence: string, code: string): PortError =>
  new PortError('rejected', sentence, { adapter: 'slack', reason, code });

const unavailable = (code: string): PortError =>
  new PortError('unavailable', 'The download of a file from Slack did not work; it is tried again.', {
    adapter: 'slack',
    code,
  });
