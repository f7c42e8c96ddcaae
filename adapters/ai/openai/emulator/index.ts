import { randomBytes } from 'node:crypto';
import { type EmulatedModel, Refusal, startEmulatedModel } from '../../../shared/emulated-model';
import { acceptChat, type Flavour } from './chat-api';
import { PromptCache } from './prompt-cache';
import { acceptResponses } from './responses-api';
import { acceptSpeech } from './speech-api';

export interface OpenAiFakeOptions {
  readonly port?: number;
  /** What OPENAI_DIALECT is set to; the server speaks both. */
  readonly dialect?: 'responses' | 'chat';
  /** Whose Chat Completions it emulates. Default `compatible`: a server that is not OpenAI's. */
  readonly flavour?: Flavour;
  readonly model?: string;
}

/** OpenAI's two APIs on loopback, refusing what they refuse, with a model that says what it is told to. */
export async function startOpenAiFake(options: OpenAiFakeOptions = {}): Promise<EmulatedModel> {
  const key = `sk-emulated-${randomBytes(12).toString('hex')}`;
  const cache = new PromptCache();
  return startEmulatedModel(
    {
      requestIdHeader: 'x-request-id',
      accept: (request) => {
        checkKey(request.headers.authorization, key);
        if (request.method === 'POST' && request.path === '/v1/responses') return acceptResponses(request, cache);
        if (request.method === 'POST' && request.path === '/v1/chat/completions') {
          return acceptChat(request, cache, options.flavour ?? 'compatible');
        }
        if (request.method === 'POST' && request.path === '/v1/audio/transcriptions') return acceptSpeech(request);
        throw new Refusal(404, 'unknown_url', `Invalid URL (${request.method} ${request.path})`);
      },
      refusalBody: ({ message, code, param, status }) => ({
        error: { message, type: typeOf(status, code), param, code },
      }),
      refusalNamed,
      settings: (url) => ({
        OPENAI_API_KEY: key,
        OPENAI_BASE_URL: `${url}/v1`,
        OPENAI_MODEL: options.model ?? 'gpt-6-luna',
        OPENAI_TRANSCRIBE_MODEL: 'gpt-4o-mini-transcribe',
        OPENAI_DIALECT: options.dialect ?? 'responses',
      }),
    },
    options.port,
  );
}

function checkKey(authorization: unknown, key: string): void {
  if (authorization === `Bearer ${key}`) return;
  const message =
    authorization === undefined
      ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth."
      : 'Incorrect API key provided.';
  throw new Refusal(401, 'invalid_api_key', message);
}

function typeOf(status: number, code: string): string {
  if (code === 'insufficient_quota') return code;
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

const NAMED: Readonly<Record<string, number>> = {
  invalid_api_key: 401,
  unsupported_country_region_territory: 403,
  model_not_found: 404,
  insufficient_quota: 429,
  context_length_exceeded: 400,
  unsupported_parameter: 400,
  unsupported_format: 400,
  invalid_json_schema: 400,
  request_timeout: 408,
  server_overloaded: 503,
};

function refusalNamed(name: string): Refusal {
  const status = NAMED[name];
  if (status === undefined) throw new Error(`The emulator has no refusal named ${name}.`);
  return new Refusal(status, name, `Emulated refusal: ${name}.`);
}
