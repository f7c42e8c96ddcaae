import type { Api, InputFile } from 'node-telegram-bot-api';
import { PortError } from '../../../src/ports';
import { piecesOf } from '../../shared/download';
import { refusalError, unavailable, unsure } from './errors';

/** A send ends within 8 s (CustomerChannel.send); half a second is left for what comes after the answer. */
const DEADLINE_MS = 7500;
const POLL_SECONDS = 25;

export interface ClientOptions {
  readonly token: string;
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly deadlineMs?: number;
}

export interface TelegramClient {
  /**
   * Runs calls that together end at the deadline; whatever fails rejects with a PortError. Inside, refusals (4xx) are
   * the SDK's own errors, for {@link refusalOf}: they are certain non-delivery, so a second call is no repeat.
   */
  run<T>(calls: (api: Api, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Waits up to 25 s for updates. `offset` confirms all before it; null asks for whatever is there. */
  poll(offset: number | null, allowed: readonly string[], signal: AbortSignal): Promise<readonly unknown[]>;
  /** The bytes behind a `file_path`. Its address contains the token and never leaves here, not even in an error. */
  download(filePath: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** Read while it is sent, and again for every call that it goes into. */
  file(read: () => AsyncIterable<Uint8Array>, name: string, mediaType: string): InputFile;
}

/** Loads the SDK. Its own retries are off: they would send a message up to three times. */
export async function createClient({ token, apiUrl, deadlineMs }: ClientOptions): Promise<TelegramClient> {
  const sdk = await import('node-telegram-bot-api');
  const api = new sdk.Api(token, { apiRoot: apiUrl, maxRetries: 0, timeoutMs: 0 });
  return {
    run: (calls) => translated(() => calls(api, AbortSignal.timeout(deadlineMs ?? DEADLINE_MS))),
    poll: (offset, allowed, signal) =>
      translated(() => {
        const from = offset === null ? {} : { offset };
        return api.getUpdates({ ...from, timeout: POLL_SECONDS, allowed_updates: [...allowed] }, signal);
      }),
    download: (filePath, signal) => translated(() => download(`${apiUrl}/file/bot${token}/${filePath}`, signal)),
    file: (read, name, mediaType) =>
      new sdk.InputFile(() => ReadableStream.from(read()), { filename: name, contentType: mediaType }),
  };
}

interface ApiError extends Error {
  readonly errorCode: number;
  readonly description: string;
  readonly retryAfter: number | undefined;
  readonly migrateToChatId: number | undefined;
}

/** By its fields and not by its class, so that reading an error does not load the SDK. */
const isApiError = (error: unknown): error is ApiError =>
  error instanceof Error && 'errorCode' in error && 'description' in error;

/** The Bot API's refusal, if `error` is one; null for everything whose outcome is not certain. */
export const refusalOf = (error: unknown): ApiError | null =>
  isApiError(error) && error.errorCode < 500 ? error : null;

/** A refusal in these words means that it is so already. */
export async function unlessRefused(expected: RegExp, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!expected.test(refusalOf(error)?.description ?? '')) throw error;
  }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toPortError(error);
  }
}

/** Nothing of the original error is kept: an SDK's error may name the address, and the address has the token in it. */
function toPortError(error: unknown): PortError {
  if (error instanceof PortError) return error;
  if (isApiError(error)) return refusalError(error);
  const code = networkCode(error);
  return code !== null && NEVER_WRITTEN.test(code) ? unavailable(code) : unsure(code ?? nameOf(error));
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Failures of name lookup, connecting and the TLS handshake: no byte of the request has left. */
const NEVER_WRITTEN =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

/** fetch wraps the error of the socket, and the SDK wraps that of fetch: the innermost code tells what happened. */
function networkCode(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 4) return null;
  const inner = 'cause' in error ? networkCode(error.cause, depth + 1) : null;
  // The SDK's own code (EFETCH) says nothing about the socket.
  const own = depth > 0 && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return inner ?? own;
}

async function download(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  // Nothing is sent here, so that nothing is unsure.
  const response = await fetch(url, { redirect: 'error', signal }).catch(() => {
    throw unavailable('download');
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    if (response.status >= 500) throw unavailable(String(response.status));
    throw refusalError({ errorCode: response.status, description: 'wrong file', retryAfter: undefined });
  }
  return piecesOf(response, () => unavailable('download_cut'));
}
