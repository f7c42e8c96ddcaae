import type { Lookup } from '../../domain/conversation/events';
import { pendingOf } from '../../domain/conversation/tool-action';
import { type TranscriptEntry, textPart } from '../../domain/message';
import type { ResponderResult, ResponderTurn } from '../../ports/responder';
import type { Tool } from '../../ports/tool';
import { complaintIn } from '../signals/complaint';
import { smallTalkIn } from '../small-talk';
import { wordsIn } from '../unanswered';
import { inputsIn, inputsInAll, isAnswer, objectionIn } from './inputs';
import { likest, matchTool, nearest, takesComplaints } from './match-tool';
import { sourceOf, type Toolkit, type Use } from './toolkit';

/** How far back an order number is looked for. */
const MESSAGES_READ = 6;

/**
 * What tools can do about a message without a model: what is open goes on, or the message asks for a tool in words like
 * its examples. Null: it is about something else.
 */
export async function offlineAction(
  turn: ResponderTurn,
  open: readonly TranscriptEntry[],
  kit: Toolkit,
  signal: AbortSignal,
): Promise<ResponderResult | null> {
  if (kit.tools.length === 0) return null;
  const text = open.map(wordsIn).filter(Boolean).join('\n');
  const wanted = matchTool(text, kit.tools, turn.state.language);
  const going = await goesOn(turn, text, wanted, kit, signal);
  if (going !== null || wanted === null) return going;
  return said(await kit.use(wanted, inputsInAll(recentWords(turn), wanted), signal));
}

/** Oldest first. */
const recentWords = ({ transcript }: ResponderTurn): readonly string[] =>
  transcript
    .filter(({ author }) => author.role === 'customer')
    .slice(-MESSAGES_READ)
    .map(wordsIn);

/** What was looked up beside a complaint. */
export interface Looks {
  /** The order that it names, for whoever reads it next. */
  readonly lookups: readonly Lookup[];
  /** In the tool's words, where the message also asks for it: "1029 is broken. And where is 1043?"; else null. */
  readonly said: string | null;
}

/** Only what is free to look at, and a system that does not answer costs nothing. */
export async function looksBeside(
  turn: ResponderTurn,
  asked: readonly string[],
  kit: Toolkit,
  signal: AbortSignal,
): Promise<Looks> {
  const { language } = turn.state;
  const free = kit.tools.filter(({ permission, identity }) => permission === 'read' && identity !== 'code');
  const text = asked.join('\n');
  const other = sentencesIn(text).filter((sentence) => complaintIn(sentence) === null);
  const wanted = likest(other.join('\n'), free, language);
  const tool = wanted ?? nearest(text, free, language);
  if (tool === null) return { lookups: [], said: null };
  const words = wanted === null ? recentWords(turn) : [...recentWords(turn), ...other];
  const use = await kit.use(tool, inputsInAll(words, tool), signal);
  if (use.type !== 'ran') return { lookups: [], said: null };
  return { lookups: [use.lookup], said: wanted === null ? null : use.result.said };
}

const sentencesIn = (text: string): readonly string[] => text.split(/(?<=[.!?？؟])\s+|\n+/u);

/** The answer to what was asked for, or a correction of what was proposed. With a model too: it needs none for this. */
export async function goesOn(
  turn: ResponderTurn,
  text: string,
  wanted: Tool | null,
  kit: Toolkit,
  signal: AbortSignal,
): Promise<ResponderResult | null> {
  const pending = pendingOf(turn.state);
  if (pending?.step === 'collecting') {
    const tool = kit.find(pending.tool);
    if (tool === undefined || (wanted !== null && wanted !== tool)) return null;
    // "1029, and it is broken" is no longer the question where it is.
    if (complaintIn(text) !== null && !takesComplaints(tool)) return null;
    const given = answerTo(pending.asking, text, tool);
    return given === null ? null : said(await kit.use(tool, { ...pending.given, ...given }, signal));
  }
  if (pending?.step !== 'proposed') return null;
  const tool = kit.find(pending.action.tool);
  if (tool === undefined || (wanted !== null && wanted !== tool)) return null;
  const changed = corrected(text, pending.action.args, tool);
  return changed === null ? null : said(await kit.use(tool, changed, signal));
}

/** Null: it answers something else, or asks. Empty: it was meant as the answer and holds none, so it is asked again. */
function answerTo(asking: string, text: string, tool: Tool) {
  const found = inputsIn(text, tool);
  if (found[asking] !== undefined) return found;
  const input = tool.inputs.find(({ name }) => name === asking);
  if (!isAnswer(text) || smallTalkIn(text) !== null) return null;
  if (input?.pattern === null) return { ...found, [asking]: text.trim() };
  return text.length <= MAX_FAILED_ANSWER ? found : null;
}

/** "I do not know" is an answer; a story is not. */
const MAX_FAILED_ANSWER = 40;

function corrected(text: string, args: Readonly<Record<string, unknown>>, tool: Tool) {
  const found = inputsIn(text, tool);
  if (Object.entries(found).some(([name, value]) => String(args[name]) !== value)) return { ...args, ...found };
  const free = tool.inputs.filter(({ pattern }) => pattern === null);
  const instead = objectionIn(text);
  const [only] = free;
  if (instead === null || only === undefined || free.length > 1 || !isAnswer(instead)) return null;
  return { ...args, [only.name]: instead };
}

/** In the tool's own words; null: it could not be used, and others may answer. */
export function said(use: Use): ResponderResult | null {
  switch (use.type) {
    case 'ran':
      return {
        type: 'reply',
        kind: 'answer',
        parts: [textPart(use.result.said)],
        sources: [{ title: sourceOf(use.tool), url: null }],
        lookups: [use.lookup],
      };
    case 'failed':
      return toolFailed(use);
    case 'turn_ends':
      return use.result;
    case 'does_not_fit':
      return null;
  }
}

export const toolFailed = ({ tool, lookup }: Extract<Use, { type: 'failed' }>): ResponderResult => ({
  type: 'handoff',
  reason: 'tool_failed',
  evidence: `The ${sourceOf(tool)} did not answer.`,
  lookups: [lookup],
});
