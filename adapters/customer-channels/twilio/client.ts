import type twilio from 'twilio';
import { PortError } from '../../../src/ports';
import { networkError, refusalError, unsure } from './errors';

/** A send ends within 8 s (CustomerChannel.send); what comes after the answer needs a little of that. */
const DEADLINE_MS = 7500;

export type TwilioApi = twilio.Twilio;
type Sdk = typeof twilio;
type RequestOptions = Parameters<InstanceType<Sdk['RequestClient']>['request']>[0];

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface ClientOptions {
  readonly accountSid: string;
  readonly credentials: Credentials;
  /** Empty: Twilio itself. */
  readonly apiUrl: string;
  readonly deadlineMs?: number;
}

export interface TwilioClient {
  readonly accountSid: string;
  /** Runs calls that together end at the deadline (a send's, if none is given); what fails rejects with a PortError. */
  run<T>(calls: (api: TwilioApi) => Promise<T>, deadlineMs?: number): Promise<T>;
  /** As the SDK does it: in constant time, over the address with and without the port, repeated parameters once. */
  isSigned(token: string, signature: string, url: string, parameters: Record<string, string | string[]>): boolean;
}

/** Loads the SDK. Its own retries are off: the lanes of Baton decide what is tried again. */
export async function createClient(options: ClientOptions): Promise<TwilioClient> {
  const { accountSid, credentials, apiUrl, deadlineMs } = options;
  const sdk = (await import('twilio')).default;
  const limit = deadlineMs ?? DEADLINE_MS;
  const api = sdk(credentials.username, credentials.password, {
    accountSid,
    autoRetry: false,
    // With `debug`, which TWILIO_LOG_LEVEL could set, the SDK prints what customers wrote.
    logLevel: 'error',
    httpClient: discreetHttp(sdk, apiUrl, limit),
  });
  return {
    accountSid,
    run: (calls, ownLimit) => within(ownLimit ?? limit, calls(api)),
    isSigned: (token, signature, url, parameters) => sdk.validateRequest(token, signature, url, parameters),
  };
}

/**
 * The SDK's own HTTP client, with what leaves it made harmless: its errors hold the credentials and the customer's
 * words, so they become PortErrors here and nowhere later.
 */
function discreetHttp(sdk: Sdk, apiUrl: string, timeout: number) {
  class DiscreetHttp extends sdk.RequestClient {
    override async request<T>(options: RequestOptions) {
      const response = await super
        .request<T>({ ...options, uri: rebased(options.uri, apiUrl) } as never)
        .catch((error: unknown) => {
          throw networkError(error);
        });
      if (response.statusCode >= 400) throw refusalError(response);
      return response as never;
    }
  }
  // A kept connection that Twilio has just closed looks like a lost answer, and a lost answer costs 20 s of doubt.
  return new DiscreetHttp({ timeout, keepAlive: false });
}

/** `https://api.twilio.com/x` at another base is `<base>/api.twilio.com/x`: one address serves all hosts of Twilio. */
export function rebased(uri: string, apiUrl: string): string {
  if (apiUrl === '') return uri;
  const { hostname, pathname, search } = new URL(uri);
  return `${apiUrl}/${hostname}${pathname}${search}`;
}

/** The SDK's time-out counts silence; this one counts time, so that a slow trickle ends as well. */
async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unsure('deadline')), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    // What is not a PortError was thrown by the SDK itself over an answer it could not read.
    throw error instanceof PortError ? error : unsure('unreadable');
  } finally {
    clearTimeout(timer);
  }
}
