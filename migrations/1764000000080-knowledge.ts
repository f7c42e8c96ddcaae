import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * What the AI answers from. A document never changes in place: each text is a version with its passages, so that an
 * answer that was given can always be shown with what it rested on. `revision` grows in the transaction of every change
 * that the AI may see, so two processes with the same revision answer from the same articles.
 */
export class Knowledge1764000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table knowledge_state (
        tenant_id text not null,
        revision bigint not null default 0,
        primary key (tenant_id)
      ) with (fillfactor = 50)`);
    // off: stepped aside by itself (a setting that is not set any more); removed: by a person.
    await runner.query(`
      create table knowledge_sources (
        tenant_id text not null,
        name text not null,
        kind text not null check (kind in ('folder', 'file', 'page', 'sitemap', 'export')),
        location text not null,
        options jsonb not null default '{}',
        state text not null default 'on' check (state in ('on', 'off', 'removed')),
        report jsonb,
        synced_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, name)
      )`);
    await runner.query(`
      create table knowledge_documents (
        tenant_id text not null,
        id text not null,
        source text not null,
        key text not null,
        version int not null,
        state text not null default 'live' check (state in ('live', 'removed')),
        by_hand boolean not null default false,
        fetched jsonb,
        primary key (tenant_id, id),
        unique (tenant_id, source, key),
        foreign key (tenant_id, source) references knowledge_sources (tenant_id, name) on delete cascade
      )`);
    await runner.query(`
      create table knowledge_versions (
        tenant_id text not null,
        document_id text not null,
        version int not null,
        title text not null,
        url text,
        audience text not null check (audience in ('public', 'internal')),
        language text not null,
        text text not null,
        hash text not null,
        made_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, document_id, version),
        foreign key (tenant_id, document_id) references knowledge_documents (tenant_id, id) on delete cascade
      )`);
    await runner.query(`
      create table knowledge_chunks (
        tenant_id text not null,
        document_id text not null,
        version int not null,
        n int not null,
        id text not null,
        headings text[] not null,
        text text not null,
        primary key (tenant_id, document_id, version, n),
        foreign key (tenant_id, document_id, version)
          references knowledge_versions (tenant_id, document_id, version) on delete cascade
      )`);
    const tables = ['state', 'sources', 'documents', 'versions', 'chunks'];
    for (const table of tables) await protectTenantTable(runner, `knowledge_${table}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
