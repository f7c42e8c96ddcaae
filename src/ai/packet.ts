import type { HandoffPacket } from '../domain/conversation/packet';
import type { ConversationState, HandoffReason } from '../domain/conversation/state';
import type { ActionMemory } from '../domain/conversation/tool-action';
import { instant } from '../domain/ids';
import { masked } from '../domain/masking/numbers';
import type { TranscriptEntry } from '../domain/message';
import { plainText } from '../domain/message';
import type { ResponderTurn, Summarizer } from '../ports/responder';
import { readSignals } from './signals/read-signals';
import { factsIn } from './summary/facts';
import { headlineOf, oneLine, problemIn, wantIn } from './summary/headline';
import { openingFor } from './summary/opening';
import { ranBy, toolFacts } from './summary/ran';
import { promiseIn, triedBy } from './summary/tried';
import { wordsIn } from './unanswered';

/** How far back a packet looks: earlier messages are in the transcript below it. */
const MAX_MESSAGES = 40;
const MOOD_MESSAGES = 5;

const ANGRY = 0.6;
const ANNOYED = 0.3;

/** Why the AI stepped back, for the agent who reads it. */
const BLOCKED: Readonly<Record<HandoffReason, string>> = {
  asked_for_person: 'The customer asked for a person.',
  accepted_offer: 'The AI offered a person and the customer said yes.',
  clarified_too_often: 'The AI asked back several times and still does not know what is meant.',
  could_not_answer: 'The AI found no answer in the knowledge base.',
  responder_failed: 'The AI did not work.',
  tool_failed: 'A system that the AI needed did not answer.',
  not_identified: 'The customer could not show by a code that it is them.',
  turn_limit: 'The AI has answered as often as it may in one conversation.',
  cost_limit: 'The AI has cost as much as it may in one conversation.',
  ungrounded: 'What the AI found to answer could not be proved.',
  promised: 'What it takes is more than the AI may promise.',
  vip: 'You keep this customer for people.',
  high_stakes: 'The topic is one that only people handle.',
  frustrated: 'The customer is losing patience.',
  policy: 'A rule of yours leaves this to people.',
  came_back: 'The customer came back after the conversation was resolved.',
  released: 'The colleague who had this conversation is not available any more.',
  agent_took_over: 'A colleague took over.',
};

/**
 * Makes packets without a model, at once and without inventing anything: every word about the customer is a quotation
 * from the transcript, and what stands in a message is data, whatever it asks for. Card and account numbers are masked.
 */
export const createSummarizer = (): Summarizer => ({ packet: packetOf });

function packetOf({ state, transcript }: ResponderTurn): HandoffPacket {
  const entries = transcript
    .filter(({ visibility, deleted }) => visibility === 'public' && !deleted)
    .slice(-MAX_MESSAGES);
  const customer = entries.filter(({ author }) => author.role === 'customer');
  const sinceAgent = entries.slice(entries.findLastIndex(({ author }) => author.role === 'agent') + 1);
  const written = customer.map(wordsIn).filter(Boolean);
  const telling = written.filter(tellsMore);
  const texts = telling.length > 0 ? telling : written;
  const known = toolFacts(state);
  const named = factsIn(customer.map((entry) => ({ id: entry.id, text: wordsIn(entry) })));
  const stated = named.filter(({ value }) => !known.some((fact) => fact.value === value));
  const facts = [...known, ...stated];
  const language = state.language ?? readSignals(texts.join('\n'), { language: null }).language;
  const headline = headlineFor(texts, customer);
  return {
    headline,
    suggestedOpening: openingFor(stated, named, texts, language),
    wants: wantIn(texts, headline),
    facts,
    tried: [...ranBy(state), ...triedBy(sinceAgent.filter(isAnswer(state)))],
    blocked: state.handoff === null ? null : BLOCKED[state.handoff.reason],
    promised: promiseIn(sinceAgent.filter(({ author }) => author.role === 'bot' || author.role === 'system')),
    mood: moodOf(texts.slice(-MOOD_MESSAGES)),
    language,
    notVerified: stated.map(({ label, value }) => `${label} ${value}`),
    madeBy: 'rules',
    madeAt: entries.at(-1)?.at ?? state.lastActivityAt ?? instant(0),
  };
}

/** Once tools were used, what was asked and said on the way to that is told by what they did. */
function isAnswer({ actions }: ConversationState): (entry: TranscriptEntry) => boolean {
  return ({ author, answer, id }) =>
    author.role === 'bot' && (actions === undefined || (answer !== undefined && !said(actions, id)));
}

const said = ({ ran }: ActionMemory, id: string): boolean => ran.some(({ messageId }) => messageId === id);

/** A yes, a no or a code says nothing of what it is about. */
function tellsMore(text: string): boolean {
  const { affirms, declines } = readSignals(text, { language: null });
  return !affirms && !declines && /[\p{L}\p{N}]/u.test(text);
}

function headlineFor(texts: readonly string[], customer: readonly TranscriptEntry[]): string {
  const problem = problemIn(texts) ?? texts.at(-1);
  if (problem !== undefined) return headlineOf(problem);
  // Nothing but pictures or the like: their placeholders say so.
  return headlineOf(oneLine(masked(plainText(customer.at(-1)?.parts ?? []))));
}

/** Read from the newest messages: what made somebody angry an hour ago may be solved. */
function moodOf(texts: readonly string[]): HandoffPacket['mood'] {
  if (texts.length === 0) return null;
  const signals = texts.map((text) => readSignals(text, { language: null }));
  if (signals.some(({ highStakes }) => highStakes === 'safety' || highStakes === 'bereavement')) return 'distressed';
  const worst = Math.max(...signals.map(({ frustration }) => frustration));
  return worst >= ANGRY ? 'angry' : worst >= ANNOYED ? 'annoyed' : 'calm';
}
