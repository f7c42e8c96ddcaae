import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-addresses';

export type ResolveHost = typeof systemLookup;

/**
 * A look-up that answers with public addresses or not at all. The connection is made to exactly what it answers, so a name
 * that resolves to something else a moment later changes nothing. `refused` makes the error for a host that is private,
 * even if only one of its addresses is.
 */
export const publicLookup =
  (refused: (host: string) => Error, resolve: ResolveHost = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
        return callback(refused(hostname), '', 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
