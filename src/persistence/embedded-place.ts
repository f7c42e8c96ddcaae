import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Account, canEnter, ownerOf } from './embedded-account';
import { EmbeddedUnavailable } from './embedded-errors';

/** Where root keeps what the server's account must reach, best first. The last is emptied by a restart of many systems. */
export const STATE_FOLDERS: readonly string[] = [
  process.platform === 'darwin' ? '/var/db/baton' : '/var/lib/baton',
  path.join(os.tmpdir(), 'baton-state'),
];

/**
 * The first of the candidates that root owns alone and the account can enter, made if need be. Nobody else may write
 * there: programs are run from it, and a folder with a known name under /tmp could have been laid out by anyone.
 */
export async function stateFolder(account: Account, candidates: readonly string[]): Promise<string> {
  for (const folder of candidates) {
    try {
      fs.mkdirSync(folder, { mode: 0o755 });
      fs.chmodSync(folder, 0o755);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') continue;
    }
    const found = fs.lstatSync(folder);
    const ours = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
    if (ours && (await canEnter(folder, account))) return folder;
  }
  throw new EmbeddedUnavailable(
    `As root, Baton runs its database as another account, and found no folder that this account can enter (tried ` +
      `${candidates.join(', ')}). Put the checkout and DATA_DIR where every account can enter, or set DATABASE_URL.`,
  );
}

/**
 * Where the data really lie. Usually `dataDir` itself. When the server's account cannot enter its parent, `dataDir`
 * becomes a link to a folder that it can: the link shows where the data are and moves with the checkout.
 */
export async function placeOfData(
  dataDir: string,
  account: Account | undefined,
  outside: () => Promise<string>,
  log: (line: string) => void,
): Promise<string> {
  const wanted = path.resolve(dataDir);
  fs.mkdirSync(path.dirname(wanted), { recursive: true });
  removeIfEmpty(wanted);
  const place = readLink(wanted) ?? wanted;
  fs.mkdirSync(path.dirname(place), { recursive: true });
  const exists = fs.existsSync(place);
  if (await canEnter(path.dirname(place), account && exists ? ownerOf(place) : account)) return place;
  if (exists || place !== wanted) {
    throw new EmbeddedUnavailable(
      `The account that runs the database cannot enter ${path.dirname(place)}, where its data lie. ` +
        'Open the folders above it to other accounts (chmod o+x), start Baton as their owner, or set another DATA_DIR.',
    );
  }
  const target = path.join(await outside(), `data-${randomUUID()}`);
  try {
    fs.symlinkSync(target, wanted);
  } catch (error) {
    // Another process was first.
    const theirs = readLink(wanted);
    if (theirs === undefined) throw error;
    return theirs;
  }
  log(`Only root can enter ${path.dirname(wanted)}, so the database lies in ${target} (${wanted} is a link to it).`);
  return target;
}

function readLink(file: string): string | undefined {
  try {
    return path.resolve(path.dirname(file), fs.readlinkSync(file));
  } catch {
    return undefined;
  }
}

/** A folder made beforehand, as for a volume, is in the way of the finished one that is moved there. */
function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Not there, not empty or a link: all of them are looked at later.
  }
}

/** The account for a data directory that exists: its owner. A directory that belongs to somebody else is refused. */
export function accountFor(place: string, account: Account | undefined): Account | undefined {
  if (!fs.existsSync(place) || process.getuid === undefined) return account;
  const owner = ownerOf(place);
  if (account === undefined) {
    if (owner.uid === process.getuid()) return undefined;
    throw new EmbeddedUnavailable(
      `The data directory ${place} belongs to the account ${owner.uid}, and Baton runs as ${process.getuid()}. ` +
        'Start Baton as before (as that account or as root), or set another DATA_DIR.',
    );
  }
  if (owner.uid !== 0) return owner;
  throw new EmbeddedUnavailable(
    `The data directory ${place} belongs to root, and PostgreSQL does not run as root. ` +
      `Give it to the account that runs the database: chown -R ${account.uid}:${account.gid} ${place}`,
  );
}
