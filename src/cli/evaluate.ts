import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outcomeOf } from '../ai/eval/replay';
import { measureRetrieval, type ShopQuestion } from '../ai/eval/retrieval';
import { type LabelledPhrase, type Replayed, tallyBy, tallyOf } from '../ai/eval/score';
import { createKnowledgeIndex } from '../ai/knowledge/knowledge-index';
import { loadFolder } from '../knowledge/load-folder';
import { type EvalOptions, readOptions, USAGE } from './eval-options';
import { renderHandoffs, renderRetrieval } from './eval-report';
import { readJsonl } from './jsonl';

/**
 * Replays labelled phrases and questions and resolves with the report. Rejects with a BadFile or
 * BadOption, whose sentence says which file, line or option is wrong.
 */
export async function evaluate(args: readonly string[]): Promise<string> {
  const options = readOptions(args);
  if (options.help) return USAGE;
  const replayed = replay(options);
  if (options.json) return JSON.stringify(counts(replayed));
  const handoffs = renderHandoffs(replayed, options.missed);
  return options.set === null ? `${handoffs}\n\n${await answers(options)}` : handoffs;
}

/** Written for Baton: ordinary phrases, and phrasings that make it hard. */
const OWN_PHRASES = ['requests.jsonl', 'adversarial.jsonl'];

function replay({ set, settings }: EvalOptions): readonly Replayed[] {
  const files = set === null ? OWN_PHRASES.map((name) => source('src', 'ai', 'eval', name)) : [set];
  const phrases = files.flatMap((file) => readJsonl(file, toPhrase));
  return phrases.map((phrase) => ({ phrase, outcome: outcomeOf(phrase.text, settings) }));
}

const counts = (replayed: readonly Replayed[]) => ({
  rows: replayed.length,
  ...tallyOf(replayed),
  byCategory: tallyBy(replayed, 'category'),
});

async function answers({ missed }: EvalOptions): Promise<string> {
  const questions = readJsonl(source('src', 'ai', 'eval', 'shop-questions.jsonl'), toQuestion);
  const knowledge = createKnowledgeIndex(await loadFolder(source('src', 'sandbox', 'shop')));
  return renderRetrieval(await measureRetrieval(questions, knowledge), missed);
}

function toPhrase({ id, text, label, lang, category }: Readonly<Record<string, unknown>>): LabelledPhrase | string {
  if (typeof text !== 'string') return '"text" must be the phrase, in quotes.';
  if (label !== 0 && label !== 1) return '"label" must be 1 (the customer asks for a person) or 0.';
  if (typeof id !== 'string') return '"id" must be a name for the phrase, in quotes.';
  if (typeof lang !== 'string') return '"lang" must be a language code such as "en".';
  if (typeof category !== 'string') return '"category" must be a name, in quotes.';
  return { id, text, label, lang, category };
}

function toQuestion({ id, question, article }: Readonly<Record<string, unknown>>): ShopQuestion | string {
  if (typeof id !== 'string' || typeof question !== 'string' || typeof article !== 'string')
    return '"id", "question" and "article" must be given, in quotes.';
  return { id, question, article };
}

/** A file of the source tree: what is measured is not part of the build. */
function source(...path: readonly string[]): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, ...path);
}
