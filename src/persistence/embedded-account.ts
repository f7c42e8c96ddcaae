import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { EmbeddedUnavailable } from './embedded-errors';

const exec = promisify(execFile);

/** The account the server runs as when it may not be ours. Spreads into the options of `spawn`. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Then it runs as `postgres` (macOS: `_postgres`), else as `nobody`: accounts that
 * are there already, because creating one on somebody's machine is not ours to do. Undefined when we are not root.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const rows = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [, , uid, gid] = rows.find(([account]) => account === name) ?? [];
    // macOS writes nobody as -2.
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new EmbeddedUnavailable(
    'The database that Baton brings cannot run as root, and this machine has neither an account "postgres" nor "nobody". ' +
      'Start Baton as another user, or set DATABASE_URL to a PostgreSQL server of yours.',
  );
}

/** The owner of a data directory that exists: whoever started it first goes on running it. */
export function ownerOf(folder: string): Account {
  const { uid, gid } = fs.statSync(folder);
  return { uid, gid };
}

/** Whether the account can step into `folder`. Asked of the system itself, which also knows about access lists. */
export async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true;
  try {
    await exec('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
