import { ApiError } from './api-error';

/** Telegram names no numbers; these are what its FAQ suggests: one message a second per chat, thirty a second in all. */
const PER_CHAT = { perSecond: 1, burst: 3 };
const OVERALL = { perSecond: 30, burst: 30 };

class Bucket {
  private tokens: number;

  constructor(
    private readonly limit: { readonly perSecond: number; readonly burst: number },
    private at: number,
  ) {
    this.tokens = limit.burst;
  }

  /** Seconds to wait; 0: taken. */
  take(now: number): number {
    this.tokens = Math.min(this.limit.burst, this.tokens + ((now - this.at) / 1000) * this.limit.perSecond);
    this.at = now;
    if (this.tokens < 1) return Math.max(1, Math.ceil((1 - this.tokens) / this.limit.perSecond));
    this.tokens -= 1;
    return 0;
  }
}

export class RateLimits {
  enabled = false;
  private readonly chats = new Map<string, Bucket>();
  private overall: Bucket | null = null;

  /** Throws the 429 of the Bot API when a chat or the bot sends too fast. */
  check(chatId: string, now: number): void {
    if (!this.enabled) return;
    this.overall ??= new Bucket(OVERALL, now);
    const chat = this.chats.get(chatId) ?? new Bucket(PER_CHAT, now);
    this.chats.set(chatId, chat);
    const seconds = chat.take(now) || this.overall.take(now);
    if (seconds > 0) throw tooMany(seconds);
  }
}

export const tooMany = (seconds: number): ApiError =>
  new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
