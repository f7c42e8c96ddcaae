import { readBackThreads } from '../application/read-back';
import type { ThreadRef } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';

const READ_BACK_MS = 5 * 60_000;
/** An admin who invited the bot back looks at the channel and waits. */
const RECHECK_MS = 30_000;
const PRUNE_MS = 60 * 60_000;

export interface Upkeep {
  start(): void;
  /** Reads all open threads back now: at start, and when the inbox says that it dropped something. */
  readBack(thread?: ThreadRef): void;
  stop(): void;
}

/** Housekeeping of a working process: what webhooks may have lost is read back, what nobody needs is deleted. */
export function createUpkeep(
  account: AccountKey,
  inbox: AgentInbox,
  ports: {
    readonly store: Store;
    readonly prune: () => Promise<void>;
    /** Looks whether accounts that are held work again. */
    readonly recheckHeld: () => Promise<void>;
    /** How often; null: every half minute. */
    readonly recheckMs: number | null;
    readonly wake: () => void;
    readonly log: Logger;
  },
): Upkeep {
  const timers: NodeJS.Timeout[] = [];
  const read = (which: 'all' | 'waiting' | ThreadRef): void =>
    void readBackThreads(account, inbox, ports.store, ports.log, which).then((found) => found > 0 && ports.wake());
  return {
    start() {
      timers.push(
        setInterval(() => read('waiting'), READ_BACK_MS),
        setInterval(() => void ports.prune().catch(() => undefined), PRUNE_MS),
        setInterval(() => void ports.recheckHeld().catch(() => undefined), ports.recheckMs ?? RECHECK_MS),
      );
      read('all');
    },
    readBack: (thread) => read(thread ?? 'all'),
    stop: () => timers.forEach(clearInterval),
  };
}
