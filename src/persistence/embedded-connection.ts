import fs from 'node:fs';
import { Client } from 'pg';
import { DATABASE, USER } from './embedded-data';

const CONNECT_WITHIN_MS = 5_000;

/** Codes of "somebody else has just made it". */
const ALREADY_THERE = new Set(['42P04', '23505']);

/**
 * Connects if the server on this port is the one of this data directory: it accepts our password and names the
 * directory. Undefined when nothing answers, or something else does.
 */
export async function connectTo(place: string, port: number, password: string): Promise<Client | undefined> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database: 'postgres',
    application_name: 'baton: keeps the server',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
  });
  // Without a listener a server that goes away would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if (rows[0] && fs.realpathSync(rows[0].data_directory) === fs.realpathSync(place)) return client;
  } catch {
    // Not ours, not ready, or not there: the caller asks again or starts one.
  }
  await client.end().catch(() => undefined);
  return undefined;
}

/** Whether an open connection keeps this process from ending by itself. (The types of pg do not know the methods.) */
export function keepsProcessAlive(client: Client, keeps: boolean): void {
  const socket = client as Client & { ref(): void; unref(): void };
  if (keeps) socket.ref();
  else socket.unref();
}

/** Creates our database unless it exists. */
export async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount) return;
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    if (!ALREADY_THERE.has((error as { code?: string }).code ?? '')) throw error;
  }
}

/** Whether anybody but this connection is connected. */
export async function hasOtherClients(client: Client): Promise<boolean> {
  // A connection that was just closed is listed for a moment after its client was told so.
  for (let look = 1; ; look += 1) {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    );
    if ((rowCount ?? 0) === 0) return false;
    if (look === LOOKS) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

const LOOKS = 10;
const LOOK_AGAIN_MS = 50;
