import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The application never works as the owner of the tables: it connects with `role=baton_app`, which row-level security
 * binds to the tenant set for the transaction. Without a tenant every statement fails instead of seeing all rows.
 */
export class Tenancy1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'baton_app') then
          create role baton_app nologin;
        end if;
      exception when duplicate_object or unique_violation then null;
      end $$`);
    await runner.query(`
      do $$ begin
        if not pg_has_role(current_user, 'baton_app', 'member') then
          execute format('grant baton_app to %I', current_user);
        end if;
      end $$`);
    await runner.query('grant usage on schema public to baton_app');
    await runner.query(`
      create function current_tenant() returns text language plpgsql stable as $$
      declare tenant text := current_setting('baton.tenant', true);
      begin
        if coalesce(tenant, '') = '' then raise exception 'No tenant is set for this transaction.'; end if;
        return tenant;
      end $$`);
    // Only sandbox and tests move it; leases and signatures keep to the real clock.
    await runner.query(`
      create table business_clock (
        only_row boolean primary key default true check (only_row),
        ahead interval not null default '0'
      )`);
    await runner.query('insert into business_clock default values');
    await runner.query(`
      create function business_now() returns timestamptz language sql volatile as
      $$ select clock_timestamp() + (select ahead from business_clock) $$`);
    await runner.query('grant select, update on business_clock to baton_app');
    await runner.query(`
      create table installation (
        only_row boolean primary key default true check (only_row),
        secret_check bytea not null,
        created_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query('grant select, insert on installation to baton_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
