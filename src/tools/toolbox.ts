import type { Tool, Toolbox } from '../ports/tool';
import type { ToolSettings } from './file/read-tools-file';
import type { ResolveHost } from './http/way-out';

export interface ToolboxOptions {
  /** Null: there are no tools. */
  readonly settings: ToolSettings | null;
  /** Replaced by tests of what a resolver may answer. */
  readonly resolve?: ResolveHost;
}

export interface OpenToolbox extends Toolbox {
  close(): Promise<void>;
}

/** Everything that TOOLS_FILE declares, ready to be called. */
export async function createToolbox({ settings, resolve }: ToolboxOptions): Promise<OpenToolbox> {
  const actions = settings === null ? [] : await httpTools(settings, resolve);
  return {
    tools: async () => actions,
    close: async () => undefined,
  };
}

/** What calls out is loaded only where something is to be called. */
async function httpTools(settings: ToolSettings, resolve?: ResolveHost): Promise<readonly Tool[]> {
  const { httpTool } = await import('./http/http-tool');
  return settings.file.actions.map((action) => httpTool(action, { ...settings, ...(resolve && { resolve }) }));
}
