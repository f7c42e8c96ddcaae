import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { inTenant } from './database';
import { deleteAbandoned } from './media-writing';

/** Longer than any provider repeats itself. */
const KEEP_DAYS = 14;

/** What models cost is looked at by the month. */
const KEEP_MODEL_CALLS_DAYS = 90;

const STATEMENTS = [
  `delete from event_keys where tenant_id = $1 and seen_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from events where tenant_id = $1 and status in ('applied', 'unmatched')
     and received_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from attempts where tenant_id = $1 and started_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from effects where tenant_id = $1 and state in ('done', 'suppressed')
     and finished_at < clock_timestamp() - make_interval(days => $2)`,
  `delete from model_calls where tenant_id = $1
     and at < clock_timestamp() - make_interval(days => greatest($2, ${KEEP_MODEL_CALLS_DAYS}))`,
  `delete from code_guards where tenant_id = $1 and at < clock_timestamp() - make_interval(days => $2)`,
  `delete from refusals where tenant_id = $1 and refused_at < clock_timestamp() - make_interval(days => $2)`,
  // Timers have a lane each; once fired it is never used again.
  `delete from lanes l where l.tenant_id = $1 and l.key like 'effects:%:timer:%' and l.head = l.tail
     and l.lease_until < clock_timestamp() - make_interval(days => $2)`,
];

/** Their bytes go with them, so a few at a time: a statement has ten seconds. */
const MEDIA_BATCH = 100;
const OLD_MEDIA = `
  delete from media where tenant_id = $1 and id in (
    select id from media where tenant_id = $1 and created_at < clock_timestamp() - make_interval(days => $2)
    limit ${MEDIA_BATCH})
  returning 1`;

/** Deletes what only served to recognise repeats and to explain the recent past, and old files. Transcripts stay. */
export async function prune(source: DataSource, tenantId: TenantId, mediaKeepDays: number): Promise<void> {
  for (const statement of STATEMENTS) {
    await inTenant(source, tenantId, (manager) => manager.query(statement, [tenantId, KEEP_DAYS]));
  }
  await inTenant(source, tenantId, (manager) =>
    manager.query('delete from adapter_data where tenant_id = $1 and expires_at < clock_timestamp()', [tenantId]),
  );
  await inTenant(source, tenantId, (manager) => deleteAbandoned(manager, tenantId));
  for (let deleted = MEDIA_BATCH; deleted === MEDIA_BATCH; ) {
    const [, count]: [unknown, number] = await inTenant(source, tenantId, (manager) =>
      manager.query(OLD_MEDIA, [tenantId, mediaKeepDays]),
    );
    deleted = count;
  }
}
