import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people put on a message without writing: it belongs to the message, and nothing waits for it. */
export class Reactions1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column reactions jsonb');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
