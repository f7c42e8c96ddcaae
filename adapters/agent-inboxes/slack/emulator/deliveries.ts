import { Agent } from 'node:http';
import type { Activity } from './activity';
import { DeliverySwitches, type QueuedEvent } from './delivery-switches';
import { type HttpAnswer, httpPost, NoAnswer } from './http-post';
import { remember } from './recent';
import { signedHeaders } from './signature';
import type { Json } from './wire';

const RETRY_DELAYS_MS: readonly number[] = [0, 60_000, 300_000];
const USER_AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)';

/** One attempt, for tests to look at. */
export interface DeliveryRecord {
  readonly eventId: string | null;
  readonly type: string;
  /** 0 for the first. */
  readonly attempt: number;
  /** 0: no answer. */
  readonly status: number;
  readonly failure: string | null;
}

/** Socket Mode as far as deliveries know it. */
export interface EventSocket {
  readonly isOpen: boolean;
  /** False: not acknowledged in time. */
  deliver(event: QueuedEvent): Promise<boolean>;
  ask(type: 'interactive' | 'slash_commands', fields: Record<string, string>): Promise<HttpAnswer>;
}

interface DeliverySettings {
  readonly signingSecret: () => string;
  readonly verificationToken: () => string;
  readonly deadlineMs: number;
  readonly timeScale: number;
  readonly requestPath: string;
}

/**
 * Sends events and asks for answers. Within one thread the first attempts keep their order, as on a quiet day; threads
 * do not wait for each other, and retries overtake nothing and wait for nothing. Order across the rest, or none at all,
 * is what the switches are for.
 */
export class Deliveries {
  readonly records: DeliveryRecord[] = [];
  readonly switches: DeliverySwitches;
  /** Set while the app listens by Socket Mode; then nothing goes over HTTP. */
  socket: EventSocket | null = null;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly open = new Set<QueuedEvent>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private publicUrl: string | null = null;
  private verified = false;
  private stopped = false;

  constructor(
    private readonly settings: DeliverySettings,
    private readonly activity: Activity,
  ) {
    this.switches = new DeliverySwitches(activity, (event, inOrder) => this.dispatch(event, inOrder));
  }

  /** Slack asks the URL for its challenge when it is saved; a server that is not up yet is asked again later. */
  connect(publicUrl: string): void {
    this.publicUrl = publicUrl.replace(/\/$/, '');
    this.verified = false;
    void this.activity.track(this.verify());
  }

  /** True where Slack would send at all: a request URL is saved or a socket is open. */
  get connected(): boolean {
    return this.publicUrl !== null || this.socket?.isOpen === true;
  }

  get url(): string | null {
    return this.publicUrl;
  }

  send(envelope: Json, lane: string): void {
    if (!this.connected || this.stopped) return;
    this.switches.accept({ envelope, lane, attempt: 0, reason: '' });
  }

  /** Goes on with an event from before a restart. */
  resume(event: QueuedEvent): void {
    this.dispatch(event, true);
  }

  /** Interactivity, commands and options: asked once, never retried. Status 0: nothing came in time. */
  async ask(fields: Record<string, string>, socketType: 'interactive' | 'slash_commands'): Promise<HttpAnswer> {
    if (this.socket?.isOpen) return this.activity.track(this.socket.ask(socketType, fields));
    const body = new URLSearchParams(fields).toString();
    const attempt = this.post(body, 'application/x-www-form-urlencoded', {});
    return this.activity.track(attempt.catch(() => ({ status: 0, headers: {}, body: '' })));
  }

  /** Events that the app has not taken yet, to be sent again by the next start. */
  undelivered(): readonly QueuedEvent[] {
    return [...this.open, ...this.switches.held];
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.agent.destroy();
  }

  private dispatch(event: QueuedEvent, inOrder: boolean): void {
    this.open.add(event);
    if (!inOrder) {
      void this.activity.track(this.attempt(event));
      return;
    }
    const before = this.lanes.get(event.lane) ?? Promise.resolve();
    const mine = this.activity.track(before.then(() => this.attempt(event)));
    this.lanes.set(event.lane, mine);
    void mine.then(() => {
      if (this.lanes.get(event.lane) === mine) this.lanes.delete(event.lane);
    });
  }

  private async attempt(event: QueuedEvent): Promise<void> {
    if (this.stopped) return;
    const { status, failure, noRetry } = await this.outcome(event);
    this.open.delete(event);
    remember(this.records, {
      eventId: typeof event.envelope.event_id === 'string' ? event.envelope.event_id : null,
      type: String((event.envelope.event as Json | undefined)?.type ?? event.envelope.type),
      attempt: event.attempt,
      status,
      failure,
    });
    if (failure && !noRetry) this.retryLater({ ...event, attempt: event.attempt + 1, reason: failure });
  }

  private async outcome(event: QueuedEvent): Promise<{ status: number; failure: string | null; noRetry: boolean }> {
    if (this.socket?.isOpen) {
      const taken = await this.socket.deliver(event);
      return { status: taken ? 200 : 0, failure: taken ? null : 'timeout', noRetry: false };
    }
    try {
      if (!this.verified && !(await this.verify())) return { status: 0, failure: 'connection_failed', noRetry: false };
      const answer = await this.post(JSON.stringify(event.envelope), 'application/json', retryHeaders(event));
      const failure = answer.status >= 200 && answer.status < 300 ? null : 'http_error';
      return { status: answer.status, failure, noRetry: answer.headers['x-slack-no-retry'] === '1' };
    } catch (error) {
      return { status: 0, failure: error instanceof NoAnswer ? error.reason : 'unknown_error', noRetry: false };
    }
  }

  private retryLater(event: QueuedEvent): void {
    const delay = RETRY_DELAYS_MS[event.attempt - 1];
    if (delay === undefined || this.stopped) return;
    this.open.add(event);
    const done = this.activity.begin();
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.attempt(event).finally(done);
    }, delay * this.settings.timeScale);
    this.timers.add(timer);
  }

  private async verify(): Promise<boolean> {
    const challenge = `challenge-${Date.now().toString(36)}`;
    const body = JSON.stringify({ token: this.settings.verificationToken(), challenge, type: 'url_verification' });
    const answer = await this.post(body, 'application/json', {}).catch(() => null);
    this.verified = answer?.status === 200 && echoes(answer.body, challenge);
    remember(this.records, {
      eventId: null,
      type: 'url_verification',
      attempt: 0,
      status: answer?.status ?? 0,
      failure: this.verified ? null : 'challenge_failed',
    });
    return this.verified;
  }

  private post(body: string, contentType: string, headers: Record<string, string>): Promise<HttpAnswer> {
    if (this.publicUrl === null) return Promise.reject(new NoAnswer('connection_failed'));
    return httpPost(this.publicUrl + this.settings.requestPath, {
      headers: {
        'content-type': contentType,
        'user-agent': USER_AGENT,
        accept: '*/*',
        'accept-encoding': 'gzip,deflate',
        ...signedHeaders(this.settings.signingSecret(), body),
        ...headers,
      },
      body,
      deadlineMs: this.settings.deadlineMs,
      agent: this.agent,
    });
  }
}

const retryHeaders = (event: QueuedEvent): Record<string, string> =>
  event.attempt === 0 ? {} : { 'x-slack-retry-num': String(event.attempt), 'x-slack-retry-reason': event.reason };

/** Slack takes the challenge as plain text or in a JSON object. */
const echoes = (body: string, challenge: string): boolean => {
  if (body.trim() === challenge) return true;
  try {
    return (JSON.parse(body) as Json).challenge === challenge;
  } catch {
    return false;
  }
};
