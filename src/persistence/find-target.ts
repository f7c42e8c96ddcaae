import type { EntityManager } from 'typeorm';
import { type ConversationId, incomingMessageId, type MessageId, type TenantId } from '../domain/ids';
import type { Found, QueuedEvent } from '../ports/store';
import { messageRow, toEntry } from './rows/message-row';

/** The stored message that an edit, a deletion or a receipt is about; null where there is none. */
export async function findTarget(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  queued: QueuedEvent,
  receiptOf: MessageId | null,
): Promise<Found['target']> {
  const id = receiptOf ?? namedBy(queued);
  if (id === null) return null;
  const row = await manager.getRepository(messageRow).findOneBy({ tenantId, conversationId, id });
  return row === null ? null : { id, entry: toEntry(row) };
}

function namedBy({ content, accountId }: QueuedEvent): MessageId | null {
  if (content.kind === 'incoming') {
    return 'target' in content.event ? incomingMessageId(accountId, content.event.target) : null;
  }
  return 'messageId' in content.fact ? content.fact.messageId : null;
}
