import { plainText, type TranscriptEntry } from '../domain/message';

/** Whose conversation it is. */
export interface About {
  readonly customerName: string | null;
  readonly channelLabel: string;
  readonly number: string;
}

/** A conversation as a text file for agents: who, when (UTC), notes marked, and what became of what was sent. */
export function transcriptText(entries: readonly TranscriptEntry[], about: About): string {
  const head = `Conversation with ${oneLine(about.customerName ?? 'the customer')} on ${about.channelLabel} (#${about.number})\nTimes are UTC.\n`;
  return `${[head, ...entries.map((entry) => line(entry, about))].join('\n')}\n`;
}

function line(entry: TranscriptEntry, about: About): string {
  const when = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
  const text = entry.deleted ? '(deleted)' : plainText(entry.parts).replaceAll('\n', '\n    ');
  return `${when}  ${speaker(entry, about)}${remarks(entry)}: ${text}`;
}

function speaker({ author }: TranscriptEntry, { customerName }: About): string {
  switch (author.role) {
    case 'customer':
      return oneLine(customerName ?? 'Customer');
    case 'bot':
      return 'AI';
    case 'system':
      return 'Baton';
    case 'agent':
      return oneLine(author.agent.name);
  }
}

function remarks({ visibility, edited, deleted, delivery, mayBeRepeated, reactions }: TranscriptEntry): string {
  const said = [
    visibility === 'internal' ? 'internal note' : '',
    edited && !deleted ? 'edited' : '',
    delivery === 'failed' ? 'not delivered' : '',
    delivery === 'unknown' ? 'may not have arrived' : '',
    visibility === 'public' && (delivery === 'suppressed' || delivery === 'held') ? 'not sent' : '',
    mayBeRepeated ? 'may have arrived twice' : '',
    reactions?.customer.length ? `the customer reacted ${reactions.customer.join(' ')}` : '',
  ].filter(Boolean);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** A name cannot pretend to be another line of the file. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
