/** Counts what is under way, and keeps what was put off, so that a test can wait until nothing is and a stop drops it. */
export class Activity {
  private readonly running = new Set<Promise<unknown>>();
  private readonly timers = new Set<{ readonly timer: NodeJS.Timeout; readonly end: () => void }>();
  private stopped = false;

  track(work: Promise<unknown>): void {
    const tracked = work.catch(() => undefined).finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  /** Resolves after the time, or at once when everything stops: `stopping` tells which. */
  pause(ms: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const entry = {
        timer: setTimeout(() => entry.end(), ms),
        end: () => {
          clearTimeout(entry.timer);
          this.timers.delete(entry);
          resolve();
        },
      };
      this.timers.add(entry);
    });
  }

  get stopping(): boolean {
    return this.stopped;
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const { end } of [...this.timers]) end();
    await this.idle();
  }
}
