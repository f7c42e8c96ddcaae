import type { EntityManager } from 'typeorm';
import type { LaneLease, Pace } from '../ports/store';
import type { EffectRow } from './effect-row';
import { FITS_IN, GO_FIRST, PAUSE, SPEND, TAKE_SLOT } from './sql/slots';

/**
 * How long an effect waits for its turn. A slot is taken when the effect could go, not when it was planned: what lapses
 * meanwhile uses none up. `given`: the slot of one that lapsed in front of it, so that what changes often still has a
 * turn.
 */
export async function slotInMs(
  manager: EntityManager,
  lease: LaneLease,
  row: EffectRow,
  given: GivenSlot | null,
): Promise<number> {
  if (row.pace === null || row.due_in_ms > 0 || row.held_for_ms > 0) return 0;
  const key = row.pace.perPlace ? `${row.pace.key}:${placeOf(row)}` : row.pace.key;
  const waitMs = await turnInMs(manager, lease, row, key, given);
  return waitMs > 0 ? waitMs : spend(manager, lease, key, row.pace);
}

async function turnInMs(
  manager: EntityManager,
  lease: LaneLease,
  row: EffectRow,
  key: string,
  given: GivenSlot | null,
): Promise<number> {
  if (row.slot_at !== null || row.pace === null) return row.slot_in_ms;
  const own = [lease.tenantId, lease.laneId, row.seq];
  if (given?.key === key) {
    await manager.query(
      'update effects set slot_at = $4, slot_key = $5 where tenant_id = $1 and lane_id = $2 and seq = $3',
      [...own, given.at, key],
    );
    return given.inMs;
  }
  const { intervalMs, burst, urgent } = row.pace;
  const [[slot] = []]: [{ slot_in_ms: number }[], number] = await manager.query(TAKE_SLOT, [
    ...own,
    key,
    intervalMs,
    burst,
  ]);
  const waitMs = slot?.slot_in_ms ?? 0;
  return urgent && waitMs > 0 ? goFirst(manager, own, waitMs) : waitMs;
}

/** So long something urgent has to take a turn that is free. */
const GIVE_WAY_MS = 25;

/** 0: the call is made now, and counted. */
async function spend(manager: EntityManager, { tenantId }: LaneLease, key: string, pace: Pace): Promise<number> {
  const parameters = [tenantId, key, pace.intervalMs, pace.burst];
  const [, spent]: [unknown, number] = await manager.query(SPEND, [...parameters, pace.urgent === true]);
  if (spent > 0) return 0;
  const [fits]: { ms: number }[] = await manager.query(FITS_IN, parameters);
  return Math.max(fits?.ms ?? 0, GIVE_WAY_MS);
}

export interface GivenSlot {
  readonly key: string;
  readonly at: Date;
  readonly inMs: number;
}

export const slotOf = (row: EffectRow): GivenSlot | null =>
  row.slot_at === null || row.slot_key === null ? null : { key: row.slot_key, at: row.slot_at, inMs: row.slot_in_ms };

async function goFirst(manager: EntityManager, own: readonly unknown[], waitMs: number): Promise<number> {
  const [turns]: [{ is_own: boolean; slot_in_ms: number }[], number] = await manager.query(GO_FIRST, [...own]);
  return turns.find(({ is_own: isOwn }) => isOwn)?.slot_in_ms ?? waitMs;
}

/** Where it calls. The default place has no name in threads that were opened before there were others. */
const placeOf = ({ payload, place }: EffectRow): string =>
  (payload.type === 'open_handoff' ? payload.place : payload.type === 'move_thread' ? payload.to : place) ?? '';

/** The provider asked to wait: all that goes the same way waits as well, instead of asking one after the other. */
export const pausePace = (manager: EntityManager, lease: LaneLease, seq: string, forMs: number): Promise<unknown> =>
  manager.query(PAUSE, [lease.tenantId, lease.laneId, seq, forMs]);
