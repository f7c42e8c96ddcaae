import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which key an effect's slot is of, so that what matters more can be put in front, and all can wait when told to. */
export class Slots1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table effects add column slot_key text');
    await runner.query(`
      create index effects_slots on effects (tenant_id, slot_key, slot_at)
      where state = 'queued' and slot_key is not null`);
    await runner.query('alter table paces add column paused_until timestamptz, add column spent_until timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
