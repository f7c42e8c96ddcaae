import type { Instant } from '../ids';
import { DAY_MS, dayOf, type Zone } from './opening-hours';

interface Words {
  readonly today: string;
  readonly tomorrow: string;
  readonly weekday: (name: string) => string;
  readonly date: (date: string) => string;
  /** Completes the day with `{time}`. */
  readonly at: string;
  /** For the names of days and months. */
  readonly locale: string;
}

const LANGUAGES: Readonly<Record<string, Words>> = {
  en: {
    ...{ today: 'today', tomorrow: 'tomorrow', at: 'at {time}', locale: 'en-GB' },
    ...{ weekday: (name) => `on ${name}`, date: (date) => `on ${date}` },
  },
  es: {
    ...{ today: 'hoy', tomorrow: 'mañana', at: 'a las {time}', locale: 'es' },
    ...{ weekday: (name) => `el ${name}`, date: (date) => `el ${date}` },
  },
  fr: {
    ...{ today: "aujourd'hui", tomorrow: 'demain', at: 'à {time}', locale: 'fr' },
    ...{ weekday: (name) => name, date: (date) => `le ${date}` },
  },
  de: {
    ...{ today: 'heute', tomorrow: 'morgen', at: 'um {time} Uhr', locale: 'de' },
    ...{ weekday: (name) => `am ${name}`, date: (date) => `am ${date}` },
  },
  pt: {
    ...{ today: 'hoje', tomorrow: 'amanhã', at: 'às {time}', locale: 'pt' },
    ...{ weekday: (name) => `${name.endsWith('feira') ? 'na' : 'no'} ${name}`, date: (date) => `em ${date}` },
  },
  it: {
    ...{ today: 'oggi', tomorrow: 'domani', at: 'alle {time}', locale: 'it' },
    ...{ weekday: (name) => name, date: (date) => (/^(?:8|11) /.test(date) ? `l'${date}` : `il ${date}`) },
  },
  nl: {
    ...{ today: 'vandaag', tomorrow: 'morgen', at: 'om {time} uur', locale: 'nl' },
    ...{ weekday: (name) => `op ${name}`, date: (date) => `op ${date}` },
  },
};

/** "tomorrow at 09:00 (Berlin)", on the clock of the business; a language that is missing is English. */
export function backInWords(language: string, zone: Zone, now: Instant, back: Instant): string {
  const words = LANGUAGES[language] ?? (LANGUAGES.en as Words);
  return `${dayInWords(words, zone, now, back)} ${words.at.replace('{time}', clockTime(zone, back))} (${zone.place})`;
}

function dayInWords(words: Words, zone: Zone, now: Instant, back: Instant): string {
  const day = dayOf(zone, back);
  const away = day - dayOf(zone, now);
  if (away === 0) return words.today;
  if (away === 1) return words.tomorrow;
  return away < 7
    ? words.weekday(named(words.locale, day, { weekday: 'long' }))
    : words.date(named(words.locale, day, { day: 'numeric', month: 'long' }));
}

const named = (locale: string, day: number, what: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...what, timeZone: 'UTC' }).format(day * DAY_MS);

/** 09:00 */
export const clockTime = (zone: Zone, at: Instant): string =>
  new Date(at + zone.offsetMs(at)).toISOString().slice(11, 16);
