import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { inTenant } from './database';

/** Every table that holds a tenant's rows and that the application may empty, whatever later migrations add. */
const TENANT_TABLES = `
  select c.table_name as name from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
  where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    and has_table_privilege(quote_ident(c.table_name), 'delete')
  order by 1`;

/** Deletes all that one tenant ever stored. For the sandbox alone: no worker of this tenant may run meanwhile. */
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
