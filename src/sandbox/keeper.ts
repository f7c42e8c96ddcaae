import { setTimeout as sleep } from 'node:timers/promises';
import type { AdapterStorage } from '../ports/adapter';
import type { Logger } from '../ports/logger';
import type { Provider } from './providers';

/** Long enough to gather what one click changes, short enough that a killed process loses next to nothing. */
const GATHER_MS = 40;

/** Keeps the emulated providers durable: what a customer wrote there must be there after a restart, as with real ones. */
export class Keeper {
  private readonly changed = new Set<Provider>();
  private writing: Promise<void> | null = null;

  constructor(
    private readonly storage: AdapterStorage,
    private readonly log: Logger,
  ) {}

  static keyOf(name: string): string {
    return `snapshot:${name}`;
  }

  /** Written down at once for the first time, so that names and secrets given at the start stay the same. */
  watch(provider: Provider): void {
    const note = (): void => {
      this.changed.add(provider);
      this.writing ??= this.write();
    };
    provider.running.onChange(note);
    note();
  }

  async flush(): Promise<void> {
    await this.writing;
    await this.save();
  }

  private async write(): Promise<void> {
    while (this.changed.size > 0) {
      await sleep(GATHER_MS);
      await this.save();
    }
    this.writing = null;
  }

  private async save(): Promise<void> {
    const providers = [...this.changed];
    this.changed.clear();
    for (const { name, label, running } of providers) {
      await this.storage.set(Keeper.keyOf(name), running.snapshot()).catch((error: unknown) => {
        const code = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
        this.log.warn(`What happened at the emulated ${label} could not be written down.`, { code });
      });
    }
  }
}
