import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The thread that an agent wrote a message in: only there can reading show that it was changed or deleted. Null: nobody
 * typed it into a thread, or it is from before this was kept.
 */
export class WrittenIn1764000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column thread text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
