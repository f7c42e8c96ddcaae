import type { ResolveHost } from '../net/public-lookup';
import type { Logger } from '../ports/logger';
import type { Tool, Toolbox, ToolServerAdapter } from '../ports/tool';
import type { ToolSettings } from './file/read-tools-file';
import type { ServerTools } from './servers/server-tools';

export interface ToolboxOptions {
  /** Null: there are no tools. */
  readonly settings: ToolSettings | null;
  /** Loads the adapter for servers; called only where the file names some. */
  readonly loadServers: () => Promise<ToolServerAdapter>;
  readonly log: Logger;
  readonly now: () => number;
  /** Replaced by tests of what a resolver may answer. */
  readonly resolve?: ResolveHost;
}

export interface OpenToolbox extends Toolbox {
  close(): Promise<void>;
}

/** Everything that TOOLS_FILE declares, ready to be called. What calls out is loaded only where something is called. */
export async function createToolbox(options: ToolboxOptions): Promise<OpenToolbox> {
  const { settings, resolve } = options;
  if (settings === null) return { tools: async () => [], close: async () => undefined };
  const { httpTool } = await import('./http/http-tool');
  const actions = settings.file.actions.map((action) => httpTool(action, { ...settings, ...(resolve && { resolve }) }));
  const servers = await openServers(settings, options);
  return {
    tools: async () => {
      const theirs = await Promise.all(servers.map((server) => server.tools()));
      return [...actions, ...theirs.flat()] satisfies readonly Tool[];
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

async function openServers(settings: ToolSettings, options: ToolboxOptions): Promise<readonly ServerTools[]> {
  if (settings.file.mcp.length === 0) return [];
  const [{ openServer }, { ServerTools }] = await Promise.all([
    import('./servers/open-server'),
    import('./servers/server-tools'),
  ]);
  return Promise.all(
    settings.file.mcp.map(async (declared) => {
      const server = await openServer(declared, settings, options);
      return new ServerTools({ declared, server, log: options.log, now: options.now });
    }),
  );
}
