import type { SettingSpecs, Settings } from '../../../src/ports';
import { checkApiAddress } from '../../shared/model-call';

const OPENAI_URL = 'https://api.openai.com/v1';
/** Small, quick and made for support traffic. Models age fast: OPENAI_MODEL names another. */
const DEFAULT_MODEL = 'gpt-6-luna';
const DEFAULT_TRANSCRIBE_MODEL = 'gpt-4o-mini-transcribe';

export const settings = {
  apiKey: {
    env: 'OPENAI_API_KEY',
    description:
      'Key of an OpenAI project, used with MODEL=openai. A server of your own that asks for none takes any text.',
    secret: true,
    required: true,
  },
  baseUrl: {
    env: 'OPENAI_BASE_URL',
    description:
      'Where the API is, with its version: set it for a compatible server such as Ollama (http://127.0.0.1:11434/v1) or vLLM.',
    default: OPENAI_URL,
    check: checkApiAddress,
  },
  model: {
    env: 'OPENAI_MODEL',
    description: `The model that answers. Default with OpenAI itself: ${DEFAULT_MODEL}; with OPENAI_BASE_URL set it must be named.`,
  },
  transcribeModel: {
    env: 'OPENAI_TRANSCRIBE_MODEL',
    description: `The model that turns voice notes into text. Default with OpenAI itself: ${DEFAULT_TRANSCRIBE_MODEL}; with OPENAI_BASE_URL set, none unless it is named.`,
  },
  dialect: {
    env: 'OPENAI_DIALECT',
    description:
      'Which of the two APIs is spoken: `responses` (default with OpenAI itself) or `chat` (Chat Completions, default elsewhere).',
    check: (value) =>
      value === 'responses' || value === 'chat'
        ? null
        : 'must be responses or chat. Unset it to let OPENAI_BASE_URL decide.',
  },
} satisfies SettingSpecs;

export type OpenAiSettings = Settings<typeof settings>;

/** OpenAI itself, in any of its regions. Compatible servers refuse or ignore what only OpenAI has. */
export function isOpenAi(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com');
}

export interface OpenAiChoice {
  readonly model: string;
  /** Null: the server is not known to have one. */
  readonly transcribeModel: string | null;
  readonly dialect: 'responses' | 'chat';
  /** The server is OpenAI's own and takes what only OpenAI knows. */
  readonly official: boolean;
}

/** What the settings mean together. */
export function choose({ baseUrl, model, transcribeModel, dialect }: OpenAiSettings): OpenAiChoice {
  const official = isOpenAi(baseUrl);
  const byHost = official ? 'responses' : 'chat';
  return {
    model: model || DEFAULT_MODEL,
    transcribeModel: transcribeModel || (official ? DEFAULT_TRANSCRIBE_MODEL : null),
    dialect: dialect === 'responses' || dialect === 'chat' ? dialect : byHost,
    official,
  };
}

export function checkTogether({ baseUrl, model }: OpenAiSettings): readonly string[] {
  if (model !== '' || isOpenAi(baseUrl)) return [];
  return ['OPENAI_MODEL is not set. Name a model that the server at OPENAI_BASE_URL has, such as llama3.1.'];
}
