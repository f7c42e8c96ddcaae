import type { EntityManager } from 'typeorm';
import type { Fact } from '../domain/conversation/events';
import type { AccountId, TenantId } from '../domain/ids';
import { appendFact } from './append-fact';

/** An agent who left may hold many conversations: each learns it as a fact of its own. */
export async function spreadUnavailability(
  manager: EntityManager,
  tenantId: TenantId,
  accountId: AccountId,
  agentId: string,
): Promise<void> {
  const rows: { id: string }[] = await manager.query(
    'select id from conversations where tenant_id = $1 and holder_id = $2 order by id',
    [tenantId, agentId],
  );
  const fact: Fact = { type: 'agent.became_unavailable', agentId };
  for (const { id } of rows) await appendFact(manager, { tenantId, accountId }, id, fact);
}
