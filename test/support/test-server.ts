import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../../src/persistence/embedded';

/** Nothing here outlives the run, so nothing needs to survive a power cut. */
const FAST_AND_LOSE_IT = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
};

/** The server that all test files of a run share, and the database each of theirs is copied from. */
export interface TestServer {
  readonly url: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** TEST_DATABASE_URL names another server; its user must be allowed to create databases. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startOwn();
  const template = `baton_template_${randomBytes(6).toString('hex')}`;
  try {
    await asAdmin(server.url, (admin) => admin.query(`create database ${template}`));
    await migrateIfWritten(databaseUrl(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.url,
    template,
    stop: async () => {
      await asAdmin(server.url, (admin) => admin.query(`drop database if exists ${template} with (force)`));
      await server.stop();
    },
  };
}

const OWN_PREFIX = `baton-test-${process.getuid?.() ?? 0}-`;

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  await removeAbandoned();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${OWN_PREFIX}${process.pid}-`));
  // The server's account must be able to enter, and mkdtemp lets only us.
  fs.chmodSync(folder, 0o755);
  const log = (line: string) => console.warn(line);
  const server = await startEmbedded({ dataDir: path.join(folder, 'postgres'), log, settings: FAST_AND_LOSE_IT });
  const stop = async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** A run that was killed left its server behind. Joining it is the way to stop it: only our password opens it. */
async function removeAbandoned(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(OWN_PREFIX))) {
    const pid = Number(name.slice(OWN_PREFIX.length).split('-')[0]);
    if (isAlive(pid)) continue;
    const folder = path.join(os.tmpdir(), name);
    const dataDir = path.join(folder, 'postgres');
    if (fs.existsSync(path.join(dataDir, 'postmaster.pid'))) {
      const server = await startEmbedded({ dataDir, log: () => undefined, settings: FAST_AND_LOSE_IT });
      await server.stop();
    }
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function migrateIfWritten(url: string): Promise<void> {
  const file = path.resolve(__dirname, '../../src/persistence/migrate.ts');
  if (!fs.existsSync(file)) return;
  const { migrate }: { migrate(url: string): Promise<void> } = require(file);
  await migrate(url);
}

/** The same server and user, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

export async function asAdmin<T>(serverUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
