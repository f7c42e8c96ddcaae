import type { EntityManager } from 'typeorm';
import type { Fact } from '../domain/conversation/events';
import type { AccountId, PlaceId, TenantId } from '../domain/ids';
import { appendFact } from './append-fact';

/** An agent who left, everywhere or one place, may hold many conversations: each learns it as a fact of its own. */
export async function spreadUnavailability(
  manager: EntityManager,
  tenantId: TenantId,
  accountId: AccountId,
  agentId: string,
  place: PlaceId | null,
): Promise<void> {
  const rows: { id: string }[] = await manager.query(
    `select c.id from conversations c
     left join handoffs h on h.tenant_id = c.tenant_id and h.id = c.state -> 'handoff' ->> 'id'
     where c.tenant_id = $1 and c.holder_id = $2 and coalesce($3, h.place, '') = coalesce(h.place, $3, '') order by c.id`,
    [tenantId, agentId, place],
  );
  const fact: Fact = { type: 'agent.became_unavailable', agentId };
  for (const { id } of rows) await appendFact(manager, { tenantId, accountId }, id, fact);
}
