import { CODE, checkDeclared, checkFieldNames } from './check-declared';
import { checkAddress, checkHeaderName, checkRequest, namesOfRequest, type RequestRules } from './check-request';
import { type Declared, type DeclaredAction, type DeclaredServer, MAX_TOOLS, type ToolsFile } from './schema';
import { fill, placeholders, textsIn } from './template';

/** What the shape alone does not show. Every problem is a sentence that begins with its path in the file. */
export function checkTools(file: ToolsFile, secrets: ReadonlyMap<string, string>): readonly string[] {
  return [
    ...checkTogether(file),
    ...file.actions.flatMap((action, at) => checkAction(action, `actions[${at}]`, file, secrets)),
    ...file.mcp.flatMap((server, at) => checkServer(server, `mcp[${at}]`, file, secrets)),
  ];
}

function checkTogether({ actions, mcp }: ToolsFile): readonly string[] {
  const names = [...actions, ...mcp.flatMap(({ tools }) => tools)].map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) < at))];
  return [
    ...twice.map((name) => `the file has two tools called "${name}". Rename one.`),
    ...(names.length > MAX_TOOLS
      ? [`the file has ${names.length} tools. A model chooses well among ${MAX_TOOLS} at most.`]
      : []),
  ];
}

function checkAction(
  action: DeclaredAction,
  path: string,
  { allowPrivateHosts }: ToolsFile,
  secrets: ReadonlyMap<string, string>,
): readonly string[] {
  const rules: Omit<RequestRules, 'path'> = {
    permission: action.permission,
    known: [...action.inputs.map(({ name }) => name), ...Object.keys(action.bind)],
    optional: optionalNames(action),
    secrets,
    allowPrivateHosts,
  };
  const { request, lookup, sendCode } = action;
  return [
    ...checkDeclared(action, path, namesOfRequest(request)),
    ...(action.permission === 'read' && action.say.length === 0 && Object.keys(action.fields).length === 0
      ? [`${path} has neither say nor fields, so nothing of the answer could be told. Add them.`]
      : []),
    ...checkRequest(request, { ...rules, path: `${path}.request` }),
    ...action.refused.flatMap((rule, at) => checkRefusal(rule, rule.status, action.fields, `${path}.refused[${at}]`)),
    ...(lookup === undefined ? [] : checkLookup(action, path, rules)),
    ...checkSendCode(action, path),
    ...(sendCode === undefined
      ? []
      : [
          ...checkRequest(sendCode.request, {
            ...{ ...rules, path: `${path}.sendCode.request`, permission: 'write' },
            known: [...rules.known, CODE],
          }),
          ...sendsCode(namesOfRequest(sendCode.request), path),
          ...sendCode.refused.flatMap((rule, at) =>
            checkRefusal(rule, rule.status, action.fields, `${path}.sendCode.refused[${at}]`),
          ),
        ]),
  ];
}

/** A name may be unknown of a customer; a number or an address is there, or the tool is not offered. */
const optionalNames = ({ inputs, bind }: Declared): readonly string[] => [
  ...inputs.filter(({ optional }) => optional).map(({ name }) => name),
  ...Object.entries(bind)
    .filter(([, source]) => source === 'customer.name')
    .map(([name]) => name),
];

function checkLookup(action: DeclaredAction, path: string, rules: Omit<RequestRules, 'path'>): readonly string[] {
  const { lookup, permission, bind } = action;
  if (lookup === undefined) return [];
  const usesKey = namesOfRequest(lookup.request).some((name) => bind[name] === 'call.key');
  return [
    ...(permission === 'read' ? [`${path}.lookup is for writes: a read can simply be repeated. Remove it.`] : []),
    ...checkRequest(lookup.request, { ...rules, path: `${path}.lookup.request`, permission: 'read' }),
    ...(usesKey ? [] : [`${path}.lookup.request does not use the key. Bind a name to call.key and send it.`]),
  ];
}

function checkSendCode(
  { identity, sendCode }: { identity: string; sendCode?: unknown },
  path: string,
): readonly string[] {
  if (identity === 'code' && sendCode === undefined) {
    return [
      `${path}.sendCode is missing. With identity "code" something has to bring the code to the address on file.`,
    ];
  }
  return identity !== 'code' && sendCode !== undefined
    ? [`${path}.sendCode is there, and identity is "${identity}". Make it "code", or remove sendCode.`]
    : [];
}

const sendsCode = (names: readonly string[], path: string): readonly string[] =>
  names.includes(CODE) ? [] : [`${path}.sendCode does not send {${CODE}}. Put it where the service expects it.`];

function checkRefusal(
  rule: { path?: string | undefined; equals?: unknown; say: Readonly<Record<string, string>> },
  other: unknown,
  fields: Declared['fields'],
  where: string,
): readonly string[] {
  const problems = [...checkFieldNames(rule.say, fields, `${where}.say`)];
  if (rule.path === undefined && other === undefined) {
    problems.push(`${where} fits every answer. Say by which status, words or path a refusal is known.`);
  }
  if ((rule.path === undefined) !== (rule.equals === undefined)) {
    problems.push(`${where} needs path and equals together.`);
  }
  return problems;
}

function checkServer(
  server: DeclaredServer,
  path: string,
  { allowPrivateHosts }: ToolsFile,
  secrets: ReadonlyMap<string, string>,
): readonly string[] {
  const url = fill(server.url, (name) => secrets.get(name) ?? null);
  return [
    ...(url === null ? [] : checkAddress(url, `${path}.url`, allowPrivateHosts)),
    ...Object.keys(server.headers).flatMap((name) => checkHeaderName(name, `${path}.headers`)),
    ...server.tools.flatMap((tool, at) => checkServerTool(tool, `${path}.tools[${at}]`)),
  ];
}

function checkServerTool(tool: DeclaredServer['tools'][number], path: string): readonly string[] {
  const known = [...tool.inputs.map(({ name }) => name), ...Object.keys(tool.bind)];
  const sent = tool.arguments === undefined ? known : textsIn(tool.arguments).flatMap(placeholders);
  const { sendCode } = tool;
  const codeArgs = textsIn(sendCode?.arguments).flatMap(placeholders);
  return [
    ...checkDeclared(tool, path, sent),
    ...unknownNames(sent, known, `${path}.arguments`),
    ...tool.refused.flatMap((rule, at) => checkRefusal(rule, rule.contains, tool.fields, `${path}.refused[${at}]`)),
    ...checkSendCode(tool, path),
    ...(sendCode === undefined
      ? []
      : [
          ...unknownNames(codeArgs, [...known, CODE], `${path}.sendCode.arguments`),
          ...(sendCode.arguments === undefined ? [] : sendsCode(codeArgs, path)),
          ...sendCode.refused.flatMap((rule, at) =>
            checkRefusal(rule, rule.contains, tool.fields, `${path}.sendCode.refused[${at}]`),
          ),
        ]),
  ];
}

const unknownNames = (names: readonly string[], known: readonly string[], where: string): readonly string[] =>
  [...new Set(names)]
    .filter((name) => !known.includes(name))
    .map((name) => `${where} names {${name}}, which is neither an input nor bound. Correct it.`);
