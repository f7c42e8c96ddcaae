import { type EntityManager, In } from 'typeorm';
import type { ConversationId, MessageId, TenantId } from '../domain/ids';
import type { TranscriptEntry } from '../domain/message';
import type { PlanMaterial } from '../ports/store';
import { type MessageRow, messageRow, toEntry } from './rows/message-row';

/** In the order written. */
export async function loadEntries(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  ids: readonly MessageId[],
): Promise<readonly TranscriptEntry[]> {
  const rows = await manager.getRepository(messageRow).find({
    where: { tenantId, conversationId, id: In([...ids]) },
    order: { seq: 'ASC' },
  });
  return rows.map(toEntry);
}

export async function loadTranscript(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  limit: number,
): Promise<readonly TranscriptEntry[]> {
  const rows = await manager.getRepository(messageRow).find({
    where: { tenantId, conversationId },
    order: { seq: 'DESC' },
    take: limit,
  });
  return rows.reverse().map(toEntry);
}

/** More than a thread shows of what it missed. */
const UNTOLD_LIMIT = 50;

/** Public messages after the last one that a thread shows, whoever wrote them; what never reached anyone is left out. */
export async function loadUntold(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
): Promise<Pick<PlanMaterial, 'untold' | 'untoldBefore'>> {
  const [rows, count]: [MessageRow[], number] = await manager
    .getRepository(messageRow)
    .createQueryBuilder('m')
    .where('m.tenant_id = :tenantId and m.conversation_id = :conversationId', { tenantId, conversationId })
    .andWhere(`m.visibility = 'public' and m.delivery is distinct from 'suppressed'`)
    .andWhere(
      `m.seq > coalesce((
         select max(told.seq) from messages told
         join message_refs ref on ref.tenant_id = told.tenant_id and ref.conversation_id = told.conversation_id
           and ref.message_id = told.id and ref.side = 'thread'
         where told.tenant_id = m.tenant_id and told.conversation_id = m.conversation_id), 0)`,
    )
    .orderBy('m.seq', 'DESC')
    .take(UNTOLD_LIMIT)
    .getManyAndCount();
  return { untold: rows.reverse().map(toEntry), untoldBefore: count - rows.length };
}

/** How many parts of each message the customer was sent. */
export async function loadSentParts(
  manager: EntityManager,
  tenantId: TenantId,
  conversationId: ConversationId,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, number>> {
  const rows: { message_id: string; parts: number }[] = await manager.query(
    `select message_id, max(part) + 1 as parts from message_refs
     where tenant_id = $1 and conversation_id = $2 and message_id = any($3) and side = 'customer' group by message_id`,
    [tenantId, conversationId, ids],
  );
  return new Map(rows.map(({ message_id, parts }) => [message_id as MessageId, parts]));
}
