import { ApiError } from './api-error';
import type { EmulatorState } from './state';
import type { WireUpdate } from './wire';

/** Requests this far behind the end of the queue are answered from its head. Source: tdlib, TQueue. */
const FUTURE_SLACK = 10;

const conflict = (what: string) => new ApiError(409, `Conflict: ${what}`);

interface Poll {
  readonly answer: () => void;
  readonly refuse: (error: ApiError) => void;
}

/** `getUpdates`: one request at a time, and only an offset confirms. */
export class UpdatePolls {
  private pending: Poll | null = null;

  constructor(private readonly state: EmulatorState) {}

  get isOpen(): boolean {
    return this.pending !== null;
  }

  /** Resolves at once if there is something, otherwise when something comes or `timeoutMs` is over. */
  async get(offset: number | null, limit: number, timeoutMs: number): Promise<readonly WireUpdate[]> {
    if (this.state.webhook.url !== '') {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.refuse('terminated by other getUpdates request; make sure that only one bot instance is running');
    this.confirm(offset);
    const ready = () => this.state.queue.slice(0, limit).map(({ update }) => update);
    if (ready().length === 0 && timeoutMs > 0) await this.wait(timeoutMs);
    return ready();
  }

  /** Everything before the offset is forgotten; negative counts from the end; far ahead counts as the head. */
  private confirm(offset: number | null): void {
    if (offset === null || offset === 0) return;
    const { queue } = this.state;
    if (offset < 0) {
      this.state.queue = queue.slice(offset);
      return;
    }
    if (offset > this.state.nextUpdateId + FUTURE_SLACK) return;
    this.state.queue = queue.filter(({ update }) => update.update_id >= offset);
  }

  private wait(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        if (this.pending === poll) this.pending = null;
        finish();
      };
      const poll: Poll = { answer: () => end(resolve), refuse: (error) => end(() => reject(error)) };
      const timer = setTimeout(poll.answer, timeoutMs);
      this.pending = poll;
    });
  }

  /** Something is in the queue, or the server stops. */
  wake(): void {
    this.pending?.answer();
  }

  /** Ends the open request with a 409. */
  refuse(reason: string): void {
    this.pending?.refuse(conflict(reason));
  }
}
