import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account may be held as a whole (place '') or in one place of its inbox; a thread is in a place. */
export class Places1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table accounts
        add column place text not null default '',
        add column held_since timestamptz not null default business_now(),
        drop constraint accounts_pkey,
        add primary key (tenant_id, account_id, place)`);
    // Null: the default place, which was the only one.
    await runner.query('alter table handoffs add column place text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
