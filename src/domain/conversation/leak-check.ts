import type { MessagePart, TextPart } from '../message';
import { secretIn } from './leak-secrets';
import { insideWords } from './leak-words';

/** More of a text than this is not read: nobody writes a word to a colleague behind it. */
const READ_MAX = 8_000;

/**
 * Why a reply may be meant for colleagues, in words that complete "because it"; null where nothing speaks for it. For
 * channels that cannot take a message back. Deterministic, and better silent than a nuisance: measured on the lines in
 * `test/domain/leak-check`.
 */
export function leakIn(parts: readonly MessagePart[], mentionsTeam: boolean): string | null {
  const texts = parts.flatMap(textsOf);
  for (const text of texts) {
    const secret = secretIn(text);
    if (secret !== null) return `holds what looks like ${secret}`;
  }
  if (mentionsTeam) return 'mentions a colleague';
  for (const text of texts) {
    const words = insideWords(text);
    if (words !== null) return words;
  }
  return null;
}

const textsOf = (part: MessagePart): readonly string[] => {
  if (part.type === 'text') return [part.text.slice(0, READ_MAX), ...linksIn(part)];
  return part.type === 'media' && part.caption ? textsOf(part.caption) : [];
};

/** Where a link leads may be more than its words show. */
const linksIn = ({ entities }: TextPart): readonly string[] =>
  (entities ?? []).flatMap((entity) => (entity.type === 'link' ? [entity.url] : []));
