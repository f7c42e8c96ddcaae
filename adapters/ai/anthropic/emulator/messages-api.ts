import type { RecordedRequest, ScriptedAnswer } from '../../../shared/emulated-model';
import { checkOutput, checkParameters, checkTools, invalid, isObject, type Json } from './checks';
import { checkMessages } from './messages';
import { type CacheUse, type PromptCache, tokensOf } from './prompt-cache';

const CONTEXT_TOKENS = 200_000;

/** POST /v1/messages: what it refuses, and the body of what it answers. */
export function acceptMessages({ headers, body }: Pick<RecordedRequest, 'headers' | 'body'>, cache: PromptCache) {
  const version = headers['anthropic-version'];
  if (typeof version !== 'string') throw invalid('anthropic-version: header is required');
  if (!['2023-06-01', '2026-10-21'].includes(version)) {
    throw invalid(`anthropic-version: "${version}" is not a valid version`);
  }
  if (!isObject(body)) throw invalid('Input should be a valid dictionary');
  checkParameters(body, version);
  checkTools(body.tools);
  checkOutput(body.output_config);
  const system = systemBlocks(body.system);
  const blocks = checkMessages(body.messages);
  checkCitations(
    body,
    blocks.map(({ block }) => block),
  );
  const tools = Array.isArray(body.tools) ? (body.tools as Json[]) : [];
  // The output format is put before everything else: another one is another prefix.
  const format: Json[] = body.output_config === undefined ? [] : [{ output_config: body.output_config }];
  const parts = [...format, ...tools, ...system, ...blocks.map(({ block }) => block)];
  const tokens = tokensOf(parts.map((part) => JSON.stringify(part)).join('\n'));
  if (tokens > CONTEXT_TOKENS) throw invalid(`prompt is too long: ${tokens} tokens > ${CONTEXT_TOKENS} maximum`);
  const use = cache.use(parts, body.cache_control);
  return (answer: ScriptedAnswer): object => render(answer, String(body.model), use);
}

function systemBlocks(system: unknown): readonly Json[] {
  if (system === undefined) return [];
  const blocks: unknown = typeof system === 'string' ? [{ type: 'text', text: system }] : system;
  const fits = (block: unknown): block is Json =>
    isObject(block) && block.type === 'text' && typeof block.text === 'string' && block.text.trim() !== '';
  if (!Array.isArray(blocks) || !blocks.every(fits)) {
    throw invalid('system: text content blocks must contain non-whitespace text');
  }
  return blocks;
}

function checkCitations({ output_config: config }: Json, blocks: readonly Json[]): void {
  const cites = blocks.some(({ citations }) => isObject(citations) && citations.enabled === true);
  if (cites && isObject(config) && config.format) {
    throw invalid('output_config.format: Citations cannot be used together with structured outputs');
  }
}

let count = 0;

function render(answer: ScriptedAnswer, model: string, use: CacheUse): object {
  count += 1;
  const { content, reason, details } = contentOf(answer);
  return {
    id: `msg_emulated_${count}`,
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_reason: reason,
    stop_sequence: null,
    stop_details: details,
    container: null,
    usage: {
      input_tokens: use.plain,
      cache_read_input_tokens: use.read,
      cache_creation_input_tokens: use.written,
      output_tokens: tokensOf(JSON.stringify(content)),
      service_tier: 'standard',
    },
  };
}

function contentOf(answer: ScriptedAnswer): { content: object[]; reason: string; details: object | null } {
  const plain = (text: string, reason: string) => ({
    content: [{ type: 'text', text, citations: null }],
    reason,
    details: null,
  });
  switch (answer.type) {
    case 'text':
      return plain(answer.text, 'end_turn');
    case 'json':
      return plain(JSON.stringify(answer.value), 'end_turn');
    case 'truncated':
      return plain(answer.text, 'max_tokens');
    case 'refusal':
      return { content: [], reason: 'refusal', details: { type: 'refusal', category: answer.detail } };
    case 'filtered':
      return { content: [], reason: 'refusal', details: null };
    case 'empty':
      return { content: [], reason: 'pause_turn', details: null };
    case 'tool_calls': {
      const thought =
        answer.thinking === undefined
          ? []
          : [{ type: 'thinking', thinking: answer.thinking, signature: `sig_${count}` }];
      const calls = answer.calls.map(({ name, args }, index) => ({
        ...{ type: 'tool_use', id: `toolu_emulated_${count}_${index}`, name, input: args },
        caller: { type: 'direct' },
      }));
      return { content: [...thought, ...calls], reason: 'tool_use', details: null };
    }
  }
}
