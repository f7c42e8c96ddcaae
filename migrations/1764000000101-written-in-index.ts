import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agent's message by its id alone: a sign on it does not say in which thread it stands. */
export class WrittenInIndex1764000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index messages_written_in on messages (tenant_id, id) where thread is not null');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
