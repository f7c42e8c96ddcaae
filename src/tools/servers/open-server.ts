import type { ResolveHost } from '../../net/public-lookup';
import type { ToolServer, ToolServerAdapter } from '../../ports/tool';
import type { ToolSettings } from '../file/read-tools-file';
import type { DeclaredServer } from '../file/schema';
import { fill } from '../file/template';
import { serverFetch } from './server-fetch';

export interface OpenServerOptions {
  readonly loadServers: () => Promise<ToolServerAdapter>;
  readonly resolve?: ResolveHost;
}

/** A declared server, not connected yet. */
export async function openServer(
  declared: DeclaredServer,
  { file, secrets }: ToolSettings,
  { loadServers, resolve }: OpenServerOptions,
): Promise<ToolServer> {
  const filled = (text: string): string => fill(text, (name) => secrets.get(name) ?? null) ?? text;
  const way = serverFetch(file.allowPrivateHosts, resolve);
  const adapter = await loadServers();
  const server = await adapter.create({
    url: filled(declared.url),
    headers: Object.fromEntries(Object.entries(declared.headers).map(([name, text]) => [name, filled(text)])),
    fetch: way.fetch,
    timeoutMs: declared.timeoutMs,
  });
  return {
    list: (signal) => server.list(signal),
    call: (name, args, signal) => server.call(name, args, signal),
    close: async () => {
      await server.close();
      await way.close();
    },
  };
}
