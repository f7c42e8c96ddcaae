import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files are written while they come. Until the last piece is there, `writer` is the number of the process that writes:
 * nobody is shown such a file, several may be under way for one part, and what a dead process left can be told and deleted.
 */
export class MediaInPieces1764000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table media add column writer int');
    await runner.query('alter table media drop constraint media_check');
    await runner.query('alter table media add check (num_nonnulls(sha256, problem, writer) = 1)');
    await runner.query('alter table media drop constraint media_tenant_id_conversation_id_message_id_ref_key');
    await runner.query(`
      create unique index media_of_part on media (tenant_id, conversation_id, message_id, ref) where writer is null`);
    await runner.query('create index media_under_way on media (tenant_id, writer) where writer is not null');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
