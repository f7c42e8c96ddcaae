import { PortError } from '../../domain/errors';
import type { ResolveHost } from '../../net/public-lookup';
import { AddressRefused, openWayOut, RedirectRefused } from '../http/way-out';

/** A list of tools with their schemas may be larger than an answer. */
const MAX_BYTES = 512 * 1024;

export interface ServerFetch {
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

/** The way out for an adapter: what is refused here is a PortError there, and no answer is larger than it may be. */
export function serverFetch(allowPrivateHosts: readonly string[], resolve?: ResolveHost): ServerFetch {
  const way = openWayOut(allowPrivateHosts, resolve);
  return {
    fetch: (async (input: string | URL, init?: RequestInit) => {
      const response = await way.fetch(input, init).catch((error: unknown) => {
        throw refusalOf(error);
      });
      if (response.body === null) return response;
      return new Response(response.body.pipeThrough(capped()), { status: response.status, headers: response.headers });
    }) as typeof fetch,
    close: () => way.close(),
  };
}

function refusalOf(error: unknown): unknown {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  if (cause instanceof AddressRefused) {
    return new PortError('misconfigured', cause.message, { adapter: 'tools', code: 'address_refused' });
  }
  if (cause instanceof RedirectRefused) {
    const what =
      'The server answers with a redirect, which is not followed. Put the final address into the tools file.';
    return new PortError('misconfigured', what, { adapter: 'tools', code: 'redirect' });
  }
  return error;
}

function capped(): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) controller.error(new Error(`An answer of more than ${MAX_BYTES / 1024} kB.`));
      else controller.enqueue(chunk);
    },
  });
}
