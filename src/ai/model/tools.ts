import { z } from 'zod';
import type { HandoffReason } from '../../domain/conversation/state';
import type { KnowledgeBase } from '../../ports/knowledge-base';
import type { ToolCall, ToolSpec } from '../../ports/language-model';
import { schemaOf } from './decision';
import { type PassageBook, shownPassage } from './passage-book';
import { estimateTokens } from './tokens';

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
  | { readonly type: 'handoff'; readonly reason: HandoffReason };

/** What a tool may use. `room`: how many tokens a result may have. */
export interface ToolContext {
  readonly knowledge: KnowledgeBase;
  readonly book: PassageBook;
  readonly language: string | null;
  readonly room: number;
}

/** Runs one call. Both tools only read: nothing a model asks for here changes anything outside. */
export async function runTool({ name, args }: ToolCall, context: ToolContext): Promise<ToolOutcome> {
  if (name === 'ask_for_human') {
    const asked = ASK.safeParse(args);
    return { type: 'handoff', reason: asked.success ? asked.data.reason : 'could_not_answer' };
  }
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

const NOTHING = 'The help pages hold nothing more about this. Answer with what you have.';

async function found(query: string, { knowledge, book, language, room }: ToolContext): Promise<string> {
  const passages = query.trim() === '' ? [] : await knowledge.search(query, FOUND, language);
  const fits = passages.slice(0, Math.floor(room / PASSAGE_TOKENS));
  const shown = book.add(fits).map(({ label, passage }) => shownPassage(label, passage, PASSAGE_TOKENS - 40));
  const text = shown.join('\n\n');
  return text === '' || estimateTokens(text) > room ? NOTHING : text;
}
