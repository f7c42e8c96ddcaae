import { anthropicModel } from '../../../adapters/ai/anthropic';
import { startAnthropicFake } from '../../../adapters/ai/anthropic/emulator';
import type { AnthropicSettings } from '../../../adapters/ai/anthropic/settings';
import { openAiModel } from '../../../adapters/ai/openai';
import { startOpenAiFake } from '../../../adapters/ai/openai/emulator';
import type { OpenAiSettings } from '../../../adapters/ai/openai/settings';
import type { EmulatedModel } from '../../../adapters/shared/emulated-model';
import type { LanguageModel } from '../../../src/ports';

export interface Subject {
  readonly name: string;
  /** The server, and a way to make the real adapter for it. */
  start(): Promise<{ readonly fake: EmulatedModel; model(timeoutMs?: number): Promise<LanguageModel> }>;
  /** Where a body says the limit on output, the schema and the customer. */
  readonly read: (body: Record<string, never>) => { schema: unknown; userKey: unknown; limit: unknown };
  /** Names of the vendor's refusals by what they mean. */
  readonly refusals: {
    readonly misconfigured: readonly string[];
    readonly rejected: readonly string[];
    readonly unavailable: readonly string[];
  };
}

export const openAiSettings = (fake: EmulatedModel): OpenAiSettings => {
  const { OPENAI_API_KEY = '', OPENAI_BASE_URL = '', OPENAI_MODEL = '', OPENAI_DIALECT = '' } = fake.settings;
  const { OPENAI_TRANSCRIBE_MODEL: transcribeModel = '' } = fake.settings;
  return {
    apiKey: OPENAI_API_KEY,
    baseUrl: OPENAI_BASE_URL,
    model: OPENAI_MODEL,
    dialect: OPENAI_DIALECT,
    transcribeModel,
  };
};

export const anthropicSettings = (fake: EmulatedModel): AnthropicSettings => {
  const { ANTHROPIC_API_KEY = '', ANTHROPIC_BASE_URL = '', ANTHROPIC_MODEL = '' } = fake.settings;
  return { apiKey: ANTHROPIC_API_KEY, baseUrl: ANTHROPIC_BASE_URL, model: ANTHROPIC_MODEL };
};

const OPENAI_REFUSALS = {
  misconfigured: ['invalid_api_key', 'unsupported_country_region_territory', 'model_not_found', 'insufficient_quota'],
  rejected: ['unsupported_parameter', 'invalid_json_schema', 'context_length_exceeded'],
  unavailable: ['request_timeout', 'server_overloaded'],
};

const openAi = (name: string, dialect: 'responses' | 'chat', read: Subject['read']): Subject => ({
  name,
  read,
  refusals: OPENAI_REFUSALS,
  async start() {
    const fake = await startOpenAiFake({ dialect });
    return { fake, model: (timeoutMs) => openAiModel(openAiSettings(fake), timeoutMs) };
  },
});

// biome-ignore lint/suspicious/noExplicitAny: bodies have three shapes
type Body = any;

export const SUBJECTS: readonly Subject[] = [
  openAi('openai, Responses', 'responses', (body: Body) => ({
    schema: body.text?.format?.schema,
    userKey: body.safety_identifier,
    limit: body.max_output_tokens,
  })),
  openAi('openai, Chat Completions of a compatible server', 'chat', (body: Body) => ({
    schema: body.response_format?.json_schema?.schema,
    userKey: 'no field',
    limit: body.max_tokens,
  })),
  {
    name: 'anthropic, Messages',
    read: (body: Body) => ({
      schema: body.output_config?.format?.schema,
      userKey: body.metadata?.user_id,
      limit: body.max_tokens,
    }),
    refusals: {
      misconfigured: ['authentication_error', 'permission_error', 'not_found_error', 'billing_error'],
      rejected: ['invalid_request_error', 'request_too_large'],
      unavailable: ['overloaded_error', 'timeout_error'],
    },
    async start() {
      const fake = await startAnthropicFake();
      return { fake, model: (timeoutMs) => anthropicModel(anthropicSettings(fake), timeoutMs) };
    },
  },
];
