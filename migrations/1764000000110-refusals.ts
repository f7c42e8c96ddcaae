import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * Whom a channel asked to slow down, by conversation, and until when. When several conversations are told so at once it
 * is the account that sends too fast, and all of it waits: that is the row without a conversation.
 */
export class Refusals1764000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table refusals (
        tenant_id text not null,
        account_id text not null,
        conversation_id text not null,
        refused_at timestamptz not null default business_now(),
        until timestamptz not null,
        primary key (tenant_id, account_id, conversation_id)
      ) with (fillfactor = 50)`);
    await protectTenantTable(runner, 'refusals');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
