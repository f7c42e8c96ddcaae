import type { Fault } from '../../../../src/ports';

/** Not what a test means by "the next call": they come by themselves. */
const BACKGROUND: ReadonlySet<string> = new Set(['messages.list', 'typing.create', 'accounts.fetch', 'numbers.list']);

interface Armed {
  readonly fault: Fault;
  readonly method: string | null;
  left: number;
}

/** Faults waiting for their call. Without a method any call but lists, typing and the start-up checks takes one. */
export class FaultList {
  private readonly armed: Armed[] = [];

  add(fault: Fault, count: number, method: string | undefined): void {
    this.armed.push({ fault, left: count, method: method ?? null });
  }

  clear(): void {
    this.armed.length = 0;
  }

  left(): number {
    return this.armed.reduce((sum, { left }) => sum + left, 0);
  }

  take(method: string): Fault | null {
    const fits = (armed: Armed) => (armed.method === null ? !BACKGROUND.has(method) : armed.method === method);
    const found = this.armed.find((armed) => armed.left > 0 && fits(armed));
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault;
  }
}
