import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './embedded-account';
import type { Binaries } from './embedded-binaries';
import { type EmbeddedFailed, failedWithLog, logSince } from './embedded-errors';
import { readPidFile } from './embedded-pid-file';

const exec = promisify(execFile);

const LOOK_EVERY_MS = 10;
const LOG_KEPT_BYTES = 5 * 1024 * 1024;

/** Everything needed to run one data directory. */
export interface ServerFiles {
  readonly place: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

export const logFileOf = (place: string) => path.join(place, 'server.log');

/** What became of one attempt to start a server. */
export interface StartOutcome {
  readonly pid?: number;
  readonly failure?: EmbeddedFailed;
  readonly said: string;
}

/** Starts a server and watches it until it is ready, has ended, or somebody else's pid file stands there. */
export async function startOne(files: ServerFiles, giveUpAt: number): Promise<StartOutcome> {
  const logFile = logFileOf(files.place);
  rotateLog(logFile, files.account);
  const offset = fs.statSync(logFile).size;
  const args = ['-D', files.place, ...(await flags(files.settings))];
  if (process.platform === 'win32') return startOnWindows(files, logFile, args);

  const log = fs.openSync(logFile, 'a');
  // A process group of its own: Ctrl-C in the terminal reaches us alone, and we can finish our work before it stops.
  const child = spawn(files.binaries.program('postgres'), args, {
    ...files.account,
    cwd: path.parse(files.place).root,
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  child.unref();
  let ended: string | undefined;
  child.once('exit', (code, signal) => {
    ended = signal ?? `code ${code}`;
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  while (ended === undefined && Date.now() < giveUpAt) {
    const now = readPidFile(files.place);
    if (now?.pid === child.pid && now?.status === 'ready') return { pid: child.pid as number, said: '' };
    await sleep(LOOK_EVERY_MS);
  }
  const failure = failedWithLog(
    `The database ended while starting (${ended ?? 'not ready in time'}).`,
    logFile,
    offset,
  );
  return { failure, said: logSince(logFile, offset) };
}

/** postgres.exe refuses an elevated shell; pg_ctl gives up those rights first. */
async function startOnWindows(
  { place, binaries }: ServerFiles,
  logFile: string,
  args: string[],
): Promise<StartOutcome> {
  const options = args.slice(2).map((arg) => `"${arg}"`);
  try {
    await exec(binaries.program('pg_ctl'), ['-D', place, '-l', logFile, '-w', '-o', options.join(' '), 'start'], {
      windowsHide: true,
    });
  } catch (error) {
    const failure = failedWithLog(`The database did not start (${(error as Error).message}).`, logFile);
    return { failure, said: logSince(logFile, 0) };
  }
  const pid = readPidFile(place)?.pid;
  return pid === undefined ? { said: '' } : { pid, said: '' };
}

async function flags(settings: Readonly<Record<string, string>>): Promise<string[]> {
  const all: Record<string, string> = {
    port: String(await freePort()),
    listen_addresses: '127.0.0.1',
    // No socket file: its folder would have to be writable for both accounts, and its path is limited to 107 bytes.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function rotateLog(logFile: string, account: Account | undefined): void {
  const size = fs.statSync(logFile, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > LOG_KEPT_BYTES) fs.renameSync(logFile, `${logFile}.old`);
  fs.closeSync(fs.openSync(logFile, 'a', 0o600));
  if (account) fs.chownSync(logFile, account.uid, account.gid);
}
