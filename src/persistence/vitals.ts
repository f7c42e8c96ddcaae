import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type { Vitals } from '../ports/vitals';
import { inTenant } from './database';

const MODES = 'select mode, count(*)::int as count from conversations where tenant_id = $1 group by mode';

const REST = `
  with waiting as (
    select (state ->> 'waitingSince')::float8 / 1000 as since from conversations
    where tenant_id = $1 and mode in ('queued', 'human') and state ->> 'waitingSince' is not null),
  due as (select run_at from lanes where tenant_id = $1 and run_at <= business_now())
  select
    (select count(*)::int from waiting) as waiting,
    (select coalesce(max(extract(epoch from business_now()) - since), 0)::float8 from waiting) as "longestWaitSeconds",
    (select count(*)::int from due) as "lanesDue",
    (select coalesce(extract(epoch from business_now() - min(run_at)), 0)::float8 from due) as "oldestDueSeconds",
    (select count(*)::int from accounts where tenant_id = $1 and held_until > business_now()) as "accountsHeld",
    (select count(*)::int from events where tenant_id = $1 and status = 'set_aside') as "eventsSetAside",
    (select count(*)::int from quarantine where tenant_id = $1 and replayed_at is null) as quarantined`;

/** Rejects when the database cannot be reached. */
export const readVitals = (source: DataSource, tenantId: TenantId): Promise<Vitals> =>
  inTenant(source, tenantId, async (manager) => {
    const modes: { mode: string; count: number }[] = await manager.query(MODES, [tenantId]);
    const [rest]: Omit<Vitals, 'conversations'>[] = await manager.query(REST, [tenantId]);
    if (rest === undefined) throw new Error('The database gave no vitals.');
    return { conversations: Object.fromEntries(modes.map(({ mode, count }) => [mode, count])), ...rest };
  });
