import type { TwilioClient } from './client';

/**
 * The retry policy that the README tells admins to put behind the address of the webhook. Whether Twilio signs the
 * fragment is not documented, so both are accepted: either takes the token.
 */
export const RETRY_FRAGMENT = '#rc=5&rp=all';

export interface SignedRequest {
  readonly url: URL;
  /** Empty where the header is missing. */
  readonly signature: string;
  readonly parameters: Readonly<Record<string, string | string[]>>;
}

/**
 * Did Twilio sign this request, with the auth token or the one being replaced? The signature covers the address that
 * Baton is known by and every parameter, but no time: replays are stopped by the keys of the events.
 */
export function isFromTwilio(
  { url, signature, parameters }: SignedRequest,
  tokens: readonly string[],
  isSigned: TwilioClient['isSigned'],
): boolean {
  // The JSON form signs a digest in the query and not the body: accepted here, it would sign any body at all.
  if (signature === '' || /bodysha256/i.test(url.search)) return false;
  const addresses = [url.href, `${url.href}${RETRY_FRAGMENT}`];
  return tokens
    .filter((token) => token !== '')
    .some((token) => addresses.some((address) => isSigned(token, signature, address, { ...parameters })));
}

/** Parameters as Twilio signs them: what comes more than once is a list. Values are kept byte for byte. */
export function parametersOf(body: Buffer): Readonly<Record<string, string | string[]>> {
  const form = new URLSearchParams(body.toString('utf8'));
  return Object.fromEntries(
    [...new Set(form.keys())].map((name): [string, string | string[]] => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : [...values]];
    }),
  );
}
