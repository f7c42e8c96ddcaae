import type { EntityManager } from 'typeorm';
import { type ConversationId, type ExternalId, incomingMessageId, type MessageId, type TenantId } from '../domain/ids';
import type { Found, QueuedEvent } from '../ports/store';
import { sendingLane } from './lane-key';
import { messageRow, toEntry } from './rows/message-row';

/** The stored message that an edit, a deletion, a pick, a reply or a receipt is about; null where there is none. */
export async function findTarget(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  queued: QueuedEvent,
  receipt: { readonly messageId: MessageId | null; readonly part?: number },
): Promise<Found['target']> {
  const id = receipt.messageId ?? (await pointedAt(manager, tenantId, conversationId, queued)) ?? namedBy(queued);
  if (id === null) return null;
  const waits = mayTakeBack(queued) && (await isUntried(manager, tenantId, conversationId, id));
  const row = await manager.getRepository(messageRow).findOneBy({ tenantId, conversationId, id });
  if (row === null) return null;
  const unsent = waits && (row.delivery === 'queued' || row.delivery === 'held');
  return { id, entry: toEntry(row), unsent, ...(receipt.part === undefined ? {} : { part: receipt.part }) };
}

/**
 * A message that is known by the id that a provider gave it, whoever wrote it. Of several in one post it is the last
 * one of the customer: agents react to what was said, and not to who was quoted.
 */
async function pointedAt(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  queued: QueuedEvent,
): Promise<MessageId | null> {
  const pointer = pointerOf(queued);
  if (pointer === null) return null;
  const rows: { id: string }[] = await manager.query(
    `select m.id from message_refs r
     join messages m on m.tenant_id = r.tenant_id and m.conversation_id = r.conversation_id and m.id = r.message_id
     where r.tenant_id = $1 and r.account_id = $2 and r.external_id = $3 and r.side = $4 and r.conversation_id = $5
     order by m.author_role = 'customer' desc, m.seq desc limit 1`,
    [tenantId, queued.accountId, pointer.at, pointer.side, conversationId],
  );
  return (rows[0]?.id ?? null) as MessageId | null;
}

function pointerOf({ content }: QueuedEvent): { at: ExternalId; side: 'customer' | 'thread' } | null {
  if (content.kind !== 'incoming') return null;
  const { event } = content;
  switch (event.type) {
    case 'customer_message': {
      const { choice, answers } = event;
      const at = choice?.under ?? (answers?.whose === 'ours' ? answers.message : undefined);
      return at === undefined ? null : { at, side: 'customer' };
    }
    case 'customer_reaction':
      return { at: event.target, side: 'customer' };
    case 'agent_reaction':
      return { at: event.target, side: 'thread' };
    default:
      return null;
  }
}

/** What an agent did to a message may come while it still waits to be sent. */
const mayTakeBack = ({ content }: QueuedEvent): boolean =>
  content.kind === 'incoming' && 'agent' in content.event && content.event.type !== 'agent_reaction';

/** Locks the lane that sends, so that what waits in it now still waits when the decision is saved. */
async function isUntried(manager: EntityManager, tenantId: TenantId, conversationId: ConversationId, id: MessageId) {
  const lane = await lockSending(manager, tenantId, conversationId);
  if (lane === null) return true;
  const tried: unknown[] = await manager.query(
    `select 1 from effects where tenant_id = $1 and lane_id = $2 and message_id = $3 and type = 'send_part'
       and state not in ('queued', 'suppressed') limit 1`,
    [tenantId, lane, id],
  );
  return tried.length === 0;
}

async function lockSending(manager: EntityManager, tenantId: TenantId, conversationId: ConversationId) {
  const [lane]: { id: string }[] = await manager.query(
    'select id from lanes where tenant_id = $1 and key = $2 for update',
    [tenantId, sendingLane(conversationId)],
  );
  return lane?.id ?? null;
}

/** What a block stops: every reply of an agent of which no part was attempted, in the order written. */
export async function findUnsent(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  { content }: QueuedEvent,
): Promise<Found['unsent']> {
  const isBlock =
    content.kind === 'incoming' &&
    content.event.type === 'agent_action' &&
    content.event.action.name === 'block_sender' &&
    content.event.action.sure;
  const lane = isBlock ? await lockSending(manager, tenantId, conversationId) : null;
  return lane === null ? [] : manager.query(UNSENT, [tenantId, conversationId, lane]);
}

const UNSENT = `
  select m.id as "messageId", m.agent from messages m
  where m.tenant_id = $1 and m.conversation_id = $2 and m.author_role = 'agent' and m.delivery = 'queued'
    and m.id in (select message_id from effects where tenant_id = $1 and lane_id = $3 and type = 'send_part'
                 group by message_id
                 having bool_and(state in ('queued', 'suppressed')) and bool_or(state = 'queued'))
  order by m.seq`;

function namedBy({ content, accountId }: QueuedEvent): MessageId | null {
  if (content.kind === 'incoming') {
    const { event } = content;
    if (event.type === 'agent_action') return 'message' in event.action ? (event.action.message as MessageId) : null;
    if (event.type === 'customer_message') {
      return event.answers?.whose === 'theirs' ? incomingMessageId(accountId, event.answers.message) : null;
    }
    return 'target' in event ? incomingMessageId(accountId, event.target) : null;
  }
  return 'messageId' in content.fact ? content.fact.messageId : null;
}
