import type { DataSource } from 'typeorm';

const NOTIFY_EVERY_MS = 25;

/**
 * Tells workers that there is something to do: this process at once, others by one NOTIFY for all that happened within
 * a few milliseconds. Never inside a writing transaction, where it would serialise all commits of the server.
 */
export class Wake {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly source: () => DataSource | null) {}

  onWake(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** From another process: no need to tell others. */
  local = (): void => {
    for (const listener of this.listeners) listener();
  };

  signal = (): void => {
    this.local();
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.notify();
    }, NOTIFY_EVERY_MS).unref();
  };

  private async notify(): Promise<void> {
    // Polling is the net: a wake-up that cannot be sent costs a second.
    await this.source()
      ?.query(`select pg_notify('baton_wake', '')`)
      .catch(() => undefined);
  }
}
