import type { ConversationState } from '../../src/domain/conversation/state';
import { newConversation } from '../../src/domain/conversation/state';
import {
  type ChannelId,
  type ContactAddress,
  type ConversationId,
  instant,
  type MessageId,
} from '../../src/domain/ids';
import { type Author, type MessagePart, type TranscriptEntry, textPart } from '../../src/domain/message';
import type { ResponderResult, ResponderTurn } from '../../src/ports/responder';

const MINUTE = 60_000;

const AUTHORS: Readonly<Record<string, Author>> = {
  customer: { role: 'customer' },
  bot: { role: 'bot' },
  notice: { role: 'system' },
  agent: { role: 'agent', agent: { id: 'U1', name: 'Ana' } },
  note: { role: 'agent', agent: { id: 'U1', name: 'Ana' } },
};

/** A message a minute: `['customer', 'Hi']`; a note is seen by agents only. */
export type Line = readonly [who: keyof typeof AUTHORS & string, what: string | readonly MessagePart[]];

export const entriesOf = (lines: readonly Line[]): TranscriptEntry[] =>
  lines.map(([who, what], at) => ({
    id: `m${at}` as MessageId,
    author: AUTHORS[who] as Author,
    visibility: who === 'note' ? 'internal' : 'public',
    parts: typeof what === 'string' ? [textPart(what)] : what,
    at: instant(1_800_000_000_000 + at * MINUTE),
    externalId: null,
    delivery: null,
    mayBeRepeated: false,
    edited: false,
    deleted: false,
  }));

export const turnOf = (lines: readonly Line[], changes: Partial<ConversationState> = {}): ResponderTurn => ({
  state: {
    ...newConversation('c' as ConversationId, 'test' as ChannelId, 'contact' as ContactAddress),
    ...changes,
  } as ConversationState,
  transcript: entriesOf(lines),
});

export type Reply = Extract<ResponderResult, { type: 'reply' }>;

export const textOf = ({ parts }: Reply): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
