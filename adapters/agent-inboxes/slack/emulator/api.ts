import type { IncomingMessage } from 'node:http';
import { Arguments } from './arguments';
import { authorize } from './authorize';
import type { Emulation } from './emulation';
import type { Answer } from './faulty-server';
import { rateLimited } from './faulty-server';
import { secret } from './ids';
import type { Method } from './method';
import { METHODS } from './methods/table';
import type { RateLimits } from './rate-limits';
import { remember } from './recent';
import { type ApiRequest, parseRequest } from './request';
import { invalidArguments, type Json, SlackRefusal } from './wire';
import type { Token } from './workspace';

/** A call as a test looks at it afterwards. */
export interface RecordedCall {
  readonly method: string;
  readonly args: Json;
  /** The whole answer. */
  readonly answer: Json;
  readonly status: number;
}

/** The Web API: everything but its address and its bad days. */
export class Api {
  readonly calls: RecordedCall[] = [];

  constructor(
    private readonly emulation: Emulation,
    private readonly limits: RateLimits,
  ) {}

  async call(name: string, request: IncomingMessage, body: Buffer, query: URLSearchParams): Promise<Answer> {
    const method = METHODS[name];
    let parsed: ApiRequest = { fields: {}, token: undefined, basic: null, warnings: [] };
    let token: Token | null = null;
    try {
      if (!method) throw new SlackRefusal('unknown_method', { req_method: name });
      parsed = parseRequest(request, body, query, method.json);
      token = authorize(this.emulation.workspace, method, parsed.token);
      const wait = this.waitSeconds(name, method, parsed.fields);
      if (wait !== null) return this.record(name, parsed.fields, rateLimited(wait));
      const answer = await this.run(name, method, parsed, token);
      return this.record(name, parsed.fields, this.answer(answer, method, token));
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      const refusal = { ok: false, error: error.code, ...error.detail };
      return this.record(name, parsed.fields, this.answer(withWarnings(refusal, parsed.warnings), method, token));
    }
  }

  private async run(name: string, method: Method, parsed: ApiRequest, token: Token | null): Promise<Json> {
    const args = new Arguments(parsed.fields);
    const missing = method.required.filter((field) => !args.has(field));
    if (missing.length > 0) throw invalidArguments(...missing.map((field) => `missing required field: ${field}`));
    const warnings = [...parsed.warnings];
    const call = {
      name,
      args,
      token,
      secret: parsed.token,
      scopes: new Set(token?.scopes ?? []),
      basic: parsed.basic,
      warn: (warning: string) => void warnings.push(warning),
    };
    const answer = await method.run(call, this.emulation);
    return withWarnings({ ok: true, ...answer }, warnings);
  }

  private waitSeconds(name: string, method: Method, fields: Json): number | null {
    const readsBack = name === 'conversations.history' || name === 'conversations.replies';
    if (this.emulation.modes.restrictedReadBack && readsBack) return this.limits.checkRestricted(name);
    if (!this.emulation.options.rateLimits) return null;
    const channel = typeof fields.channel === 'string' ? fields.channel : undefined;
    return this.limits.check(name, method.tier, channel);
  }

  private answer(body: Json, method: Method | undefined, token: Token | null): Answer {
    return {
      status: 200,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-slack-req-id': secret(16),
        ...(token ? { 'x-oauth-scopes': token.scopes.join(',') } : {}),
        ...(method && method.scopes.length > 0 ? { 'x-accepted-oauth-scopes': method.scopes.join(',') } : {}),
      },
      body: JSON.stringify(body),
    };
  }

  private record(method: string, args: Json, answer: Answer): Answer {
    remember(this.calls, { method, args, answer: JSON.parse(String(answer.body)) as Json, status: answer.status });
    return answer;
  }
}

const withWarnings = (answer: Json, warnings: readonly string[]): Json => {
  if (warnings.length === 0) return answer;
  const metadata = (answer.response_metadata ?? {}) as Json;
  return { ...answer, warning: warnings.join(','), response_metadata: { ...metadata, warnings: [...warnings] } };
};
