import type { SettingSpecs, Settings } from '../../../src/ports';
import { checkApiAddress } from '../../shared/model-call';

export const settings = {
  apiKey: {
    env: 'ANTHROPIC_API_KEY',
    description: 'Key of an Anthropic workspace, used with MODEL=anthropic.',
    secret: true,
    required: true,
  },
  baseUrl: {
    env: 'ANTHROPIC_BASE_URL',
    description: 'Where the API is, without a version: set it for a gateway or proxy of your own.',
    default: 'https://api.anthropic.com',
    check: checkApiAddress,
  },
  model: {
    env: 'ANTHROPIC_MODEL',
    description: 'The model that answers. Models age fast: name a newer one here.',
    default: 'claude-haiku-5-5',
  },
} satisfies SettingSpecs;

export type AnthropicSettings = Settings<typeof settings>;
