import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did it, where an agent did: the record of a look at masked numbers has to name somebody. */
export class WhoActed1764000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table conversation_events add column agent_id text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
