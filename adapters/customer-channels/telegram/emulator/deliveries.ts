import type { EmulatorState, QueuedUpdate } from './state';
import type { WireUpdate } from './wire';

const HOUR = 3_600_000;
const KEPT_MS = 24 * HOUR;
const IDLE_RESET_MS = 7 * 24 * HOUR;
const TIMEOUT_MS = 60_000;

export interface DeliveryOptions {
  readonly now: () => number;
  /** Multiplies the waits between attempts (2, 4, 8 s, ...): tests do not want to sit them out. */
  readonly retryScale: number;
  readonly onProblem: (problem: string) => void;
  readonly onChange: () => void;
  /** Something waits: for the webhook here, or for the open `getUpdates`. */
  readonly onQueued: () => void;
}

/**
 * Sends updates to the webhook as the real server does (tdlib's WebhookActor): those of one chat strictly one after
 * the other, the failing one first; chats side by side up to `max_connections`; the first retry at once, then after
 * 2, 4, 8 s and so on, or after what Retry-After says.
 */
export class Deliveries {
  copies = 1;
  shuffle = false;
  /** Seconds until each repeat so far, before they were scaled. */
  readonly waits: number[] = [];
  private held = false;
  private stopped = false;
  private open = 0;
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly waiting = new Set<{ readonly timer: NodeJS.Timeout; readonly done: () => void }>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly state: EmulatorState,
    private readonly options: DeliveryOptions,
  ) {}

  /** Queues an update with the next number. Kinds that the bot did not ask for are never made. */
  add(chatId: number, kind: string, content: unknown): void {
    const { webhook } = this.state;
    if (webhook.allowedUpdates.length > 0 && !webhook.allowedUpdates.includes(kind)) return;
    if (webhook.allowedUpdates.length === 0 && NOT_BY_DEFAULT.has(kind)) return;
    const now = this.options.now();
    // After a week without updates the real server begins again at a random number, even a lower one.
    if (now - this.state.lastUpdateAt >= IDLE_RESET_MS) {
      this.state.nextUpdateId = 100_000_000 + Math.floor(Math.random() * 800_000_000);
    }
    this.state.lastUpdateAt = now;
    this.addRaw(chatId, { update_id: this.state.nextUpdateId++, [kind]: content });
  }

  addRaw(chatId: number, update: WireUpdate): void {
    this.state.queue.push({ update, chatId, queuedAt: this.options.now(), failures: 0 });
    this.options.onQueued();
    this.wake();
  }

  set hold(held: boolean) {
    this.held = held;
    this.wake();
  }

  wake(): void {
    if (this.held || this.stopped || this.state.webhook.url === '') return;
    for (const queued of this.state.queue) {
      const lane = this.laneOf(queued);
      if (!this.lanes.has(lane)) this.lanes.set(lane, this.runLane(lane));
    }
  }

  /** Shuffled, no update waits for another. */
  private laneOf({ chatId, update }: QueuedUpdate): string {
    return this.shuffle ? `update ${update.update_id}` : `chat ${chatId}`;
  }

  private async runLane(lane: string): Promise<void> {
    await this.pause(this.shuffle ? Math.random() * 20 : 0);
    for (let head = this.headOf(lane); head !== undefined; head = this.headOf(lane)) {
      const retryAfterMs = await this.attempt(head);
      if (retryAfterMs !== null) await this.pause(retryAfterMs);
    }
    this.lanes.delete(lane);
    this.options.onChange();
    this.wake();
  }

  private headOf(lane: string): QueuedUpdate | undefined {
    if (this.held || this.stopped || this.state.webhook.url === '') return undefined;
    const oldest = this.options.now() - KEPT_MS;
    this.state.queue = this.state.queue.filter(({ queuedAt }) => queuedAt >= oldest);
    return this.state.queue.find((queued) => this.laneOf(queued) === lane);
  }

  /** Null: taken. Otherwise the wait until the next attempt. */
  private async attempt(queued: QueuedUpdate): Promise<number | null> {
    while (this.open >= this.state.webhook.maxConnections) await this.pause(5);
    this.open += 1;
    const sent = await Promise.all(Array.from({ length: this.copies }, () => this.post(queued.update)));
    this.open -= 1;
    const failed = sent.find((outcome) => outcome !== null);
    if (failed === undefined || failed === null) {
      this.state.queue = this.state.queue.filter((other) => other !== queued);
      return null;
    }
    return this.failed(queued, failed);
  }

  private failed(queued: QueuedUpdate, failure: PostFailure): number {
    if (this.stopped) return 0;
    queued.failures += 1;
    this.state.webhook.lastErrorAt = this.options.now();
    this.state.webhook.lastError = failure.message;
    const growing = queued.failures === 1 ? 0 : Math.min(2 ** (queued.failures - 1), 60 + Math.random() * 60);
    const seconds = failure.retryAfterSeconds ?? growing;
    this.waits.push(seconds);
    return seconds * 1000 * this.options.retryScale;
  }

  private async post(update: WireUpdate): Promise<PostFailure | null> {
    const { url, secret } = this.state.webhook;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== '' && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.stopping.signal]),
      });
      return this.judge(response, await response.text());
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      return { message: timedOut ? 'Read timeout expired' : 'Connection refused', retryAfterSeconds: null };
    }
  }

  private judge(response: Response, body: string): PostFailure | null {
    if (/"method"\s*:/.test(body)) {
      // The real server would run it as an API call: whatever a customer wrote must never come back in an answer.
      this.options.onProblem('The answer to a webhook has a "method" in it, which Telegram runs as an API call.');
    }
    if (response.ok) return null;
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      message: `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim(),
      retryAfterSeconds: Number.isFinite(retryAfter) ? Math.min(retryAfter, 3600) : null,
    };
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const entry = {
        timer: setTimeout(() => entry.done(), ms),
        done: () => {
          clearTimeout(entry.timer);
          this.waiting.delete(entry);
          resolve();
        },
      };
      this.waiting.add(entry);
    });
  }

  /** Held updates do not count: they wait for somebody, not for the webhook. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes.values());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopping.abort();
    for (const { done } of [...this.waiting]) done();
    await this.idle();
  }
}

interface PostFailure {
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

/** Source: Bot API, setWebhook: without a list, all kinds but these are sent. */
const NOT_BY_DEFAULT: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
