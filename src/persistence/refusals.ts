import type { EntityManager } from 'typeorm';
import type { LaneLease, StartedEffect } from '../ports/store';

/**
 * A channel that says "slow down" to one conversation may mean that or the whole account, and some cannot be told apart
 * by what they say. So it is the conversation that waits, until as many as this are told so within this time.
 */
const CONVERSATIONS = 3;
const WITHIN_SECONDS = 5;

/** In the column of a conversation: the whole account. */
const WHOLE = '';

/** Its row is written first, so that of several at once the last one sees the others. */
const UPSERT = `
  insert into refusals as r (tenant_id, account_id, conversation_id, until)
  values ($1, $2, $3, case when $4::float8 is null then '-infinity'
                           else business_now() + make_interval(secs => $4::float8 / 1000) end)
  on conflict (tenant_id, account_id, conversation_id) do update
    set refused_at = excluded.refused_at, until = greatest(r.until, excluded.until)`;

/** The shortest wait of them: what was asked of one conversation alone is that one's own. */
const WAIT = `
  update refusals set until = greatest(refusals.until, told.until)
  from (select min(until) as until from refusals
        where tenant_id = $1 and account_id = $2 and conversation_id <> $3
          and refused_at > business_now() - make_interval(secs => $4)
        having count(*) >= $5) told
  where tenant_id = $1 and account_id = $2 and conversation_id = $3`;

/** What goes into threads has a pace for that. */
export async function noteRefusal(
  manager: EntityManager,
  { tenantId }: LaneLease,
  { accountId, call, conversationId }: StartedEffect,
  pauseMs: number,
): Promise<void> {
  if (accountId === null || 'handoffId' in call || call.type === 'keep_media') return;
  await manager.query(UPSERT, [tenantId, accountId, WHOLE, null]);
  await manager.query(UPSERT, [tenantId, accountId, conversationId, pauseMs]);
  await manager.query(WAIT, [tenantId, accountId, WHOLE, WITHIN_SECONDS, CONVERSATIONS]);
}
