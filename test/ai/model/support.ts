import { createKnowledgeIndex } from '../../../src/ai/knowledge/knowledge-index';
import { metered } from '../../../src/ai/model/metered';
import { createModelResponder, type ModelResponderOptions } from '../../../src/ai/model/model-responder';
import { createOfflineResponder } from '../../../src/ai/offline-responder';
import type { BotMemory, ConversationState } from '../../../src/domain/conversation/state';
import { newConversation } from '../../../src/domain/conversation/state';
import {
  type ChannelId,
  type ContactAddress,
  type ConversationId,
  instant,
  type MessageId,
} from '../../../src/domain/ids';
import { type Author, type MessagePart, type TranscriptEntry, textPart } from '../../../src/domain/message';
import { loadFolder } from '../../../src/knowledge/load-folder';
import type { KnowledgeBase, Passage } from '../../../src/ports/knowledge-base';
import type { LogFields, Logger } from '../../../src/ports/logger';
import type { ModelCall, ModelLedger } from '../../../src/ports/model-ledger';
import type { ResponderResult, ResponderTurn } from '../../../src/ports/responder';
import { createScriptedModel } from './scripted-model';

const AUTHORS: Readonly<Record<string, Author>> = {
  customer: { role: 'customer' },
  bot: { role: 'bot' },
  system: { role: 'system' },
  agent: { role: 'agent', agent: { id: 'U1', name: 'Ana' } },
};

/** "customer: Hi" is a message of the customer, as parts are; "note: …" one that only agents see. */
export function turnOf(
  lines: readonly (string | readonly MessagePart[])[],
  changes: Partial<ConversationState> & { turns?: number } = {},
): ResponderTurn {
  const transcript = lines.map((line, index): TranscriptEntry => {
    const [, who = 'customer', text = ''] = typeof line === 'string' ? (/^(\w+): ([\s\S]*)$/.exec(line) ?? []) : [];
    return {
      id: `m${index}` as MessageId,
      author: AUTHORS[who === 'note' ? 'agent' : who] as Author,
      visibility: who === 'note' ? 'internal' : 'public',
      parts: typeof line === 'string' ? [textPart(text)] : line,
      at: instant(1_795_000_000_000 + index * 60_000),
      externalId: null,
      delivery: null,
      mayBeRepeated: false,
      edited: false,
      deleted: false,
    };
  });
  const { turns = 0, ...rest } = changes;
  const fresh = newConversation('6f1c' as ConversationId, 'telegram' as ChannelId, '700000001' as ContactAddress);
  const bot: BotMemory = { ...fresh.bot, turns };
  return { state: { ...fresh, bot, language: 'en', ...rest } as ConversationState, transcript };
}

let shop: Promise<KnowledgeBase> | null = null;
/** The articles that come with Baton. */
export const sampleShop = (): Promise<KnowledgeBase> => {
  shop ??= loadFolder('src/sandbox/shop').then(createKnowledgeIndex);
  return shop;
};

export const PASSAGE: Passage = {
  id: 'shipping#how-long',
  title: 'Shipping',
  heading: 'How long it takes',
  text: 'Standard delivery takes 2 to 3 working days and costs £3.95. Write to help@shop.example or see https://shop.example/track. We answer until 17:00, except on Sunday and on 25 December.',
  url: 'https://shop.example/shipping',
  coverage: 0.9,
};

/** A knowledge base that finds the same whatever is asked. */
export const finding = (...passages: readonly Passage[]): KnowledgeBase => ({
  search: async (_, limit) => passages.slice(0, limit),
});

export function recordingLog(): Logger & { readonly lines: { message: string; fields: LogFields }[] } {
  const lines: { message: string; fields: LogFields }[] = [];
  const write = (message: string, fields: LogFields = {}): void => void lines.push({ message, fields });
  const log = { lines, debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}

export function recordingLedger(spent = { conversation: 0, all: 0 }): ModelLedger & { readonly calls: ModelCall[] } {
  const calls: ModelCall[] = [];
  return { calls, record: async (call) => void calls.push(call), spent: async () => spent };
}

/** A responder over a scripted model, with everything that a test may look at. */
export function responding(changes: Partial<ModelResponderOptions> = {}) {
  const model = createScriptedModel();
  const log = recordingLog();
  const ledger = recordingLedger();
  const knowledge = changes.knowledge ?? finding(PASSAGE);
  const responder = createModelResponder({
    log,
    knowledge,
    fallback: createOfflineResponder(knowledge),
    contactKey: 'a key of this installation',
    maxLength: () => 600,
    ...changes,
    model: metered(changes.model ?? model, { ledger, log, now: () => 0 }),
  });
  const respond = (lines: Parameters<typeof turnOf>[0], state: Parameters<typeof turnOf>[1] = {}) =>
    responder.respond(turnOf(lines, state), new AbortController().signal);
  return { model, log, ledger, responder, respond };
}

export const says = (kind: string, text: string, citations: readonly string[] = [], reason = 'none') => ({
  type: 'json' as const,
  value: { kind, text, citations, reason },
});

export const textOf = (result: ResponderResult): string =>
  result.type === 'reply' ? result.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n') : '';
