import { loadAdapter, loadAll } from '../adapter-loader';
import { freshConversation, type Outcome } from '../ai/eval/replay';
import { createKnowledgeIndex } from '../ai/knowledge/knowledge-index';
import { createAi } from '../ai/model/create-ai';
import { type Environment, loadModel } from '../config/load-config';
import type { MessageId } from '../domain/ids';
import { instant } from '../domain/ids';
import { type TranscriptEntry, textPart } from '../domain/message';
import { loadFolder } from '../knowledge/load-folder';
import { createLogger } from '../observability/logger';
import { source } from './eval-set';

/** What the configured model makes of a phrase that the rules leave to it. */
export type Judge = (phrase: string) => Promise<Outcome>;

const DEADLINE_MS = 60_000;
const CHANNEL = {
  text: { max: 4_096, unit: 'utf16', formatting: 'none' },
  vouchesForAddress: false,
} as const;

/** Null: MODEL is offline, and what the rules leave to the AI stays with it. */
export async function modelJudge(env: Environment): Promise<Judge | null> {
  const chosen = loadModel(env, await loadAll('ai'));
  if (chosen === null) return null;
  const log = createLogger('warn');
  const storage = { get: async () => null, set: async () => undefined, delete: async () => undefined };
  const adapter = await loadAdapter('ai', chosen.name);
  const model = await adapter.create(chosen.settings, { publicUrl: 'http://127.0.0.1', storage, log, now: Date.now });
  const { responder } = createAi({
    model,
    knowledge: createKnowledgeIndex(await loadFolder(source('src', 'sandbox', 'shop'))),
    toolbox: { tools: async () => [] },
    channelOf: () => CHANNEL,
    ledger: { record: async () => undefined, spent: async () => ({ conversation: 0, all: 0 }) },
    caps: { perConversation: 0, perDay: 0 },
    rules: { ungrounded: 'offer', promised: 'handoff', allowedHosts: [] },
    contactKey: 'eval',
    log,
    now: Date.now,
  });
  return async (phrase) => {
    const id = 'eval' as MessageId;
    const entry: TranscriptEntry = {
      ...{ id, author: { role: 'customer' }, visibility: 'public', parts: [textPart(phrase)], at: instant(0) },
      ...{ externalId: null, delivery: null, mayBeRepeated: false, edited: false, deleted: false },
    };
    const turn = { state: freshConversation(), transcript: [entry] };
    const result = await responder.respond(turn, AbortSignal.timeout(DEADLINE_MS));
    if (result.type !== 'handoff') return 'answer';
    return result.reason === 'asked_for_person' ? 'asked_for_person' : 'high_stakes';
  };
}
