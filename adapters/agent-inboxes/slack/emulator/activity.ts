/** Counts what is under way, so that a test can wait until nothing is. */
export class Activity {
  private count = 0;
  private waiters: (() => void)[] = [];

  begin(): () => void {
    this.count += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.count = Math.max(0, this.count - 1);
      if (this.count === 0) for (const wake of this.waiters.splice(0)) wake();
    };
  }

  track<T>(work: Promise<T>): Promise<T> {
    const done = this.begin();
    return work.finally(done);
  }

  /** Nothing more will come of what is under way: the emulator stops. */
  abandon(): void {
    this.count = 0;
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** Resolves at once when nothing is under way. */
  idle(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
