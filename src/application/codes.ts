import type { Fact } from '../domain/conversation/events';
import type { ConversationState } from '../domain/conversation/state';
import { actionsOf, pendingOf } from '../domain/conversation/tool-action';
import type { Instant } from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';
import { type MessagePart, plainText } from '../domain/message';
import type { OneTimeCodes } from '../ports/tool';
import { ownWords } from './own-words';

/** Six digits by themselves, in groups or not: "123 456". Longer numbers are something else. */
const CODE = /(?<![\p{L}\d]|\d[ .-])\d(?:[ .-]?\d){5}(?![\p{L}\d]|[ .-]?\d)/gu;
/** Anything that may hold six digits of a code: rather a telephone number is hidden too than a code is not. */
const MAY_HOLD = /\d(?:[ .-]?\d){5,}/gu;
const DIGITS = 6;
/** A message with more words than this around the digits speaks of something else. */
const MAX_WORDS_LENGTH = 40;

const AGAIN: ReadonlySet<string> = new Set(
  `again|send again|send it again|resend|once more|new code|another code|send a new code|i got no code|no code came|
   otra vez|de nuevo|otro codigo|nuevo codigo|reenviar|no llega|no ha llegado|encore|encore une fois|renvoyer|
   nouveau code|un autre code|je n'ai rien recu|noch einmal|nochmal|noch mal|neuer code|neuen code|erneut senden|
   nicht angekommen|kam nicht an|de novo|outra vez|novo codigo|outro codigo|nao chegou|di nuovo|ancora|
   ancora una volta|nuovo codice|un altro codice|non e arrivato|nog een keer|nogmaals|opnieuw|nieuwe code|
   niet aangekomen`
    .split('|')
    .map((words) => words.trim()),
);

/**
 * What a customer's message says to the code that is waited for; null: nothing, or none is waited for. Digits are
 * compared before the conversation hears of them, so that neither they nor the right ones come near it.
 */
export function codeIn(
  event: IncomingEvent,
  state: ConversationState,
  codes: OneTimeCodes,
): 'right' | 'wrong' | 'again' | null {
  const pending = pendingOf(state);
  if (event.type !== 'customer_message' || pending?.step !== 'awaiting_code') return null;
  const text = plainText(ownWords(event.parts));
  const typed = codesIn(text);
  if (typed.length === 0) return AGAIN.has(folded(text)) ? 'again' : null;
  if (text.replace(CODE, '').length > MAX_WORDS_LENGTH) return null;
  const [only = ''] = typed;
  return typed.length === 1 && codes.isRight(only, pending.action.id, pending.send) ? 'right' : 'wrong';
}

const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(CODE)].map(([digits]) => digits.replace(/\D/g, ''));

const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f"“”„«».!]/g, '')
    .trim();

/** The words without the digits: neither agents nor a model ever see what opens an account. */
export function withoutCodes(
  event: IncomingEvent,
  state: ConversationState,
  codes: OneTimeCodes,
  at: Instant,
): IncomingEvent {
  if (event.type !== 'customer_message' && event.type !== 'customer_edit') return event;
  const { lastCode } = actionsOf(state);
  const isWaiting = pendingOf(state)?.step === 'awaiting_code';
  if (!isWaiting && (lastCode === null || at > lastCode.until)) return event;
  const isLast = (run: string): boolean =>
    lastCode !== null && sixesIn(run).some((six) => codes.isRight(six, lastCode.actionId, lastCode.send));
  // Digit for digit, so that formatting stays where it was.
  const hide = (digits: string): string => (isWaiting || isLast(digits) ? digits.replace(/\d/g, '•') : digits);
  return { ...event, parts: event.parts.map((part) => hidden(part, hide)) };
}

const sixesIn = (run: string): readonly string[] => {
  const digits = run.replace(/\D/g, '');
  return [...digits].slice(DIGITS - 1).map((_, at) => digits.slice(at, at + DIGITS));
};

function hidden(part: MessagePart, hide: (digits: string) => string): MessagePart {
  if (part.type === 'text') return { ...part, text: part.text.replace(MAY_HOLD, hide) };
  if (part.type !== 'media') return part;
  const { caption, transcript } = part;
  return {
    ...part,
    ...(caption === undefined ? {} : { caption: { ...caption, text: caption.text.replace(MAY_HOLD, hide) } }),
    ...(transcript === undefined ? {} : { transcript: transcript.replace(MAY_HOLD, hide) }),
  };
}

/** A code that is read out instead of typed does not count, and is written down no more than a typed one. */
export function withoutSpokenCodes(fact: Fact, state: ConversationState): Fact {
  if (fact.type !== 'transcriber.finished' || pendingOf(state)?.step !== 'awaiting_code') return fact;
  const hide = (digits: string): string => digits.replace(/\d/g, '•');
  const parts = fact.parts.map((part) => hidden(part, hide));
  return { ...fact, parts, text: fact.text?.replace(MAY_HOLD, hide) ?? null };
}
