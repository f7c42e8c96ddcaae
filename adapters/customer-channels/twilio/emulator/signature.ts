import { createHmac } from 'node:crypto';

/** X-Twilio-Signature: the address with every parameter, sorted by name, in an HMAC under the auth token. */
export function sign(authToken: string, url: string, parameters: Readonly<Record<string, string>>): string {
  const data = Object.keys(parameters)
    .sort()
    .reduce((text, name) => text + name + parameters[name], url);
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64');
}
