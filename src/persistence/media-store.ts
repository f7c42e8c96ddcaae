import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type { MediaStore, MissingMedia, StoredMedia } from '../ports/media-store';
import { inTenant } from './database';
import { CHUNK_BYTES, lockPart, partOf, writeMedia } from './media-writing';

interface MediaRow {
  id: string;
  name: string;
  media_type: string;
  /** bigint: the driver gives a string. */
  bytes: string;
  problem: string | null;
}

/** `writer`: the number under which this process shows that it lives. */
export function createMediaStore(source: DataSource, writer: () => number): MediaStore {
  return {
    keep: (key, media) => writeMedia(source, writer(), key, media),
    refuse: (key, accountId, problem) =>
      inTenant(source, key.tenantId, async (manager) => {
        await lockPart(manager, key);
        await manager.query(REFUSE, [...partOf(key), accountId, problem]);
      }),
    find: (key) =>
      inTenant(source, key.tenantId, async (manager) => {
        const [row]: MediaRow[] = await manager.query(FIND, [...partOf(key)]);
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

const toStored = (tenantId: TenantId, row: MediaRow): StoredMedia => ({
  tenantId,
  id: row.id,
  name: row.name,
  mediaType: row.media_type,
  bytes: Number(row.bytes),
});

const toMedia = (tenantId: TenantId, row: MediaRow): StoredMedia | MissingMedia =>
  row.problem === null ? toStored(tenantId, row) : { problem: row.problem };

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
  where tenant_id = $1 and conversation_id = $2 and message_id = $3 and ref = $4 and writer is null`;

const GET = `
  select id, name, media_type, bytes, problem from media where tenant_id = $1 and id = $2 and sha256 is not null`;

const REFUSE = `
  insert into media as m (tenant_id, conversation_id, message_id, ref, account_id, name, media_type, bytes, problem)
  values ($1, $2, $3, $4, $5, '', '', 0, $6)
  on conflict (tenant_id, conversation_id, message_id, ref) where writer is null do update set problem = excluded.problem
    where m.problem is not null`;
