import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far each of the messages got that a message went out in. Null: it went out in one, or before they were told apart,
 * and then its delivery is that of the whole.
 */
export class PartDeliveries1764000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column deliveries jsonb');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
