import { type OpenKnowledge, openKnowledgeStore } from '../../persistence/open-knowledge';
import { usedDatabase } from '../used-database';

export interface Connected extends OpenKnowledge {
  /** What is taught here is for playing. */
  readonly sandbox: boolean;
}

/** The database that Baton uses with the same settings, also while it runs. */
export async function connect(): Promise<Connected> {
  const database = await usedDatabase();
  try {
    const opened = await openKnowledgeStore(database.url);
    return {
      ...opened,
      sandbox: database.sandbox,
      async close() {
        await opened.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
