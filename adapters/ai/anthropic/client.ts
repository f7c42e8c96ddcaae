import type { LanguageModel } from '../../../src/ports';
import { impatientFetch, untilAborted } from '../../shared/model-call';
import { toPortError } from './errors';
import { messagesRequest } from './request';
import { fromMessage } from './response';

/** Of one try. Customers wait for the whole of it, so the caller's signal is usually earlier. */
const TIMEOUT_MS = 20_000;

export interface ClientOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly timeoutMs?: number;
}

/**
 * Loads the SDK. Plain `messages.create`: the SDK's tool runner would have Anthropic keep the conversation. One retry
 * of its own is harmless: a completion changes nothing, it may only be billed twice.
 */
export async function createClient(options: ClientOptions): Promise<LanguageModel> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  const client = new Client({
    apiKey: options.apiKey,
    // Not from the environment: only documented settings decide where customers' words go.
    authToken: null,
    baseURL: options.baseUrl,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxRetries: 1,
    fetch: impatientFetch,
    // The SDK's log would show customers' words.
    logLevel: 'off',
  });
  return {
    label: `anthropic ${options.model}`,
    async complete(request, signal) {
      try {
        const asked = client.messages.create(messagesRequest(request, options.model), { signal });
        return fromMessage(await untilAborted(asked, signal));
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toPortError(error, options.model);
      }
    },
  };
}
