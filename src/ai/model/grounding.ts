import { fold } from '../signals/text';
import { NUMBER_WORDS, namedDays, UNIT } from './calendar-words';

/** Figures, dates, times, ids and e-mail addresses of a text, each in one form however it is written. */
export interface Claims {
  readonly numbers: ReadonlySet<string>;
  /** Numbers that are money or shares: the 12 of "12 March" covers no £12 and no 12 %. */
  readonly amounts: ReadonlySet<string>;
  readonly days: ReadonlySet<string>;
  readonly emails: ReadonlySet<string>;
}

const EMAIL = /[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const WITH_DIGIT = /(?:[\p{L}\p{N}]{1,5}[-_])*[\p{L}\p{N}]*\d(?:[\p{L}\p{N}.,:/'’_-]*[\p{L}\p{N}])?/gu;
const LIST_MARK = /^\s*\d{1,2}[.)]\s/gmu;
const URL = /(?:https?:\/\/|www\.)\S+/giu;

/** What a text states. Numbers of list items and those inside of links (which are checked as links) do not count. */
export function claimsIn(text: string): Claims {
  const bare = text.replace(LIST_MARK, ' ').replace(URL, ' ');
  const emails = new Set([...bare.matchAll(EMAIL)].map(([email]) => email.toLowerCase()));
  const rest = fold(bare.replace(EMAIL, ' '));
  return {
    numbers: new Set([...numbersIn(rest), ...spelledNumbers(rest, true)]),
    amounts: amountsIn(rest),
    days: namedDays(rest, true),
    emails,
  };
}

/** What a source lets an answer state: the same, read generously. */
function supportIn(text: string): Claims {
  const rest = fold(text);
  return {
    numbers: new Set(
      [...numbersIn(rest), ...(rest.match(/\d+/g) ?? []), ...spelledNumbers(rest, false)].flatMap(forms),
    ),
    amounts: amountsIn(rest),
    days: namedDays(rest, false),
    emails: new Set([...text.matchAll(EMAIL)].map(([email]) => email.toLowerCase())),
  };
}

/** What an answer states and no source holds. Empty: everything is covered. */
export function unsupported(answer: string, sources: readonly string[]): readonly string[] {
  const claims = claimsIn(answer);
  const held = sources.map(supportIn);
  const missing = (kind: keyof Claims): string[] =>
    [...claims[kind]].filter((claim) => !held.some((support) => support[kind].has(claim)));
  return [...missing('numbers'), ...missing('amounts'), ...missing('days'), ...missing('emails')];
}

const MONEY = '[€£$¥₹]|eur|gbp|usd|chf|euros?|pounds?|dollars?|pfund|libras?|livres?|sterline|pond|francs?|franken';
const FIGURE = "\\d[\\d.,'’]*";
const AMOUNT = new RegExp(`(?:${MONEY})\\s?(${FIGURE})|(${FIGURE})\\s?(?:(?:${MONEY})(?![\\p{L}\\p{N}])|(%))`, 'gu');

function amountsIn(folded: string): ReadonlySet<string> {
  const found = [...folded.matchAll(AMOUNT)];
  return new Set(
    found.map(([, after, before, percent]) => {
      const number = canonical((after ?? before ?? '').replace(/[.,'’]+$/u, ''));
      return percent === undefined ? `money ${number}` : `${number} %`;
    }),
  );
}

function* numbersIn(folded: string): Generator<string> {
  for (const [token] of folded.matchAll(WITH_DIGIT)) {
    // 2-3 days, 12/03/2026: each number by itself. AB-1043 and 14:00 are one.
    const parts = /^[\d.,:']+(?:[-/][\d.,:']+)+$/u.test(token) ? token.split(/[-/]/) : [token];
    // A 3-day delivery.
    for (const part of parts) if (/\d/.test(part)) yield canonical(part.replace(/^(\d[\d.,]*)-\p{L}+$/u, '$1'));
  }
}

/** 1,000 and 1.000 and 1000; 3,95 and 3.95; 09:00 and 9:00; 30kg and 30; 2nd and 2. */
function canonical(token: string): string {
  const number = /^(\d[\d.,:'’]*?)[\p{L}]{0,12}$/u.exec(token)?.[1] ?? token;
  if (/^\d{1,3}(?:[.,'’]\d{3})+$/u.test(number)) return number.replace(/\D/g, '');
  if (/^\d+[.,]\d{1,2}$/.test(number)) return number.replace(',', '.').replace(/\.0+$|(?<=\.\d)0$/, '');
  if (/^\d{1,2}:\d{2}$/.test(number)) return number.replace(/^0(?=\d:)/, '');
  return /^\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : number.replace(/[.,:'’-]+$/u, '');
}

/** 14:00 also covers "14 Uhr". */
const forms = (number: string): string[] =>
  number.endsWith(':00') ? [number, number.slice(0, -3)] : [canonical(number)];

/** "five days" is a figure as much as "5 days". In an answer only before a unit: "two of our tents" is not. */
function spelledNumbers(folded: string, beforeUnit: boolean): string[] {
  const words = folded.match(/[\p{L}]+/gu) ?? [];
  return words.flatMap((word, at) => {
    const number = NUMBER_WORDS.get(word);
    if (number === undefined) return [];
    const counts = !beforeUnit || words.slice(at + 1, at + 4).some((next) => UNIT.test(next));
    return counts ? [number] : [];
  });
}
