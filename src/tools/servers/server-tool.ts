import { PortError } from '../../domain/errors';
import type { CodeSent, ServerAnswer, Tool, ToolArgs, ToolContext, ToolResult, ToolServer } from '../../ports/tool';
import { within } from '../../ports/within';
import { type Values, valuesFor } from '../bind';
import { declaredTool } from '../declared-tool';
import type { DeclaredServer, DeclaredServerRefusal, DeclaredServerTool } from '../file/schema';
import { variables } from '../file/template';
import { fillJson } from '../fill-json';
import { maskedAddress } from '../mask-address';
import { factsOf, nothingToSay, readFields, sayDone, valueAt } from '../read-answer';
import { refusalIn } from '../refusals';

/** As long as a message may be that nobody has shortened. */
const MAX_TEXT = 600;

export interface ServerToolOptions {
  readonly declared: DeclaredServer;
  readonly server: ToolServer;
  /** Called when the server turns out to be away. */
  readonly onAway: () => void;
}

/** A tool of a server, under the permission, identity and words that the file gives it. */
export function serverTool(tool: DeclaredServerTool, options: ServerToolOptions): Tool {
  const { sendCode } = tool;
  const call = caller(tool, options);
  return declaredTool(tool, {
    run: async (args, context) => resultOf(tool, await call(tool, args, context), context.language),
    sendCode:
      sendCode &&
      (async (args, code, context) =>
        codeSent(tool, sendCode, await call(sendCode, { ...args, code }, context), context.language)),
  });
}

type Called = Pick<DeclaredServerTool, 'tool' | 'arguments'>;

const caller =
  (owner: DeclaredServerTool, { declared, server, onAway }: ServerToolOptions) =>
  async ({ tool, arguments: template }: Called, args: ToolArgs, context: ToolContext): Promise<ServerAnswer> => {
    const signal = within(declared.timeoutMs, context.signal);
    try {
      return await server.call(tool, filled(template, valuesFor(owner.bind, args, context)), signal);
    } catch (error) {
      if (error instanceof PortError && error.kind === 'unavailable') onAway();
      throw explained(error, owner, declared);
    }
  };

function filled(template: Called['arguments'], values: Values): Readonly<Record<string, unknown>> {
  if (template === undefined) return values;
  const look = (name: string): string | null => (Object.hasOwn(values, name) ? String(values[name]) : null);
  return fillJson(template, values, look) as Record<string, unknown>;
}

/** A read that may have been made is simply made again; who is not let in learns which variable to check. */
function explained(error: unknown, { name, permission }: DeclaredServerTool, { headers }: DeclaredServer): PortError {
  const known = error instanceof PortError ? error : null;
  const kind = known?.kind ?? 'unsure';
  const names = Object.values(headers).flatMap(variables);
  const isLockedOut = /^http_40[13]$/.test(known?.details.code ?? '') && names.length > 0;
  return new PortError(
    kind === 'unsure' && permission === 'read' ? 'unavailable' : kind,
    `The tool ${name}: ${known?.message ?? 'its server failed.'}${isLockedOut ? ` Check ${names.join(' and ')}.` : ''}`,
    known?.details ?? { adapter: 'tools', code: 'unknown' },
  );
}

function resultOf(tool: DeclaredServerTool, answer: ServerAnswer, language: string | null): ToolResult {
  const answered = readFields(tool.fields, answer.data);
  const said = refusal(tool, tool.refused, answer, language);
  if (said !== null) return { type: 'refused', said, facts: factsOf(tool.fields, answered, language) };
  if (answer.isError) throw toolFailed(tool);
  const done = sayDone(tool, answered, language);
  if (done !== null) return done;
  const text = tool.say.length === 0 && Object.keys(tool.fields).length === 0 ? plain(answer.text) : '';
  return text === '' ? nothingToSay(tool.name) : { type: 'done', said: text, facts: [] };
}

const refusal = (
  { fields }: DeclaredServerTool,
  rules: readonly DeclaredServerRefusal[],
  { data, text }: ServerAnswer,
  language: string | null,
): string | null => refusalIn(rules, { data, text, status: null, answered: readFields(fields, data) }, language);

/** It says that it failed, not how far it got. */
const toolFailed = ({ name, permission }: DeclaredServerTool): PortError =>
  new PortError(
    permission === 'write' ? 'unsure' : 'rejected',
    `The tool ${name}: its server reports an error that "refused" in the tools file has no words for. Add them.`,
    { adapter: 'tools', code: 'tool_error', ...(permission === 'read' ? { reason: 'other' as const } : {}) },
  );

function codeSent(
  tool: DeclaredServerTool,
  { to, refused }: NonNullable<DeclaredServerTool['sendCode']>,
  answer: ServerAnswer,
  language: string | null,
): CodeSent {
  const said = refusal(tool, refused, answer, language);
  if (said !== null) return { type: 'refused', said };
  if (answer.isError) throw toolFailed(tool);
  return { type: 'sent', to: maskedAddress(valueAt(answer.data, to) ?? nothingToSay(tool.name)) };
}

/** Lines stay, what cannot be seen goes. */
const plain = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''))
    .trim()
    .slice(0, MAX_TEXT);
