import type { LanguageModel, ModelAdapter } from '../../../src/ports';
import { createClient } from './client';
import { type AnthropicSettings, settings } from './settings';

/** Anthropic's Messages API. See README.md beside this file. */
export const adapter: ModelAdapter<typeof settings> = {
  name: 'anthropic',
  label: 'Anthropic',
  settings,
  credential: 'apiKey',
  create: (given) => anthropicModel(given),
};

/** The adapter's model with a deadline of the caller's choosing: tests bring a short one. */
export async function anthropicModel(given: AnthropicSettings, timeoutMs?: number): Promise<LanguageModel> {
  // People copy the address with its version; the SDK adds the version itself.
  const baseUrl = given.baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
  return createClient({ apiKey: given.apiKey, baseUrl, model: given.model, ...(timeoutMs && { timeoutMs }) });
}
