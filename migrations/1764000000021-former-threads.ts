import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * Threads that a conversation has left. Agents may still write there, and must hear where it is now. `moving_to`: a new
 * root is being opened, and an agent may answer in it before it is known.
 */
export class FormerThreads1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table former_threads (
        tenant_id text not null,
        account_id text not null,
        thread text not null,
        conversation_id uuid not null,
        handoff_id text not null,
        left_at timestamptz not null default clock_timestamp(),
        read_back_at timestamptz,
        primary key (tenant_id, account_id, thread)
      )`);
    await protectTenantTable(runner, 'former_threads');
    await runner.query('alter table handoffs add column moving_to text');
    // Asked for every event of a thread that is not known.
    await runner.query(
      'create index handoffs_opening on handoffs (tenant_id, account_id) where thread is null or moving_to is not null',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
