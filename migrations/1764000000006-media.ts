import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * Files of messages. They belong to a conversation, and their bytes go with them: erasing a conversation is one
 * statement. `problem` says why there are no bytes. What adapters store may expire.
 */
export class Media1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media (
        tenant_id text not null,
        id uuid not null default gen_random_uuid(),
        conversation_id uuid not null,
        message_id text not null,
        ref text not null,
        account_id text not null,
        name text not null,
        media_type text not null,
        bytes bigint not null,
        sha256 bytea,
        problem text,
        created_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id),
        unique (tenant_id, conversation_id, message_id, ref),
        check ((sha256 is null) = (problem is not null))
      )`);
    await runner.query('create index media_created on media (tenant_id, created_at)');
    await runner.query(`
      create table media_chunks (
        tenant_id text not null,
        media_id uuid not null,
        n int not null,
        data bytea not null,
        primary key (tenant_id, media_id, n),
        foreign key (tenant_id, media_id) references media (tenant_id, id) on delete cascade
      )`);
    // Pictures, sound and archives are compressed already: trying again only costs time.
    await runner.query('alter table media_chunks alter column data set storage external');
    for (const table of ['media', 'media_chunks']) await protectTenantTable(runner, table);
    await runner.query('alter table adapter_data add column expires_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
