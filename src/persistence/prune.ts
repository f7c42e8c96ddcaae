import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { inTenant } from './database';

/** Longer than any provider repeats itself. */
const KEEP_DAYS = 14;

const STATEMENTS = [
  `delete from event_keys where tenant_id = $1 and seen_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from events where tenant_id = $1 and status in ('applied', 'unmatched')
     and received_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from attempts where tenant_id = $1 and started_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from effects where tenant_id = $1 and state in ('done', 'suppressed')
     and finished_at < clock_timestamp() - make_interval(days => $2)`,
  // Timers have a lane each; once fired it is never used again.
  `delete from lanes l where l.tenant_id = $1 and l.key like 'effects:%:timer:%' and l.head = l.tail
     and l.lease_until < clock_timestamp() - make_interval(days => $2)`,
];

/** Deletes what only served to recognise repeats and to explain the recent past. Transcripts stay. */
export async function prune(source: DataSource, tenantId: TenantId): Promise<void> {
  for (const statement of STATEMENTS) {
    await inTenant(source, tenantId, (manager) => manager.query(statement, [tenantId, KEEP_DAYS]));
  }
}
