import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { AccountId, ConversationId, MessageId, TenantId } from '../../src/domain/ids';
import { type OpenStore, openPostgresStore } from '../../src/persistence/postgres-store';
import { contentOf } from '../../src/ports/media-content';
import { isStored, type MediaKey, type StoredMedia } from '../../src/ports/media-store';
import { SECRET_KEY } from '../support/baton';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let opened: OpenStore;
let owner: Client;
let numbers = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  opened = await openPostgresStore(database.url, SECRET_KEY);
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await opened?.close();
  await owner?.end();
  await database?.drop();
});

const telegram = 'telegram' as AccountId;

const key = (tenant = 'default'): MediaKey => ({
  tenantId: tenant as TenantId,
  conversationId: '0b7a3c1e-0000-4000-8000-000000000001' as ConversationId,
  messageId: `telegram:1:${++numbers}` as MessageId,
  ref: 'file-1',
});

async function kept(at: MediaKey, content: Buffer, name = 'a.bin'): Promise<StoredMedia> {
  const { read } = contentOf(content, '');
  await opened.media.keep(at, { accountId: telegram, name, mediaType: 'application/octet-stream', pieces: read() });
  const found = await opened.media.find(at);
  if (!isStored(found)) throw new Error('It was not kept.');
  return found;
}

async function bytesOf(media: StoredMedia, from?: number, to?: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of opened.media.read(media, from, to)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const CHUNK = 512 * 1024;
const count = async (table: string): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${table}`)).rows[0].n);

describe('files', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 12345])(
    'of %i bytes come back as they were',
    async (size) => {
      const content = randomBytes(size);
      const media = await kept(key(), content, 'Ünïcode 😀.bin');
      expect(media).toMatchObject({ name: 'Ünïcode 😀.bin', bytes: size });
      expect((await bytesOf(media)).equals(content)).toBe(true);
      expect(await opened.media.get(media.tenantId, media.id)).toEqual(media);
    },
  );

  it('give any part of themselves, over the borders of their pieces', async () => {
    const content = randomBytes(2 * CHUNK + 10);
    const media = await kept(key(), content);
    for (const [from, to] of [
      [0, 0],
      [CHUNK - 1, CHUNK],
      [CHUNK, 2 * CHUNK - 1],
      [5, 2 * CHUNK + 9],
      [2 * CHUNK, 2 * CHUNK + 9],
    ] as const) {
      expect((await bytesOf(media, from, to)).equals(content.subarray(from, to + 1))).toBe(true);
    }
  });

  it('are kept once, also when several workers bring them at the same time', async () => {
    const [at, content, before] = [key(), randomBytes(CHUNK + 5), await count('media_chunks')];
    const all = await Promise.all(Array.from({ length: 6 }, () => kept(at, content)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await count('media_chunks')).toBe(before + 2);
  });

  it('that could not be had say why, until they can', async () => {
    const at = key();
    expect(await opened.media.find(at)).toBeNull();
    await opened.media.refuse(at, telegram, 'Too large.');
    await opened.media.refuse(at, telegram, 'Gone.');
    expect(await opened.media.find(at)).toEqual({ problem: 'Gone.' });
    const media = await kept(at, Buffer.from('here after all'));
    expect((await bytesOf(media)).toString()).toBe('here after all');
    await opened.media.refuse(at, telegram, 'Gone.');
    expect(await opened.media.find(at)).toEqual(media);
  });

  it('of another tenant are not there', async () => {
    const media = await kept(key('other'), Buffer.from('theirs'));
    expect(await opened.media.get('default' as TenantId, media.id)).toBeNull();
    await expect(bytesOf({ ...media, tenantId: 'default' as TenantId })).rejects.toThrow('not there any more');
  });

  it('an edit that changes the file makes another one', async () => {
    const at = key();
    const [first, second] = [await kept(at, Buffer.from('1')), await kept({ ...at, ref: 'file-2' }, Buffer.from('2'))];
    expect(second.id).not.toBe(first.id);
  });

  it('go with their conversation in one statement', async () => {
    const at = { ...key(), conversationId: '0b7a3c1e-0000-4000-8000-0000000000ff' as ConversationId };
    const media = await kept(at, randomBytes(CHUNK * 2));
    await owner.query('delete from media where conversation_id = $1', [at.conversationId]);
    const { rows } = await owner.query('select 1 from media_chunks where media_id = $1', [media.id]);
    expect(rows).toEqual([]);
  });
});

describe('a file that is under way', () => {
  const facts = { accountId: telegram, name: 'a.bin', mediaType: 'application/octet-stream' };
  const left = async (at: MediaKey) =>
    (
      await owner.query(
        `select m.id, count(c.n)::int as pieces from media m left join media_chunks c on c.media_id = m.id
         where m.message_id = $1 group by m.id`,
        [at.messageId],
      )
    ).rows;

  /** Writes until the first two pieces are stored, and waits there. */
  async function begun(at: MediaKey) {
    let end: (how: 'whole' | 'cut') => void = () => undefined;
    const told = new Promise<'whole' | 'cut'>((resolve) => {
      end = resolve;
    });
    let isThere: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    async function* pieces() {
      yield randomBytes(2 * CHUNK);
      yield randomBytes(1);
      isThere();
      if ((await told) === 'cut') throw new Error('The line was cut.');
      yield randomBytes(10);
    }
    const done = opened.media.keep(at, { ...facts, pieces: pieces() });
    done.catch(() => undefined);
    await there;
    return { done, end };
  }

  it('is shown to nobody before its last piece, and then as a whole', async () => {
    const at = key();
    const { done, end } = await begun(at);
    expect(await opened.media.find(at)).toBeNull();
    const [draft] = await left(at);
    expect(draft).toMatchObject({ pieces: 2 });
    expect(await opened.media.get(at.tenantId, draft.id)).toBeNull();
    end('whole');
    await done;
    const media = await opened.media.find(at);
    expect(media).toMatchObject({ id: draft.id, bytes: 2 * CHUNK + 11 });
    expect(await bytesOf(media as StoredMedia)).toHaveLength(2 * CHUNK + 11);
  });

  it('leaves nothing behind where its source fails, and can be tried again', async () => {
    const at = key();
    const { done, end } = await begun(at);
    end('cut');
    await expect(done).rejects.toThrow('The line was cut.');
    expect(await left(at)).toEqual([]);
    await kept(at, Buffer.from('at last'));
  });

  it('does not hide a reason, and takes its place', async () => {
    const at = key();
    const { done, end } = await begun(at);
    await opened.media.refuse(at, telegram, 'Gone.');
    expect(await opened.media.find(at)).toEqual({ problem: 'Gone.' });
    end('whole');
    await done;
    expect(await left(at)).toEqual([{ id: expect.anything(), pieces: 3 }]);
    expect(isStored(await opened.media.find(at))).toBe(true);
  });

  it('gives way to another that was quicker', async () => {
    const at = key();
    const { done, end } = await begun(at);
    const first = await kept(at, Buffer.from('first'));
    end('whole');
    await done;
    expect(await opened.media.find(at)).toEqual(first);
    expect(await left(at)).toEqual([{ id: first.id, pieces: 1 }]);
  });

  it('of a process that is gone is deleted by the next one that brings anything; of a living one it stays', async () => {
    const [dead, living] = [key(), key()];
    const other = await openPostgresStore(database.url, SECRET_KEY);
    const { done, end } = await begun(living);
    async function* endless() {
      for (;;) yield randomBytes(CHUNK);
    }
    // Its connections are cut as those of a killed process are.
    const cut = other.media.keep(dead, { ...facts, pieces: endless() });
    while (((await left(dead))[0]?.pieces ?? 0) < 2) await new Promise(setImmediate);
    await other.close();
    await expect(cut).rejects.toThrow();
    expect((await left(dead)).length).toBe(1);
    await kept(key(), Buffer.from('something else'));
    expect(await left(dead)).toEqual([]);
    end('whole');
    await done;
    expect(isStored(await opened.media.find(living))).toBe(true);
  });

  it('goes with its conversation, and cannot come back', async () => {
    const at = key();
    const { done, end } = await begun(at);
    await owner.query('delete from media where message_id = $1', [at.messageId]);
    end('whole');
    await expect(done).rejects.toThrow();
    expect(await left(at)).toEqual([]);
  });
});

describe('housekeeping', () => {
  it('deletes files older than asked for, with their bytes, however many they are', async () => {
    const old = await Promise.all(Array.from({ length: 103 }, () => kept(key(), Buffer.from('old'))));
    const young = await kept(key(), Buffer.from('young'));
    const ids = old.map(({ id }) => id);
    await owner.query(`update media set created_at = now() - interval '30 days 1 minute' where id = any ($1)`, [ids]);
    await opened.prune(31);
    expect(await opened.media.get(young.tenantId, old[0]?.id ?? '')).not.toBeNull();
    await opened.prune(30);
    const { rows } = await owner.query('select 1 from media where id = any ($1)', [ids]);
    const left = await owner.query('select 1 from media_chunks where media_id = any ($1)', [ids]);
    expect([rows, left.rows]).toEqual([[], []]);
    expect((await bytesOf(young)).toString()).toBe('young');
  });

  it('deletes what adapters wanted kept for a while only', async () => {
    const storage = opened.storage({ tenantId: 'default' as TenantId, accountId: telegram });
    await storage.set('short', 1, -1_000);
    await storage.set('long', 2, 60_000);
    await storage.set('ever', 3);
    await opened.prune(90);
    expect([await storage.get('short'), await storage.get('long'), await storage.get('ever')]).toEqual([null, 2, 3]);
  });
});
