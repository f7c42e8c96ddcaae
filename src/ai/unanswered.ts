import { type MediaPart, plainText, type TextPart, type TranscriptEntry, textPart } from '../domain/message';

/**
 * What the customer wrote since anybody answered. Notices of Baton's own answer nothing. When everything is answered
 * (handed back without a new question), the last message is what there is.
 */
export function unansweredIn(transcript: readonly TranscriptEntry[]): readonly TranscriptEntry[] {
  const shown = transcript.filter(({ visibility, deleted }) => visibility === 'public' && !deleted);
  const answeredAt = shown.findLastIndex(({ author }) => author.role === 'bot' || author.role === 'agent');
  const open = shown.slice(answeredAt + 1).filter(({ author }) => author.role === 'customer');
  return open.length > 0 ? open : shown.filter(({ author }) => author.role === 'customer').slice(-1);
}

/** The customer's words, without placeholders for what has none. */
export const wordsIn = ({ parts }: TranscriptEntry): string =>
  plainText(
    parts.flatMap((part) => (part.type === 'media' ? spokenAndWritten(part) : part.type === 'text' ? part : [])),
  ).trim();

const spokenAndWritten = ({ caption, transcript }: MediaPart): readonly TextPart[] => [
  ...(caption === undefined ? [] : [caption]),
  ...(transcript === undefined ? [] : [textPart(transcript)]),
];

/** The AI's message that the open ones follow; undefined if there is none. */
export function messageBefore(
  transcript: readonly TranscriptEntry[],
  open: readonly TranscriptEntry[],
): TranscriptEntry | undefined {
  const first = open[0];
  const earlier = first === undefined ? [] : transcript.slice(0, transcript.indexOf(first));
  return earlier.findLast(({ author, visibility }) => author.role === 'bot' && visibility === 'public');
}

/** What the customer wrote before the AI's last message, in case the newest message only answers it. */
export function questionBefore(transcript: readonly TranscriptEntry[], open: readonly TranscriptEntry[]): string {
  const last = messageBefore(transcript, open);
  if (last === undefined) return '';
  return unansweredIn(transcript.slice(0, transcript.indexOf(last)))
    .map(wordsIn)
    .filter(Boolean)
    .join('\n');
}
