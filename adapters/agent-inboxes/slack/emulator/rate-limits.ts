import type { Clock } from './clock';
import type { Tier } from './method';

const MINUTE_MS = 60_000;
const PER_MINUTE: Readonly<Record<Tier, number>> = { T1: 1, T2: 20, T3: 50, T4: 100, special: 600 };
/** Posts to one channel: one a second, with a little credit for a burst. */
const POSTS_BURST = 3;
const POSTS_PER_MINUTE = 300;
const RESTRICTED_PER_MINUTE = 1;

/** Slack's published rates, on the emulator's clock: the floor of each tier is the whole allowance here. */
export class RateLimits {
  private readonly windows = new Map<string, number[]>();
  private readonly credits = new Map<string, { left: number; at: number }>();

  constructor(private readonly clock: Clock) {}

  /** Seconds to wait; null: go ahead. A refused call does not count. */
  check(method: string, tier: Tier, channel: string | undefined): number | null {
    if (method !== 'chat.postMessage') return this.window(method, PER_MINUTE[tier]);
    return this.channelCredit(channel ?? '') ?? this.window(method, POSTS_PER_MINUTE);
  }

  checkRestricted(method: string): number | null {
    return this.window(`restricted ${method}`, RESTRICTED_PER_MINUTE);
  }

  private window(key: string, allowance: number): number | null {
    const now = this.clock.now();
    const recent = (this.windows.get(key) ?? []).filter((at) => now - at < MINUTE_MS);
    this.windows.set(key, recent);
    const oldest = recent[0];
    if (recent.length >= allowance && oldest !== undefined) return Math.ceil((oldest + MINUTE_MS - now) / 1000);
    recent.push(now);
    return null;
  }

  private channelCredit(channel: string): number | null {
    const now = this.clock.now();
    const credit = this.credits.get(channel) ?? { left: POSTS_BURST, at: now };
    const left = Math.min(POSTS_BURST, credit.left + (now - credit.at) / 1000);
    if (left < 1) {
      this.credits.set(channel, { left, at: now });
      return Math.max(1, Math.ceil(1 - left));
    }
    this.credits.set(channel, { left: left - 1, at: now });
    return null;
  }
}
