import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultSwitches, SlackFault } from './fault-switches';

/** What an answer is before it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

const PAGE = '<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>';
const page = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: PAGE,
});
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/**
 * Runs `work` under the fault armed for this call, if any. `work` has its effects, or has none of them, before the
 * fault shows: that is the difference between `done` and not.
 */
export const answerWithFaults = async (
  faults: FaultSwitches,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<Answer>,
): Promise<void> => {
  const fault = faults.take(name);
  if (!fault) return write(response, await work());
  if ('done' in fault && fault.done) await work();
  const answer = answerOf(fault);
  if (answer) return write(response, answer);
  if (fault.type === 'cut') request.socket.destroy();
  // A hanging call is left open; it ends with the server or when the client gives up.
};

const answerOf = (fault: SlackFault): Answer | null => {
  switch (fault.type) {
    case 'rate_limit':
      return rateLimited(fault.retryAfterSeconds);
    case 'server_error':
      return page(500);
    case 'refuse':
      return json(200, { ok: false, error: fault.error });
    case 'html':
      return page(200);
    case 'cut':
    case 'hang':
      return null;
  }
};

export const rateLimited = (seconds: number): Answer =>
  json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });

export const write = (response: ServerResponse, answer: Answer): void => {
  response.writeHead(answer.status, answer.headers).end(answer.body);
};
