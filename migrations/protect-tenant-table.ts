import type { QueryRunner } from 'typeorm';

/** Binds a table to the transaction's tenant, also for its owner, and lets the application role use it. */
export async function protectTenantTable(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(
    `create policy tenant_only on ${table} to baton_app
     using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
  );
  await runner.query(`grant select, insert, update, delete on ${table} to baton_app`);
}
