import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type { MediaKey, MediaStore, MissingMedia, NewMedia, StoredMedia } from '../ports/media-store';
import { inTenant } from './database';

/** Half a megabyte: a file of 25 MB is fifty statements, and a reader never holds more than one piece. */
const CHUNK_BYTES = 512 * 1024;

interface MediaRow {
  id: string;
  name: string;
  media_type: string;
  /** bigint: the driver gives a string. */
  bytes: string;
  problem: string | null;
}

export function createMediaStore(source: DataSource): MediaStore {
  return {
    keep: (key, media) => inTenant(source, key.tenantId, (manager) => keep(manager, key, media)),
    refuse: (key, accountId, problem) =>
      inTenant(source, key.tenantId, async (manager) => {
        await manager.query(REFUSE, [...valuesOf(key), accountId, problem]);
      }),
    find: (key) =>
      inTenant(source, key.tenantId, async (manager) => {
        const [row]: MediaRow[] = await manager.query(FIND, valuesOf(key));
        return row === undefined ? null : toMedia(key.tenantId, row);
      }),
    get: (tenantId, id) =>
      inTenant(source, tenantId, async (manager) => {
        const [row]: MediaRow[] = await manager.query(GET, [tenantId, id]);
        return row === undefined ? null : toStored(tenantId, row);
      }),
    read: (media, from = 0, to = media.bytes - 1) => read(source, media, from, to),
  };
}

const valuesOf = ({ tenantId, conversationId, messageId, ref }: MediaKey): readonly string[] => [
  tenantId,
  conversationId,
  messageId,
  ref,
];

const toStored = (tenantId: TenantId, row: MediaRow): StoredMedia => ({
  tenantId,
  id: row.id,
  name: row.name,
  mediaType: row.media_type,
  bytes: Number(row.bytes),
});

const toMedia = (tenantId: TenantId, row: MediaRow): StoredMedia | MissingMedia =>
  row.problem === null ? toStored(tenantId, row) : { problem: row.problem };

/** Two workers with the same file: the second waits for the first and finds nothing left to do. */
async function keep(manager: EntityManager, key: MediaKey, media: NewMedia): Promise<void> {
  const { accountId, name, mediaType, content } = media;
  const sha256 = createHash('sha256').update(content).digest();
  const values = [...valuesOf(key), accountId, name, mediaType, content.length, sha256];
  const [row]: { id: string }[] = await manager.query(KEEP, values);
  if (row === undefined) return;
  for (let n = 0; n * CHUNK_BYTES < content.length; n += 1) {
    const data = content.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    await manager.query('insert into media_chunks (tenant_id, media_id, n, data) values ($1, $2, $3, $4)', [
      key.tenantId,
      row.id,
      n,
      data,
    ]);
  }
}

/** A transaction for each piece: a slow reader keeps no connection. */
async function* read(source: DataSource, media: StoredMedia, from: number, to: number): AsyncIterable<Buffer> {
  for (let n = Math.floor(from / CHUNK_BYTES); n * CHUNK_BYTES <= to; n += 1) {
    const [chunk]: { data: Buffer }[] = await inTenant(source, media.tenantId, (manager) =>
      manager.query('select data from media_chunks where tenant_id = $1 and media_id = $2 and n = $3', [
        media.tenantId,
        media.id,
        n,
      ]),
    );
    if (chunk === undefined) throw new Error(`Piece ${n} of the file ${media.id} is not there any more.`);
    const start = n * CHUNK_BYTES;
    yield chunk.data.subarray(Math.max(from - start, 0), to - start + 1);
  }
}

const FIND = `
  select id, name, media_type, bytes, problem from media
  where tenant_id = $1 and conversation_id = $2 and message_id = $3 and ref = $4`;

const GET = `
  select id, name, media_type, bytes, problem from media where tenant_id = $1 and id = $2 and problem is null`;

/** Returns nothing where the bytes are there already; a problem gives way to them. */
const KEEP = `
  insert into media as m (tenant_id, conversation_id, message_id, ref, account_id, name, media_type, bytes, sha256)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (tenant_id, conversation_id, message_id, ref) do update
    set account_id = excluded.account_id, name = excluded.name, media_type = excluded.media_type,
        bytes = excluded.bytes, sha256 = excluded.sha256, problem = null, created_at = excluded.created_at
    where m.problem is not null
  returning id`;

const REFUSE = `
  insert into media as m (tenant_id, conversation_id, message_id, ref, account_id, name, media_type, bytes, problem)
  values ($1, $2, $3, $4, $5, '', '', 0, $6)
  on conflict (tenant_id, conversation_id, message_id, ref) do update set problem = excluded.problem
    where m.problem is not null`;
