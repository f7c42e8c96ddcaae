import { instant, type ThreadRef } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';

/** Clocks differ and messages cross: a little is always read twice, which the keys make harmless. */
const OVERLAP_MS = 60_000;

/**
 * Reads open threads back: what agents wrote while nobody listened, or what the inbox never delivered. `all`: at start;
 * `waiting`: threads where a customer waits; or one thread. Returns how many events were new. Never rejects.
 */
export async function readBackThreads(
  account: AccountKey,
  inbox: AgentInbox,
  store: Store,
  log: Logger,
  which: 'all' | 'waiting' | ThreadRef,
): Promise<number> {
  const { readBack } = inbox;
  if (readBack === undefined) return 0;
  let found = 0;
  try {
    for (const { thread, readSince, waiting } of await store.openThreads(account)) {
      if (which === 'waiting' ? !waiting : which !== 'all' && which !== thread) continue;
      const startedAt = Date.now();
      const events = await readBack.read(thread, readSince);
      if (events.length > 0) found += await store.receive(account, { events });
      await store.threadWasRead(account, thread, instant(startedAt - OVERLAP_MS));
    }
  } catch (error) {
    log.warn('Threads could not all be read back; the next round goes on.', {
      code: error instanceof Error ? error.name : 'unknown',
    });
  }
  return found;
}
