import { EntitySchema } from 'typeorm';

export interface HandoffRow {
  tenantId: string;
  id: string;
  conversationId: string;
  accountId: string;
  thread: string | null;
}

export const handoffRow = new EntitySchema<HandoffRow>({
  name: 'handoff',
  tableName: 'handoffs',
  columns: {
    tenantId: { name: 'tenant_id', type: 'text', primary: true },
    id: { type: 'text', primary: true },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    accountId: { name: 'account_id', type: 'text' },
    thread: { type: 'text', nullable: true },
  },
});
