import { writeFileSync } from 'node:fs';
import { replayConversation, tallyConversations, tallyConversationsBy } from '../ai/eval/conversations';
import { outcomeOf, type ReplaySettings } from '../ai/eval/replay';
import { measureRetrieval, type ShopQuestion } from '../ai/eval/retrieval';
import { type Replayed, type Tally, tallyBy, tallyOf } from '../ai/eval/score';
import { createKnowledgeIndex } from '../ai/knowledge/knowledge-index';
import type { Environment } from '../config/load-config';
import { loadFolder } from '../knowledge/load-folder';
import { renderConversations } from './eval-conversations-report';
import { type Judge, modelJudge } from './eval-model';
import { type EvalOptions, readOptions, USAGE } from './eval-options';
import { renderHandoffs, renderRetrieval } from './eval-report';
import { type EvalSet, readSet, source } from './eval-set';
import { setupFrom } from './eval-setup';
import { type ReplayedSet, renderWhatIf } from './eval-what-if';
import { readJsonl } from './jsonl';
import { storedConversations } from './stored-conversations';

/**
 * Replays labelled phrases, conversations and questions and resolves with the report. Rejects with a BadFile, BadOption
 * or Misconfigured, whose sentences say which file, line, option or setting is wrong.
 */
export async function evaluate(args: readonly string[], env: Environment = {}): Promise<string> {
  const options = readOptions(args);
  if (options.help) return USAGE;
  if (options.exportTo !== null) return exported(options.exportTo);
  const set = readSet(options.set);
  const judge = await modelJudge(env);
  const before = await replay(set, setupFrom(env, []), judge);
  if (options.changes.length === 0) return options.json ? JSON.stringify(counts(before)) : report(before, options);
  const after = await replay(set, setupFrom(env, options.changes), judge);
  return options.json ? JSON.stringify(counts(after)) : renderWhatIf(options.changes, before, after);
}

async function replay(set: EvalSet, settings: ReplaySettings, judge: Judge | null): Promise<ReplayedSet> {
  const phrases: Replayed[] = [];
  for (const phrase of set.phrases) {
    const byRule = outcomeOf(phrase.text, settings);
    phrases.push({ phrase, outcome: byRule === 'answer' && judge !== null ? await judge(phrase.text) : byRule });
  }
  return { phrases, conversations: set.conversations.map((one) => replayConversation(one, settings)) };
}

function counts({ phrases, conversations }: ReplayedSet) {
  return {
    rows: phrases.length + conversations.length,
    ...sumOf(tallyOf(phrases), tallyConversations(conversations)),
    byCategory: { ...tallyBy(phrases, 'category'), ...tallyConversationsBy(conversations, 'trigger') },
  };
}

const sumOf = (a: Tally, b: Tally): Tally => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn, tn: a.tn + b.tn });

async function report({ phrases, conversations }: ReplayedSet, { set, missed }: EvalOptions): Promise<string> {
  return [
    ...(phrases.length > 0 ? [renderHandoffs(phrases, missed)] : []),
    ...(conversations.length > 0 ? [renderConversations(conversations, missed)] : []),
    ...(set === null ? [await answers(missed)] : []),
  ].join('\n\n');
}

async function answers(missed: boolean): Promise<string> {
  const questions = readJsonl(source('src', 'ai', 'eval', 'shop-questions.jsonl'), toQuestion);
  const knowledge = createKnowledgeIndex(await loadFolder(source('src', 'sandbox', 'shop')));
  return renderRetrieval(await measureRetrieval(questions, knowledge), missed);
}

function toQuestion({ id, question, article }: Readonly<Record<string, unknown>>): ShopQuestion | string {
  if (typeof id !== 'string' || typeof question !== 'string' || typeof article !== 'string')
    return '"id", "question" and "article" must be given, in quotes.';
  return { id, question, article };
}

async function exported(file: string): Promise<string> {
  const conversations = await storedConversations();
  if (conversations.length === 0) return 'There are no conversations with the AI in this database yet.';
  writeFileSync(file, conversations.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 });
  return `Written: ${conversations.length} conversations to ${file}. "trigger" and "handoffAt" say what happened: correct them where it should not have, then run npm run eval -- --set ${file}`;
}
