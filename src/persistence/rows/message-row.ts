import { EntitySchema } from 'typeorm';
import type { ExternalId, Instant, MessageId } from '../../domain/ids';
import type {
  Agent,
  Answer,
  Author,
  DeliveryStatus,
  MessagePart,
  PartDelivery,
  Reactions,
  TranscriptEntry,
} from '../../domain/message';

export interface MessageRow {
  tenantId: string;
  conversationId: string;
  /** bigint: the driver gives a string. */
  seq: string;
  id: string;
  authorRole: Author['role'];
  agent: Agent | null;
  visibility: 'public' | 'internal';
  parts: MessagePart[];
  at: Date;
  externalId: string | null;
  delivery: DeliveryStatus | null;
  mayBeRepeated: boolean;
  edited: boolean;
  deleted: boolean;
  answer: Answer | null;
  reactions: Reactions | null;
  deliveries: PartDelivery[] | null;
}

export const messageRow = new EntitySchema<MessageRow>({
  name: 'message',
  tableName: 'messages',
  columns: {
    tenantId: { name: 'tenant_id', type: 'text', primary: true },
    conversationId: { name: 'conversation_id', type: 'uuid', primary: true },
    seq: { type: 'bigint', primary: true },
    id: { type: 'text' },
    authorRole: { name: 'author_role', type: 'text' },
    agent: { type: 'jsonb', nullable: true },
    visibility: { type: 'text' },
    parts: { type: 'jsonb' },
    at: { type: 'timestamptz' },
    externalId: { name: 'external_id', type: 'text', nullable: true },
    delivery: { type: 'text', nullable: true },
    mayBeRepeated: { name: 'may_be_repeated', type: 'boolean' },
    edited: { type: 'boolean' },
    deleted: { type: 'boolean' },
    answer: { type: 'jsonb', nullable: true },
    reactions: { type: 'jsonb', nullable: true },
    deliveries: { type: 'jsonb', nullable: true },
  },
});

export function toEntry(row: MessageRow): TranscriptEntry {
  return {
    id: row.id as MessageId,
    author: row.authorRole === 'agent' && row.agent !== null ? { role: 'agent', agent: row.agent } : plainAuthor(row),
    visibility: row.visibility,
    parts: row.parts,
    at: row.at.getTime() as Instant,
    externalId: row.externalId as ExternalId | null,
    delivery: row.delivery,
    mayBeRepeated: row.mayBeRepeated,
    edited: row.edited,
    deleted: row.deleted,
    ...(row.answer === null ? {} : { answer: row.answer }),
    ...(row.deliveries === null ? {} : { deliveries: row.deliveries }),
    ...(row.reactions === null ? {} : { reactions: row.reactions }),
  };
}

const plainAuthor = (row: MessageRow): Author => ({ role: row.authorRole === 'agent' ? 'system' : row.authorRole });
