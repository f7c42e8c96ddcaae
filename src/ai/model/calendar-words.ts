import { fold } from '../signals/text';

/** Languages whose names of days and months are told from each other. */
const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'tr', 'ru', 'pl', 'sv', 'da'];

/** Turkish Sunday is also a market. */
const AMBIGUOUS = new Set(['pazar']);

const MONTHS = new Map<string, string>();
const WEEKDAYS = new Map<string, string>();

for (const language of LANGUAGES) {
  for (let month = 0; month < 12; month += 1) {
    const date = new Date(Date.UTC(2023, month, 1));
    // Beside a day some languages inflect: "марта", not "март".
    for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }] as const) {
      const name = partOf(language, options, date, 'month');
      if (name !== '') MONTHS.set(name, `month ${month + 1}`);
    }
  }
  for (let day = 1; day <= 7; day += 1) {
    // The first of January 2023 was a Sunday.
    const name = partOf(language, { weekday: 'long' }, new Date(Date.UTC(2023, 0, day)), 'weekday');
    if (!AMBIGUOUS.has(name)) WEEKDAYS.set(name, `weekday ${day}`);
  }
}

function partOf(language: string, options: Intl.DateTimeFormatOptions, date: Date, type: string): string {
  const parts = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).formatToParts(date);
  return fold(parts.find((part) => part.type === type)?.value ?? '');
}

/**
 * Months and weekdays named in a folded text, the same in every language. Many names of months are other words too, so
 * where `strict` a month counts only beside a number: "may", "March on".
 */
export function namedDays(folded: string, strict: boolean): ReadonlySet<string> {
  const words = folded.match(/[\p{L}-]+|\d+/gu) ?? [];
  const named = words.flatMap((word, at) => {
    const weekday = WEEKDAYS.get(word) ?? WEEKDAYS.get(word.replace(/s$/, ''));
    if (weekday !== undefined) return [weekday];
    const month = MONTHS.get(word);
    const besideNumber = [words[at - 2], words[at - 1], words[at + 1]].some((near) => /^\d+$/.test(near ?? ''));
    return month !== undefined && (!strict || besideNumber) ? [month] : [];
  });
  return new Set(strict ? named : [...named, ...numericMonths(folded)]);
}

/** 2026-03-12, 12.03.2026 and 3/12/26: either number may be the month. */
function numericMonths(folded: string): string[] {
  return [...folded.matchAll(/\b(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})\b/g)]
    .flatMap(([, first, second]) => [first, second])
    .map(Number)
    .filter((number) => number >= 1 && number <= 12)
    .map((number) => `month ${number}`);
}

/** Folded; "one" is left out, because it is an article in half of these languages. */
const SPELLED: Readonly<Record<string, string>> = {
  2: 'two zwei deux dos dois duas due twee',
  3: 'three drei trois tres tre drie',
  4: 'four vier quatre cuatro quatro quattro',
  5: 'five funf cinq cinco cinque vijf',
  6: 'six sechs seis sei zes',
  7: 'seven sieben sept siete sete sette zeven',
  8: 'eight acht huit ocho oito otto',
  9: 'nine neun neuf nueve nove negen',
  10: 'ten zehn dix diez dez dieci tien',
  12: 'twelve zwolf douze doce doze dodici twaalf',
  14: 'fourteen vierzehn quatorze catorce quattordici veertien',
  15: 'fifteen funfzehn quinze quince quindici vijftien',
  20: 'twenty zwanzig vingt veinte vinte venti twintig',
  24: 'vierundzwanzig veinticuatro ventiquattro vierentwintig',
  30: 'thirty dreissig trente treinta trinta trenta dertig',
  60: 'sixty sechzig soixante sesenta sessenta sessanta zestig',
  90: 'ninety neunzig noventa novanta negentig',
  100: 'hundred hundert cent cien cem cento honderd',
};

export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLED).flatMap(([number, words]) =>
    words.split(' ').map((word): [string, string] => [word, number]),
  ),
);

/** Beginnings of words that are counted. */
export const UNIT =
  /^(?:day|tag|jour|dia|giorn|dagen|hour|stund|heure|hora|ore$|uur|uren|week|woche|semaine|semana|settiman|wek|month|monat|mois|mes(?:es)?$|mesi$|maand|year|jahr|an(?:s|os|ni|nees)?$|jaar|jaren|minut|working|business|werktag|ouvr|pound|euro|dollar|percent|prozent|pour|por|per)/;
