/** `reactions.add` takes about 50 a minute and workspace; the rest is for what must be seen. */
export const REACTIONS_PER_MINUTE = 40;
const MINUTE_MS = 60_000;

/** What this process adds. A refusal by Slack is waited for as any other. */
export class ReactionBudget {
  private readonly recent: number[] = [];

  constructor(private readonly now: () => number) {}

  /** Whether one more fits; it is counted then. `always`: it is counted and made whether or not it fits. */
  take(always = false): boolean {
    this.forget();
    if (!always && this.recent.length >= REACTIONS_PER_MINUTE) return false;
    this.recent.push(this.now());
    return true;
  }

  /** How long until one more fits. */
  freeInMs(): number {
    this.forget();
    const first = this.recent[this.recent.length - REACTIONS_PER_MINUTE];
    return first === undefined ? 0 : Math.max(first + MINUTE_MS - this.now(), 0);
  }

  private forget(): void {
    while (this.recent[0] !== undefined && this.recent[0] <= this.now() - MINUTE_MS) this.recent.shift();
  }
}
