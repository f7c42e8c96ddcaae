import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from './eventually';

/** Keeps one killable process of Baton running; each life ends at the next point of the list, the last goes on. */
export class Supervisor {
  readonly died: string[] = [];
  private child: ChildProcess | null = null;
  private stopped = false;

  constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly kills: string[],
  ) {}

  start(): void {
    const killAt = this.kills[0] ?? '';
    const child = fork(join(__dirname, 'killable.cjs'), {
      env: { ...process.env, ...this.env, KILL_AT: killAt },
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') this.died.push(this.kills.shift() ?? 'unasked');
      else if (!this.stopped) this.died.push(`exit ${code}`);
      if (!this.stopped) this.start();
    });
  }

  get isDone(): boolean {
    return this.kills.length === 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const { child } = this;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await eventually(() => child.exitCode !== null || child.signalCode !== null, 'Baton stops when told to');
  }
}
