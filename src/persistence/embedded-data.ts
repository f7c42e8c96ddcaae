import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './embedded-account';
import type { Binaries } from './embedded-binaries';
import { EmbeddedFailed, EmbeddedUnavailable } from './embedded-errors';

const exec = promisify(execFile);

/** The superuser and the database of the embedded server. */
export const USER = 'baton';
export const DATABASE = 'baton';

const PASSWORD_FILE = 'baton.password';
/** An initdb takes seconds. What is older was left by a process that died. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Makes the data directory unless it exists, and returns its password. Each process makes its own beside it and moves
 * it into place, so that several may do this at once: one wins, the others use what it made.
 */
export async function ensureData(place: string, binaries: Binaries, account: Account | undefined): Promise<string> {
  if (!isDataDirectory(place)) {
    if (fs.existsSync(place)) {
      throw new EmbeddedUnavailable(
        `${place} exists and is not a PostgreSQL data directory. Move it away, or set another DATA_DIR.`,
      );
    }
    removeAbandoned(place);
    await makeData(place, binaries, account);
  }
  const found = fs.readFileSync(path.join(place, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.major) {
    throw new EmbeddedUnavailable(
      `The data in ${place} were written by PostgreSQL ${found}, and this version of Baton brings PostgreSQL ` +
        `${binaries.major}, which cannot read them. Go back to the version of Baton that you ran before, or move the ` +
        `data to a server of yours (pg_dump of version ${found} or newer) and set DATABASE_URL.`,
    );
  }
  return fs.readFileSync(path.join(place, PASSWORD_FILE), 'utf8').trim();
}

function isDataDirectory(place: string): boolean {
  return fs.existsSync(path.join(place, 'PG_VERSION'));
}

async function makeData(place: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const unfinished = `${place}.init-${randomUUID()}`;
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    fs.mkdirSync(unfinished, { mode: 0o700 });
    writeSecret(passwordFile, password, account);
    if (account) fs.chownSync(unfinished, account.uid, account.gid);
    await initdb(unfinished, passwordFile, binaries, account);
    writeSecret(path.join(unfinished, PASSWORD_FILE), password, account);
    fs.renameSync(unfinished, place);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!isDataDirectory(place)) throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function initdb(
  folder: string,
  passwordFile: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  // The builtin locale is the same everywhere; without it initdb takes the machine's (WIN1252, SQL_ASCII).
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  // A password even on loopback: with "trust", every account of the machine could read customers' messages.
  const access = ['-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await exec(binaries.program('initdb'), ['-D', folder, ...access, ...locale, '--no-instructions'], {
      ...account,
      cwd: path.parse(folder).root,
      windowsHide: true,
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new EmbeddedFailed(
      `The database could not be set up in ${path.dirname(folder)}:\n${stderr?.trim() || message}`,
    );
  }
}

function writeSecret(file: string, secret: string, account: Account | undefined): void {
  fs.writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  if (account) fs.chownSync(file, account.uid, account.gid);
}

function removeAbandoned(place: string): void {
  const folder = path.dirname(place);
  const prefix = `${path.basename(place)}.init-`;
  for (const name of fs.readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const file = path.join(folder, name);
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER_MS) fs.rmSync(file, { recursive: true, force: true });
  }
}
