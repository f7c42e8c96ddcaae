import type { Activity } from './activity';
import type { Json } from './wire';

export interface QueuedEvent {
  readonly envelope: Json;
  /** Events of one lane keep their order. */
  readonly lane: string;
  readonly attempt: number;
  /** Why the attempt before failed. */
  readonly reason: string;
}

const SHUFFLE_WINDOW_MS = 20;

/** The bad days of deliveries: repeated, out of order, late. */
export class DeliverySwitches {
  readonly held: QueuedEvent[] = [];
  private copies = 1;
  private shuffle = false;
  private hold = false;
  private release: { timer: NodeJS.Timeout; done: () => void } | null = null;

  constructor(
    private readonly activity: Activity,
    private readonly dispatch: (event: QueuedEvent, inOrder: boolean) => void,
  ) {}

  set(options: { readonly copies?: number; readonly shuffle?: boolean; readonly hold?: boolean }): void {
    this.copies = options.copies ?? 1;
    this.shuffle = options.shuffle ?? false;
    this.hold = options.hold ?? false;
    if (!this.hold) this.flush(this.shuffle);
  }

  accept(event: QueuedEvent): void {
    const events = Array.from({ length: this.copies }, () => event);
    if (!this.hold && !this.shuffle) {
      for (const one of events) this.dispatch(one, true);
      return;
    }
    this.held.push(...events);
    if (!this.hold && !this.release) this.releaseSoon();
  }

  private releaseSoon(): void {
    const done = this.activity.begin();
    const timer = setTimeout(() => this.flush(true), SHUFFLE_WINDOW_MS);
    this.release = { timer, done };
  }

  /** Shuffled, each goes out at once: whichever arrives first arrives first. */
  private flush(shuffled: boolean): void {
    const events = this.held.splice(0);
    const order = shuffled ? shuffledCopy(events) : events;
    for (const event of order) this.dispatch(event, !shuffled);
    if (!this.release) return;
    clearTimeout(this.release.timer);
    this.release.done();
    this.release = null;
  }
}

/** Two or more never stay as they were: a test that asks for disorder gets it. */
const shuffledCopy = (events: readonly QueuedEvent[]): QueuedEvent[] => {
  const copy = [...events];
  for (let index = copy.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * index);
    [copy[index], copy[other]] = [copy[other] as QueuedEvent, copy[index] as QueuedEvent];
  }
  return copy;
};
