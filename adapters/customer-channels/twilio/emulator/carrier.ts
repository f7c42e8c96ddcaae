import { refusal } from './api-error';
import type { Backend } from './backend';
import { fetchFiles } from './outbound-media';
import type { Message } from './state';
import { personAt, phoneIn } from './state';
import { statusParameters } from './wire';

/** A message gets to the network, to the phone, and is read: about as long as it takes on a good day. */
const SENT_AFTER_MS = 150;
const DELIVERED_AFTER_MS = 400;
const READ_AFTER_MS = 900;
const IN_SESSION_BUTTONS_MAX = 3;
const WINDOW_MS = 24 * 60 * 60 * 1000;
/** A long code sends one segment a second. Source: Twilio, "Understanding rate limits and message queues". */
const MS_PER_SEGMENT = 1000;

export interface Misfortune {
  readonly code: number;
  /** `undelivered` has been sent before, `failed` never was. */
  readonly status: 'failed' | 'undelivered';
  /** Befalls the next message with a file of this name only. */
  readonly file?: string;
}

/** Carries accepted messages to the phones and reports every step to their status address. */
export class Carrier {
  private readonly misfortunes: Misfortune[] = [];
  /** By sender: when its queue will be empty. */
  private readonly busyUntil = new Map<string, number>();

  constructor(private readonly backend: () => Backend) {}

  /** The next messages do not arrive, each for one of these reasons. */
  failNext(...misfortunes: readonly Misfortune[]): void {
    this.misfortunes.push(...misfortunes);
  }

  reserve(sender: string, segments: number): number {
    const { now, switches } = this.backend();
    if (!switches.rateLimits || !sender.startsWith('+')) return 0;
    const start = Math.max(now(), this.busyUntil.get(sender) ?? 0);
    if (start - now() > switches.queueSeconds * 1000) throw refusal(21611);
    this.busyUntil.set(sender, start + segments * MS_PER_SEGMENT);
    return start - now();
  }

  carry(message: Message, waitMs: number, mediaUrls: readonly string[]): void {
    this.backend().activity.track(this.run(message, waitMs, mediaUrls));
  }

  private async run(message: Message, waitMs: number, mediaUrls: readonly string[]): Promise<void> {
    this.report(message);
    await this.wait(waitMs + SENT_AFTER_MS);
    const { state, switches, now } = this.backend();
    message.from ??= state.smsFrom;
    const code =
      this.rcsFailure(message) ?? this.windowFailure(message) ?? (await this.fileFailure(message, mediaUrls));
    const misfortune = code === null ? this.misfortuneOf(mediaUrls) : ({ code, status: 'failed' } as const);
    if (misfortune?.status === 'failed') return this.fail(message, misfortune);
    message.sentAt = now();
    this.become(message, 'sent');
    await this.wait(DELIVERED_AFTER_MS);
    if (misfortune !== undefined) return this.fail(message, misfortune);
    this.become(message, 'delivered');
    this.backend().state.typingUntil.delete(personAt(state, message.to)?.phone ?? '');
    if (message.from.startsWith('+') || !switches.readReceipts) return;
    await this.wait(READ_AFTER_MS);
    this.become(message, 'read');
  }

  private misfortuneOf(mediaUrls: readonly string[]): Misfortune | undefined {
    const at = this.misfortunes.findIndex(
      ({ file }) => file === undefined || mediaUrls.some((url) => url.includes(file)),
    );
    return at < 0 ? undefined : this.misfortunes.splice(at, 1)[0];
  }

  /** MMS is carried within the United States and Canada, to phones that have it. */
  private isBeyondMms({ from, to }: Message): boolean {
    const phone = phoneIn(to);
    if (from?.startsWith('+') !== true || to.startsWith('whatsapp:')) return false;
    return !phone.startsWith('+1') || this.backend().state.withoutMms.has(phone);
  }

  /** By a service the text goes by the number that was named; without one there is nothing to fall back to. */
  private rcsFailure(message: Message): number | null {
    const reached = !message.from?.startsWith('rcs:') || !this.backend().state.withoutRcs.has(phoneIn(message.to));
    if (reached) return null;
    if (message.messagingServiceSid === null) return 63024;
    message.from = message.fallbackFrom ?? this.backend().state.smsFrom;
    return null;
  }

  /** Twilio keeps what it fetched: the phone shows it. */
  private async fileFailure(message: Message, urls: readonly string[]): Promise<number | null> {
    if (urls.length > 0 && this.isBeyondMms(message)) return 30011;
    const fetched = await fetchFiles(urls, message.to);
    if (fetched.type === 'failed') return fetched.code;
    const { state, now } = this.backend();
    fetched.files.forEach((file, index) =>
      state.media.set(message.media[index] ?? '', { ...file, messageSid: message.sid, createdAt: now() }),
    );
    return null;
  }

  /** The clock of the emulator decides, not that of the machine: "24 hours later" is a switch of the sandbox. */
  private windowFailure(message: Message): number | null {
    if (!message.to.startsWith('whatsapp:')) return null;
    const { state, now } = this.backend();
    const template = state.templates.get(message.contentSid ?? '');
    const status = template === undefined ? undefined : (template.status ?? 'approved');
    if (status === 'paused') return 63041;
    if (status === 'approved') return null;
    const last = state.lastInbound.get(`${message.from} ${personAt(state, message.to)?.phone ?? message.to}`);
    const isOpen = last !== undefined && now() - last < WINDOW_MS;
    if (!isOpen) return status === 'rejected' ? 63040 : 63016;
    // In an open window buttons need no approval, and are three at the most.
    return (template?.buttons?.length ?? 0) > IN_SESSION_BUTTONS_MAX ? 63013 : null;
  }

  private fail(message: Message, { code, status }: Misfortune): void {
    message.errorCode = code;
    this.become(message, status);
  }

  private become(message: Message, status: string): void {
    const { activity, now, onChange } = this.backend();
    if (activity.stopping) return;
    message.status = status;
    message.updatedAt = now();
    this.report(message);
    onChange();
  }

  private report(message: Message): void {
    const { state, webhooks } = this.backend();
    if (message.statusCallback === null) return;
    const parameters = statusParameters(state.account.sid, message);
    webhooks.send({ url: message.statusCallback, parameters, lane: `status:${message.sid}` });
  }

  private wait(ms: number): Promise<void> {
    const { activity, switches } = this.backend();
    return activity.pause(ms * switches.timeScale);
  }
}
