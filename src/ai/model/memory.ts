import type { Handoff } from '../../domain/conversation/state';
import type { MessageId } from '../../domain/ids';
import { plainText, type TranscriptEntry } from '../../domain/message';
import type { ResponderTurn } from '../../ports/responder';
import { factsIn } from '../summary/facts';
import { wordsIn } from '../unanswered';
import { inert } from './delimit';
import { clipTokens, estimateTokens } from './tokens';

/** Exchanges that always stay word for word, and how many more gather before they are summed up together. */
const MIN_VERBATIM = 4;
const BLOCK = 6;
/** Exchanges before those of which the customer's words are noted; of older ones only facts remain. */
const NOTED = 2 * BLOCK;

const MAX_RECENT_TOKENS = 550;
const MAX_MEMORY_TOKENS = 280;
const MAX_FACTS_TOKENS = 100;
const MAX_MESSAGE_TOKENS = 80;
const MAX_NOTE_TOKENS = 18;

/** What the customer wrote in a row, and what it was answered with. */
type Exchange = readonly TranscriptEntry[];

export interface Memory {
  /** What was said before, in few words; changes only every six exchanges, so that a vendor's cache holds it. */
  readonly summary: string;
  /** The last exchanges, word for word. */
  readonly recent: readonly TranscriptEntry[];
}

/**
 * Parts what came before the open messages into a summary and recent turns. It needs no state of its own: where the
 * parts meet follows from how many replies the AI has given, so any process arrives at the same words.
 */
export function remember({ state, transcript }: ResponderTurn, open: readonly TranscriptEntry[]): Memory {
  const first = open[0];
  const before = first === undefined ? transcript : transcript.slice(0, transcript.indexOf(first));
  const exchanges = exchangesIn(before.filter(({ visibility, deleted }) => visibility === 'public' && !deleted));
  let kept = MIN_VERBATIM + (state.bot.turns % BLOCK);
  while (kept > 1 && tokensOf(exchanges.slice(-kept)) > MAX_RECENT_TOKENS) kept -= 1;
  const older = exchanges.slice(0, -kept);
  return { summary: summaryOf(older, state), recent: exchanges.slice(-kept).flat() };
}

function exchangesIn(entries: readonly TranscriptEntry[]): Exchange[] {
  const exchanges: TranscriptEntry[][] = [];
  for (const entry of entries) {
    const last = exchanges.at(-1);
    const begins = entry.author.role === 'customer' && last?.at(-1)?.author.role !== 'customer';
    if (begins || last === undefined) exchanges.push([entry]);
    else last.push(entry);
  }
  return exchanges;
}

const tokensOf = (exchanges: readonly Exchange[]): number =>
  exchanges.flat().reduce((sum, entry) => sum + estimateTokens(shownEntry(entry)), 0);

/** One message as the model reads it. */
export const shownEntry = ({ parts }: TranscriptEntry): string =>
  clipTokens(inert(plainText(parts)), MAX_MESSAGE_TOKENS);

function summaryOf(older: readonly Exchange[], { language, handoff, cameBy }: ResponderTurn['state']): string {
  const lines = [
    `Language of the conversation: ${language ?? 'not known yet'}.`,
    ...(cameBy === undefined ? [] : [`They came by a link that says "${inert(cameBy)}", which nobody has checked.`]),
    ...handoffLines(handoff),
    ...factLines(older.flat()),
    ...notes(older.slice(-NOTED)),
  ];
  const shown: string[] = [];
  for (const line of lines) {
    if (estimateTokens([...shown, line].join('\n')) > MAX_MEMORY_TOKENS) break;
    shown.push(line);
  }
  return shown.join('\n');
}

/** An earlier handoff enters as facts, so that nobody has to say it again. Notes of agents are not in a packet. */
function handoffLines(handoff: Handoff | null): string[] {
  const packet = handoff?.packet ?? null;
  if (packet === null) return [];
  return [`A colleague handled this before: ${clipTokens(inert(packet.headline), 2 * MAX_NOTE_TOKENS)}`];
}

/** What it began with, and what was stated last; between them something has to give. */
const FIRST_FACTS = 4;
const LAST_FACTS = 8;
const FACTS_READ_AT_ONCE = 10;

function factLines(entries: readonly TranscriptEntry[]): string[] {
  const texts = customerTexts(entries);
  const facts = new Set<string>();
  for (let at = 0; at < texts.length; at += FACTS_READ_AT_ONCE) {
    const found = factsIn(texts.slice(at, at + FACTS_READ_AT_ONCE));
    for (const { label, value } of found) facts.add(`${label} ${value}`);
  }
  if (facts.size === 0) return [];
  const all = [...facts];
  const kept = all.length <= FIRST_FACTS + LAST_FACTS ? all : [...all.slice(0, FIRST_FACTS), ...all.slice(-LAST_FACTS)];
  return [clipTokens(`The customer stated: ${inert(kept.join('; '))}`, MAX_FACTS_TOKENS)];
}

const customerTexts = (entries: readonly TranscriptEntry[]): { id: MessageId; text: string }[] =>
  entries.filter(({ author }) => author.role === 'customer').map((entry) => ({ id: entry.id, text: wordsIn(entry) }));

/** The newest come first into the budget, and stand last. */
function notes(exchanges: readonly Exchange[]): string[] {
  const said = exchanges.flat().flatMap((entry) => {
    const who = entry.author.role === 'customer' ? 'Customer' : entry.author.role === 'agent' ? 'Colleague' : null;
    const words = inert(wordsIn(entry)).replace(/\s+/gu, ' ');
    return who === null || words === '' ? [] : [`- ${who}: ${clipTokens(words, MAX_NOTE_TOKENS)}`];
  });
  const room = MAX_MEMORY_TOKENS - MAX_FACTS_TOKENS - 4 * MAX_NOTE_TOKENS;
  const kept: string[] = [];
  for (const line of said.toReversed()) {
    if (estimateTokens([...kept, line].join('\n')) > room) break;
    kept.unshift(line);
  }
  return kept.length === 0 ? [] : ['Said before, oldest first:', ...kept];
}
