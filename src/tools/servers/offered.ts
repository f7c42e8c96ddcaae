import type { OfferedTool } from '../../ports/tool';
import { CODE } from '../file/check-declared';
import type { DeclaredServerTool } from '../file/schema';

const MAX_SCHEMA_BYTES = 16 * 1024;

/** Why a declared tool cannot be used with what the server offers: sentences. Empty: it can. */
export function misfits(tool: DeclaredServerTool, offered: readonly OfferedTool[]): readonly string[] {
  const { sendCode } = tool;
  return [
    ...misfit(tool.tool, argumentNames(tool), offered),
    ...(sendCode === undefined ? [] : misfit(sendCode.tool, codeArgumentNames(tool, sendCode), offered)),
  ];
}

/** What the server says of itself and the file says otherwise. Hints only: the file decides. */
export function disagreements(tool: DeclaredServerTool, offered: readonly OfferedTool[]): readonly string[] {
  const found = offered.find(({ name }) => name === tool.tool);
  if (found?.saysReadOnly === false && tool.permission === 'read') {
    return [`The server says that "${tool.tool}" changes something. If it does, make its permission "write".`];
  }
  return found?.saysReadOnly === true && tool.permission === 'write'
    ? [`The server says that "${tool.tool}" only reads. If so, make its permission "read".`]
    : [];
}

const argumentNames = (tool: DeclaredServerTool): readonly string[] =>
  tool.arguments === undefined
    ? [...tool.inputs.map(({ name }) => name), ...Object.keys(tool.bind)]
    : Object.keys(tool.arguments);

const codeArgumentNames = (
  tool: DeclaredServerTool,
  sendCode: NonNullable<DeclaredServerTool['sendCode']>,
): readonly string[] =>
  sendCode.arguments === undefined ? [...argumentNames(tool), CODE] : Object.keys(sendCode.arguments);

function misfit(name: string, sent: readonly string[], offered: readonly OfferedTool[]): readonly string[] {
  const found = offered.find((one) => one.name === name);
  if (found === undefined) return [`The server offers no tool "${name}". Correct "tool", or ask who runs the server.`];
  const { inputSchema } = found;
  if (JSON.stringify(inputSchema).length > MAX_SCHEMA_BYTES) {
    return [`The schema of "${name}" has more than ${MAX_SCHEMA_BYTES / 1024} kB, so the tool is not used.`];
  }
  const required = Array.isArray(inputSchema.required) ? inputSchema.required.map(String) : [];
  const known = Object.keys((inputSchema.properties as object | undefined) ?? {});
  return [
    ...required
      .filter((argument) => !sent.includes(argument))
      .map((argument) => `"${name}" needs "${argument}", which the tools file does not send. Add an input or bind it.`),
    ...(inputSchema.additionalProperties === false ? sent.filter((argument) => !known.includes(argument)) : []).map(
      (argument) => `"${name}" knows no "${argument}". Rename it, or leave it out by "arguments".`,
    ),
  ];
}
