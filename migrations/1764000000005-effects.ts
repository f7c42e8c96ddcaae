import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * What is to be done. An attempt row is written before every call to the outside, so that a process that dies in the
 * middle leaves the knowledge that its outcome is unknown.
 */
export class Effects1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table effects (
        tenant_id text not null,
        lane_id bigint not null,
        seq bigint not null,
        id uuid not null default gen_random_uuid(),
        conversation_id uuid not null,
        account_id text,
        type text not null,
        payload jsonb not null,
        message_id text,
        valid_in int,
        state text not null default 'queued'
          check (state in ('queued', 'sending', 'done', 'suppressed', 'dead')),
        not_before timestamptz,
        tries int not null default 0,
        blind_resends int not null default 0,
        first_tried_at timestamptz,
        first_due_at timestamptz,
        last_tried_at timestamptz,
        evidence text,
        evidence_thread text,
        told text,
        created_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        primary key (tenant_id, lane_id, seq)
      ) with (fillfactor = 70)`);
    await runner.query('create unique index effects_id on effects (tenant_id, id)');
    await runner.query('create index effects_finished on effects (tenant_id, finished_at)');
    await runner.query(`
      create table attempts (
        tenant_id text not null,
        id bigint generated always as identity,
        effect_id uuid not null,
        n int not null,
        owner int not null,
        started_at timestamptz not null default clock_timestamp(),
        ended_at timestamptz,
        outcome text,
        code text,
        primary key (tenant_id, id)
      )`);
    await runner.query('create index attempts_effect on attempts (tenant_id, effect_id)');
    await runner.query(`
      create table accounts (
        tenant_id text not null,
        account_id text not null,
        held_until timestamptz,
        held_reason text,
        primary key (tenant_id, account_id)
      )`);
    await runner.query(`
      create table adapter_data (
        tenant_id text not null,
        account_id text not null,
        key text not null,
        value bytea not null,
        updated_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, account_id, key)
      )`);
    for (const table of ['effects', 'attempts', 'accounts', 'adapter_data']) await protectTenantTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
