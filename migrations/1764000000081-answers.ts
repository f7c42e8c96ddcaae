import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What kind of answer a message is and which passages it rests on, written with the message itself. Null for everything
 * that is no answer of the AI, and for what was sent before.
 */
export class Answers1764000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column answer jsonb');
    await runner.query('create index messages_answers on messages (tenant_id, at) where answer is not null');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
