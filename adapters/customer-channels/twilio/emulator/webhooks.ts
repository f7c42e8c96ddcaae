import { randomUUID } from 'node:crypto';
import type { Activity } from './activity';
import { sign } from './signature';

/** All tries of one webhook together. Source: Twilio, "Webhooks: connection overrides" (`tt`). */
const TOTAL_MS = 15_000;
/** Between two tries. */
const RETRY_PAUSE_MS = 1_000;
/** Twilio takes longer answers; Baton never has a reason to give one. */
const BODY_MAX = 64 * 1024;

export interface WebhookOptions {
  readonly authToken: () => string;
  readonly timeScale: () => number;
  readonly onProblem: (problem: string) => void;
}

export interface Delivery {
  /** With its fragment: `#rc=5&rp=all` overrides how it is retried. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What is delivered in order: one person's messages, one message's states. */
  readonly lane: string;
}

/** A webhook that Baton never accepted: Twilio notes it in its debugger (11200) and forgets it. */
export interface LostWebhook extends Delivery {
  readonly reason: string;
}

/** Calls Baton as Twilio does: signed over the public address, retried within 15 s, then given up. */
export class Webhooks {
  copies = 1;
  shuffle = false;
  /** What comes first in the address is replaced by this: as if a proxy stood in between. */
  deliverTo: string | null = null;
  publicUrl: string | null = null;
  readonly lost: LostWebhook[] = [];
  private held: (() => void)[] | null = null;
  private readonly lanes = new Map<string, Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: WebhookOptions,
    private readonly activity: Activity,
  ) {}

  set hold(hold: boolean) {
    if (hold) this.held ??= [];
    else {
      const waiting = this.held ?? [];
      this.held = null;
      for (const go of waiting) go();
    }
  }

  /** `done` hears whether Baton took it. */
  send(delivery: Delivery, done: (taken: boolean) => void = () => undefined): void {
    const go = () => this.enqueue(delivery, done);
    if (this.held === null) go();
    else this.held.push(go);
  }

  private enqueue(delivery: Delivery, done: (taken: boolean) => void): void {
    const lane = this.shuffle ? randomUUID() : delivery.lane;
    const before = this.lanes.get(lane) ?? Promise.resolve();
    const work = before.then(() => this.deliver(delivery)).then(done);
    this.lanes.set(lane, work);
    this.activity.track(
      work.finally(() => {
        if (this.lanes.get(lane) === work) this.lanes.delete(lane);
      }),
    );
  }

  private async deliver(delivery: Delivery): Promise<boolean> {
    if (this.shuffle) await this.activity.pause(Math.random() * 20);
    const token = randomUUID();
    const copies = Array.from({ length: this.copies }, () => this.tryUntilTaken(delivery, token));
    return (await Promise.all(copies)).some(Boolean);
  }

  private async tryUntilTaken(delivery: Delivery, token: string): Promise<boolean> {
    const { retries, policy } = overrides(delivery.url);
    let spentMs = 0;
    for (let retry = 0; ; retry++) {
      const startedAt = performance.now();
      const failure = await this.post(delivery, token, TOTAL_MS - spentMs);
      if (failure === null) return true;
      spentMs += performance.now() - startedAt + RETRY_PAUSE_MS;
      const mayRetry = retry < retries && spentMs < TOTAL_MS && isRetried(failure, policy) && !this.activity.stopping;
      if (!mayRetry) {
        this.lost.push({ ...delivery, reason: failure });
        return false;
      }
      await this.activity.pause(RETRY_PAUSE_MS * this.options.timeScale());
    }
  }

  /** Null: taken. Otherwise `connect`, `timeout` or the status. */
  private async post(delivery: Delivery, token: string, leftMs: number): Promise<string | null> {
    const url = delivery.url.split('#')[0] ?? '';
    try {
      const response = await fetch(this.connectTo(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-twilio-signature': sign(this.options.authToken(), url, delivery.parameters),
          'i-twilio-idempotency-token': token,
          'user-agent': 'TwilioProxy/1.1',
        },
        body: new URLSearchParams({ ...delivery.parameters }).toString(),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(Math.ceil(Math.max(leftMs, 1))), this.stopping.signal]),
      });
      const body = (await response.text()).slice(0, BODY_MAX);
      if (!response.ok) return String(response.status);
      this.judge(delivery, response.headers.get('content-type') ?? '', body);
      return null;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'connect';
    }
  }

  private connectTo(url: string): string {
    if (this.deliverTo === null || this.publicUrl === null || !url.startsWith(this.publicUrl)) return url;
    return this.deliverTo + url.slice(this.publicUrl.length);
  }

  private judge({ parameters }: Delivery, contentType: string, body: string): void {
    if ('MessageStatus' in parameters || body === '') return;
    if (!/^(text|application)\/xml\b/.test(contentType)) {
      this.options.onProblem('The answer to a message is no XML: Twilio would send it to the customer as a text.');
    } else if (!/^\s*(<\?xml[^>]*>)?\s*<Response\s*(\/>|>\s*<\/Response>)\s*$/.test(body)) {
      this.options.onProblem('The answer to a message is not an empty Response: Twilio would act on it.');
    }
  }

  stop(): void {
    this.stopping.abort();
    this.held = null;
  }
}

/** `#rc=<retries>&rp=<policy>`; one retry of failed connections where nothing is said. */
function overrides(url: string): { readonly retries: number; readonly policy: readonly string[] } {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '');
  const retries = Number(fragment.get('rc') ?? '1');
  return { retries: Math.min(Math.max(retries, 0), 5), policy: (fragment.get('rp') ?? 'ct').split(',') };
}

function isRetried(failure: string, policy: readonly string[]): boolean {
  if (policy.includes('all')) return true;
  if (failure === 'connect') return policy.includes('ct');
  if (failure === 'timeout') return policy.includes('rt');
  return policy.includes(`${failure[0]}xx`);
}
