import type { LanguageModel, ModelAdapter } from '../../../src/ports';
import { createClient } from './client';
import { checkTogether, choose, type OpenAiSettings, settings } from './settings';

/** OpenAI, and every server that speaks one of its two APIs. See README.md beside this file. */
export const adapter: ModelAdapter<typeof settings> = {
  name: 'openai',
  label: 'OpenAI and compatible servers',
  settings,
  credential: 'apiKey',
  check: checkTogether,
  create: (given) => openAiModel(given),
};

/** The adapter's model with a deadline of the caller's choosing: tests bring a short one. */
export async function openAiModel(given: OpenAiSettings, timeoutMs?: number): Promise<LanguageModel> {
  const baseUrl = given.baseUrl.replace(/\/+$/, '');
  return createClient({ apiKey: given.apiKey, baseUrl, ...choose(given), ...(timeoutMs && { timeoutMs }) });
}
