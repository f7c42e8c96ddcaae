import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import { connectTo } from './embedded-connection';
import { failedWithLog } from './embedded-errors';
import { disownPid, isAlive, isServerOf, readPidFile } from './embedded-pid-file';
import { logFileOf, type ServerFiles, startOne } from './embedded-start';

const exec = promisify(execFile);

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 10;
/** A start that failed for a reason that passes is tried again, after a moment. */
const START_ATTEMPTS = 20;
const NEXT_ATTEMPT_MS = 250;

/** Reasons that pass: a port taken since we asked, a sibling that was first, a dead server whose processes are leaving. */
const PASSES = /could not bind|could not create any TCP|lock file "postmaster.pid"|pre-existing shared memory block/;

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** It was running before: started by another process, or by one of ours that was killed. */
  readonly adopted: boolean;
  /** Open for as long as we use the server, so that another process that leaves does not stop it. */
  readonly connection: Client;
}

/** Joins the server that runs on this data directory, or starts one. Any number of processes may do this at once. */
export async function joinOrStart(files: ServerFiles): Promise<RunningServer> {
  const startedPids = new Set<number>();
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (let attempts = 0; Date.now() < giveUpAt; ) {
    const found = readPidFile(files.place);
    if (found && isAlive(found.pid)) {
      const connection =
        found.status === 'ready' ? await connectTo(files.place, found.port, files.password) : undefined;
      if (connection) return { ...found, adopted: !startedPids.has(found.pid), connection };
      if (!startedPids.has(found.pid) && !(await isServerOf(files.place, found.pid))) disownPid(files.place, found);
      else await sleep(LOOK_EVERY_MS);
      continue;
    }
    attempts += 1;
    if (attempts > 1) await sleep(NEXT_ATTEMPT_MS);
    const outcome = await startOne(files, giveUpAt);
    if (outcome.pid !== undefined) startedPids.add(outcome.pid);
    if (outcome.failure && (attempts >= START_ATTEMPTS || !PASSES.test(outcome.said))) throw outcome.failure;
  }
  throw failedWithLog(`The database was not ready within ${READY_WITHIN_MS / 1000} s.`, logFileOf(files.place));
}

/** Stops the server at once, ending what is left of its connections, and waits until it is gone. */
export async function stopServer({ place, binaries }: ServerFiles, pid: number): Promise<void> {
  // Only what the data directory names as its server, lest the number belongs to another program by now.
  if (readPidFile(place)?.pid !== pid) return;
  if (process.platform === 'win32') {
    await exec(binaries.program('pg_ctl'), ['-D', place, '-m', 'fast', '-w', 'stop'], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  const giveUpAt = Date.now() + STOPPED_WITHIN_MS;
  while (readPidFile(place)?.pid === pid && isAlive(pid)) {
    if (Date.now() > giveUpAt) throw failedWithLog('The database did not stop in time.', logFileOf(place));
    await sleep(LOOK_EVERY_MS);
  }
}
