import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * Calls that the outside takes only so often get a slot each, from one row that all workers share. A slot is kept with
 * its effect, so that waiting for it is not asking for another.
 */
export class Paces1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table paces (
        tenant_id text not null,
        key text not null,
        next_at timestamptz not null,
        primary key (tenant_id, key)
      ) with (fillfactor = 50)`);
    await protectTenantTable(runner, 'paces');
    await runner.query('alter table effects add column pace jsonb, add column slot_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
