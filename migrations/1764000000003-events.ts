import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/** What came in. An event's keys make the provider's repeats harmless for fourteen days. */
export class Events1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table events (
        tenant_id text not null,
        lane_id bigint not null,
        seq bigint not null,
        account_id text not null,
        kind text not null check (kind in ('incoming', 'fact')),
        conversation_id uuid,
        payload jsonb,
        raw bytea,
        status text not null default 'pending'
          check (status in ('pending', 'applied', 'unmatched', 'set_aside')),
        error text,
        at timestamptz not null,
        received_at timestamptz not null default clock_timestamp(),
        applied_at timestamptz,
        primary key (tenant_id, lane_id, seq)
      )`);
    await runner.query('create index events_received on events (tenant_id, received_at)');
    await runner.query(`
      create table event_keys (
        tenant_id text not null,
        account_id text not null,
        key text not null,
        seen_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, account_id, key)
      )`);
    await runner.query('create index event_keys_seen on event_keys (tenant_id, seen_at)');
    await runner.query(`
      create table quarantine (
        tenant_id text not null,
        id bigint generated always as identity,
        account_id text not null,
        reason text not null,
        raw bytea not null,
        received_at timestamptz not null default clock_timestamp(),
        replayed_at timestamptz,
        primary key (tenant_id, id)
      )`);
    for (const table of ['events', 'event_keys', 'quarantine']) await protectTenantTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
