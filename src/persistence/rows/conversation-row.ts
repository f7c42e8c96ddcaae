import { EntitySchema } from 'typeorm';
import type { ConversationState } from '../../domain/conversation/state';

export interface ConversationRow {
  tenantId: string;
  id: string;
  channelId: string;
  contactId: string;
  address: string;
  state: ConversationState;
}

export const conversationRow = new EntitySchema<ConversationRow>({
  name: 'conversation',
  tableName: 'conversations',
  columns: {
    tenantId: { name: 'tenant_id', type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    channelId: { name: 'channel_id', type: 'text' },
    contactId: { name: 'contact_id', type: 'uuid' },
    address: { type: 'text' },
    state: { type: 'jsonb' },
  },
});
