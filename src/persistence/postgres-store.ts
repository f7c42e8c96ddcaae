import type { DataSource } from 'typeorm';
import { DEFAULT_TENANT } from '../domain/ids';
import type { ActivityLog } from '../ports/activity';
import type { AdapterStorage } from '../ports/adapter';
import type { KnowledgeStore } from '../ports/knowledge-store';
import type { MediaStore } from '../ports/media-store';
import type { ModelLedger } from '../ports/model-ledger';
import type { AccountKey, Store } from '../ports/store';
import type { Vitals } from '../ports/vitals';
import { createActivityLog } from './activity';
import { createAdapterStorage } from './adapter-storage';
import { createCodeGuard } from './code-guard';
import { openDataSource } from './database';
import { createEffectLanes } from './effect-lanes';
import { createEventLanes } from './event-lanes';
import { takeExclusively } from './exclusive';
import { forgetTenant, isEmptyTenant } from './forget-tenant';
import { createKnowledgeStore } from './knowledge-store';
import { createLanes } from './lanes';
import { createMediaStore } from './media-store';
import { migrate } from './migrate';
import { createModelLedger } from './model-ledger';
import { prune } from './prune';
import { createReading } from './reading';
import { createReception } from './receive';
import { deriveKey, SecretBox } from './secret-box';
import { checkSecretKey } from './secret-check';
import { readVitals } from './vitals';
import { Wake } from './wake';
import { WorkerIdentity } from './worker-identity';

export interface OpenStore {
  readonly store: Store;
  readonly media: MediaStore;
  readonly knowledge: KnowledgeStore;
  storage(account: AccountKey): AdapterStorage;
  /** Tells workers here and elsewhere that something is due. */
  readonly wake: Wake;
  /** Rejects when the database cannot be reached. */
  ping(): Promise<void>;
  /** Deletes what nobody needs any more; see `prune`. */
  prune(mediaKeepDays: number): Promise<void>;
  /** A key made of SECRET_KEY for one purpose: the same in every process, and after a restart. */
  keyFor(purpose: string): Buffer;
  /** See takeExclusively. */
  exclusive(name: string): Promise<(() => Promise<void>) | null>;
  businessClock: { ahead(): Promise<number>; advance(ms: number): Promise<void> };
  /** What happened lately, for the sandbox page. */
  readonly activity: ActivityLog;
  readonly ledger: ModelLedger;
  vitals(): Promise<Vitals>;
  /** No message was ever stored here. */
  isEmpty(): Promise<boolean>;
  /** Deletes everything that was ever stored and sets business time back. For the sandbox alone, before work starts. */
  forgetEverything(): Promise<void>;
  close(): Promise<void>;
}

/** Migrates the database, checks the key and opens the store. Rejects with a sentence for the admin. */
export async function openPostgresStore(url: string, secretKey: string): Promise<OpenStore> {
  await migrate(url);
  const source = await openDataSource(url);
  await checkSecretKey(source, secretKey);
  const box = new SecretBox(secretKey);
  const wake = new Wake(() => (source.isInitialized ? source : null));
  const identity = new WorkerIdentity(url, wake.local);
  await identity.start();
  return {
    store: {
      ...createReception(source, box),
      ...createLanes(source, identity.owner),
      ...createEventLanes(source),
      ...createEffectLanes(source, identity.owner),
      ...createReading(source),
      ...createCodeGuard(source),
    },
    media: createMediaStore(source, identity.owner),
    knowledge: createKnowledgeStore(source, DEFAULT_TENANT),
    storage: (account) => createAdapterStorage(source, box, account),
    wake,
    ping: async () => {
      await source.query('select 1');
    },
    prune: (mediaKeepDays) => prune(source, DEFAULT_TENANT, mediaKeepDays),
    keyFor: (purpose) => deriveKey(secretKey, purpose),
    exclusive: (name) => takeExclusively(url, name),
    businessClock: businessClock(source),
    activity: createActivityLog(source, DEFAULT_TENANT),
    ledger: createModelLedger(source, DEFAULT_TENANT),
    vitals: () => readVitals(source, DEFAULT_TENANT),
    isEmpty: () => isEmptyTenant(source, DEFAULT_TENANT),
    forgetEverything: async () => {
      await forgetTenant(source, DEFAULT_TENANT);
      await source.query(`update business_clock set ahead = '0'`);
    },
    close: async () => {
      await identity.stop();
      await source.destroy();
    },
  };
}

function businessClock(source: DataSource): OpenStore['businessClock'] {
  return {
    async ahead() {
      const [row]: { ms: number }[] = await source.query(
        'select (extract(epoch from ahead) * 1000)::float8 as ms from business_clock',
      );
      return row?.ms ?? 0;
    },
    async advance(ms) {
      await source.query('update business_clock set ahead = ahead + make_interval(secs => $1::float8 / 1000)', [ms]);
    },
  };
}
