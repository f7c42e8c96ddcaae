import type { ResolveHost } from '../../net/public-lookup';
import type { CodeSent, Tool, ToolArgs, ToolContext, ToolResult } from '../../ports/tool';
import { valuesFor } from '../bind';
import { declaredTool } from '../declared-tool';
import type { ToolSettings } from '../file/read-tools-file';
import type { DeclaredAction, DeclaredRequest } from '../file/schema';
import { maskedAddress } from '../mask-address';
import { factsOf, nothingToSay, readFields, sayDone, valueAt } from '../read-answer';
import { refusalIn } from '../refusals';
import { callHttp, type HttpAnswer } from './call-http';

export interface HttpToolOptions extends ToolSettings {
  readonly resolve?: ResolveHost;
}

/** A declared action as a tool. */
export function httpTool(action: DeclaredAction, options: HttpToolOptions): Tool {
  const { lookup, sendCode } = action;
  const call = caller(action, options);
  return declaredTool(action, {
    run: async (args, context) => {
      const answer = await call(action.request, action.permission === 'write', args, context);
      return resultOf(action, answer, context.language);
    },
    lookup:
      lookup &&
      (async (args, context) => {
        const answer = await call(lookup.request, false, args, context);
        return answer.status === 404 ? null : resultOf(action, answer, context.language);
      }),
    sendCode:
      sendCode &&
      (async (args, code, context) => {
        const answer = await call(sendCode.request, true, { ...args, code }, context);
        return codeSent(action, sendCode, answer, context.language);
      }),
  });
}

const caller =
  ({ name, bind }: DeclaredAction, { file, secrets, resolve }: HttpToolOptions) =>
  (request: DeclaredRequest, writes: boolean, args: ToolArgs, context: ToolContext): Promise<HttpAnswer> =>
    callHttp({
      ...{ tool: name, request, secrets, resolve, signal: context.signal },
      values: valuesFor(bind, args, context),
      idempotencyKey: writes ? context.key : null,
      allowPrivateHosts: file.allowPrivateHosts,
    });

function resultOf(action: DeclaredAction, answer: HttpAnswer, language: string | null): ToolResult {
  const answered = readFields(action.fields, answer.data);
  const said = refusalIn(action.refused, { ...answer, text: '', answered }, language);
  if (said !== null) return { type: 'refused', said, facts: factsOf(action.fields, answered, language) };
  answer.assertGood();
  return sayDone(action, answered, language) ?? nothingToSay(action.name);
}

function codeSent(
  { name, fields }: DeclaredAction,
  { to, refused }: NonNullable<DeclaredAction['sendCode']>,
  answer: HttpAnswer,
  language: string | null,
): CodeSent {
  const answered = readFields(fields, answer.data);
  const said = refusalIn(refused, { ...answer, text: '', answered }, language);
  if (said !== null) return { type: 'refused', said };
  answer.assertGood();
  return { type: 'sent', to: maskedAddress(valueAt(answer.data, to) ?? nothingToSay(name)) };
}
