import { type LanePorts, runLane } from '../application/run-lane';
import type { LaneLease } from '../ports/store';

/** The net under all wake-ups: a lane that nobody mentioned is found within this time. */
const POLL_MS = 1_000;
const RENEW_MS = 3_000;
const FREE_MS = 500;
/** After the database failed in the middle of something. */
const LEFT_MS = 500;
/** Lanes at once. Most wait for a provider; the pool of ten connections is what limits the rest. */
const CONCURRENCY = 24;

export interface WorkLoop {
  start(): void;
  /** There is something new: look at once. */
  wake(): void;
  /** Takes no more lanes and resolves when those at work are done and given back. */
  stop(): Promise<void>;
  /** Nothing at work in this process right now. */
  isQuiet(): boolean;
}

/** Claims lanes that are due and works on them, until stopped. Survives a database that comes and goes. */
export function createWorkLoop(ports: LanePorts): WorkLoop {
  const active = new Map<Promise<void>, LaneLease>();
  const timers: NodeJS.Timeout[] = [];
  let stopping = false;
  let claiming: Promise<void> | null = null;
  let again = false;

  const work = (lease: LaneLease): void => {
    const job = runLane(lease, ports)
      .catch((error: unknown) => {
        ports.log.warn('A lane was left where it stood.', { lane: lease.laneId, code: nameOf(error) });
        // Where even this fails, the lease runs out by itself.
        return ports.store.releaseLane(lease, LEFT_MS).catch(() => undefined);
      })
      .finally(() => {
        active.delete(job);
        look();
      });
    active.set(job, lease);
  };

  const claim = async (): Promise<void> => {
    do {
      again = false;
      const free = CONCURRENCY - active.size;
      if (free <= 0 || stopping) return;
      const leases = await ports.store.claimLanes(free, ['events', 'effects']);
      for (const lease of leases) work(lease);
    } while (again);
  };

  const look = (): void => {
    if (stopping) return;
    if (claiming !== null) {
      again = true;
      return;
    }
    claiming = claim()
      .catch((error: unknown) =>
        ports.log.warn('The database did not answer; the next look is in a second.', { code: nameOf(error) }),
      )
      .finally(() => {
        claiming = null;
        if (again) look();
      });
  };

  const quietly = (task: () => Promise<unknown>) => (): void => void task().catch(() => undefined);

  return {
    start() {
      timers.push(
        setInterval(look, POLL_MS),
        setInterval(
          quietly(() => ports.store.renewLeases([...active.values()])),
          RENEW_MS,
        ),
        setInterval(
          quietly(async () => (await ports.store.freeAbandonedLanes()) > 0 && look()),
          FREE_MS,
        ),
      );
      look();
    },
    wake: look,
    async stop() {
      stopping = true;
      await claiming;
      await Promise.allSettled([...active.keys()]);
      for (const timer of timers) clearInterval(timer);
    },
    isQuiet: () => active.size === 0 && claiming === null,
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 200) : 'unknown');
