import { createHash } from 'node:crypto';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ResponseCreateParamsNonStreaming, ResponseInputItem } from 'openai/resources/responses/responses';
import type { ModelRequest, ModelTurnInput, ToolSpec } from '../../../src/ports';
import type { OpenAiChoice } from './settings';

/**
 * Responses API. `store: false`: OpenAI keeps no conversation, the history is ours. Calls go back without their item
 * ids, which name nothing where nothing is stored. No sampling parameters: current models refuse them.
 */
export function responsesRequest(request: ModelRequest, { model }: OpenAiChoice): ResponseCreateParamsNonStreaming {
  const { output, tools, userKey } = request;
  return {
    model,
    instructions: request.system,
    input: request.turns.flatMap(responsesItems),
    ...(tools.length > 0 && { tools: tools.map((tool) => ({ type: 'function' as const, ...functionOf(tool) })) }),
    ...(output && {
      text: { format: { type: 'json_schema', name: output.name, strict: true, schema: { ...output.schema } } },
    }),
    max_output_tokens: request.maxOutputTokens,
    store: false,
    prompt_cache_key: cacheKey(request),
    ...(userKey && { safety_identifier: userKey }),
  };
}

function responsesItems(turn: ModelTurnInput): ResponseInputItem[] {
  switch (turn.role) {
    case 'customer':
      return [{ role: 'user', content: turn.content }];
    case 'assistant':
      return [{ role: 'assistant', content: turn.content }];
    case 'tool_calls':
      return turn.calls.map(({ id, name, args }) => ({
        type: 'function_call',
        call_id: id,
        name,
        arguments: JSON.stringify(args),
      }));
    case 'tool_result':
      return [{ type: 'function_call_output', call_id: turn.callId, output: turn.content }];
  }
}

/**
 * Chat Completions, with no more than what compatible servers take: those that check refuse parameters that only
 * OpenAI has, and of the two limits on output they know the older one, which OpenAI's own models refuse.
 */
export function chatRequest(
  request: ModelRequest,
  { model, official }: Pick<OpenAiChoice, 'model' | 'official'>,
): ChatCompletionCreateParamsNonStreaming {
  const { output, tools, userKey, maxOutputTokens } = request;
  return {
    model,
    messages: [{ role: 'system', content: request.system }, ...merged(request.turns).flatMap(chatMessages)],
    ...(tools.length > 0 && {
      tools: tools.map((tool) => ({
        type: 'function' as const,
        function: official ? functionOf(tool) : withoutStrict(functionOf(tool)),
      })),
    }),
    ...(output && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: output.name, strict: true, schema: { ...output.schema } },
      },
    }),
    ...(official
      ? { max_completion_tokens: maxOutputTokens, store: false, prompt_cache_key: cacheKey(request) }
      : { max_tokens: maxOutputTokens }),
    ...(official && userKey && { safety_identifier: userKey }),
  };
}

function chatMessages(turn: ModelTurnInput): ChatCompletionMessageParam[] {
  switch (turn.role) {
    case 'customer':
      return [{ role: 'user', content: turn.content }];
    case 'assistant':
      return [{ role: 'assistant', content: turn.content }];
    case 'tool_calls':
      return [
        {
          role: 'assistant',
          content: null,
          tool_calls: turn.calls.map(({ id, name, args }) => ({
            id,
            type: 'function',
            function: { name, arguments: JSON.stringify(args) },
          })),
        },
      ];
    case 'tool_result':
      return [{ role: 'tool', tool_call_id: turn.callId, content: turn.content }];
  }
}

/** Templates of several open models fail unless user and assistant take turns. */
function merged(turns: readonly ModelTurnInput[]): readonly ModelTurnInput[] {
  const result: ModelTurnInput[] = [];
  for (const turn of turns) {
    const last = result.at(-1);
    const speaks = turn.role === 'customer' || turn.role === 'assistant';
    if (speaks && last !== undefined && last.role === turn.role) {
      result[result.length - 1] = { role: turn.role, content: `${last.content}\n\n${turn.content}` };
    } else result.push(turn);
  }
  return result;
}

const functionOf = ({ name, description, parameters }: ToolSpec) => ({
  name,
  description,
  parameters: { ...parameters },
  strict: true as const,
});

const withoutStrict = ({ name, description, parameters }: ReturnType<typeof functionOf>) => ({
  name,
  description,
  parameters,
});

/** Requests that begin alike are routed to where their beginning is cached. */
const cacheKey = ({ system }: ModelRequest): string =>
  `baton-${createHash('sha256').update(system).digest('hex').slice(0, 24)}`;
