import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type { ModelLedger } from '../ports/model-ledger';
import { inTenant } from './database';

const RECORD = `
  insert into model_calls (tenant_id, conversation_id, purpose, model, request_id, outcome,
    input_tokens, cached_tokens, output_tokens, ms)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** On the database's clock: what was spent does not come back because business time runs ahead. */
const SPENT = `
  select coalesce(sum(input_tokens + output_tokens), 0)::float8 as all,
         coalesce(sum(input_tokens + output_tokens) filter (where conversation_id = $2), 0)::float8 as conversation
  from model_calls where tenant_id = $1 and at > clock_timestamp() - interval '24 hours'`;

export function createModelLedger(source: DataSource, tenantId: TenantId): ModelLedger {
  return {
    record: ({ conversationId, purpose, model, requestId, outcome, usage, ms }) =>
      inTenant(source, tenantId, async (manager) => {
        const { input, cachedInput, output } = usage;
        const about = [tenantId, conversationId, purpose, model, requestId, outcome];
        await manager.query(RECORD, [...about, input, cachedInput, output, Math.round(ms)]);
      }).catch(() => undefined),
    spent: (conversationId) =>
      inTenant(source, tenantId, async (manager) => {
        const [row]: { all: number; conversation: number }[] = await manager.query(SPENT, [tenantId, conversationId]);
        return { all: row?.all ?? 0, conversation: row?.conversation ?? 0 };
      }),
  };
}
