import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Tenancy1764000000001 } from '../../migrations/1764000000001-tenancy';
import { Lanes1764000000002 } from '../../migrations/1764000000002-lanes';
import { Events1764000000003 } from '../../migrations/1764000000003-events';
import { Conversations1764000000004 } from '../../migrations/1764000000004-conversations';
import { Effects1764000000005 } from '../../migrations/1764000000005-effects';
import { Media1764000000006 } from '../../migrations/1764000000006-media';
import { Paces1764000000007 } from '../../migrations/1764000000007-paces';
import { ModelCalls1764000000010 } from '../../migrations/1764000000010-model-calls';
import { Places1764000000020 } from '../../migrations/1764000000020-places';
import { FormerThreads1764000000021 } from '../../migrations/1764000000021-former-threads';
import { Slots1764000000022 } from '../../migrations/1764000000022-slots';
import { Reactions1764000000050 } from '../../migrations/1764000000050-reactions';
import { Knowledge1764000000080 } from '../../migrations/1764000000080-knowledge';
import { Answers1764000000081 } from '../../migrations/1764000000081-answers';
import { WhoActed1764000000090 } from '../../migrations/1764000000090-who-acted';
import { WrittenIn1764000000100 } from '../../migrations/1764000000100-written-in';
import { WrittenInIndex1764000000101 } from '../../migrations/1764000000101-written-in-index';
import { Refusals1764000000110 } from '../../migrations/1764000000110-refusals';
import { MediaInPieces1764000000120 } from '../../migrations/1764000000120-media-in-pieces';
import { CodeGuards1764000000130 } from '../../migrations/1764000000130-code-guards';
import { PartDeliveries1764000000140 } from '../../migrations/1764000000140-part-deliveries';

const MIGRATIONS = [
  Tenancy1764000000001,
  Lanes1764000000002,
  Events1764000000003,
  Conversations1764000000004,
  Effects1764000000005,
  Media1764000000006,
  Paces1764000000007,
  ModelCalls1764000000010,
  Places1764000000020,
  FormerThreads1764000000021,
  Slots1764000000022,
  Reactions1764000000050,
  Knowledge1764000000080,
  Answers1764000000081,
  WhoActed1764000000090,
  WrittenIn1764000000100,
  WrittenInIndex1764000000101,
  Refusals1764000000110,
  MediaInPieces1764000000120,
  CodeGuards1764000000130,
  PartDeliveries1764000000140,
];

const MIGRATION_LOCK = 4241;

/**
 * Brings the database to the newest form, as its owner. Any number of processes may start at once: TypeORM takes no
 * lock of its own (three of four crashed on a fresh database), so one is held on a connection beside it.
 */
export async function migrate(url: string): Promise<void> {
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = await new DataSource({ type: 'postgres', url, migrations: MIGRATIONS, logging: false }).initialize();
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}
