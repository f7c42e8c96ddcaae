import { loadAll } from '../../adapter-loader';
import { readEnvFile } from '../../config/env-file';
import { databaseFolder, loadDatabaseConfig } from '../../config/load-config';
import { startEmbedded } from '../../persistence/embedded';
import { type OpenKnowledge, openKnowledgeStore } from '../../persistence/open-knowledge';

export interface Connected extends OpenKnowledge {
  /** What is taught here is for playing. */
  readonly sandbox: boolean;
}

/** The database that Baton uses with the same settings, also while it runs. */
export async function connect(): Promise<Connected> {
  readEnvFile();
  const [channels, inboxes] = await Promise.all([loadAll('customer-channels'), loadAll('agent-inboxes')]);
  const { core, sandbox } = loadDatabaseConfig(process.env, { channels, inboxes, models: [] });
  const server =
    core.databaseUrl === ''
      ? await startEmbedded({ dataDir: databaseFolder(core, sandbox), log: (line) => console.error(line) })
      : null;
  try {
    const opened = await openKnowledgeStore(server?.url ?? core.databaseUrl);
    return {
      ...opened,
      sandbox,
      async close() {
        await opened.close();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}
