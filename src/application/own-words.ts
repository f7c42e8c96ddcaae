import type { MessagePart, TextPart } from '../domain/message';

/** Rules read what the customer wrote: not the names of their files, and not the message of ours that they quote. */
export const ownWords = (parts: readonly MessagePart[]): readonly MessagePart[] =>
  parts.flatMap((part): MessagePart[] =>
    part.type === 'text' ? [unquoted(part)] : part.type === 'media' && part.caption ? [part.caption] : [],
  );

/** A reply begins with a quote of what it answers; "no" to our own "a person?" asks for nobody. */
function unquoted(part: TextPart): TextPart {
  const quote = part.entities?.find(({ type, offset }) => type === 'quote' && offset === 0);
  return quote === undefined ? part : { type: 'text', text: part.text.slice(quote.length).trim() };
}
