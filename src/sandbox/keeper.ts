import type { AdapterStorage } from '../ports/adapter';
import type { RunningEmulator } from '../ports/emulator';
import type { Logger } from '../ports/logger';

/** Long enough to gather what one click changes, short enough that a killed process loses next to nothing. */
const GATHER_MS = 40;

/** Something emulated, by the name under which it is kept. */
export interface Kept {
  readonly name: string;
  readonly label: string;
  readonly running: Pick<RunningEmulator, 'onChange' | 'snapshot'>;
}

/** Keeps the emulated providers durable: what a customer wrote there must be there after a restart, as with real ones. */
export class Keeper {
  private readonly changed = new Set<Kept>();
  private timer: NodeJS.Timeout | null = null;
  private ended = false;
  /** One at a time: an older snapshot must not end up over a newer one. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly storage: AdapterStorage,
    private readonly log: Logger,
  ) {}

  static keyOf(name: string): string {
    return `snapshot:${name}`;
  }

  /** Written down at once for the first time, so that names and secrets given at the start stay the same. */
  watch(provider: Kept): void {
    const note = (): void => {
      if (this.ended) return;
      this.changed.add(provider);
      this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
    };
    provider.running.onChange(note);
    note();
  }

  /** Resolves when everything that has changed so far is written down. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.save());
    return this.writing;
  }

  /** What changes from now on is not written down: the database is about to be closed, or is. */
  end(): void {
    this.ended = true;
    if (this.timer !== null) clearTimeout(this.timer);
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
