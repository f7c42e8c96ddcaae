import { type TextPart, type TranscriptEntry, textPart } from '../domain/message';
import type { Draft, Drafter, Responder, ResponderTurn, Summarizer } from '../ports/responder';
import { readSignals } from './signals/read-signals';
import { unansweredIn, wordsIn } from './unanswered';

/**
 * Drafts for agents from what answers customers, with the customer's question in front of it: "a person, please" is why
 * the agent is there and nothing to answer. What was quoted for the customer is given as it stands, without the AI's words
 * about itself.
 */
export function createDrafter(responder: Responder, summarizer: Pick<Summarizer, 'packet'>): Drafter {
  return {
    async draft(turn, signal) {
      const asked = withoutRequests(turn);
      if (asked === null) return null;
      const result = await responder.respond(asked, signal);
      // What the customer would have to say or agree to is the agent's to ask.
      if (result.type !== 'reply' || (result.kind !== 'answer' && result.kind !== 'small_talk')) return null;
      const text = result.parts.find((part): part is TextPart => part.type === 'text');
      return text === undefined ? null : written(text, result.sources, opening(turn, summarizer));
    },
  };
}

const opening = (turn: ResponderTurn, { packet }: Pick<Summarizer, 'packet'>): string | null =>
  turn.state.handoff?.packet?.suggestedOpening ?? packet(turn).suggestedOpening;

/** Only the customer's questions, and what was answered before them; null where they asked nothing. */
function withoutRequests(turn: ResponderTurn): ResponderTurn | null {
  const said = turn.transcript.filter(({ author }) => author.role !== 'system');
  const transcript = said.filter((entry) => entry.author.role !== 'customer' || isQuestion(entry));
  const open = unansweredIn(transcript);
  return open.length === 0 ? null : { ...turn, transcript: endingWith(open, transcript) };
}

/** Their last question was answered, and not to their liking: it is asked once more. */
const endingWith = (
  open: readonly TranscriptEntry[],
  transcript: readonly TranscriptEntry[],
): readonly TranscriptEntry[] => [...transcript.filter((entry) => !open.includes(entry)), ...open];

function isQuestion(entry: TranscriptEntry): boolean {
  const text = wordsIn(entry);
  if (text === '') return false;
  const { asksForPerson, affirms, rejectsAnswer, justThanks, bareHelp } = readSignals(text, { language: null });
  return asksForPerson === 'no' && !affirms && !rejectsAnswer && !justThanks && !bareHelp;
}

function written(part: TextPart, sources: Draft['sources'], first: string | null): Draft {
  const quotes = (part.entities ?? [])
    .filter(({ type }) => type === 'quote')
    .map(({ offset, length }) => part.text.slice(offset, offset + length).trim());
  if (quotes.length === 0) return { parts: [part], sources };
  const links = sources.flatMap(({ url }) => (url === null ? [] : [url]));
  return { parts: [textPart([first, ...quotes, ...links].filter(Boolean).join('\n\n'))], sources };
}
