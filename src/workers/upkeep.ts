import type { ThreadRef } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';
import { createReader } from './reading';

const READ_BACK_MS = 5 * 60_000;
/** An admin may rename a channel, and the process that heard of it may be another. */
const LABELS_MS = 5 * 60_000;
/** What an agent wrote may be in a thread that could not be read at start, and nothing else would ask for it. */
const READ_AGAIN_MS = 5_000;
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
    /** After how long a thread that could not be read is read again; longer with every time. Default: 5 s. */
    readonly readAgainMs?: number;
    readonly wake: () => void;
    readonly log: Logger;
  },
): Upkeep {
  const timers: NodeJS.Timeout[] = [];
  const { store, wake, log } = ports;
  const againMs = ports.readAgainMs ?? READ_AGAIN_MS;
  const reader = createReader(account, inbox, { store, wake, log, againMs, againMaxMs: READ_BACK_MS });
  return {
    start() {
      timers.push(
        setInterval(() => reader.read('waiting'), READ_BACK_MS),
        setInterval(() => void inbox.places?.refresh?.().catch(() => undefined), LABELS_MS),
        setInterval(() => void ports.prune().catch(() => undefined), PRUNE_MS),
        setInterval(() => void ports.recheckHeld().catch(() => undefined), ports.recheckMs ?? RECHECK_MS),
      );
      reader.read('all');
    },
    readBack: (thread) => reader.read(thread === undefined ? 'all' : new Set([thread])),
    stop() {
      reader.stop();
      timers.forEach(clearInterval);
    },
  };
}
