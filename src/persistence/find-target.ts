import type { EntityManager } from 'typeorm';
import { type ConversationId, incomingMessageId, type MessageId, type TenantId } from '../domain/ids';
import type { Found, QueuedEvent } from '../ports/store';
import { sendingLane } from './lane-key';
import { messageRow, toEntry } from './rows/message-row';

/** The stored message that an edit, a deletion, a pick or a receipt is about; null where there is none. */
export async function findTarget(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  queued: QueuedEvent,
  receiptOf: MessageId | null,
): Promise<Found['target']> {
  const id = receiptOf ?? (await pointedAt(manager, tenantId, conversationId, queued)) ?? namedBy(queued);
  if (id === null) return null;
  const waits = mayTakeBack(queued) && (await isUntried(manager, tenantId, conversationId, id));
  const row = await manager.getRepository(messageRow).findOneBy({ tenantId, conversationId, id });
  if (row === null) return null;
  return { id, entry: toEntry(row), unsent: waits && (row.delivery === 'queued' || row.delivery === 'held') };
}

/** A message of ours, which the provider knows by the id that it gave it. */
async function pointedAt(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  { content, accountId }: QueuedEvent,
): Promise<MessageId | null> {
  if (content.kind !== 'incoming' || content.event.type !== 'customer_message') return null;
  const { choice } = content.event;
  if (choice === undefined) return null;
  const rows: { message_id: string }[] = await manager.query(
    `select message_id from message_refs
     where tenant_id = $1 and account_id = $2 and external_id = $3 and side = 'customer' and conversation_id = $4`,
    [tenantId, accountId, choice.under, conversationId],
  );
  return (rows[0]?.message_id ?? null) as MessageId | null;
}

/** What an agent did to a message may come while it still waits to be sent. */
const mayTakeBack = ({ content }: QueuedEvent): boolean => content.kind === 'incoming' && 'agent' in content.event;

/** Locks the lane that sends, so that what waits in it now still waits when the decision is saved. */
async function isUntried(manager: EntityManager, tenantId: TenantId, conversationId: ConversationId, id: MessageId) {
  const [lane]: { id: string }[] = await manager.query(
    'select id from lanes where tenant_id = $1 and key = $2 for update',
    [tenantId, sendingLane(conversationId)],
  );
  if (lane === undefined) return true;
  const tried: unknown[] = await manager.query(
    `select 1 from effects where tenant_id = $1 and lane_id = $2 and message_id = $3 and type = 'send_part'
       and state not in ('queued', 'suppressed') limit 1`,
    [tenantId, lane.id, id],
  );
  return tried.length === 0;
}

function namedBy({ content, accountId }: QueuedEvent): MessageId | null {
  if (content.kind === 'incoming') {
    const { event } = content;
    if (event.type === 'agent_action') return 'message' in event.action ? (event.action.message as MessageId) : null;
    return 'target' in event ? incomingMessageId(accountId, event.target) : null;
  }
  return 'messageId' in content.fact ? content.fact.messageId : null;
}
