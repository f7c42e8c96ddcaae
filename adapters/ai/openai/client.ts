import type OpenAI from 'openai';
import type { LanguageModel, ModelRequest, ModelTurn } from '../../../src/ports';
import { impatientFetch, untilAborted } from '../../shared/model-call';
import { toPortError } from './errors';
import { chatRequest, responsesRequest } from './request';
import { fromChatCompletion, fromResponse } from './response';
import type { OpenAiChoice } from './settings';
import { speechToText } from './transcribe';

/** Of one try. Customers wait for the whole of it, so the caller's signal is usually earlier. */
const TIMEOUT_MS = 20_000;

export interface ClientOptions extends OpenAiChoice {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

/** Loads the SDK. One retry of its own is harmless: a completion changes nothing, it may only be billed twice. */
export async function createClient(options: ClientOptions): Promise<LanguageModel> {
  const { default: Client } = await import('openai');
  const client = new Client({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    // Not from the environment: only documented settings decide where customers' words go.
    organization: null,
    project: null,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxRetries: 1,
    fetch: impatientFetch,
    // The SDK's log would show customers' words.
    logLevel: 'off',
  });
  const ask = options.dialect === 'responses' ? askResponses : askChat;
  return {
    label: `openai ${options.model}`,
    ...(options.transcribeModel === null ? {} : { speech: speechToText(client, options.transcribeModel, options) }),
    async complete(request, signal) {
      try {
        return await untilAborted(ask(client, request, options, signal), signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toPortError(error, options);
      }
    },
  };
}

async function askResponses(
  client: OpenAI,
  request: ModelRequest,
  choice: OpenAiChoice,
  signal: AbortSignal,
): Promise<ModelTurn> {
  return fromResponse(await client.responses.create(responsesRequest(request, choice), { signal }));
}

async function askChat(
  client: OpenAI,
  request: ModelRequest,
  choice: OpenAiChoice,
  signal: AbortSignal,
): Promise<ModelTurn> {
  return fromChatCompletion(await client.chat.completions.create(chatRequest(request, choice), { signal }));
}
