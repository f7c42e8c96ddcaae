import type { CustomerMessage } from '../domain/incoming-event';
import { shortened } from '../domain/masking/numbers';
import { type MessagePart, plainText, type TranscriptEntry } from '../domain/message';
import { ownWords } from './own-words';

const QUOTED_MAX = 200;

/** A reply begins with what it answers, as a quote: inboxes set it apart, and no rule reads it. */
export function answering(
  { parts, answers }: CustomerMessage,
  answered: TranscriptEntry | null,
): readonly MessagePart[] {
  if (answers === undefined) return parts;
  return quoting(`In reply to ${whatIsAnswered(answers, answered)}`, parts);
}

function whatIsAnswered(
  { whose, excerpt, otherwise }: NonNullable<CustomerMessage['answers']>,
  answered: TranscriptEntry | null,
): string {
  const copy = answered === null ? '' : plainText(ownWords(answered.parts)) || plainText(answered.parts);
  const words = oneLine(copy === '' ? '' : (excerpt ?? copy));
  if (words !== '') return `${writer(answered)}“${words}”`;
  return otherwise ?? `an earlier message of ${whose === 'ours' ? 'ours' : 'their own'}`;
}

/** Several people may have answered: whom they mean tells the words apart. */
function writer(answered: TranscriptEntry | null): string {
  if (answered?.author.role === 'agent') return `${answered.author.agent.name}: `;
  return answered?.author.role === 'bot' ? 'the AI: ' : '';
}

const oneLine = (text: string): string => shortened(text.replace(/\s+/g, ' ').trim(), QUOTED_MAX);

/** The lines before a text are one quote with those that stand there already. */
function quoting(line: string, parts: readonly MessagePart[]): readonly MessagePart[] {
  const [first, ...rest] = parts;
  if (first?.type !== 'text') {
    return [{ type: 'text', text: line, entities: [{ type: 'quote', offset: 0, length: line.length }] }, ...parts];
  }
  const shift = line.length + 1;
  const [header, ...others] = [...(first.entities ?? [])].sort((a, b) => a.offset - b.offset);
  const quoted = header?.type === 'quote' && header.offset === 0 ? header.length + shift : line.length;
  const kept = quoted > line.length ? others : (first.entities ?? []);
  const moved = kept.map((entity) => ({ ...entity, offset: entity.offset + shift }));
  const quote = { type: 'quote', offset: 0, length: quoted } as const;
  return [{ ...first, text: `${line}\n${first.text}`, entities: [quote, ...moved] }, ...rest];
}
