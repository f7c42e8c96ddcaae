import { isIP } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { isPrivateAddress } from './private-addresses';
import { publicLookup } from './public-lookup';

/**
 * Requests to addresses that somebody typed or a page names. Every connection is checked after its name was resolved, so
 * that neither a name nor a redirect leads to this machine or into a private network.
 */
export interface OutsideHttp {
  /** Rejects with an {@link OutsideProblem} where there is no answer; any status is an answer. */
  fetch(url: string, options: OutsideRequest): Promise<OutsideResponse>;
  close(): Promise<void>;
}

export interface OutsideRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole of it: redirects and the body too. */
  readonly timeoutMs: number;
  /** Of the body as it arrives; more is a problem, not a cut. Nothing is unpacked: ask for `identity`. */
  readonly maxBytes: number;
  /** How many redirects are followed; 0 by default: the redirect is the answer. */
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

export interface OutsideResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Lower-case names; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type OutsideProblemKind = 'private_address' | 'bad_url' | 'timeout' | 'too_large' | 'unreachable';

/** Its message is a sentence for the admin, without the query of the address, which may hold a secret. */
export class OutsideProblem extends Error {
  override readonly name = 'OutsideProblem';

  constructor(
    readonly kind: OutsideProblemKind,
    message: string,
  ) {
    super(message);
  }
}

const CONNECT_TIMEOUT_MS = 5_000;

/** `allowPrivate`: also what is on this machine and in private networks, because the admin said so. */
export function createOutsideHttp({ allowPrivate = false }: { readonly allowPrivate?: boolean } = {}): OutsideHttp {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(allowPrivate ? {} : { lookup: publicLookup(refused) }) },
  });
  return {
    fetch: async (url, options) => {
      const timeout = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
      try {
        return await follow(url, options, { agent, signal, allowPrivate });
      } catch (error) {
        options.signal?.throwIfAborted();
        throw problemOf(error, url, timeout.aborted);
      }
    },
    close: () => agent.destroy(),
  };
}

interface Connecting {
  readonly agent: Dispatcher;
  readonly signal: AbortSignal;
  readonly allowPrivate: boolean;
}

async function follow(from: string, options: OutsideRequest, connecting: Connecting): Promise<OutsideResponse> {
  let url = checked(from, connecting.allowPrivate);
  let { method = 'GET', headers = {}, body } = options;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await request(url, {
      ...{ method, headers, signal: connecting.signal, dispatcher: connecting.agent },
      ...(body === undefined ? {} : { body }),
    });
    const target = redirectOf(answer, url);
    if (target === null || redirects >= (options.maxRedirects ?? 0)) return await read(answer, url, options);
    await answer.body.dump();
    const next = checked(target, connecting.allowPrivate);
    // What was meant for one host is not told to another.
    if (next.host !== url.host) headers = withoutSecrets(headers);
    if (answer.statusCode === 303 || (answer.statusCode < 303 && method === 'POST'))
      [method, body] = ['GET', undefined];
    url = next;
  }
}

function checked(address: string, allowPrivate: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new OutsideProblem(
      'bad_url',
      `${shown(address)} is not an address that can be asked. Use http:// or https://.`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up.
  if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw refused(host);
  return url;
}

const refused = (host: string): OutsideProblem =>
  new OutsideProblem(
    'private_address',
    `${host} is on this machine or in a private network, where Baton does not go by itself. If it should, allow it.`,
  );

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData, from: URL): string | null {
  const location = first(headers.location);
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  return URL.canParse(location, from.href) ? new URL(location, from.href).href : location;
}

async function read(answer: Dispatcher.ResponseData, url: URL, { maxBytes }: OutsideRequest): Promise<OutsideResponse> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer.body) {
    size += (piece as Buffer).length;
    if (size > maxBytes)
      throw new OutsideProblem('too_large', `${shown(url.href)} is larger than ${megabytes(maxBytes)}.`);
    pieces.push(piece as Buffer);
  }
  const headers = Object.entries(answer.headers).flatMap(([name, value]) => {
    const text = first(value);
    return text === undefined ? [] : [[name.toLowerCase(), text] as const];
  });
  return {
    status: answer.statusCode,
    url: url.href,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(pieces),
  };
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

const megabytes = (bytes: number): string =>
  bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.ceil(bytes / 1000)} kB`;

const SECRET_HEADER = /^(?:authorization|cookie|proxy-authorization|x-api-key)$/i;
const withoutSecrets = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADER.test(name)));

function problemOf(error: unknown, url: string, timedOut: boolean): OutsideProblem {
  const cause = error instanceof Error && error.cause instanceof OutsideProblem ? error.cause : error;
  if (cause instanceof OutsideProblem) return cause;
  const code = (error as { code?: unknown }).code;
  if (timedOut || code === 'UND_ERR_CONNECT_TIMEOUT')
    return new OutsideProblem('timeout', `${shown(url)} did not answer in time.`);
  return new OutsideProblem(
    'unreachable',
    code === 'ENOTFOUND' || code === 'EAI_AGAIN'
      ? `${shown(url)}: there is no such host, or no way to look it up from here.`
      : `${shown(url)} could not be reached (${typeof code === 'string' ? code : 'the connection failed'}).`,
  );
}

const shown = (address: string): string =>
  address
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/@]*@/, '//')
    .slice(0, 200);
