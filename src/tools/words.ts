import type { ByLanguage } from './file/schema';

/** The language in which there is a text for this one: itself (`pt` for `pt-BR`), or English. */
export function languageOf(texts: ByLanguage, language: string | null): string {
  const base = (language ?? 'en').slice(0, 2).toLowerCase();
  return Object.hasOwn(texts, base) ? base : 'en';
}

export const inLanguage = (texts: ByLanguage, language: string | null): string =>
  texts[languageOf(texts, language)] ?? '';

/** Characters that turn the direction of what follows or cannot be seen: a proposal shows all of what is agreed to. */
const INVISIBLE = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** One line of visible text. The lines of an address become parts of one. */
export const oneLine = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim())
    .filter((line) => line !== '')
    .join(', ');

/** `2026-12-01` in words, so that nobody takes the day for the month. Null: it begins with no date. */
export function dateInWords(value: string, language: string): string | null {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(value) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const [locale = 'en-GB'] = language === 'en' ? ['en-GB'] : Intl.DateTimeFormat.supportedLocalesOf([language]);
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at);
}
