import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConversationTurn, LabelledConversation } from '../ai/eval/conversations';
import type { LabelledPhrase } from '../ai/eval/score';
import { REPLY_KINDS } from '../domain/message';
import { readJsonl } from './jsonl';

export interface EvalSet {
  readonly phrases: readonly LabelledPhrase[];
  readonly conversations: readonly LabelledConversation[];
}

/** Written for Baton: ordinary phrases, phrasings that make it hard, and whole conversations. */
const OWN = ['requests.jsonl', 'adversarial.jsonl', 'conversations.jsonl'];

export function readSet(file: string | null): EvalSet {
  const files = file === null ? OWN.map((name) => source('src', 'ai', 'eval', name)) : [file];
  const rows = files.flatMap((one) => readJsonl(one, toRow));
  return {
    phrases: rows.filter((row): row is LabelledPhrase => 'text' in row),
    conversations: rows.filter((row): row is LabelledConversation => 'turns' in row),
  };
}

type Row = Readonly<Record<string, unknown>>;

const toRow = (row: Row): LabelledPhrase | LabelledConversation | string =>
  'turns' in row ? toConversation(row) : toPhrase(row);

function toPhrase({ id, text, label, lang, category }: Row): LabelledPhrase | string {
  if (typeof text !== 'string') return '"text" must be the phrase, in quotes.';
  if (label !== 0 && label !== 1) return '"label" must be 1 (the customer asks for a person) or 0.';
  if (typeof id !== 'string') return '"id" must be a name for the phrase, in quotes.';
  if (typeof lang !== 'string') return '"lang" must be a language code such as "en".';
  if (typeof category !== 'string') return '"category" must be a name, in quotes.';
  return { id, text, label, lang, category };
}

function toConversation({ id, lang, trigger, turns, handoffAt }: Row): LabelledConversation | string {
  if (typeof id !== 'string') return '"id" must be a name for the conversation, in quotes.';
  if (typeof lang !== 'string') return '"lang" must be a language code such as "en".';
  if (typeof trigger !== 'string') return '"trigger" must be why a person should come in, or "none".';
  if (!Array.isArray(turns) || turns.length === 0 || !turns.every(isTurn)) {
    return `"turns" must be a list of {"from": "customer", "text": "…"} and {"from": "ai", "kind": "answer", "text": "…"}; kinds are ${REPLY_KINDS.join(', ')}.`;
  }
  const asked = turns.filter(({ from }) => from === 'customer').length;
  if (handoffAt !== null && !(Number.isInteger(handoffAt) && Number(handoffAt) >= 1 && Number(handoffAt) <= asked)) {
    return `"handoffAt" must be null, or which of the customer's messages (1 to ${asked}) a person should answer.`;
  }
  return { id, lang, trigger, turns, handoffAt: handoffAt as number | null };
}

function isTurn(turn: unknown): turn is ConversationTurn {
  if (typeof turn !== 'object' || turn === null) return false;
  const { from, text, kind } = turn as Row;
  if (typeof text !== 'string') return false;
  return from === 'customer' || (from === 'ai' && REPLY_KINDS.some((known) => known === kind));
}

/** A file of the source tree: what is measured is not part of the build. */
export function source(...path: readonly string[]): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, ...path);
}
