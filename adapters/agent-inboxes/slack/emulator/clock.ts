/**
 * Slack's own time. A test moves it forward by hand to outlive a trigger or a response URL; the sandbox passes business
 * time. Signatures are the exception: they carry the wall clock, because receivers check them against theirs.
 */
export class Clock {
  private offsetMs = 0;
  private lastMicros: number;

  constructor(
    private readonly source: () => number,
    lastTs = '0',
  ) {
    this.lastMicros = Math.round(Number(lastTs) * 1_000_000);
  }

  now(): number {
    return this.source() + this.offsetMs;
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  /** Strictly increasing even when time stands still: `ts` identifies a message within its channel. */
  nextTs(): string {
    this.lastMicros = Math.max(this.lastMicros + 1, Math.floor(this.now() * 1000));
    const micros = String(this.lastMicros).padStart(16, '0');
    return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
  }

  lastTs(): string {
    return (this.lastMicros / 1_000_000).toFixed(6);
  }
}
