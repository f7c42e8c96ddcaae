import type { DataSource, EntityManager } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { type LaneLease, type Lanes, LeaseLost } from '../ports/store';
import { inTenant } from './database';
import { MOVE_HEAD } from './sql/move-head';

/** Three renewals fit into it; a killed process is noticed sooner, by its advisory lock. */
export const LEASE_MS = 10_000;

interface LaneRow {
  tenant_id: string;
  lane_id: string;
  kind: LaneLease['kind'];
  key: string;
  token: string;
  attempts: number;
}

/** Leases of lanes, for the worker with this id. */
export function createLanes(source: DataSource, owner: () => number): Lanes {
  return {
    async claimLanes(limit, kinds) {
      const rows: LaneRow[] = await source.query('select * from claim_lanes($1, $2, $3, $4)', [
        owner(),
        limit,
        LEASE_MS,
        [...kinds],
      ]);
      return rows.map(toLease);
    },
    releaseLane: (lease, afterMs) => inTenant(source, lease.tenantId, (manager) => release(manager, lease, afterMs)),
    async renewLeases(leases) {
      if (leases.length === 0) return;
      const lanes = leases.map(({ laneId }) => laneId);
      await source.query('select renew_leases($1, $2, $3)', [owner(), lanes, LEASE_MS]);
    },
    async freeAbandonedLanes() {
      const [row]: { freed: number }[] = await source.query('select free_abandoned_lanes($1) as freed', [owner()]);
      return row?.freed ?? 0;
    },
  };
}

const toLease = (row: LaneRow): LaneLease => ({
  tenantId: row.tenant_id as TenantId,
  laneId: row.lane_id,
  kind: row.kind,
  key: row.key,
  token: row.token,
  attempts: row.attempts,
});

/** A lane that became idle stays so; one that waits gets its time. */
async function release(manager: EntityManager, lease: LaneLease, afterMs?: number): Promise<void> {
  await manager.query(
    `update lanes set lease_until = '-infinity', owner = null,
       run_at = case when $4::float8 is null or tail = head then run_at
                else business_now() + make_interval(secs => $4::float8 / 1000) end
     where tenant_id = $1 and id = $2 and token = $3`,
    [lease.tenantId, lease.laneId, lease.token, afterMs ?? null],
  );
}

/** Moves the head past `seq`. Rejects with LeaseLost where a successor has the lane, which undoes the transaction. */
export async function moveHead(manager: EntityManager, lease: LaneLease, seq: string): Promise<void> {
  const moved = await manager.query(MOVE_HEAD, [lease.tenantId, lease.laneId, lease.token, seq]);
  if (moved[1] === 0) throw new LeaseLost(`Lane ${lease.key} was taken over at item ${seq}.`);
}

/** Holds the lane's row for this transaction; rejects with LeaseLost where a successor has it. */
export async function fence(manager: EntityManager, lease: LaneLease): Promise<void> {
  const rows = await manager.query('select 1 from lanes where tenant_id = $1 and id = $2 and token = $3 for update', [
    lease.tenantId,
    lease.laneId,
    lease.token,
  ]);
  if (rows.length === 0) throw new LeaseLost(`Lane ${lease.key} was taken over.`);
}
