import { readBackThreads, type Threads } from '../application/read-back';
import type { ThreadRef } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';

export interface Reader {
  read(which: Threads): void;
  stop(): void;
}

/**
 * Reads threads back one after the other, however many ask at once: a crowd of new threads, and an inbox that allows few
 * reads a minute. Where it asks to wait, everything waits; what could not be read is asked for again, soon at first and
 * then more slowly.
 */
export function createReader(
  account: AccountKey,
  inbox: AgentInbox,
  ports: {
    readonly store: Store;
    readonly wake: () => void;
    readonly log: Logger;
    readonly againMs: number;
    readonly againMaxMs: number;
  },
): Reader {
  const rounds = new Set<'all' | 'waiting'>();
  let threads = new Set<ThreadRef>();
  let timer: NodeJS.Timeout | null = null;
  let busy = false;
  let stopped = false;
  let againMs = ports.againMs;

  const want = (which: Threads): void => {
    if (typeof which === 'string') rounds.add(which);
    else for (const thread of which) threads.add(thread);
  };

  /** A round over all leaves nothing that has to be asked for besides. */
  const take = (): Threads | null => {
    if (rounds.has('all')) {
      rounds.clear();
      threads = new Set();
      return 'all';
    }
    if (rounds.delete('waiting')) return 'waiting';
    if (threads.size === 0) return null;
    const taken = threads;
    threads = new Set();
    return taken;
  };

  const next = async (): Promise<void> => {
    if (busy || stopped || timer !== null) return;
    const which = take();
    if (which === null) return;
    busy = true;
    const { found, missed, waitMs } = await readBackThreads(account, inbox, ports.store, ports.log, which);
    busy = false;
    if (found > 0) ports.wake();
    if (missed === null) {
      againMs = ports.againMs;
      return next();
    }
    want(missed);
    pause(waitMs ?? againMs);
    if (waitMs === null) againMs = Math.min(againMs * 2, ports.againMaxMs);
  };

  const pause = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      timer = null;
      void next();
    }, ms).unref();
  };

  return {
    read(which) {
      want(which);
      void next();
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
