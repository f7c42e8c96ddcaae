import type { EntityManager } from 'typeorm';
import { type ConversationState, newConversation } from '../domain/conversation/state';
import {
  type ChannelId,
  type ContactAddress,
  type ConversationId,
  type ExternalId,
  incomingMessageId,
  type MessageId,
  type TenantId,
  type ThreadRef,
} from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';
import type { QueuedEvent } from '../ports/store';
import { spreadUnavailability } from './spread-unavailability';

/** Where an event belongs. The conversation's row is locked until the transaction ends. */
export type Located =
  | {
      readonly type: 'conversation';
      readonly id: ConversationId;
      readonly state: ConversationState;
      /** What a receipt is about, and which of the messages that it went out in. */
      readonly messageId: MessageId | null;
      readonly part?: number;
      /** The thread that it happened in, where the conversation has left that. */
      readonly former?: ThreadRef;
    }
  /** Noted where it belongs; no conversation has to decide on it. */
  | { readonly type: 'noted' }
  /** `untold`: it may belong to a thread of ours that is still not known; read back later it must count as new. */
  | { readonly type: 'unmatched'; readonly untold?: true }
  /** Our own bookkeeping may still be on its way: asked again a little later. */
  | { readonly type: 'not_yet' };

/** An agent can be quicker than the answer to the call that opened the thread; a receipt quicker than that of a send. */
const WAIT_FOR_OURSELVES_MS = 60_000;

export async function locate(manager: EntityManager, tenantId: TenantId, queued: QueuedEvent): Promise<Located> {
  const { content } = queued;
  if (content.kind === 'fact') return lock(manager, tenantId, content.conversationId, null);
  const { event } = content;
  switch (event.type) {
    case 'customer_message':
      return open(manager, tenantId, event);
    case 'customer_edit':
    case 'customer_delete':
    case 'customer_reaction':
    case 'customer_reachability':
      return byContact(manager, tenantId, event);
    case 'delivery_status':
      return byReceipt(manager, tenantId, queued, event);
    case 'agent_reaction':
      return byPost(manager, tenantId, queued, event.target);
    case 'own_echo':
      return echoed(manager, tenantId, event);
    case 'agent_unavailable':
      await spreadUnavailability(manager, tenantId, queued.accountId, event.agentId, event.place ?? null);
      return { type: 'noted' };
    default:
      return byThread(manager, tenantId, queued, event.thread);
  }
}

async function lock(
  manager: EntityManager,
  tenantId: TenantId,
  id: string,
  messageId: MessageId | null,
): Promise<Located> {
  const rows: { state: ConversationState }[] = await manager.query(
    'select state from conversations where tenant_id = $1 and id = $2 for update',
    [tenantId, id],
  );
  const [row] = rows;
  if (row === undefined) return { type: 'unmatched' };
  return { type: 'conversation', id: id as ConversationId, state: row.state, messageId };
}

async function byContact(
  manager: EntityManager,
  tenantId: TenantId,
  { channelId, contact }: { channelId: ChannelId; contact: ContactAddress },
): Promise<Located> {
  const rows: { id: string }[] = await manager.query(
    `select c.id from contact_addresses a
     join conversations c on c.tenant_id = a.tenant_id and c.channel_id = a.channel_id and c.contact_id = a.contact_id
     where a.tenant_id = $1 and a.channel_id = $2 and a.address = $3`,
    [tenantId, channelId, contact],
  );
  return rows[0] === undefined ? { type: 'unmatched' } : lock(manager, tenantId, rows[0].id, null);
}

/** The first message of a contact opens the conversation; of two at once the second finds the first's. */
async function open(
  manager: EntityManager,
  tenantId: TenantId,
  event: Extract<IncomingEvent, { type: 'customer_message' }>,
): Promise<Located> {
  const known = await byContact(manager, tenantId, event);
  if (known.type !== 'unmatched') return known;
  const { channelId, contact } = event;
  const [person]: { id: string }[] = await manager.query(
    'insert into contacts (tenant_id, name) values ($1, $2) returning id',
    [tenantId, event.profile?.name ?? null],
  );
  await manager.query(
    `insert into contact_addresses (tenant_id, channel_id, address, contact_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [tenantId, channelId, contact, person?.id],
  );
  const [created]: { id: string }[] = await manager.query(
    `insert into conversations (tenant_id, channel_id, contact_id, address, mode, epoch, state)
     select tenant_id, channel_id, contact_id, address, 'bot', 0, '{}' from contact_addresses
     where tenant_id = $1 and channel_id = $2 and address = $3
     on conflict (tenant_id, channel_id, contact_id) do nothing returning id`,
    [tenantId, channelId, contact],
  );
  if (created === undefined) return byContact(manager, tenantId, event);
  const state = newConversation(created.id as ConversationId, channelId, contact);
  return { type: 'conversation', id: state.id, state, messageId: null };
}

async function byReceipt(
  manager: EntityManager,
  tenantId: TenantId,
  queued: QueuedEvent,
  event: Extract<IncomingEvent, { type: 'delivery_status' }>,
): Promise<Located> {
  if (event.key !== undefined) await noteEvidence(manager, tenantId, event.key, event.sentId, null);
  const rows: { conversation_id: string; message_id: string; part: number }[] = await manager.query(
    `select conversation_id, message_id, part from message_refs
     where tenant_id = $1 and account_id = $2 and external_id = $3 and side = 'customer'`,
    [tenantId, queued.accountId, event.sentId],
  );
  const [row] = rows;
  if (row !== undefined) {
    const isLate = event.status === 'failed' && (await arrivedAlready(manager, tenantId, row));
    if (isLate) return { type: 'noted' };
    const located = await lock(manager, tenantId, row.conversation_id, row.message_id as MessageId);
    return located.type === 'conversation' ? { ...located, part: row.part } : located;
  }
  return queued.ageMs < WAIT_FOR_OURSELVES_MS ? { type: 'not_yet' } : { type: 'unmatched' };
}

/**
 * A phone has confirmed it: a failure reported after that is of a receipt, and agents who believed it would send again.
 * Where a message went out in several parts, it may be of one that nobody has confirmed.
 */
async function arrivedAlready(
  manager: EntityManager,
  tenantId: TenantId,
  message: { readonly conversation_id: string; readonly message_id: string },
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `select 1 from messages m
     join message_refs r on r.tenant_id = m.tenant_id and r.conversation_id = m.conversation_id
       and r.message_id = m.id and r.side = 'customer'
     where m.tenant_id = $1 and m.conversation_id = $2 and m.id = $3 and m.delivery in ('delivered', 'read')
     having count(*) = 1`,
    [tenantId, message.conversation_id, message.message_id],
  );
  return rows.length > 0;
}

async function echoed(
  manager: EntityManager,
  tenantId: TenantId,
  event: Extract<IncomingEvent, { type: 'own_echo' }>,
): Promise<Located> {
  const noted = await noteEvidence(manager, tenantId, event.key, event.sentId, event.thread);
  return noted ? { type: 'noted' } : { type: 'unmatched' };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The provider has shown us our own send: whoever waits for the answer of that call may stop waiting. */
async function noteEvidence(
  manager: EntityManager,
  tenantId: TenantId,
  key: string,
  sentId: string,
  thread: string | null,
): Promise<boolean> {
  if (!UUID.test(key)) return false;
  const [effect]: { lane_id: string; seq: string }[] = await manager.query(
    `select lane_id, seq from effects where tenant_id = $1 and id = $2 and state in ('queued', 'sending')`,
    [tenantId, key],
  );
  if (effect === undefined) return false;
  // The lane before its effect, as everywhere: its worker may be writing the answer down at this moment.
  await manager.query(
    `update lanes set run_at = case when run_at < 'infinity' then business_now() else run_at end
     where tenant_id = $1 and id = $2`,
    [tenantId, effect.lane_id],
  );
  await manager.query(
    `update effects set evidence = $4, evidence_thread = $5
     where tenant_id = $1 and lane_id = $2 and seq = $3 and state in ('queued', 'sending')`,
    [tenantId, effect.lane_id, effect.seq, sentId, thread],
  );
  return true;
}

async function byThread(
  manager: EntityManager,
  tenantId: TenantId,
  queued: QueuedEvent,
  thread: ThreadRef,
): Promise<Located> {
  const known = await ofThread(manager, tenantId, queued.accountId, thread);
  if (known !== null) return known;
  const isWaitedFor = await isOpening(manager, tenantId, queued.accountId);
  if (isWaitedFor)
    return queued.ageMs < WAIT_FOR_OURSELVES_MS ? { type: 'not_yet' } : { type: 'unmatched', untold: true };
  // Each look sees what is committed by then: the thread may have become known between the first two.
  return (await ofThread(manager, tenantId, queued.accountId, thread)) ?? { type: 'unmatched' };
}

/** Null: no thread that is known. */
async function ofThread(
  manager: EntityManager,
  tenantId: TenantId,
  accountId: string,
  thread: ThreadRef,
): Promise<Located | null> {
  const rows: { conversation_id: string; is_former: boolean }[] = await manager.query(OF_THREAD, [
    tenantId,
    accountId,
    thread,
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  const located = await lock(manager, tenantId, row.conversation_id, null);
  return row.is_former && located.type === 'conversation' ? { ...located, former: thread } : located;
}

/** The thread of an earlier handoff is one that the conversation has left, as soon as there is a newer handoff. */
const OF_THREAD = `
  select h.conversation_id, coalesce(c.state -> 'handoff' ->> 'id' <> h.id, false) as is_former
  from handoffs h left join conversations c on c.tenant_id = h.tenant_id and c.id = h.conversation_id
  where h.tenant_id = $1 and h.account_id = $2 and h.thread = $3
  union all
  select conversation_id, true from former_threads where tenant_id = $1 and account_id = $2 and thread = $3
  order by is_former limit 1`;

/**
 * A post of a thread, be it one that the conversation has left. One that is not known is nobody's, unless a post of ours is
 * on its way: it may be there to be seen before it is written down that it is. Asked in this order, because the post may
 * become known between the two looks.
 */
async function byPost(
  manager: EntityManager,
  tenantId: TenantId,
  queued: QueuedEvent,
  post: ExternalId,
): Promise<Located> {
  const waits = queued.ageMs < WAIT_FOR_OURSELVES_MS && (await isPosting(manager, tenantId, queued.accountId));
  const rows: { conversation_id: string; thread: ThreadRef | null }[] = await manager.query(OF_POST, [
    ...[tenantId, queued.accountId, post],
    incomingMessageId(queued.accountId, post),
  ]);
  const [row] = rows;
  if (row === undefined) return { type: waits ? 'not_yet' : 'unmatched' };
  const written = row.thread === null ? null : await ofThread(manager, tenantId, queued.accountId, row.thread);
  return written ?? lock(manager, tenantId, row.conversation_id, null);
}

/** What an agent wrote names its thread; what Baton posted is in the present one. */
const OF_POST = `
  select conversation_id, thread from messages where tenant_id = $1 and id = $4 and thread is not null
  union all
  select conversation_id, null from message_refs
  where tenant_id = $1 and account_id = $2 and external_id = $3 and side = 'thread'
  order by thread limit 1`;

async function isPosting(manager: EntityManager, tenantId: TenantId, accountId: string): Promise<boolean> {
  const rows = await manager.query(
    `select 1 from lanes l join effects e on e.tenant_id = l.tenant_id and e.lane_id = l.id and e.seq = l.head + 1
     where l.tenant_id = $1 and l.kind = 'effects' and l.run_at < 'infinity' and e.account_id = $2
       and e.type in ('post_messages', 'post_file') limit 1`,
    [tenantId, accountId],
  );
  return rows.length > 0;
}

async function isOpening(manager: EntityManager, tenantId: TenantId, accountId: string): Promise<boolean> {
  const rows = await manager.query(
    `select 1 from handoffs h where h.tenant_id = $1 and h.account_id = $2
       and (h.thread is null or h.moving_to is not null) limit 1`,
    [tenantId, accountId],
  );
  return rows.length > 0;
}
