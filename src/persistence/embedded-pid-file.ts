import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** What a running server writes about itself into its data directory. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly status: 'ready' | 'starting' | 'stopping';
  readonly text: string;
}

/** Larger than any pid a kernel hands out. */
const NOBODYS_PID = 99_999_999;

const fileIn = (place: string) => path.join(place, 'postmaster.pid');

/** The pid file, or undefined when no server runs (or one has only begun to write it). */
export function readPidFile(place: string): PidFile | undefined {
  try {
    const text = fs.readFileSync(fileIn(place), 'utf8');
    const [pid, , , port, , , , status = ''] = text.split('\n');
    if (!Number(pid)) return undefined;
    const word = status.trim();
    return {
      pid: Number(pid),
      port: Number(port),
      status: word === 'ready' || word === 'stopping' ? word : 'starting',
      text,
    };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process is the server of this data directory, judged by its command line: after a crash and a restart
 * of the machine its number may belong to any program. True when it cannot be found out, which is the safe mistake.
 */
export async function isServerOf(place: string, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    const command = await commandLine(pid);
    return command.includes('postgres') && `${command} `.includes(`-D ${place} `);
  } catch {
    return isAlive(pid);
  }
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  const { stdout } = await exec('ps', ['-o', 'args=', '-ww', '-p', String(pid)]);
  return stdout.trim();
}

/**
 * Makes the pid file of a dead server point at no process, when its number now belongs to another program. It is not
 * simply deleted: PostgreSQL reads in it whether processes of the dead server still hold its memory. Moving the file
 * away first lets one process do this, and writing it back without overwriting spares the file of a newer server.
 */
export function disownPid(place: string, stale: PidFile): void {
  const aside = `${fileIn(place)}.${randomUUID()}`;
  try {
    fs.renameSync(fileIn(place), aside);
  } catch {
    return;
  }
  const moved = fs.readFileSync(aside, 'utf8');
  if (moved === stale.text) {
    fs.writeFileSync(aside, moved.replace(/^-?\d+/, String(NOBODYS_PID)));
  }
  try {
    fs.linkSync(aside, fileIn(place));
  } catch {
    // A newer server has written its own.
  }
  fs.rmSync(aside);
}
