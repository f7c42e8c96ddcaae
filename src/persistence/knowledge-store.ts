import type { DataSource, EntityManager } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type {
  ChunkedVersion,
  DocumentDraft,
  DocumentVersion,
  FetchMarks,
  KnowledgeSource,
  KnowledgeStore,
  KnownDocument,
  PutOutcome,
  SourceRecord,
  SourceState,
  StoredChunk,
  StoredDocument,
  SyncCounts,
  Talk,
} from '../ports/knowledge-store';
import { inTenant } from './database';
import { storableText, toJson } from './json';
import { type MessageRow, messageRow, toEntry } from './rows/message-row';
import * as sql from './sql/knowledge';

export function createKnowledgeStore(source: DataSource, tenantId: TenantId): KnowledgeStore {
  const within = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => inTenant(source, tenantId, work);
  const rows = <T>(statement: string, ...values: readonly unknown[]): Promise<T[]> =>
    within((manager) => manager.query(statement, [tenantId, ...values]));
  /** A change that the AI may see, and with it the next revision; nothing where nothing changed. */
  const change = (statement: string, ...values: readonly unknown[]): Promise<number> =>
    within(async (manager) => {
      const changed = changedBy(await manager.query(statement, [tenantId, ...values]));
      if (changed > 0) await manager.query(sql.BUMP_REVISION, [tenantId]);
      return changed;
    });

  return {
    revision: async () => revisionIn(await rows(sql.REVISION)),
    snapshot: async (audience) => {
      const found = await rows<SnapshotRow | NoArticles>(sql.SNAPSHOT, audience);
      const documents = found.flatMap((row) => (row.id === null ? [] : [{ ...toVersion(row), chunks: row.chunks }]));
      return { revision: revisionIn(found), documents };
    },
    sources: async () => (await rows<SourceRow>(sql.SOURCES)).map(toSource),
    saveSource: async ({ name, kind, location, options }: KnowledgeSource) => {
      await change(sql.SAVE_SOURCE, name, kind, location, toJson(options));
    },
    setSourceState: async (name, state) => {
      await change(sql.SET_SOURCE_STATE, name, state);
    },
    finishSync: async (name, report) => {
      await rows(sql.FINISH_SYNC, name, toJson(report));
    },
    known: async (name) => (await rows<KnownRow>(sql.KNOWN, name)).map(toKnown),
    put: (name, draft) => within((manager) => put(manager, tenantId, name, draft)),
    removeKeys: (name, keys) => change(sql.REMOVE_KEYS, name, keys),
    documents: async () => (await rows<DocumentRow>(sql.DOCUMENTS)).map(toDocument),
    versions: async (id) => (await rows<VersionRow>(sql.VERSIONS, id)).map(toVersion),
    version: (id, version) =>
      within(async (manager): Promise<ChunkedVersion | null> => {
        const versions: VersionRow[] = await manager.query(sql.VERSIONS, [tenantId, id]);
        const found = versions.find((row) => row.version === version);
        if (found === undefined) return null;
        const chunks: StoredChunk[] = await manager.query(sql.CHUNKS, [tenantId, id, version]);
        return { ...toVersion(found), chunks };
      }),
    setDocumentState: async (id, state, byHand) => {
      await change(sql.SET_DOCUMENT_STATE, id, state, byHand);
    },
    talks: (since, after, limit) => within((manager) => talks(manager, tenantId, since, after, limit)),
  };
}

/** An UPDATE with RETURNING answers with its rows and their number; an INSERT with its rows alone. */
const changedBy = (answer: unknown[]): number => (typeof answer[1] === 'number' ? answer[1] : answer.length);

/** bigint: the driver gives a string. */
const revisionIn = (rows: readonly { revision: string }[]): string => rows[0]?.revision ?? '0';

interface LockedRow {
  version: number;
  state: KnownDocument['state'];
  by_hand: boolean;
  hash: string | null;
}

/** Two imports of one document: the second waits for the first and finds it unchanged. */
async function put(
  manager: EntityManager,
  tenantId: TenantId,
  source: string,
  draft: DocumentDraft,
): Promise<PutOutcome> {
  const { id, hash, fetched } = draft;
  await manager.query(sql.OPEN_DOCUMENT, [tenantId, id, source, draft.key]);
  const [known]: LockedRow[] = await manager.query(sql.LOCK_DOCUMENT, [tenantId, id]);
  if (known === undefined) throw new Error(`Another document of ${source} has the key of ${id} already.`);
  const keptOut = known.state === 'removed' && known.by_hand;
  const same = known.hash === hash;
  const version = same ? known.version : known.version + 1;
  if (!same) await addVersion(manager, tenantId, version, draft);
  const state = keptOut ? 'removed' : 'live';
  await manager.query(sql.SET_DOCUMENT, [
    tenantId,
    id,
    version,
    state,
    keptOut,
    fetched === null ? null : toJson(fetched),
  ]);
  if (same && known.state === state) return keptOut ? 'kept_out' : 'unchanged';
  if (keptOut) return 'kept_out';
  await manager.query(sql.BUMP_REVISION, [tenantId]);
  return known.version === 0 || known.state === 'removed' ? 'added' : 'changed';
}

async function addVersion(
  manager: EntityManager,
  tenantId: TenantId,
  version: number,
  draft: DocumentDraft,
): Promise<void> {
  const { id, title, url, audience, language, text, hash, chunks } = draft;
  const values = [storableText(title), url, audience, language, storableText(text), hash];
  await manager.query(sql.ADD_VERSION, [tenantId, id, version, ...values]);
  await manager.query(sql.ADD_CHUNKS, [tenantId, id, version, toJson(chunks)]);
}

interface VersionRow extends Omit<DocumentVersion, 'madeAt'> {
  readonly made_at: Date;
}

interface NoArticles {
  readonly id: null;
  readonly revision: string;
}

interface SnapshotRow extends VersionRow {
  readonly revision: string;
  readonly chunks: StoredChunk[];
}

const toVersion = ({ id, version, title, url, audience, language, text, made_at }: VersionRow): DocumentVersion => ({
  ...{ id, version, title, url, audience, language, text },
  madeAt: made_at,
});

interface DocumentRow extends VersionRow {
  readonly source: string;
  readonly state: StoredDocument['state'];
  readonly by_hand: boolean;
  readonly answers: boolean;
}

const toDocument = (row: DocumentRow): StoredDocument => ({
  ...toVersion(row),
  ...{ source: row.source, state: row.state, byHand: row.by_hand, answers: row.answers },
});

interface SourceRow extends KnowledgeSource {
  readonly state: SourceState;
  readonly report: SyncCounts | null;
  readonly synced_at: Date | null;
  readonly documents: number;
  readonly chunks: number;
}

const toSource = ({ synced_at, ...row }: SourceRow): SourceRecord => ({ ...row, syncedAt: synced_at });

interface KnownRow {
  readonly key: string;
  readonly id: string;
  readonly state: KnownDocument['state'];
  readonly by_hand: boolean;
  readonly hash: string;
  readonly fetched: FetchMarks | null;
}

const toKnown = ({ by_hand, ...row }: KnownRow): KnownDocument => ({ ...row, byHand: by_hand });

/** What one conversation says of its last time is enough. */
const MAX_ENTRIES = 400;

async function talks(
  manager: EntityManager,
  tenantId: TenantId,
  since: Date,
  after: string | null,
  limit: number,
): Promise<readonly Talk[]> {
  const found: Omit<Talk, 'entries'>[] = await manager.query(sql.TALKS, [tenantId, since, after, limit]);
  const told: Talk[] = [];
  for (const talk of found) {
    const rows: MessageRow[] = await manager
      .getRepository(messageRow)
      .createQueryBuilder('m')
      .where('m.tenant_id = :tenantId and m.conversation_id = :id', { tenantId, id: talk.id })
      .andWhere(`m.at >= :since and m.visibility = 'public'`, { since })
      .andWhere(`m.delivery is distinct from 'suppressed' and not m.deleted`)
      .orderBy('m.seq', 'DESC')
      .take(MAX_ENTRIES)
      .getMany();
    told.push({ ...talk, entries: rows.reverse().map(toEntry) });
  }
  return told;
}
