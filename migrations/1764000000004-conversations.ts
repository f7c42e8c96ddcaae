import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/** One conversation per contact and channel; a handoff is an episode of it. */
export class Conversations1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contacts (
        tenant_id text not null,
        id uuid not null default gen_random_uuid(),
        name text,
        created_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query(`
      create table contact_addresses (
        tenant_id text not null,
        channel_id text not null,
        address text not null,
        contact_id uuid not null,
        primary key (tenant_id, channel_id, address)
      )`);
    await runner.query(`
      create table conversations (
        tenant_id text not null,
        id uuid not null default gen_random_uuid(),
        channel_id text not null,
        contact_id uuid not null,
        address text not null,
        mode text not null,
        epoch int not null,
        holder_id text,
        state jsonb not null,
        next_seq bigint not null default 1,
        updated_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id),
        unique (tenant_id, channel_id, contact_id)
      )`);
    await runner.query(
      'create index conversations_holder on conversations (tenant_id, holder_id) where holder_id is not null',
    );
    await runner.query(`
      create table messages (
        tenant_id text not null,
        conversation_id uuid not null,
        seq bigint not null,
        id text not null,
        author_role text not null,
        agent jsonb,
        visibility text not null,
        parts jsonb not null,
        at timestamptz not null,
        external_id text,
        delivery text,
        may_be_repeated boolean not null default false,
        edited boolean not null default false,
        deleted boolean not null default false,
        primary key (tenant_id, conversation_id, seq),
        unique (tenant_id, conversation_id, id)
      )`);
    await runner.query(`
      create table message_refs (
        tenant_id text not null,
        account_id text not null,
        external_id text not null,
        side text not null check (side in ('customer', 'thread')),
        conversation_id uuid not null,
        message_id text not null,
        part int not null default 0,
        primary key (tenant_id, account_id, external_id, message_id)
      )`);
    await runner.query('create index message_refs_message on message_refs (tenant_id, conversation_id, message_id)');
    await runner.query(`
      create table handoffs (
        tenant_id text not null,
        id text not null,
        conversation_id uuid not null,
        account_id text not null,
        thread text,
        reason text not null,
        requested_at timestamptz not null,
        read_back_at timestamptz,
        primary key (tenant_id, id)
      )`);
    await runner.query('create unique index handoffs_thread on handoffs (tenant_id, account_id, thread)');
    await runner.query(`
      create table conversation_events (
        tenant_id text not null,
        id bigint generated always as identity,
        conversation_id uuid not null,
        cause text not null,
        type text not null,
        mode_before text not null,
        mode_after text not null,
        effects text[] not null,
        at timestamptz not null,
        decided_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query('create index conversation_events_of on conversation_events (tenant_id, conversation_id, id)');
    const tables = ['contacts', 'contact_addresses', 'conversations', 'messages', 'message_refs', 'handoffs'];
    for (const table of [...tables, 'conversation_events']) await protectTenantTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
