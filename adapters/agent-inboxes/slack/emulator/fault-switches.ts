import type { Fault } from '../../../../src/ports';

/** A page instead of JSON with status 200, as a proxy or a login wall gives; only this emulator has it. */
export type SlackFault = Fault | { readonly type: 'html' };

interface Armed {
  readonly fault: SlackFault;
  readonly method: string | undefined;
  left: number;
}

/** Faults waiting for their call, oldest first. */
export class FaultSwitches {
  private armed: Armed[] = [];

  fail(fault: SlackFault, count = 1, method?: string): void {
    if (count > 0) this.armed.push({ fault, method, left: count });
  }

  clear(): void {
    this.armed = [];
  }

  left(): number {
    return this.armed.reduce((sum, { left }) => sum + left, 0);
  }

  /** The fault this call meets, used up by it. */
  take(method: string): SlackFault | null {
    const found = this.armed.find((one) => one.method === undefined || one.method === method);
    if (!found) return null;
    found.left -= 1;
    if (found.left === 0) this.armed = this.armed.filter((one) => one !== found);
    return found.fault;
  }
}
