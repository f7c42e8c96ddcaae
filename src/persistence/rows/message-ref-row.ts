import { EntitySchema } from 'typeorm';

/** One of our messages, or one of the provider's, as a provider knows it. */
export interface MessageRefRow {
  tenantId: string;
  accountId: string;
  externalId: string;
  side: 'customer' | 'thread';
  conversationId: string;
  messageId: string;
  part: number;
}

export const messageRefRow = new EntitySchema<MessageRefRow>({
  name: 'message_ref',
  tableName: 'message_refs',
  columns: {
    tenantId: { name: 'tenant_id', type: 'text', primary: true },
    accountId: { name: 'account_id', type: 'text', primary: true },
    externalId: { name: 'external_id', type: 'text', primary: true },
    messageId: { name: 'message_id', type: 'text', primary: true },
    side: { type: 'text' },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    part: { type: 'int' },
  },
});
