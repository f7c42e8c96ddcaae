import { randomBytes } from 'node:crypto';
import { type EmulatedModel, Refusal, startEmulatedModel } from '../../../shared/emulated-model';
import { acceptMessages } from './messages-api';
import { PromptCache } from './prompt-cache';

export interface AnthropicFakeOptions {
  readonly port?: number;
  readonly model?: string;
}

/** Anthropic's Messages API on loopback, refusing what it refuses, with a model that says what it is told to. */
export async function startAnthropicFake(options: AnthropicFakeOptions = {}): Promise<EmulatedModel> {
  const key = `sk-ant-emulated-${randomBytes(12).toString('hex')}`;
  const cache = new PromptCache();
  return startEmulatedModel(
    {
      requestIdHeader: 'request-id',
      accept: (request) => {
        checkKey(request.headers, key);
        if (request.method === 'POST' && request.path === '/v1/messages') return acceptMessages(request, cache);
        throw new Refusal(404, 'not_found_error', 'Not Found');
      },
      refusalBody: ({ message, code, status }) => ({ type: 'error', error: { type: typeOf(status, code), message } }),
      refusalNamed,
      settings: (url) => ({
        ANTHROPIC_API_KEY: key,
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_MODEL: options.model ?? 'claude-haiku-5-5',
      }),
    },
    options.port,
  );
}

/** Since 2026-10-21 as a bearer token; the older header still works. */
function checkKey(headers: Readonly<Record<string, unknown>>, key: string): void {
  if (headers.authorization === `Bearer ${key}` || headers['x-api-key'] === key) return;
  throw new Refusal(401, 'authentication_error', 'invalid x-api-key or bearer token');
}

function typeOf(status: number, code: string): string {
  if (status === 429) return 'rate_limit_error';
  if (status === 500) return 'api_error';
  return status === 413 ? 'request_too_large' : code;
}

const NAMED: Readonly<Record<string, number>> = {
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  invalid_request_error: 400,
  timeout_error: 504,
  overloaded_error: 529,
};

function refusalNamed(name: string): Refusal {
  const status = NAMED[name];
  if (status === undefined) throw new Error(`The emulator has no refusal named ${name}.`);
  return new Refusal(status, name, `Emulated refusal: ${name}.`);
}
