import type { DataSource } from 'typeorm';
import type { AdapterStorage } from '../ports/adapter';
import type { AccountKey } from '../ports/store';
import { inTenant } from './database';
import { adapterDataRow } from './rows/adapter-data-row';
import type { SecretBox } from './secret-box';

/** An adapter's own small data. Always encrypted: a generated webhook secret and a cursor look the same from here. */
export function createAdapterStorage(
  source: DataSource,
  box: SecretBox,
  { tenantId, accountId }: AccountKey,
): AdapterStorage {
  const place = (key: string): string => `data|${tenantId}|${accountId}|${key}`;
  return {
    get: <T>(key: string) =>
      inTenant(source, tenantId, async (manager): Promise<T | null> => {
        const row = await manager.getRepository(adapterDataRow).findOneBy({ tenantId, accountId, key });
        return row === null ? null : (JSON.parse(box.open(row.value, place(key)).toString('utf8')) as T);
      }),
    set: (key, value, keepMs) =>
      inTenant(source, tenantId, async (manager) => {
        const expiresAt = keepMs === undefined ? null : new Date(Date.now() + keepMs);
        const sealed = box.seal(Buffer.from(JSON.stringify(value)), place(key));
        await manager
          .getRepository(adapterDataRow)
          .upsert({ tenantId, accountId, key, value: sealed, expiresAt }, ['tenantId', 'accountId', 'key']);
      }),
    delete: (key) =>
      inTenant(source, tenantId, async (manager) => {
        await manager.getRepository(adapterDataRow).delete({ tenantId, accountId, key });
      }),
  };
}
