import { createHmac } from 'node:crypto';
import type { TranscriptEntry } from '../../domain/message';
import { plainText } from '../../domain/message';
import type { ModelRequest, ModelTurnInput, ToolSpec } from '../../ports/language-model';
import type { ResponderTurn } from '../../ports/responder';
import { DECISION_OUTPUT } from './decision';
import { inert, tagged } from './delimit';
import { remember, shownEntry } from './memory';
import { type PassageBook, shownPassage } from './passage-book';
import { systemPrompt } from './system-prompt';
import { clipMiddle, clipTokens, estimateTokens } from './tokens';
import { TOOLS } from './tools';

/** No request is larger, at the fifth turn or at the hundredth: the cost of a conversation grows with its turns only. */
export const MAX_INPUT_TOKENS = 3500;
/** Above what an answer needs, because models that reason count their thoughts. */
const MAX_OUTPUT_TOKENS = 2000;

const MAX_QUESTION_TOKENS = 240;
const MAX_PASSAGE_TOKENS = 150;

export interface PromptParts {
  readonly turn: ResponderTurn;
  /** What the customer wrote and nobody answered. */
  readonly open: readonly TranscriptEntry[];
  readonly book: PassageBook;
  /** What it may use of the business's systems. */
  readonly tools: readonly ToolSpec[];
  /** Longest answer in characters. */
  readonly maxLength: number;
  readonly userKey: string;
}

/**
 * The first request of a turn, from what changes least to what changes always: rules and tools, what is remembered, the
 * last exchanges, then the open question with its passages. A vendor's cache holds everything above the question.
 */
export function buildRequest({ turn, open, book, tools, maxLength, userKey }: PromptParts): ModelRequest {
  const { summary, recent } = remember(turn, open);
  return {
    system: systemPrompt(tools.length > 0),
    tools: [...TOOLS, ...tools],
    turns: [
      { role: 'customer', content: tagged('memory', summary), cacheUntilHere: true },
      ...recentTurns(recent),
      { role: 'customer', content: question(open, book, maxLength) },
    ],
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    output: DECISION_OUTPUT,
    userKey,
    about: { conversationId: turn.state.id, purpose: 'reply' },
  };
}

function recentTurns(recent: readonly TranscriptEntry[]): ModelTurnInput[] {
  const turns = recent.map((entry): ModelTurnInput => {
    const text = shownEntry(entry);
    switch (entry.author.role) {
      case 'customer':
        return { role: 'customer', content: tagged('customer_message', text) };
      case 'agent':
        return { role: 'customer', content: tagged('colleague_message', text) };
      default:
        return { role: 'assistant', content: text || '…' };
    }
  });
  const last = turns.at(-1);
  if (last !== undefined && 'content' in last && last.role !== 'tool_result') {
    turns[turns.length - 1] = { ...last, cacheUntilHere: true };
  }
  return turns;
}

function question(open: readonly TranscriptEntry[], book: PassageBook, maxLength: number): string {
  const passages = book.all.map((passage, index) => shownPassage(`p${index + 1}`, passage, MAX_PASSAGE_TOKENS));
  return [
    ...newest(open).map((text) => tagged('customer_message', text)),
    `<passages>\n${passages.join('\n\n') || 'The help pages hold nothing that fits these words.'}\n</passages>`,
    `Answer in at most ${maxLength} characters.`,
  ].join('\n');
}

/** Of a burst, as many of the newest messages as fit. */
function newest(open: readonly TranscriptEntry[]): string[] {
  const texts: string[] = [];
  let room = MAX_QUESTION_TOKENS;
  for (const entry of open.toReversed()) {
    if (room < 20) break;
    const text = clipMiddle(inert(plainText(entry.parts)) || '…', room);
    room -= estimateTokens(text) + 10;
    texts.unshift(text);
  }
  return texts;
}

/** Names the contact to a vendor, which may block who abuses it, and tells nobody without the key who that is. */
export const userKeyOf = ({ state }: ResponderTurn, key: string): string =>
  createHmac('sha256', key).update(`${state.channelId} ${state.contact}`).digest('hex').slice(0, 32);

/** About how many tokens a vendor counts for a request. */
export function requestTokens({ system, tools, turns, output }: ModelRequest): number {
  const fixed = [system, JSON.stringify(tools), JSON.stringify(output ?? '')];
  return [...fixed, ...turns.map(turnText)].reduce((sum, text) => sum + estimateTokens(text) + PER_PART, 0);
}

/** What roles and delimiters cost besides. */
const PER_PART = 4;

function turnText(turn: ModelTurnInput): string {
  return turn.role === 'tool_calls' ? JSON.stringify(turn.calls) : turn.content;
}

/** A turn that tells the model what is wrong with its answer, which stands before it. */
export function correction(answer: string, problems: readonly string[]): readonly ModelTurnInput[] {
  return [
    { role: 'assistant', content: clipTokens(answer.trim(), 300) || '…' },
    {
      role: 'customer',
      content: `<check>\nThis answer was not sent to the customer: ${problems.join(' ')}\nAnswer once more with one JSON object of the same form. If the sources do not hold it, use "no_answer".\n</check>`,
    },
  ];
}
