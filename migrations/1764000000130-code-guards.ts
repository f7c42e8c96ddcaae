import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * How often codes for one subject, such as one order, were sent and guessed, whichever conversations it was asked in.
 * `subject` is a digest. One row each, so that two conversations wait for each other.
 */
export class CodeGuards1764000000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table code_guards (
        tenant_id text not null,
        subject text not null,
        uses jsonb not null default '[]',
        at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, subject)
      )`);
    await protectTenantTable(runner, 'code_guards');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
