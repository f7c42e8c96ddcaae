import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { inTenant } from './database';

/** Every table that holds a tenant's rows and that the application may empty, whatever later migrations add. */
const TENANT_TABLES = `
  select c.relname as name from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and c.relname not like 'knowledge\\_%' and has_table_privilege(c.oid, 'delete')
  order by 1`;

/** Deletes all that one tenant ever stored, except what the AI was taught. For the sandbox alone: no worker of this tenant may run meanwhile. */
export function forgetTenant(source: DataSource, tenantId: TenantId): Promise<void> {
  return inTenant(source, tenantId, async (manager) => {
    const tables: { name: string }[] = await manager.query(TENANT_TABLES);
    for (const { name } of tables) await manager.query(`delete from "${name}" where tenant_id = $1`, [tenantId]);
  });
}

/** Nobody has written anything yet. */
export function isEmptyTenant(source: DataSource, tenantId: TenantId): Promise<boolean> {
  return inTenant(source, tenantId, async (manager) => {
    const [row]: { found: boolean }[] = await manager.query(
      `select exists (select 1 from conversations where tenant_id = $1)
           or exists (select 1 from events where tenant_id = $1) as found`,
      [tenantId],
    );
    return row?.found !== true;
  });
}
