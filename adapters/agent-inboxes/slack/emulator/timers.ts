import type { Activity } from './activity';

/** Work put off. It counts as activity until it is done, and is dropped when the emulator stops. */
export class Timers {
  private readonly pending = new Set<NodeJS.Timeout>();

  constructor(private readonly activity: Activity) {}

  later(delayMs: number, work: () => void): void {
    const done = this.activity.begin();
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      work();
      done();
    }, delayMs);
    this.pending.add(timer);
  }

  stop(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }
}
