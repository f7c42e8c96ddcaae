import { loadAll } from '../adapter-loader';
import { readEnvFile } from '../config/env-file';
import { databaseFolder, loadDatabaseConfig } from '../config/load-config';
import { startEmbedded } from '../persistence/embedded';

export interface UsedDatabase {
  readonly url: string;
  /** What is in it is for playing. */
  readonly sandbox: boolean;
  close(): Promise<void>;
}

/** The database that Baton uses with the same settings, also while it runs. */
export async function usedDatabase(): Promise<UsedDatabase> {
  readEnvFile();
  const [channels, inboxes] = await Promise.all([loadAll('customer-channels'), loadAll('agent-inboxes')]);
  const { core, sandbox } = loadDatabaseConfig(process.env, { channels, inboxes, models: [] });
  const server =
    core.databaseUrl === ''
      ? await startEmbedded({ dataDir: databaseFolder(core, sandbox), log: (line) => console.error(line) })
      : null;
  return { url: server?.url ?? core.databaseUrl, sandbox, close: async () => server?.stop() };
}
