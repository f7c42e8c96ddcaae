import type { ContentBlock, Message } from '@anthropic-ai/sdk/resources/messages';
import type { ModelTurn } from '../../../src/ports';

/** `input` counts everything that was read, from the cache or not; Anthropic counts the three parts apart. */
export function fromMessage(message: Message & { readonly _request_id?: string | null }): ModelTurn {
  const { usage } = message;
  const cachedInput = usage.cache_read_input_tokens ?? 0;
  return {
    result: resultOf(message),
    requestId: message._request_id ?? null,
    usage: {
      input: usage.input_tokens + cachedInput + (usage.cache_creation_input_tokens ?? 0),
      cachedInput,
      output: usage.output_tokens,
    },
  };
}

function resultOf({ content, stop_reason: reason, stop_details: details }: Message): ModelTurn['result'] {
  switch (reason) {
    case 'refusal':
      return { type: 'refusal', detail: details?.category ?? 'refusal' };
    case 'max_tokens':
    case 'model_context_window_exceeded':
    // Only server tools pause, and none is offered: there is nothing to go on with.
    case 'pause_turn':
      return { type: 'truncated' };
    default:
      return textOrCalls(content);
  }
}

function textOrCalls(content: readonly ContentBlock[]): ModelTurn['result'] {
  const calls = content.flatMap((block) =>
    block.type === 'tool_use' ? [{ id: block.id, name: block.name, args: block.input }] : [],
  );
  if (calls.length > 0) return { type: 'tool_calls', calls, carry: content.flatMap(asSentBack) };
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return text.trim() === '' ? { type: 'truncated' } : { type: 'text', text };
}

/** What a request may repeat of an answer. Fields that only answers have are left out. */
function asSentBack(block: ContentBlock): readonly object[] {
  switch (block.type) {
    case 'text':
      return block.text.trim() === '' ? [] : [{ type: 'text', text: block.text }];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: block.input }];
    case 'thinking':
    case 'redacted_thinking':
      return [block];
    default:
      return [];
  }
}
