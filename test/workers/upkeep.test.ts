import { PortError } from '../../src/domain/errors';
import { type AccountId, instant, type TenantId, type ThreadRef } from '../../src/domain/ids';
import type { IncomingEvent } from '../../src/domain/incoming-event';
import type { AgentInbox } from '../../src/ports/agent-inbox';
import type { Store } from '../../src/ports/store';
import { createUpkeep, type Upkeep } from '../../src/workers/upkeep';
import { recordingLog } from '../ai/model/support';
import { eventually } from '../support/eventually';

const ACCOUNT = { tenantId: 'default' as TenantId, accountId: 'slack' as AccountId };
const THREADS = ['C1:1', 'C1:2', 'C2:3'] as ThreadRef[];

/** Reads each thread, and fails as often as it is told to. */
function upkeepOver(fails: {
  open?: number;
  read?: Readonly<Record<string, number>>;
  limited?: Readonly<Record<string, number>>;
  waiting?: readonly string[];
  /** How old what agents wrote in a thread is. */
  posts?: Readonly<Record<string, readonly number[]>>;
}) {
  const left = { open: fails.open ?? 0, ...fails.read } as Record<string, number>;
  const limited = { ...fails.limited } as Record<string, number>;
  const asked: string[] = [];
  const stored: string[] = [];
  const lookedFor: number[] = [];
  const failing = (what: string): void => {
    if ((left[what] ?? 0) <= 0) return;
    left[what] = (left[what] ?? 0) - 1;
    throw new Error('not now');
  };
  const store = {
    async openThreads() {
      failing('open');
      return THREADS.map((thread) => ({
        ...{ thread, readSince: instant(0), waiting: fails.waiting?.includes(thread) ?? false },
        posts: (fails.posts?.[thread] ?? []).map((ageMs) => ({ ageMs })),
      }));
    },
    async receive(_account: unknown, { events }: { events: readonly IncomingEvent[] }) {
      stored.push(...events.map(({ source }) => source));
      return events.length;
    },
    threadWasRead: async () => undefined,
  } as unknown as Store;
  const refresh = jest.fn(async () => failing('labels'));
  const inbox = {
    places: { refresh },
    readBack: {
      async read(thread: ThreadRef, _since: unknown, known: readonly { ageMs: number }[]) {
        asked.push(thread);
        known.forEach(({ ageMs }) => lookedFor.push(ageMs));
        failing(thread);
        if ((limited[thread] ?? 0) > 0) {
          limited[thread] = (limited[thread] ?? 0) - 1;
          throw new PortError('rate_limited', 'Wait.', { adapter: 'slack', retryAfterMs: 5 });
        }
        return [{ source: thread }];
      },
    },
  } as unknown as AgentInbox;
  const nothing = async (): Promise<void> => undefined;
  const upkeep = createUpkeep(ACCOUNT, inbox, {
    ...{ store, prune: nothing, recheckHeld: nothing, recheckMs: null, readAgainMs: 5 },
    ...{ wake: () => undefined, log: recordingLog() },
  });
  return { upkeep, asked, stored, lookedFor, refresh };
}

describe('reading back at start', () => {
  let upkeep: Upkeep | null = null;
  afterEach(() => upkeep?.stop());

  it('one thread that cannot be read keeps no other from it, and is read again until it can be', async () => {
    const run = upkeepOver({ read: { 'C1:2': 3 } });
    upkeep = run.upkeep;
    upkeep.start();
    await eventually(() => run.stored.includes('C1:2'), 'the thread is read in the end');
    expect([...run.stored].sort()).toEqual([...THREADS].sort());
    // Only what was missed is asked for again.
    expect(run.asked.filter((thread) => thread === 'C1:2')).toHaveLength(4);
    expect(run.asked.filter((thread) => thread === 'C1:1')).toHaveLength(1);
  });

  it('a database that is away at start is asked again', async () => {
    const run = upkeepOver({ open: 2 });
    upkeep = run.upkeep;
    upkeep.start();
    await eventually(() => run.stored.length === THREADS.length, 'all threads are read');
  });

  it('a thread that became known late is read until it could be', async () => {
    const run = upkeepOver({ read: { 'C2:3': 1 } });
    upkeep = run.upkeep;
    upkeep.readBack('C2:3' as ThreadRef);
    await eventually(() => run.stored.includes('C2:3'), 'it is read');
    expect(run.asked).toEqual(['C2:3', 'C2:3']);
  });

  it('an inbox that allows few reads is asked one at a time, and left alone when it says so', async () => {
    const run = upkeepOver({ limited: { 'C1:2': 1 } });
    upkeep = run.upkeep;
    for (const thread of THREADS) upkeep.readBack(thread);
    await eventually(() => new Set(run.stored).size === THREADS.length, 'all threads are read');
    // The thread behind the refusal was not asked for in the same round.
    expect(run.asked).toEqual(['C1:1', 'C1:2', 'C1:2', 'C2:3']);
  });
});

describe('reading back while Baton runs', () => {
  const MINUTE = 60_000;
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('every five minutes, where a customer waits and where an agent wrote within the hour', async () => {
    const run = upkeepOver({
      waiting: ['C2:3'],
      posts: { 'C1:1': [2 * MINUTE, 61 * MINUTE], 'C1:2': [61 * MINUTE], 'C2:3': [90 * MINUTE] },
    });
    run.upkeep.start();
    await jest.advanceTimersByTimeAsync(0);
    expect(run.asked).toEqual(THREADS);
    // At start all that is known is looked for.
    expect(run.lookedFor).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(5 * MINUTE - 1);
    expect(run.asked).toEqual(THREADS);
    await jest.advanceTimersByTimeAsync(1);
    expect(run.asked.slice(3)).toEqual(['C1:1', 'C2:3']);
    expect(run.lookedFor.slice(4)).toEqual([2 * MINUTE]);
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    expect(run.asked.slice(5)).toEqual(['C1:1', 'C2:3', 'C1:1', 'C2:3']);
    run.upkeep.stop();
    await jest.advanceTimersByTimeAsync(20 * MINUTE);
    expect(run.asked).toHaveLength(9);
  });

  it('asks every five minutes what its places are called, whatever came of the last time', async () => {
    const run = upkeepOver({ read: { labels: 1 } });
    run.upkeep.start();
    await jest.advanceTimersByTimeAsync(16 * MINUTE);
    run.upkeep.stop();
    await jest.advanceTimersByTimeAsync(16 * MINUTE);
    expect(run.refresh).toHaveBeenCalledTimes(3);
  });

  it('a single thread at once when asked, and all where the inbox says that it dropped something', async () => {
    const run = upkeepOver({});
    run.upkeep.readBack('C1:2' as ThreadRef);
    await jest.advanceTimersByTimeAsync(0);
    expect(run.asked).toEqual(['C1:2']);
    run.upkeep.readBack();
    await jest.advanceTimersByTimeAsync(0);
    expect(run.asked).toEqual(['C1:2', ...THREADS]);
    run.upkeep.stop();
  });
});
