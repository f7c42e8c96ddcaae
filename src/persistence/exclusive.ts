import { createHash } from 'node:crypto';
import { Client } from 'pg';

const EXCLUSIVE = 4243;

/**
 * Lets one process at a time have a name, for as long as its connection to the database lives. Resolves with the
 * release, or with null where another process has it.
 */
export async function takeExclusively(url: string, name: string): Promise<(() => Promise<void>) | null> {
  const client = new Client({ connectionString: url, options: '-c role=baton_app', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  const key = createHash('sha256').update(name).digest().readInt32BE(0);
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
    EXCLUSIVE,
    key,
  ]);
  if (rows[0]?.taken) return () => client.end().catch(() => undefined);
  await client.end().catch(() => undefined);
  return null;
}
