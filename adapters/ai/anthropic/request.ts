import type {
  ContentBlockParam,
  MessageCreateParamsNonStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest, ModelTurnInput, ToolSpec } from '../../../src/ports';

/**
 * Messages API. What never changes (tools, system) is cached for an hour, because customers on a phone answer after
 * minutes; what the caller marks for five minutes, which costs less to write. No sampling parameters: this version of
 * the API refuses them.
 */
export function messagesRequest(request: ModelRequest, model: string): MessageCreateParamsNonStreaming {
  const { output, tools, userKey } = request;
  return {
    model,
    max_tokens: request.maxOutputTokens,
    system: [{ type: 'text', text: request.system, cache_control: { type: 'ephemeral', ttl: '1h' } }],
    ...(tools.length > 0 && { tools: tools.map(toolOf) }),
    messages: messagesOf(request.turns),
    ...(output && { output_config: { format: { type: 'json_schema', schema: { ...output.schema } } } }),
    ...(userKey && { metadata: { user_id: userKey } }),
  };
}

const toolOf = ({ name, description, parameters }: ToolSpec) => ({
  name,
  description,
  input_schema: { ...parameters, type: 'object' as const },
  strict: true,
});

/** Speakers take turns: what one of them says in a row becomes blocks of one message. */
function messagesOf(turns: readonly ModelTurnInput[]): MessageParam[] {
  const messages: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  for (const turn of turns) {
    const role = turn.role === 'customer' || turn.role === 'tool_result' ? 'user' : 'assistant';
    const last = messages.at(-1);
    if (last?.role === role) last.content.push(...blocksOf(turn));
    else messages.push({ role, content: blocksOf(turn) });
  }
  return messages;
}

function blocksOf(turn: ModelTurnInput): ContentBlockParam[] {
  switch (turn.role) {
    case 'customer':
    case 'assistant':
      return [
        {
          type: 'text',
          text: turn.content,
          ...(turn.cacheUntilHere && { cache_control: { type: 'ephemeral' as const } }),
        },
      ];
    case 'tool_calls':
      // A model that thinks wants its thoughts back, unchanged and before its calls.
      if (Array.isArray(turn.carry)) return turn.carry as ContentBlockParam[];
      return turn.calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: args }));
    case 'tool_result':
      return [
        {
          type: 'tool_result',
          tool_use_id: turn.callId,
          content: turn.content,
          ...(turn.isError && { is_error: true }),
        },
      ];
  }
}
