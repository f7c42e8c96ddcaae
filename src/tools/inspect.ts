import { PortError } from '../domain/errors';
import type { ResolveHost } from '../net/public-lookup';
import type { ToolSettings } from './file/read-tools-file';
import type { Declared, DeclaredServer } from './file/schema';
import { fill } from './file/template';
import { noAnswer } from './http/failures';
import { openWayOut } from './http/way-out';
import { disagreements, misfits } from './servers/offered';
import { type OpenServerOptions, openServer } from './servers/open-server';

/** One place that tools are called at, and what was found there. */
export interface Inspected {
  readonly place: string;
  readonly isReached: boolean;
  /** A sentence. */
  readonly found: string;
  readonly tools: readonly InspectedTool[];
}

export interface InspectedTool {
  readonly name: string;
  readonly permission: Declared['permission'];
  readonly identity: Declared['identity'];
  /** Why it cannot be used. */
  readonly problems: readonly string[];
  /** What somebody should look at. */
  readonly hints: readonly string[];
}

const WAIT_MS = 5_000;

/** Looks whether everything that the file names can be reached, and whether servers offer what is wanted of them. */
export async function inspectTools(settings: ToolSettings, options: OpenServerOptions): Promise<readonly Inspected[]> {
  const origins = new Map<string, Declared[]>();
  for (const action of settings.file.actions) {
    const origin = originOf(action.request.url, settings);
    origins.set(origin, [...(origins.get(origin) ?? []), action]);
  }
  return Promise.all([
    ...[...origins].map(([origin, tools]) => inspectOrigin(origin, tools, settings, options.resolve)),
    ...settings.file.mcp.map((server) => inspectServer(server, settings, options)),
  ]);
}

const originOf = (template: string, { secrets }: ToolSettings): string =>
  new URL(fill(template, (name) => secrets.get(name) ?? 'x') ?? template).origin;

/** Any answer will do: what it is about is only known by trying a tool. */
async function inspectOrigin(
  origin: string,
  declared: readonly Declared[],
  { file }: ToolSettings,
  resolve: ResolveHost | undefined,
): Promise<Inspected> {
  const way = openWayOut(file.allowPrivateHosts, resolve);
  const tools = declared.map((tool) => ({ ...tool, problems: [], hints: [] }));
  try {
    await way.fetch(`${origin}/`, { method: 'HEAD', signal: AbortSignal.timeout(WAIT_MS) });
    return { place: origin, isReached: true, found: 'It answers.', tools };
  } catch (error) {
    const called = { tool: declared.map(({ name }) => name).join(', '), writes: false, request: { headers: {} } };
    const failure = noAnswer(error, way.hasConnected(), called);
    // A redirect of the front page says nothing about the addresses below it.
    if (failure.details.code === 'redirect') return { place: origin, isReached: true, found: 'It answers.', tools };
    return { place: origin, isReached: false, found: sentence(failure.message), tools };
  } finally {
    await way.close();
  }
}

const sentence = (message: string): string => {
  const what = message.replace(/^The tool [^:]*: /, '');
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`;
};

async function inspectServer(
  declared: DeclaredServer,
  settings: ToolSettings,
  options: OpenServerOptions,
): Promise<Inspected> {
  const place = `${declared.name} (MCP)`;
  const server = await openServer(declared, settings, options);
  try {
    const offered = await server.list(AbortSignal.timeout(WAIT_MS));
    return {
      ...{
        place,
        isReached: true,
        found: `It offers ${offered.length} tools, ${declared.tools.length} are named here.`,
      },
      tools: declared.tools.map((tool) => ({
        ...tool,
        problems: misfits(tool, offered),
        hints: disagreements(tool, offered),
      })),
    };
  } catch (error) {
    const found = error instanceof PortError ? error.message : 'It fails for an unknown reason.';
    return {
      place,
      isReached: false,
      found,
      tools: declared.tools.map((tool) => ({ ...tool, problems: [], hints: [] })),
    };
  } finally {
    await server.close();
  }
}
