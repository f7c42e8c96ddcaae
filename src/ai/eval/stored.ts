import { masked, maskedEmail, maskedPhone } from '../../domain/masking/numbers';
import { plainText, type TranscriptEntry } from '../../domain/message';
import type { StoredConversation } from '../../ports/stored-conversation';
import type { ConversationTurn, LabelledConversation } from './conversations';

/** After this much silence people come back with something else. */
const PAUSE_MS = 24 * 60 * 60 * 1000;

/**
 * What customers and the AI said to each other up to each handoff, labelled with what happened: the rules replay it and
 * disagree where they would act otherwise. What people said afterwards is left out, with names and numbers.
 */
export function labelled(stored: StoredConversation): readonly Omit<LabelledConversation, 'id'>[] {
  const found: Omit<LabelledConversation, 'id'>[] = [];
  let turns: ConversationTurn[] = [];
  let handoffs = [...stored.handoffs];
  let last = 0;
  const close = (handoff: { readonly reason: string } | null): void => {
    const asked = turns.filter(({ from }) => from === 'customer').length;
    const lang = stored.language ?? 'und';
    if (asked > 0) {
      found.push({ lang, trigger: handoff?.reason ?? 'none', turns, handoffAt: handoff === null ? null : asked });
    }
    turns = [];
  };
  for (const entry of stored.entries) {
    const [handoff] = handoffs;
    if (handoff !== undefined && isAfter(entry, handoff)) {
      close(handoff);
      handoffs = handoffs.slice(1);
    } else if (turns.length > 0 && entry.at - last > PAUSE_MS) close(null);
    const turn = turnOf(entry, stored.contactName);
    if (turn !== null) turns.push(turn);
    last = entry.at;
  }
  close(handoffs[0] ?? null);
  // What follows a handoff belongs to people until the AI answers again.
  return found.filter(({ turns: said, trigger }) => trigger !== 'none' || said.some(({ from }) => from === 'ai'));
}

/** The notice follows the message that led to it at once; times alone do not tell, for channels know seconds only. */
const isAfter = ({ id, at }: TranscriptEntry, handoff: StoredConversation['handoffs'][number]): boolean =>
  id === `notice:${handoff.cause}:handoff` || at > handoff.at;

function turnOf(entry: TranscriptEntry, name: string | null): ConversationTurn | null {
  if (entry.visibility !== 'public' || entry.deleted || entry.delivery === 'suppressed') return null;
  const text = anonymous(plainText(entry.parts), name);
  if (entry.author.role === 'customer') return { from: 'customer', text };
  return entry.author.role === 'bot' ? { from: 'ai', kind: entry.answer?.kind ?? 'answer', text } : null;
}

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/gu;
const PHONE = /(?<![\p{L}\d.,/-])\+?\d(?:[ ().-]{0,2}\d){8,14}(?![\p{L}\d])/gu;
const MIN_NAME = 3;

function anonymous(text: string, name: string | null): string {
  const names = (name ?? '').split(/\s+/).filter((word) => word.length >= MIN_NAME);
  const plain = masked(text).replace(EMAIL, maskedEmail).replace(PHONE, maskedPhone);
  return names.reduce((left, word) => left.replaceAll(new RegExp(escaped(word), 'giu'), '•••'), plain);
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
