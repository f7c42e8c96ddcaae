import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/** What models were asked for and what it cost: for caps and for the admin's books. No words and no names. */
export class ModelCalls1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table model_calls (
        tenant_id text not null,
        id bigint generated always as identity,
        conversation_id uuid,
        purpose text not null,
        model text not null,
        request_id text,
        outcome text not null,
        input_tokens int not null,
        cached_tokens int not null,
        output_tokens int not null,
        ms int not null,
        at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query('create index model_calls_at on model_calls (tenant_id, at)');
    await runner.query('create index model_calls_conversation on model_calls (tenant_id, conversation_id, at)');
    await protectTenantTable(runner, 'model_calls');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
