import type { ScriptedAnswer } from '../../../adapters/shared/emulated-model';
import type { LanguageModel, ModelRequest, ModelTurn } from '../../../src/ports';

/** A model without a wire: says what it is told to, and refuses what no vendor would take. */
export interface ScriptedModel extends LanguageModel {
  readonly requests: ModelRequest[];
  script(...answers: readonly (ScriptedAnswer | Error | 'hang')[]): void;
  answerWith(answer: (request: ModelRequest) => ScriptedAnswer): void;
}

export function createScriptedModel(): ScriptedModel {
  const requests: ModelRequest[] = [];
  const script: (ScriptedAnswer | Error | 'hang')[] = [];
  let always: ((request: ModelRequest) => ScriptedAnswer) | null = null;
  return {
    label: 'scripted',
    requests,
    script: (...answers) => void script.push(...answers),
    answerWith: (answer) => {
      always = answer;
    },
    async complete(request, signal) {
      signal.throwIfAborted();
      check(request);
      requests.push(request);
      const next = script.shift() ?? always?.(request) ?? null;
      if (next === null) throw new Error('The scripted model was asked more often than its script has answers.');
      if (next === 'hang') return untilAborted(signal);
      if (next instanceof Error) throw next;
      return turnOf(next, requests.length, request);
    },
  };
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** What both vendors refuse. */
function check({ system, turns, tools, maxOutputTokens }: ModelRequest): void {
  const refuse = (problem: string): never => {
    throw new Error(`No vendor takes this request: ${problem}`);
  };
  if (system.trim() === '') refuse('the system text is empty');
  if (maxOutputTokens < 16) refuse('the limit on output is below 16');
  if (turns[0]?.role !== 'customer') refuse('it does not begin with the customer');
  if (turns.at(-1)?.role === 'assistant' || turns.at(-1)?.role === 'tool_calls') refuse('it ends with the assistant');
  if (new Set(tools.map(({ name }) => name)).size < tools.length) refuse('two tools share a name');
  let open: string[] = [];
  for (const turn of turns) {
    if (turn.role === 'tool_result') {
      if (!open.includes(turn.callId)) refuse(`a result answers no call: ${turn.callId}`);
      open = open.filter((id) => id !== turn.callId);
      continue;
    }
    if (open.length > 0) refuse(`calls have no result: ${open.join(', ')}`);
    if (turn.role === 'tool_calls') open = turn.calls.map(({ id }) => id);
    else if (turn.content.trim() === '') refuse('a turn is empty');
  }
  if (open.length > 0) refuse(`calls have no result: ${open.join(', ')}`);
}

function turnOf(answer: ScriptedAnswer, count: number, request: ModelRequest): ModelTurn {
  const input = Math.ceil(JSON.stringify(request).length / 4);
  return {
    result: resultOf(answer, count),
    requestId: `req_scripted_${count}`,
    usage: { input, cachedInput: 0, output: 1 },
  };
}

function resultOf(answer: ScriptedAnswer, count: number): ModelTurn['result'] {
  switch (answer.type) {
    case 'text':
      return { type: 'text', text: answer.text };
    case 'json':
      return { type: 'text', text: JSON.stringify(answer.value) };
    case 'refusal':
      return { type: 'refusal', detail: answer.detail };
    case 'filtered':
      return { type: 'refusal', detail: 'filtered' };
    case 'truncated':
    case 'empty':
      return { type: 'truncated' };
    case 'tool_calls':
      return {
        type: 'tool_calls',
        calls: answer.calls.map(({ name, args }, index) => ({ id: `call_${count}_${index}`, name, args })),
      };
  }
}
