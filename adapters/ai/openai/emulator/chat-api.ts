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

/** `openai`: OpenAI's own models. `compatible`: a server that checks, and knows nothing that only OpenAI has. */
export type Flavour = 'openai' | 'compatible';

const COMMON = ['messages', 'model', 'n', 'response_format', 'seed', 'stop', 'stream', 'tool_choice', 'tools', 'user'];
const PARAMETERS: Readonly<Record<Flavour, readonly string[]>> = {
  openai: [
    ...COMMON,
    ...['max_completion_tokens', 'metadata', 'parallel_tool_calls', 'prompt_cache_key', 'reasoning_effort'],
    ...['safety_identifier', 'service_tier', 'store', 'stream_options', 'verbosity'],
  ],
  compatible: [...COMMON, 'max_tokens'],
};

/** POST /v1/chat/completions: what it refuses, and the body of what it answers. */
export function acceptChat({ body }: Pick<RecordedRequest, 'body'>, cache: PromptCache, flavour: Flavour) {
  if (!isObject(body)) throw invalid('The body must be an object.', null);
  if (flavour === 'openai' && 'max_tokens' in body) {
    throw invalid(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'max_tokens',
      'unsupported_parameter',
    );
  }
  checkParameters(body, PARAMETERS[flavour]);
  const model = checkModel(body, 404);
  checkNotStreaming(body);
  checkInteger(body.max_tokens, 'max_tokens', 1);
  checkInteger(body.max_completion_tokens, 'max_completion_tokens', 1);
  checkText(body.safety_identifier, 'safety_identifier', 64);
  checkText(body.prompt_cache_key, 'prompt_cache_key', 64);
  const messages = checkMessages(body.messages, flavour);
  checkTools(body.tools);
  checkFormat(body.response_format);
  const prompt = [body.tools, body.response_format, ...messages].map((part) => JSON.stringify(part)).join('\n');
  checkContext(tokensOf(prompt));
  const cached = cache.cachedTokens(String(body.prompt_cache_key ?? ''), prompt);
  return (answer: ScriptedAnswer): object => render(answer, model, tokensOf(prompt), cached);
}

function checkMessages(messages: unknown, flavour: Flavour): readonly Json[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw invalid(
      "Invalid 'messages': empty array. Expected an array with minimum length 1.",
      'messages',
      'empty_array',
    );
  }
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) throw invalid(`Invalid type for 'messages[${index}]'.`, 'messages', 'invalid_type');
    if (message.role === 'tool') {
      if (!open.delete(String(message.tool_call_id))) {
        throw invalid(
          "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
          `messages.[${index}].role`,
        );
      }
      continue;
    }
    refuseOpen(open);
    open = checkSpoken(message, index);
    if (flavour === 'compatible') checkAlternation(messages, index);
  }
  refuseOpen(open);
  return messages;
}

function refuseOpen(open: ReadonlySet<string>): void {
  if (open.size === 0) return;
  throw invalid(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    'messages',
  );
}

/** Returns the ids of the calls that must be answered next. */
function checkSpoken({ role, content, tool_calls: calls }: Json, index: number): Set<string> {
  const param = `messages[${index}]`;
  if (!['system', 'developer', 'user', 'assistant'].includes(String(role))) {
    throw invalid(
      `Invalid value: '${String(role)}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.`,
      `${param}.role`,
      'invalid_value',
    );
  }
  if (role === 'assistant' && Array.isArray(calls)) {
    return new Set(calls.map((call) => checkCall(call, param)));
  }
  if (typeof content !== 'string' && !Array.isArray(content)) {
    throw invalid(`Invalid value for 'content': expected a string, got null.`, `${param}.content`);
  }
  return new Set();
}

function checkCall(call: unknown, param: string): string {
  const named = isObject(call) && isObject(call.function) ? call.function : null;
  if (!isObject(call) || call.type !== 'function' || typeof call.id !== 'string' || named === null) {
    throw invalid(`Invalid '${param}.tool_calls'.`, `${param}.tool_calls`, 'invalid_type');
  }
  checkName(named.name, `${param}.tool_calls.function.name`);
  if (typeof named.arguments !== 'string')
    throw invalid(`Invalid type for '${param}.tool_calls.function.arguments'.`, param);
  return call.id;
}

/** The chat templates of many open models raise this. */
function checkAlternation(messages: readonly Json[], index: number): void {
  const [before, now] = [messages[index - 1], messages[index]];
  if (before !== undefined && now !== undefined && before.role === now.role) {
    throw invalid('Conversation roles must alternate user/assistant/user/assistant/...', 'messages');
  }
}

function checkTools(tools: unknown): void {
  if (tools === undefined) return;
  if (!Array.isArray(tools)) throw invalid("Invalid type for 'tools'.", 'tools', 'invalid_type');
  for (const [index, tool] of tools.entries()) {
    const described = isObject(tool) && tool.type === 'function' && isObject(tool.function) ? tool.function : null;
    if (described === null) throw invalid(`Missing required parameter: 'tools[${index}].function'.`, 'tools');
    const name = checkName(described.name, `tools[${index}].function.name`);
    if (described.strict === true) {
      checkStrictSchema(described.parameters, `function '${name}'`, 'invalid_function_parameters', `tools[${index}]`);
    }
  }
}

function checkFormat(format: unknown): void {
  if (format === undefined) return;
  if (!isObject(format) || !['text', 'json_object', 'json_schema'].includes(String(format.type))) {
    throw invalid("Invalid value for 'response_format.type'.", 'response_format.type', 'invalid_value');
  }
  if (format.type !== 'json_schema') return;
  const described = isObject(format.json_schema) ? format.json_schema : null;
  if (described === null)
    throw invalid("Missing required parameter: 'response_format.json_schema'.", 'response_format');
  const name = checkName(described.name, 'response_format.json_schema.name');
  if (described.strict === true) {
    checkStrictSchema(described.schema, `response_format '${name}'`, 'invalid_json_schema', 'response_format');
  }
}

let count = 0;

function render(answer: ScriptedAnswer, model: string, input: number, cached: number): object {
  count += 1;
  const { message, reason } = choiceOf(answer);
  const written = tokensOf(JSON.stringify(message));
  return {
    id: `chatcmpl-emulated-${count}`,
    object: 'chat.completion',
    created: 1_795_000_000,
    model,
    choices: [
      { index: 0, finish_reason: reason, logprobs: null, message: { role: 'assistant', refusal: null, ...message } },
    ],
    usage: {
      prompt_tokens: input,
      completion_tokens: written,
      total_tokens: input + written,
      prompt_tokens_details: { cached_tokens: cached },
    },
  };
}

function choiceOf(answer: ScriptedAnswer): { message: object; reason: string } {
  switch (answer.type) {
    case 'text':
      return { message: { content: answer.text }, reason: 'stop' };
    case 'json':
      return { message: { content: JSON.stringify(answer.value) }, reason: 'stop' };
    case 'refusal':
      return { message: { content: null, refusal: answer.detail }, reason: 'stop' };
    case 'filtered':
      return { message: { content: null }, reason: 'content_filter' };
    case 'truncated':
      return { message: { content: answer.text }, reason: 'length' };
    case 'empty':
      return { message: { content: '' }, reason: 'stop' };
    case 'tool_calls': {
      const calls = answer.calls.map(({ name, args }, index) => ({
        id: `call_emulated_${count}_${index}`,
        type: 'function',
        function: { name, arguments: JSON.stringify(args) },
      }));
      return { message: { content: null, tool_calls: calls }, reason: 'tool_calls' };
    }
  }
}
