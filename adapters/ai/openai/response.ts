import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { Response } from 'openai/resources/responses/responses';
import { type ModelTurn, PortError, type ToolCall } from '../../../src/ports';

type Answer<T> = T & { readonly _request_id?: string | null };

/** Rejects where the answer says that it failed: such a response comes with status 200. */
export function fromResponse(response: Answer<Response>): ModelTurn {
  if (response.status === 'failed') throw failed(response.error?.code ?? 'failed');
  const { usage } = response;
  return {
    result: resultOf(response),
    requestId: response._request_id ?? null,
    usage: {
      input: usage?.input_tokens ?? 0,
      cachedInput: usage?.input_tokens_details?.cached_tokens ?? 0,
      output: usage?.output_tokens ?? 0,
    },
  };
}

function resultOf(response: Response): ModelTurn['result'] {
  if (response.status === 'incomplete') {
    const filtered = response.incomplete_details?.reason === 'content_filter';
    return filtered ? { type: 'refusal', detail: 'content_filter' } : { type: 'truncated' };
  }
  const contents = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const refusal = contents.find((content) => content.type === 'refusal');
  if (refusal?.type === 'refusal') return { type: 'refusal', detail: refusal.refusal };
  const calls = response.output.flatMap((item) =>
    item.type === 'function_call' ? [toolCall(item.call_id, item.name, item.arguments)] : [],
  );
  const text = contents.map((content) => (content.type === 'output_text' ? content.text : '')).join('');
  return textOrCalls(text, calls);
}

export function fromChatCompletion(completion: Answer<ChatCompletion>): ModelTurn {
  const { usage } = completion;
  return {
    result: choiceOf(completion),
    requestId: completion._request_id ?? null,
    usage: {
      input: usage?.prompt_tokens ?? 0,
      cachedInput: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
    },
  };
}

function choiceOf(completion: ChatCompletion): ModelTurn['result'] {
  // Compatible servers answer with less than the types promise.
  const choice = completion.choices?.[0];
  if (choice === undefined) throw failed('no_choice');
  const { message, finish_reason: reason } = choice;
  if (reason === 'length') return { type: 'truncated' };
  if (reason === 'content_filter') return { type: 'refusal', detail: 'content_filter' };
  if (message.refusal) return { type: 'refusal', detail: message.refusal };
  const calls = (message.tool_calls ?? []).flatMap((call) =>
    call.type === 'function' ? [toolCall(call.id, call.function.name, call.function.arguments)] : [],
  );
  return textOrCalls(message.content ?? '', calls);
}

/** An empty answer is as good as one that was cut off before its first word. */
function textOrCalls(text: string, calls: readonly ToolCall[]): ModelTurn['result'] {
  if (calls.length > 0) return { type: 'tool_calls', calls };
  return text.trim() === '' ? { type: 'truncated' } : { type: 'text', text };
}

/** Arguments that are not JSON are passed on as text: whoever runs the tool refuses them. */
function toolCall(id: string, name: string, json: string): ToolCall {
  try {
    return { id, name, args: JSON.parse(json || '{}') };
  } catch {
    return { id, name, args: json };
  }
}

const failed = (code: string): PortError =>
  new PortError('unavailable', 'The model did not finish its answer. Baton answers without it for now.', {
    adapter: 'openai',
    code,
  });
