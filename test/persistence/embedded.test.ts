import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../../src/persistence/embedded';
import { packagedHome } from '../../src/persistence/embedded-binaries';
import { EmbeddedFailed, EmbeddedUnavailable } from '../../src/persistence/embedded-errors';
import { isAlive, readPidFile } from '../../src/persistence/embedded-pid-file';

const exec = promisify(execFile);

const isRoot = process.getuid?.() === 0;
const DIST = path.resolve(__dirname, '../../dist/src/persistence/embedded.js');

let prepared: string;
let folder: string;
let dataDir: string;
let logged: string[];

/** Data as a first start leaves them. Most tests use them in turn: initdb and copying are what takes the time. */
beforeAll(async () => {
  prepared = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-embedded-'));
  fs.chmodSync(prepared, 0o755);
  const server = await startEmbedded({
    dataDir: path.join(prepared, 'postgres'),
    log: () => undefined,
    stateFolders: [path.join(prepared, 'state')],
  });
  await server.stop();
});

afterAll(() => fs.rmSync(prepared, { recursive: true, force: true }));

function usePrepared(): void {
  dataDir = path.join(prepared, 'postgres');
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-embedded-'));
  fs.chmodSync(folder, 0o755);
  dataDir = path.join(folder, 'postgres');
  logged = [];
});

afterEach(async () => {
  const running = readPidFile(dataDir);
  if (running && isAlive(running.pid)) await (await start()).stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  return startEmbedded({
    dataDir,
    log: (line) => logged.push(line),
    stateFolders: [path.join(prepared, 'state')],
    ...options,
  });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another program that starts the server, says so and stays until it is killed. */
async function startInOtherProcess(): Promise<{ kill(): Promise<void>; said: { url: string; adopted: boolean } }> {
  const program = `require(${JSON.stringify(DIST)}).startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} })
    .then((server) => { console.log(JSON.stringify(server)); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return {
    said: JSON.parse(String(line)),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** The pid file as a server leaves it that had no time to remove it. */
async function crashTheServer(): Promise<string> {
  usePrepared();
  const server = await start();
  const before = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8');
  await server.stop();
  return before;
}

test('keeps what was written when it is stopped and started again', async () => {
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, `create table note as select 'kept'::text as text`);
  await first.stop();
  expect(readPidFile(dataDir)).toBeUndefined();

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select text from note')).toEqual([{ text: 'kept' }]);
  expect(await query(second.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  await second.stop();
});

test('does not let in who has no password, and leaves the data to their owner', async () => {
  usePrepared();
  const server = await start();
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(query(url.toString(), 'select 1')).rejects.toThrow('password authentication failed');
  expect(fs.statSync(dataDir).mode & 0o077).toBe(0);
  await server.stop();
});

test('adopts the server of a process that was killed', async () => {
  usePrepared();
  const other = await startInOtherProcess();
  await query(other.said.url, 'create table adopted()');
  await other.kill();

  const server = await start();
  expect(server).toMatchObject({ adopted: true, url: other.said.url });
  await query(server.url, 'select from adopted');
  await server.stop();
  expect(readPidFile(dataDir)).toBeUndefined();
});

test('is not stopped by one process while another uses it', async () => {
  usePrepared();
  const other = await startInOtherProcess();
  const server = await start();
  await server.stop();
  expect(await query(other.said.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await other.kill();
});

test('comes up for all of three processes that begin at once on a fresh folder', async () => {
  const all = await Promise.all([startInOtherProcess(), startInOtherProcess(), startInOtherProcess()]);
  expect(new Set(all.map(({ said }) => said.url)).size).toBe(1);
  expect(all.filter(({ said }) => !said.adopted)).toHaveLength(1);
  await Promise.all(all.map((process) => process.kill()));
  expect(fs.readdirSync(folder)).toEqual(['postgres']);
});

test('takes a pid file whose process is gone for what it is', async () => {
  const left = await crashTheServer();
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  fs.writeFileSync(path.join(dataDir, 'postmaster.pid'), left.replace(/^\d+/, String(gone.pid)));

  const server = await start();
  expect(server.adopted).toBe(false);
  await server.stop();
});

test('does not mistake another program for its server when that got the number of the dead one', async () => {
  const left = await crashTheServer();
  fs.writeFileSync(path.join(dataDir, 'postmaster.pid'), left.replace(/^\d+/, String(process.pid)));

  const server = await start();
  expect(server.adopted).toBe(false);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(isAlive(process.pid)).toBe(true);
});

test('does not mistake the server of another folder for its own', async () => {
  const left = await crashTheServer();
  await exec('cp', ['-a', dataDir, path.join(folder, 'other')]);
  const other = await start({ dataDir: path.join(folder, 'other') });
  const theirs = readPidFile(path.join(folder, 'other'));
  const claims = left.replace(/^\d+/, String(theirs?.pid)).replace(/^(\d+\n.*\n.*\n)\d+/, `$1${theirs?.port}`);
  fs.writeFileSync(path.join(dataDir, 'postmaster.pid'), claims);

  const server = await start();
  expect(server.port).not.toBe(other.port);
  await server.stop();
  await other.stop();
});

test('recovers when the server itself was killed', async () => {
  usePrepared();
  const first = await start();
  await query(first.url, 'create table recovered()');
  process.kill(readPidFile(dataDir)?.pid as number, 'SIGKILL');

  const second = await start();
  expect(second.adopted).toBe(false);
  await query(second.url, 'select from recovered');
  await second.stop();
});

test('starts after an install that ran no scripts', async () => {
  usePrepared();
  const copy = path.join(folder, 'package');
  fs.cpSync(path.join(packagedHome(), '..'), copy, { recursive: true, verbatimSymlinks: true });
  for (const entry of fs.readdirSync(path.join(copy, 'native/lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) fs.rmSync(path.join(copy, 'native/lib', entry.name));
  }
  await expect(exec(path.join(copy, 'native/bin/postgres'), ['--version'])).rejects.toThrow(
    'cannot open shared object',
  );

  const server = await start({ home: path.join(copy, 'native') });
  await server.stop();
});

test('refuses data of another major version with a sentence', async () => {
  usePrepared();
  const versionFile = path.join(dataDir, 'PG_VERSION');
  const version = fs.readFileSync(versionFile);
  fs.writeFileSync(versionFile, '17\n');
  const refused = start().finally(() => fs.writeFileSync(versionFile, version));
  await expect(refused).rejects.toThrow(/were written by PostgreSQL 17.*brings PostgreSQL 18.*DATABASE_URL/s);
  await expect(refused).rejects.toBeInstanceOf(EmbeddedUnavailable);
});

test('refuses a folder with something else in it', async () => {
  fs.mkdirSync(dataDir);
  fs.writeFileSync(path.join(dataDir, 'holiday.jpg'), '');
  if (isRoot) fs.chownSync(dataDir, 65534, 65534);
  await expect(start()).rejects.toThrow('is not a PostgreSQL data directory');
});

test('says what the server said when it does not start', async () => {
  usePrepared();
  const failed = start({ settings: { shared_buffers: 'plenty' } });
  await expect(failed).rejects.toBeInstanceOf(EmbeddedFailed);
  await expect(failed).rejects.toThrow(/server\.log.*invalid value for parameter "shared_buffers"/s);
});

test.each([
  ['freebsd', 'x64', 'freebsd-x64'],
  ['win32', 'arm64', 'windows-arm64'],
])('says that there is no PostgreSQL for %s on %s', (platform, arch, named) => {
  expect(() => packagedHome(platform, arch)).toThrow(
    `Baton brings no PostgreSQL for ${named}. Set DATABASE_URL to a PostgreSQL server of yours.`,
  );
});

const asRoot = isRoot ? describe : describe.skip;

asRoot('as root', () => {
  test('runs the server as another account', async () => {
    usePrepared();
    const server = await start();
    expect(fs.statSync(dataDir).uid).not.toBe(0);
    expect(fs.statSync(`/proc/${readPidFile(dataDir)?.pid}`).uid).toBe(fs.statSync(dataDir).uid);
    await server.stop();
  });

  test('works in a folder that only root can enter, with the data outside and a link to them', async () => {
    const closed = path.join(folder, 'closed');
    fs.mkdirSync(closed, { mode: 0o700 });
    const home = path.join(closed, 'package/native');
    fs.cpSync(path.join(packagedHome(), '..'), path.join(closed, 'package'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const options = { dataDir: path.join(closed, 'postgres'), home, stateFolders: [path.join(folder, 'state')] };

    const first = await start(options);
    await query(first.url, 'create table kept()');
    await first.stop();
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(path.join(folder, 'state'));
    expect(fs.realpathSync(options.dataDir)).toContain(path.join(folder, 'state', 'data-'));

    // The link goes with the checkout when that is renamed.
    fs.renameSync(closed, path.join(folder, 'renamed'));
    const second = await start({ ...options, home: packagedHome(), dataDir: path.join(folder, 'renamed/postgres') });
    await query(second.url, 'select from kept');
    await second.stop();
    expect(logged).toHaveLength(1);
  });

  test('does not run programs from a folder that others can write to', async () => {
    const open = path.join(folder, 'state');
    fs.mkdirSync(open);
    fs.chmodSync(open, 0o777);
    const closed = path.join(folder, 'closed');
    fs.mkdirSync(closed, { mode: 0o700 });
    const refused = start({ dataDir: path.join(closed, 'postgres'), stateFolders: [open] });
    await expect(refused).rejects.toThrow('found no folder that this account');
  });

  test('says how to give it data that belong to root', async () => {
    usePrepared();
    const { uid, gid } = fs.statSync(dataDir);
    fs.chownSync(dataDir, 0, 0);
    await expect(start()).rejects.toThrow(/belongs to root.*chown -R \d+:\d+ /s);
    fs.chownSync(dataDir, uid, gid);
  });
});

test('notices that the server has gone, and says where to look', async () => {
  usePrepared();
  const server = await start();
  process.kill(readPidFile(dataDir)?.pid as number, 'SIGQUIT');
  while (logged.length === 0) await sleep(20);
  expect(logged[0]).toContain('server.log');
  await server.stop();
});
