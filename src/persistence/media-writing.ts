import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { MediaKey, NewMedia } from '../ports/media-store';
import { inTenant } from './database';
import { LIVENESS } from './worker-identity';

/** Half a megabyte: a file of 25 MB is fifty statements, and neither its writer nor a reader holds more than one piece. */
export const CHUNK_BYTES = 512 * 1024;

export const partOf = ({ tenantId, conversationId, messageId, ref }: MediaKey): readonly string[] => [
  tenantId,
  conversationId,
  messageId,
  ref,
];

/**
 * Writes a file while it comes. Each piece is a transaction of its own, so that a slow source keeps no connection; the
 * last one makes the file appear. `writer` is the number of this process; see WorkerIdentity.
 */
export async function writeMedia(source: DataSource, writer: number, key: MediaKey, media: NewMedia): Promise<void> {
  const { tenantId } = key;
  const id = await inTenant(source, tenantId, (manager) => begin(manager, writer, key, media));
  try {
    const { bytes, sha256 } = await writePieces(source, key, id, media.pieces);
    await inTenant(source, tenantId, (manager) => finish(manager, key, id, bytes, sha256));
  } catch (error) {
    // Where even this fails, it goes with whatever else is left behind.
    await inTenant(source, tenantId, (manager) => manager.query(DISCARD, [tenantId, id])).catch(() => undefined);
    throw error;
  }
}

async function begin(manager: EntityManager, writer: number, key: MediaKey, media: NewMedia): Promise<string> {
  await deleteAbandoned(manager, key.tenantId);
  const values = [...partOf(key), media.accountId, media.name, media.mediaType, writer];
  const [row]: { id: string }[] = await manager.query(BEGIN, values);
  if (row === undefined) throw new Error('The database did not say under which id the file is written.');
  return row.id;
}

async function writePieces(source: DataSource, { tenantId }: MediaKey, id: string, pieces: NewMedia['pieces']) {
  const hash = createHash('sha256');
  let [n, bytes] = [0, 0];
  for await (const data of inChunks(pieces)) {
    hash.update(data);
    await inTenant(source, tenantId, (manager) => manager.query(WRITE, [tenantId, id, n, data]));
    n += 1;
    bytes += data.length;
  }
  return { bytes, sha256: hash.digest() };
}

/** What is yielded is overwritten by the next. */
async function* inChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let used = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; ) {
      const taken = Math.min(CHUNK_BYTES - used, piece.byteLength - at);
      chunk.set(piece.subarray(at, at + taken), used);
      at += taken;
      used += taken;
      if (used < CHUNK_BYTES) continue;
      yield chunk;
      used = 0;
    }
  }
  if (used > 0) yield chunk.subarray(0, used);
}

/** Of two that bring the same file at once, the first one stays. */
async function finish(manager: EntityManager, key: MediaKey, id: string, bytes: number, sha256: Buffer): Promise<void> {
  await lockPart(manager, key);
  const whole: unknown[] = await manager.query(IS_KEPT, [...partOf(key)]);
  if (whole.length > 0) return manager.query(DISCARD, [key.tenantId, id]);
  await manager.query(FORGET_PROBLEM, [...partOf(key)]);
  const [, count]: [unknown, number] = await manager.query(FINISH, [key.tenantId, id, bytes, sha256]);
  if (count === 0) throw new Error('The file was deleted while it was written.');
}

/** What is known of a part changes one at a time. */
export async function lockPart(manager: EntityManager, key: MediaKey): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('media of ' || $1, 0))`, [partOf(key).join(' ')]);
}

/** Files whose writer is gone, or that nobody can still be at work on. */
export async function deleteAbandoned(manager: EntityManager, tenantId: string): Promise<void> {
  await manager.query(DELETE_ABANDONED, [tenantId]);
}

const BEGIN = `
  insert into media (tenant_id, conversation_id, message_id, ref, account_id, name, media_type, bytes, writer)
  values ($1, $2, $3, $4, $5, $6, $7, 0, $8)
  returning id`;

const WRITE = 'insert into media_chunks (tenant_id, media_id, n, data) values ($1, $2, $3, $4)';

const DISCARD = 'delete from media where tenant_id = $1 and id = $2 and writer is not null';

const OF_PART = 'tenant_id = $1 and conversation_id = $2 and message_id = $3 and ref = $4';

const IS_KEPT = `select 1 from media where ${OF_PART} and sha256 is not null`;

const FORGET_PROBLEM = `delete from media where ${OF_PART} and problem is not null`;

const FINISH = `
  update media set bytes = $3, sha256 = $4, writer = null, created_at = clock_timestamp()
  where tenant_id = $1 and id = $2 and writer is not null`;

/** No source is given an hour. */
const DELETE_ABANDONED = `
  delete from media m
  where m.tenant_id = $1 and m.writer is not null and (
    m.created_at < clock_timestamp() - interval '1 hour'
    or not exists (
      select 1 from pg_locks l
      where l.locktype = 'advisory' and l.classid = ${LIVENESS} and l.objid = m.writer::oid and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database())))`;
