import type { ToolsFile } from './schema';
import { textsIn, variables } from './template';

/**
 * Variables whose names begin so may be read by a tools file, and no others: whoever may change the file must not learn
 * SECRET_KEY or a bot's token by sending it to a server of their own.
 */
const PREFIX = 'TOOL_';

interface Place {
  readonly path: string;
  readonly text: string;
}

/** Reads every `${…}` of the file from the environment. Problems name variables, never values. */
export function readSecrets(
  file: ToolsFile,
  env: Readonly<Record<string, string | undefined>>,
): { readonly secrets: ReadonlyMap<string, string>; readonly problems: readonly string[] } {
  const secrets = new Map<string, string>();
  const problems: string[] = [];
  for (const { path, text } of places(file)) {
    for (const name of variables(text)) {
      const value = (env[name] ?? '').trim();
      if (!name.startsWith(PREFIX)) {
        problems.push(`${path} reads ${name}, and only variables that begin with ${PREFIX} may be read. Rename it.`);
      } else if (value === '') {
        problems.push(`${path} needs ${name}, which is not set. Set it where Baton runs.`);
      } else if (/[\r\n]/.test(value)) {
        problems.push(`${path} needs ${name}, which has more than one line. Set it to one line.`);
      } else {
        secrets.set(name, value);
      }
    }
  }
  return { secrets, problems };
}

const places = (file: ToolsFile): readonly Place[] => [
  ...file.actions.flatMap((action, at) => {
    const own = `actions[${at}]`;
    return [
      ...ofRequest(`${own}.request`, action.request),
      ...(action.lookup === undefined ? [] : ofRequest(`${own}.lookup.request`, action.lookup.request)),
      ...(action.sendCode === undefined ? [] : ofRequest(`${own}.sendCode.request`, action.sendCode.request)),
    ];
  }),
  ...file.mcp.flatMap((server, at) => [
    { path: `mcp[${at}].url`, text: server.url },
    ...ofRecord(`mcp[${at}].headers`, server.headers),
  ]),
];

const ofRequest = (path: string, request: ToolsFile['actions'][number]['request']): readonly Place[] => [
  { path: `${path}.url`, text: request.url },
  ...ofRecord(`${path}.query`, request.query),
  ...ofRecord(`${path}.headers`, request.headers),
  ...textsIn(request.body).map((text) => ({ path: `${path}.body`, text })),
];

const ofRecord = (path: string, record: Readonly<Record<string, string>>): readonly Place[] =>
  Object.entries(record).map(([name, text]) => ({ path: `${path}.${name}`, text }));
