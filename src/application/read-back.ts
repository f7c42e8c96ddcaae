import { PortError } from '../domain/errors';
import { instant, type ThreadRef } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { Logger } from '../ports/logger';
import type { AccountKey, Store } from '../ports/store';

/** Clocks differ and messages cross: a little is always read twice, which the keys make harmless. */
const OVERLAP_MS = 60_000;

/** Where an inbox refuses for the rate and names no time. */
const WAIT_MS = 30_000;

/** Whoever changes their words does it soon: so long after an agent wrote, their thread is read again. */
const LATELY_MS = 60 * 60_000;

/** `all`: at start; `waiting`: threads where a customer waits or an agent wrote lately; or certain ones. */
export type Threads = 'all' | 'waiting' | ReadonlySet<ThreadRef>;

export interface WasRead {
  /** How many events were new. */
  readonly found: number;
  /** What could not be read now, and has to be asked for again; null: nothing. */
  readonly missed: Threads | null;
  /** How long the inbox asked to be left alone; null: it did not. */
  readonly waitMs: number | null;
}

/**
 * Reads open threads back: what agents wrote while nobody listened, or what the inbox never delivered. One thread that
 * cannot be read keeps no other from it. Never rejects.
 */
export async function readBackThreads(
  account: AccountKey,
  inbox: AgentInbox,
  store: Store,
  log: Logger,
  which: Threads,
): Promise<WasRead> {
  const { readBack } = inbox;
  if (readBack === undefined) return { found: 0, missed: null, waitMs: null };
  const open = await store.openThreads(account).catch((error: unknown) => tell(log, error));
  if (open === null) return { found: 0, missed: which, waitMs: null };
  let found = 0;
  let waitMs: number | null = null;
  const missed = new Set<ThreadRef>();
  for (const { thread, readSince, waiting, posts } of open) {
    // A whole look back is worth its price where much may have been missed.
    const known = which === 'all' ? posts : posts.filter(({ ageMs }) => ageMs < LATELY_MS);
    const isAtWork = waiting || known.length > 0;
    if (which === 'waiting' ? !isAtWork : which !== 'all' && !which.has(thread)) continue;
    // One refusal for the rate is enough: the others would be refused as well.
    if (waitMs !== null) {
      missed.add(thread);
      continue;
    }
    const startedAt = Date.now();
    try {
      const events = await readBack.read(thread, readSince, known);
      if (events.length > 0) found += await store.receive(account, { events });
      await store.threadWasRead(account, thread, instant(startedAt - OVERLAP_MS));
    } catch (error) {
      tell(log, error);
      missed.add(thread);
      if (error instanceof PortError && error.kind === 'rate_limited') waitMs = error.details.retryAfterMs ?? WAIT_MS;
    }
  }
  return { found, missed: missed.size > 0 ? missed : null, waitMs };
}

function tell(log: Logger, error: unknown): null {
  const code = error instanceof PortError ? (error.details.code ?? error.kind) : nameOf(error);
  log.warn('A thread could not be read back; it is tried again.', { code });
  return null;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
