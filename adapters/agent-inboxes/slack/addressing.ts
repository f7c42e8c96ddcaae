import type { AgentAction, AgentMessage, TextPart } from '../../../src/ports';
import { type BuiltText, trimmed } from './text-builder';

export interface Addressed {
  readonly addressing: AgentMessage['addressing'];
  readonly part: TextPart;
  readonly mentionsTeam: boolean;
  /** What a message that begins with a mention of Baton asks for. */
  readonly command: AgentAction | 'help' | 'unknown' | null;
}

// Full-width forms are what Japanese and Chinese keyboards make of the same keys.
const NOTE_PREFIX = /^(?:\/\/|／／|;;|；；|note\s*[:：]|private\s*[:：]|\(aside\)|🔒\uFE0F?|:lock:)/iu;
const UNSEEN = /^[\s\u200B-\u200F\u2060\uFEFF]*/;

/** Whom a message is for. In doubt it stays inside: what was sent to a customer cannot be taken back. */
export function addressOf({ part, lead, mentionsTeam }: BuiltText): Addressed {
  if (lead === 'us') return { addressing: 'note', part, mentionsTeam, command: commandIn(part.text) };
  const unseen = UNSEEN.exec(part.text)?.[0].length ?? 0;
  const prefix = NOTE_PREFIX.exec(part.text.slice(unseen));
  if (prefix) {
    const rest = trimmed(part.text, part.entities ?? [], unseen + prefix[0].length);
    return { addressing: 'note', part: rest, mentionsTeam, command: null };
  }
  return { addressing: lead === 'colleague' ? 'mention' : 'plain', part, mentionsTeam, command: null };
}

const COMMANDS: Readonly<Record<string, AgentAction | 'help'>> = {
  claim: { name: 'claim' },
  'take it': { name: 'claim' },
  take: { name: 'claim' },
  mine: { name: 'claim' },
  'take over': { name: 'take_over' },
  takeover: { name: 'take_over' },
  resolve: { name: 'resolve' },
  resolved: { name: 'resolve' },
  done: { name: 'resolve' },
  close: { name: 'resolve' },
  ai: { name: 'return_to_bot' },
  bot: { name: 'return_to_bot' },
  'hand back': { name: 'return_to_bot' },
  'hand back to ai': { name: 'return_to_bot' },
  'back to ai': { name: 'return_to_bot' },
  help: 'help',
  '': 'help',
};

function commandIn(text: string): Addressed['command'] {
  const words = text
    .replace(/\uE0B0[A-Z0-9]+\uE0B1/, ' ')
    .toLowerCase()
    .replace(/\bplease\b|[.,!?:;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return COMMANDS[words] ?? 'unknown';
}
