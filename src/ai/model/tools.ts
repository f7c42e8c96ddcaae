import { z } from 'zod';
import type { HandoffReason } from '../../domain/conversation/state';
import type { KnowledgeBase } from '../../ports/knowledge-base';
import type { ToolCall, ToolSpec } from '../../ports/language-model';
import type { ResponderResult } from '../../ports/responder';
import type { Tool } from '../../ports/tool';
import { toolFailed } from '../actions/offline-actions';
import type { Toolkit } from '../actions/toolkit';
import { schemaOf } from './decision';
import { inert } from './delimit';
import { type PassageBook, shownPassage } from './passage-book';
import { clipTokens, estimateTokens } from './tokens';
import type { ToolAnswers } from './tool-answers';

const SEARCH = z.object({ query: z.string() });
const ASK = z.object({
  reason: z.enum(['asked_for_person', 'could_not_answer', 'high_stakes', 'frustrated', 'policy']),
});

const MAX_QUERY_LENGTH = 200;
const FOUND = 2;
const PASSAGE_TOKENS = 140;

/** In this order and with these words in every request: they stand at the beginning of what vendors cache. */
export const TOOLS: readonly ToolSpec[] = [
  {
    name: 'ask_for_human',
    description: 'Ends your part: a person of the team takes over the conversation now.',
    parameters: schemaOf(ASK),
  },
  {
    name: 'search_knowledge',
    description: 'Finds passages of the help pages by words. Returns passages with labels, or that there is nothing.',
    parameters: schemaOf(SEARCH),
  },
];

export type ToolOutcome =
  | { readonly type: 'result'; readonly content: string; readonly isError: boolean }
  /** A customer has to say more, or to agree; or the tool failed for good. */
  | { readonly type: 'turn_ends'; readonly result: ResponderResult }
  | { readonly type: 'handoff'; readonly reason: HandoffReason };

/** What a tool may use. `room`: how many tokens a result may have. */
export interface ToolContext {
  readonly knowledge: KnowledgeBase;
  readonly book: PassageBook;
  readonly kit: Toolkit;
  readonly answers: ToolAnswers;
  readonly signal: AbortSignal;
  readonly language: string | null;
  readonly room: number;
}

/** Runs one call. Tools only read here: nothing that a model asks for changes anything outside. */
export async function runTool({ name, args }: ToolCall, context: ToolContext): Promise<ToolOutcome> {
  if (name === 'ask_for_human') {
    const asked = ASK.safeParse(args);
    return { type: 'handoff', reason: asked.success ? asked.data.reason : 'could_not_answer' };
  }
  const tool = context.kit.find(name);
  if (tool !== undefined) return useTool(tool, args, context);
  const search = SEARCH.safeParse(args);
  if (name !== 'search_knowledge' || !search.success) {
    return { type: 'result', content: 'There is no such tool, or its arguments do not fit.', isError: true };
  }
  return {
    type: 'result',
    content: await found(search.data.query.slice(0, MAX_QUERY_LENGTH), context),
    isError: false,
  };
}

async function useTool(tool: Tool, args: unknown, { kit, answers, signal, room }: ToolContext): Promise<ToolOutcome> {
  const use = await kit.use(tool, args, signal);
  switch (use.type) {
    case 'ran':
      return { type: 'result', content: answers.add(use, room), isError: false };
    case 'failed':
      return { type: 'turn_ends', result: toolFailed(use) };
    case 'turn_ends':
      return use;
    case 'does_not_fit':
      return { type: 'result', content: clipTokens(inert(use.problem), MAX_PROBLEM_TOKENS), isError: true };
  }
}

const MAX_PROBLEM_TOKENS = 60;
/** What all descriptions and schemas of tools may take of a request. */
const MAX_SPEC_TOKENS = 420;
const MAX_DESCRIPTION_TOKENS = 60;

/** As many tools as fit, always the same and in the same order. Those that do not are found by their examples alone. */
export function toolSpecs(tools: readonly Tool[]): readonly ToolSpec[] {
  const reserved = new Set(TOOLS.map(({ name }) => name));
  const specs: ToolSpec[] = [];
  for (const { name, description, parameters } of tools) {
    const spec = { name, description: clipTokens(inert(description), MAX_DESCRIPTION_TOKENS), parameters };
    const fits = estimateTokens(JSON.stringify([...specs, spec])) <= MAX_SPEC_TOKENS;
    if (fits && !reserved.has(name)) specs.push(spec);
  }
  return specs;
}

const NOTHING = 'The help pages hold nothing more about this. Answer with what you have.';

async function found(query: string, { knowledge, book, language, room }: ToolContext): Promise<string> {
  const passages = query.trim() === '' ? [] : await knowledge.search(query, FOUND, language);
  const fits = passages.slice(0, Math.floor(room / PASSAGE_TOKENS));
  const shown = book.add(fits).map(({ label, passage }) => shownPassage(label, passage, PASSAGE_TOKENS - 40));
  const text = shown.join('\n\n');
  return text === '' || estimateTokens(text) > room ? NOTHING : text;
}
