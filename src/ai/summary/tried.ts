import { DEFAULT_NOTICES } from '../../domain/conversation/notices';
import { masked } from '../../domain/masking/numbers';
import type { TextPart, TranscriptEntry } from '../../domain/message';
import { allResponderTexts } from '../responder-texts';
import { wordsIn } from '../unanswered';
import { verbose } from '../verbose';
import { cut, oneLine } from './headline';

const MAX_TRIED = 6;
const MAX_QUOTE = 120;

/** What the AI did, newest last: the formatting of its messages tells a quotation from a question. */
export function triedBy(bot: readonly TranscriptEntry[]): string[] {
  const tried = bot.map((entry) => {
    const texts = entry.parts.filter((part) => part.type === 'text');
    const titles = texts.flatMap((part) => runs(part, 'bold'));
    const quoted = texts.flatMap((part) => runs(part, 'quote'));
    if (quoted.length > 0 && titles.length > 0) return `Quoted ${listed(titles)}`;
    const said = oneLine(masked(ownWords(wordsIn(entry))));
    if (said === '') return saysNothingFound(wordsIn(entry)) ? 'Found no answer in the articles' : '';
    if (titles.length > 0) return `Asked which is meant: ${listed(titles)}`;
    return `${/\?\s*$/u.test(said) ? 'Asked' : 'Answered'}: “${cut(said, MAX_QUOTE)}”`;
  });
  return [...new Set(tried.filter(Boolean))].slice(-MAX_TRIED);
}

/** Sentences that the offline responder always says the same tell an agent nothing. */
const ownWords = (text: string): string => fixedTexts().reduce((left, fixed) => left.replace(fixed, ' '), text);

const saysNothingFound = (text: string): boolean =>
  allResponderTexts.some(({ noAnswer, notHelped }) => text.includes(noAnswer) || text.includes(notHelped));

const fixedTexts = (): string[] =>
  [
    ...allResponderTexts.flatMap((texts) => Object.values<string>(texts)),
    ...Object.values(DEFAULT_NOTICES).flatMap(({ disclosure }) => disclosure ?? []),
  ].filter((text) => !text.includes('{'));

const runs = (part: TextPart, type: 'bold' | 'quote'): string[] =>
  (part.entities ?? [])
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => oneLine(part.text.slice(offset, offset + length)));

const listed = (titles: readonly string[]): string => titles.map((title) => `“${cut(title, MAX_QUOTE)}”`).join(', ');

/** First person, about what follows: "I will", "we keep trying", "bringing in". */
const PROMISE = verbose(
  String.raw`\b(?:i'?ll|i will|i'?m (?:bringing|going|getting)|i am (?:bringing|going|getting)|we'?ll|we will|we keep|
      we are (?:finding|looking)|someone will|the answer comes|aviso a|voy a|vamos a|alguien|je fais venir|
      je vais|nous allons|quelqu'un|ich hole|ich werde|wir werden|jemand|eu chamo|vou|vamos|algu[ée]m|chiamo|
      far[òo]|qualcuno|ik haal|ik zal|we zullen|iemand)\b`,
  'iu',
);

/** The last thing the AI or Baton said it would do or bring about, word for word; quotations are the articles' words. */
export function promiseIn(ours: readonly TranscriptEntry[]): string | null {
  for (const entry of ours.toReversed()) {
    const sentences = ownWords(unquoted(entry))
      .split(/(?<=[.!?])\s+|\n+/u)
      .map(oneLine);
    const promise = sentences.findLast((sentence) => PROMISE.test(sentence) && !/[?？]/u.test(sentence));
    if (promise !== undefined) return cut(masked(promise), 300);
  }
  return null;
}

function unquoted(entry: TranscriptEntry): string {
  return entry.parts
    .filter((part) => part.type === 'text')
    .map((part) =>
      (part.entities ?? [])
        .filter(({ type }) => type === 'quote')
        .reduceRight(
          (text, { offset, length }) => `${text.slice(0, offset)}\n${text.slice(offset + length)}`,
          part.text,
        ),
    )
    .join('\n');
}
