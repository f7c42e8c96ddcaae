import { type DataSource, In } from 'typeorm';
import type { ConversationState } from '../domain/conversation/state';
import type { ExternalId, Instant, ThreadRef } from '../domain/ids';
import type { OpenThread, Reading } from '../ports/store';
import { inTenant } from './database';
import { loadEntries, loadTranscript } from './entries';
import { conversationRow } from './rows/conversation-row';
import { handoffRow } from './rows/handoff-row';
import { messageRefRow } from './rows/message-ref-row';

export function createReading(source: DataSource): Reading {
  return {
    conversation: (tenantId, id) =>
      inTenant(source, tenantId, async (manager): Promise<ConversationState> => {
        const row = await manager.getRepository(conversationRow).findOneByOrFail({ tenantId, id });
        return row.state;
      }),
    transcript: (tenantId, id, limit) =>
      inTenant(source, tenantId, (manager) => loadTranscript(manager, tenantId, id, limit)),
    entries: (tenantId, id, ids) => inTenant(source, tenantId, (manager) => loadEntries(manager, tenantId, id, ids)),
    sentRefs: (tenantId, conversationId, messageId, side) =>
      inTenant(source, tenantId, async (manager) => {
        const rows = await manager
          .getRepository(messageRefRow)
          .find({ where: { tenantId, conversationId, messageId, side }, order: { part: 'ASC' } });
        return rows.map((row) => ({ externalId: row.externalId as ExternalId, part: row.part }));
      }),
    othersOf: ({ tenantId, accountId }, ids, own) =>
      inTenant(source, tenantId, async (manager) => {
        const rows = await manager
          .getRepository(messageRefRow)
          .find({ where: { tenantId, accountId, externalId: In([...ids]) } });
        const others = rows.filter(({ messageId, part }) => messageId !== own.messageId || part !== own.part);
        return new Set(others.map(({ externalId }) => externalId as ExternalId));
      }),
    thread: (tenantId, id) =>
      inTenant(source, tenantId, async (manager) => {
        const row = await manager.getRepository(handoffRow).findOneBy({ tenantId, id });
        return (row?.thread ?? null) as ThreadRef | null;
      }),
    openThreads: (account) =>
      inTenant(source, account.tenantId, async (manager) => {
        const rows: (Omit<OpenThread, 'readSince'> & { since: Date })[] = await manager.query(OPEN_THREADS, [
          account.tenantId,
          account.accountId,
        ]);
        return rows.map(({ since, thread, waiting, posts }) => ({
          ...{ thread, waiting, posts },
          readSince: since.getTime() as Instant,
        }));
      }),
    threadWasRead: (account, thread, until) =>
      inTenant(source, account.tenantId, async (manager) => {
        for (const table of ['handoffs', 'former_threads']) {
          await manager.query(
            `update ${table} set read_back_at = $4 where tenant_id = $1 and account_id = $2 and thread = $3`,
            [account.tenantId, account.accountId, thread, new Date(until)],
          );
        }
      }),
  };
}

/**
 * `requested_at` is business time and may run ahead; what was read back is the provider's own time. Whoever resolves a
 * conversation may still change what they wrote last.
 */
const OPEN_THREADS = `
  select t.thread, t.since, t.waiting, coalesce(written.posts, '[]') as posts
  from (
    select h.tenant_id, h.conversation_id, h.thread,
           coalesce(h.read_back_at, h.requested_at - clock.ahead - interval '1 minute') as since,
           (c.state ->> 'waitingSince') is not null as waiting, c.updated_at
    from handoffs h join conversations c on c.tenant_id = h.tenant_id and c.id = h.conversation_id, business_clock clock
    where h.tenant_id = $1 and h.account_id = $2 and h.thread is not null
      and (c.mode <> 'resolved' or c.updated_at > clock_timestamp() - interval '1 hour')
      and c.state -> 'handoff' ->> 'id' = h.id
    union all
    -- Whoever writes where a conversation was until lately is told where it is.
    select f.tenant_id, f.conversation_id, f.thread, coalesce(f.read_back_at, f.left_at - interval '1 minute'), false,
           c.updated_at
    from former_threads f join conversations c on c.tenant_id = f.tenant_id and c.id = f.conversation_id
    where f.tenant_id = $1 and f.account_id = $2 and f.left_at > clock_timestamp() - interval '7 days'
      and c.mode <> 'resolved'
  ) t
  left join lateral (
    select jsonb_agg(jsonb_build_object('externalId', m.external_id, 'agent', m.agent, 'ageMs', m.age_ms,
             'isPublic', m.visibility = 'public')) as posts
    from (
      select external_id, agent, visibility, extract(epoch from business_now() - at) * 1000 as age_ms from messages
      where tenant_id = t.tenant_id and conversation_id = t.conversation_id and thread = t.thread and not deleted
        and at > business_now() - interval '12 hours'
      order by seq desc limit 100
    ) m
  ) written on true
  order by t.waiting desc, t.updated_at desc limit 200`;
