import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAdmin, databaseUrl } from './test-server';

export interface TestDatabase {
  /** Connects as the owner of the database. */
  readonly url: string;
  /** Removes it, ending connections that are still open. */
  drop(): Promise<void>;
}

const COPY_ATTEMPTS = 20;
const COPY_AGAIN_MS = 100;
/** "source database is being accessed by other users": another file copies the template at this moment. */
const TEMPLATE_IN_USE = '55006';

/** A migrated, empty database for one test file. Drop it in `afterAll`, after closing what is connected to it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.BATON_TEST_SERVER;
  const template = process.env.BATON_TEST_TEMPLATE;
  if (!server || !template) throw new Error('There is no test server: run the tests through Jest (npm test).');
  const name = `baton_test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await admin.query(`create database ${name} template ${template}`);
      } catch (error) {
        if ((error as { code?: string }).code !== TEMPLATE_IN_USE || attempt === COPY_ATTEMPTS) throw error;
        await sleep(COPY_AGAIN_MS);
      }
    }
  });
  return {
    url: databaseUrl(server, name),
    drop: async () => {
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}
