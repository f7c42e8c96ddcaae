import type { RecordedRequest, ScriptedAnswer } from '../../../shared/emulated-model';
import {
  checkContext,
  checkInteger,
  checkModel,
  checkName,
  checkNotStreaming,
  checkParameters,
  checkText,
  invalid,
  isObject,
  type Json,
} from './checks';
import { type PromptCache, tokensOf } from './prompt-cache';
import { checkStrictSchema } from './strict-schema';

const PARAMETERS = [
  ...['background', 'include', 'input', 'instructions', 'max_output_tokens', 'max_tool_calls', 'metadata', 'model'],
  ...['parallel_tool_calls', 'previous_response_id', 'prompt', 'prompt_cache_key', 'prompt_cache_retention'],
  ...['reasoning', 'safety_identifier', 'service_tier', 'store', 'stream', 'text', 'tool_choice', 'tools'],
  ...['truncation', 'user'],
];
/** Below this the API refuses the limit. */
const MIN_OUTPUT_TOKENS = 16;

/** POST /v1/responses: what it refuses, and the body of what it answers. */
export function acceptResponses({ body }: Pick<RecordedRequest, 'body'>, cache: PromptCache) {
  if (!isObject(body)) throw invalid('The body must be an object.', null);
  checkParameters(body, PARAMETERS);
  const model = checkModel(body, 400);
  checkNotStreaming(body);
  checkInteger(body.max_output_tokens, 'max_output_tokens', MIN_OUTPUT_TOKENS);
  checkText(body.safety_identifier, 'safety_identifier', 64);
  checkText(body.prompt_cache_key, 'prompt_cache_key', 64);
  checkText(body.instructions, 'instructions', 1_000_000);
  checkInput(body.input);
  checkTools(body.tools);
  checkFormat(body.text);
  const prompt = [body.tools, body.text, body.instructions, ...[body.input].flat()]
    .map((part) => JSON.stringify(part))
    .join('\n');
  checkContext(tokensOf(prompt));
  const cached = cache.cachedTokens(String(body.prompt_cache_key ?? ''), prompt);
  return (answer: ScriptedAnswer): object => render(answer, model, tokensOf(prompt), cached);
}

function checkInput(input: unknown): void {
  if (typeof input === 'string' && input !== '') return;
  if (!Array.isArray(input) || input.length === 0) {
    throw invalid("Missing required parameter: 'input'.", 'input', 'missing_required_parameter');
  }
  const open = new Set<string>();
  for (const [index, item] of input.entries()) {
    if (!isObject(item)) throw invalid(`Invalid type for 'input[${index}]'.`, `input[${index}]`, 'invalid_type');
    checkItem(item, index, open);
  }
  const [unanswered] = open;
  if (unanswered !== undefined) throw invalid(`No tool output found for function call ${unanswered}.`, 'input');
}

function checkItem(item: Json, index: number, open: Set<string>): void {
  const param = `input[${index}]`;
  switch (item.type ?? 'message') {
    case 'message':
      checkMessage(item, param);
      return;
    case 'reasoning':
      return;
    case 'function_call': {
      checkName(item.name, `${param}.name`);
      if (typeof item.arguments !== 'string')
        throw invalid(`Invalid type for '${param}.arguments'.`, param, 'invalid_type');
      if (typeof item.call_id !== 'string') throw invalid(`Missing required parameter: '${param}.call_id'.`, param);
      open.add(item.call_id);
      return;
    }
    case 'function_call_output': {
      if (typeof item.output !== 'string') throw invalid(`Missing required parameter: '${param}.output'.`, param);
      if (!open.delete(String(item.call_id))) {
        throw invalid(`No tool call found for function call output with call_id ${String(item.call_id)}.`, 'input');
      }
      return;
    }
    default:
      throw invalid(`Invalid value: '${String(item.type)}'.`, `${param}.type`, 'invalid_value');
  }
}

function checkMessage({ role, content }: Json, param: string): void {
  if (!['user', 'assistant', 'system', 'developer'].includes(String(role))) {
    throw invalid(
      `Invalid value: '${String(role)}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`,
      `${param}.role`,
      'invalid_value',
    );
  }
  if (typeof content === 'string') return;
  const kind = role === 'assistant' ? 'output_text' : 'input_text';
  const fits = (part: unknown): boolean => isObject(part) && part.type === kind && typeof part.text === 'string';
  if (!Array.isArray(content) || !content.every(fits)) {
    throw invalid(
      `Invalid type for '${param}.content': expected a string or an array of '${kind}'.`,
      param,
      'invalid_type',
    );
  }
}

function checkTools(tools: unknown): void {
  if (tools === undefined) return;
  if (!Array.isArray(tools)) throw invalid("Invalid type for 'tools'.", 'tools', 'invalid_type');
  for (const [index, tool] of tools.entries()) {
    const param = `tools[${index}]`;
    if (!isObject(tool) || tool.type !== 'function')
      throw invalid(`Invalid value for '${param}.type'.`, param, 'invalid_value');
    const name = checkName(tool.name, `${param}.name`);
    // The Responses API is strict unless it is told not to be.
    if (tool.strict !== false) {
      checkStrictSchema(tool.parameters, `function '${name}'`, 'invalid_function_parameters', `${param}.parameters`);
    }
  }
}

function checkFormat(text: unknown): void {
  if (text === undefined) return;
  const format = isObject(text) ? text.format : undefined;
  if (format === undefined) return;
  if (!isObject(format) || !['text', 'json_object', 'json_schema'].includes(String(format.type))) {
    throw invalid("Invalid value for 'text.format.type'.", 'text.format.type', 'invalid_value');
  }
  if (format.type !== 'json_schema') return;
  const name = checkName(format.name, 'text.format.name');
  if (!isObject(format.schema))
    throw invalid("Missing required parameter: 'text.format.schema'.", 'text.format.schema');
  if (format.strict === true) {
    checkStrictSchema(format.schema, `response_format '${name}'`, 'invalid_json_schema', 'text.format.schema');
  }
}

let count = 0;

function render(answer: ScriptedAnswer, model: string, input: number, cached: number): object {
  count += 1;
  const { output, incomplete } = outputOf(answer);
  const written = tokensOf(JSON.stringify(output));
  return {
    id: `resp_emulated_${count}`,
    object: 'response',
    created_at: 1_795_000_000,
    status: incomplete === null ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: incomplete === null ? null : { reason: incomplete },
    model,
    output,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
      output_tokens: written,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + written,
    },
  };
}

function outputOf(answer: ScriptedAnswer): { output: object[]; incomplete: string | null } {
  const message = (content: object, status = 'completed'): object => ({
    ...{ id: `msg_emulated_${count}`, type: 'message', role: 'assistant', status },
    content: [content],
  });
  const text = (value: string): object => ({ type: 'output_text', text: value, annotations: [], logprobs: [] });
  switch (answer.type) {
    case 'text':
      return { output: [message(text(answer.text))], incomplete: null };
    case 'json':
      return { output: [message(text(JSON.stringify(answer.value)))], incomplete: null };
    case 'refusal':
      return { output: [message({ type: 'refusal', refusal: answer.detail })], incomplete: null };
    case 'filtered':
      return { output: [], incomplete: 'content_filter' };
    case 'truncated':
      return { output: [message(text(answer.text), 'incomplete')], incomplete: 'max_output_tokens' };
    case 'empty':
      return { output: [], incomplete: null };
    case 'tool_calls':
      return {
        output: [
          ...(answer.thinking === undefined ? [] : [{ id: `rs_emulated_${count}`, type: 'reasoning', summary: [] }]),
          ...answer.calls.map(({ name, args }, index) => ({
            ...{ id: `fc_emulated_${count}_${index}`, type: 'function_call', status: 'completed' },
            ...{ call_id: `call_emulated_${count}_${index}`, name, arguments: JSON.stringify(args) },
          })),
        ],
        incomplete: null,
      };
  }
}
