import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { isPrivateAddress } from '../../net/private-addresses';
import { publicLookup, type ResolveHost } from '../../net/public-lookup';

/** A host that leads to this machine or into a private network, which the tools file does not allow. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';

  constructor(readonly host: string) {
    super(
      `${host} is on this machine or in a private network. If it is yours, add "${host}" to allowPrivateHosts in the tools file.`,
    );
  }
}

/** A server that sends a request elsewhere. What was allowed for one address was not allowed for another. */
export class RedirectRefused extends Error {
  override readonly name = 'RedirectRefused';
}

/** Sends requests out, to public addresses and those that are allowed by name. */
export interface WayOut {
  /** Rejects with AddressRefused or RedirectRefused, or as fetch does. */
  readonly fetch: typeof fetch;
  /** From then on a request may have been read. */
  hasConnected(): boolean;
  /** Cuts what is open. */
  close(): Promise<void>;
}

const refused = (host: string): AddressRefused => new AddressRefused(host);

/** A server that has not taken the connection by then is down, and the customer is waiting. */
const CONNECT_TIMEOUT_MS = 3_000;

/**
 * Every address a name resolves to is looked at, and the connection goes to exactly those: a name that resolves to
 * something else a moment later changes nothing. `allowed` are hosts, with or without a port.
 */
export function openWayOut(allowed: readonly string[], resolve: ResolveHost = systemLookup): WayOut {
  const free = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: resolve as LookupFunction });
  const guarded = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup(refused, resolve) });
  let connected = false;
  const connect: buildConnector.connector = (options, callback) => {
    const done: buildConnector.Callback = (...result) => {
      connected ||= result[0] === null;
      callback(...result);
    };
    if (isAllowed(options, allowed)) return free(options, done);
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    // No name is looked up for an address, so it is looked at here.
    if (isIP(literal) !== 0 && isPrivateAddress(literal)) return callback(new AddressRefused(options.hostname), null);
    return guarded(options, done);
  };
  // A kept connection may be closed by the other side just as it is used again, and then nobody knows whether the
  // request was read: each has its own.
  const agent = new Agent({ connect, pipelining: 0 });
  return {
    fetch: (async (input: string | URL, init?: RequestInit) => {
      const response = await undiciFetch(input, { ...(init as object), redirect: 'manual', dispatcher: agent });
      if (response.status < 300 || response.status > 399 || response.status === 304) return response;
      await response.body?.cancel();
      throw new RedirectRefused('It answers with a redirect.');
    }) as unknown as typeof fetch,
    hasConnected: () => connected,
    close: () => agent.destroy(),
  };
}

function isAllowed({ hostname, port, protocol }: buildConnector.Options, allowed: readonly string[]): boolean {
  const host = hostname.toLowerCase();
  const withPort = `${host}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return allowed.includes(host) || allowed.includes(withPort);
}
