import { masked } from '../../domain/masking/numbers';
import { termsOf } from '../knowledge/terms';
import { readSignals } from '../signals/read-signals';
import { smallTalkIn, withoutGreeting } from '../small-talk';
import { verbose } from '../verbose';

const MAX_HEADLINE = 80;
const MAX_QUOTE = 200;
/** More content than this does not make a message a better headline. */
const ENOUGH_TERMS = 6;

/**
 * The message that says what this is about: not "hi", not "give me a person". Of messages with as much to say the
 * last, because the talk has moved on to it. Null: there is none.
 */
export function problemIn(texts: readonly string[]): string | null {
  let best: { text: string; weight: number } | null = null;
  for (const text of texts) {
    const weight = weightOf(text);
    if (weight > 0 && weight >= (best?.weight ?? 0)) best = { text, weight };
  }
  return best?.text ?? null;
}

function weightOf(text: string): number {
  if (smallTalkIn(text) !== null) return 0;
  const terms = new Set(termsOf(text, null)).size;
  const asksForPerson = readSignals(text, { language: null }).asksForPerson !== 'no';
  // A request for a person that also tells the problem is as good as the problem.
  return Math.min(ENOUGH_TERMS, asksForPerson ? terms - 3 : terms);
}

/** In the customer's own words, cut at a word's end. */
export const headlineOf = (text: string): string => cut(oneLine(masked(withoutGreeting(text) || text)), MAX_HEADLINE);

const WANTING = verbose(
  String.raw`\b(?:i (?:really |just |only )?(?:want|need|would like|wish)|i'?d like|can (?:you|i|we)|could (?:you|i|
      we)|please|quiero|necesito|quisiera|me gustar[ií]a|pueden?|por favor|je (?:veux|voudrais|souhaite)|
      j'(?:aimerais|ai besoin)|pouvez-vous|s'il vous pla[iî]t|ich (?:will|m[öo]chte|brauche|h[äa]tte gern)|
      k[öo]nnen sie|bitte|(?:eu )?(?:quero|preciso|gostaria)|pode(?:m|ria)?|voglio|vorrei|ho bisogno|potete|
      pu[oò]|per favore|ik (?:wil|zou graag|heb .{0,20} nodig)|kunnen jullie|kunt u|kun je|graag)\b`,
  'iu',
);

/** The last sentence in which the customer says what they want, apart from a person. Null where the headline says it. */
export function wantIn(texts: readonly string[], headline: string): string | null {
  const sentences = texts
    .flatMap((text) => withoutGreeting(text).split(/(?<=[.!?])\s+|\n+/u))
    .map((sentence) => sentence.trim());
  const wanting = sentences.filter((sentence) => WANTING.test(sentence) && termsOf(sentence, null).length >= 2);
  const want = wanting.findLast((sentence) => readSignals(sentence, { language: null }).asksForPerson === 'no');
  const quote = want === undefined ? '' : cut(oneLine(masked(want)), MAX_QUOTE);
  return quote === '' || headline.includes(quote) ? null : quote;
}

export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** At most `max` characters, the last of them "…" where something was left out. Never parts a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - 1);
  const space = room.search(/\s\S*$/u);
  return `${(space > max / 2 ? room.slice(0, space) : room).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}
