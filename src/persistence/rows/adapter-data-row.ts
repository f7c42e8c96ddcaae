import { EntitySchema } from 'typeorm';

export interface AdapterDataRow {
  tenantId: string;
  accountId: string;
  key: string;
  value: Buffer;
  /** Null: kept until it is deleted. */
  expiresAt: Date | null;
}

export const adapterDataRow = new EntitySchema<AdapterDataRow>({
  name: 'adapter_data',
  tableName: 'adapter_data',
  columns: {
    tenantId: { name: 'tenant_id', type: 'text', primary: true },
    accountId: { name: 'account_id', type: 'text', primary: true },
    key: { type: 'text', primary: true },
    value: { type: 'bytea' },
    expiresAt: { name: 'expires_at', type: 'timestamptz', nullable: true },
  },
});
