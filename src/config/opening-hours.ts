import type { OpeningHours, OpenSpan, Zone } from '../domain/conversation/opening-hours';
import type { Instant } from '../domain/ids';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const SYNTAX = 'Write it like "Mon-Fri 09:00-18:00; Sat 10:00-14:00".';

/** Thrown with what is wrong and what to write instead. */
class BadHours extends Error {}

type Week = readonly (readonly OpenSpan[])[];

const problemOf =
  (parse: (value: string) => unknown) =>
  (value: string): string | null => {
    try {
      parse(value);
      return null;
    } catch (error) {
      if (error instanceof BadHours) return error.message;
      throw error;
    }
  };

export const weekProblem = problemOf(weekIn);
export const zoneProblem = problemOf(zoneNamed);
export const closedDaysProblem = problemOf(closedDaysIn);

/** Null: somebody is always there. */
export function openingHours(week: string, zone: string, closedDays: string): OpeningHours | null {
  if (week === '') return null;
  return { week: weekIn(week), zone: zoneNamed(zone), closedDays: closedDaysIn(closedDays) };
}

/** `Mon-Fri 09:00-12:00, 13:00-18:00; Sat 10:00-14:00`: a span that ends before it begins ends the next day. */
function weekIn(text: string): Week {
  const week: OpenSpan[][] = DAYS.map(() => []);
  for (const rule of text.split(';').map((one) => one.trim())) {
    if (rule === '') continue;
    const found = /^(\S+)\s+(.+)$/.exec(rule);
    if (found === null) throw new BadHours(`says "${rule}", which has no days or no times. ${SYNTAX}`);
    const spans = (found[2] ?? '').split(',').map(spanIn);
    for (const day of daysIn(found[1] ?? '')) week[day]?.push(...spans);
  }
  if (week.every((spans) => spans.length === 0)) throw new BadHours(`names no time at all. ${SYNTAX}`);
  return week.map((spans) => spans.sort((a, b) => a.from - b.from));
}

function daysIn(text: string): readonly number[] {
  const lower = text.toLowerCase();
  if (lower === 'daily') return DAYS.map((_, day) => day);
  return lower.split(',').flatMap((part) => {
    const [first = '', last = first] = part.split('-');
    const from = dayNamed(first);
    const to = dayNamed(last);
    const count = ((to - from + 7) % 7) + 1;
    return Array.from({ length: count }, (_, index) => (from + index) % 7);
  });
}

function dayNamed(name: string): number {
  const day = DAYS.indexOf(name.slice(0, 3));
  if (day < 0 || !/^[a-z]+$/.test(name)) {
    throw new BadHours(`names "${name}", which is no day. Use Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily. ${SYNTAX}`);
  }
  return day;
}

function spanIn(text: string): OpenSpan {
  const found = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [from, to] = [1, 3].map((at) => Number(found?.[at]) * 60 + Number(found?.[at + 1]));
  if (found === null || from === undefined || to === undefined || from >= 24 * 60 || to > 24 * 60) {
    throw new BadHours(`has "${text.trim()}" where a time such as 09:00-18:00 is expected. ${SYNTAX}`);
  }
  if (from === to)
    throw new BadHours(`has "${text.trim()}", which is no time at all. Write 00:00-24:00 for a whole day.`);
  return { from, to: to < from ? to + 24 * 60 : to };
}

function closedDaysIn(text: string): ReadonlySet<string> {
  const days = text.split(/[\s,;]+/).filter(Boolean);
  for (const day of days) {
    const year = day.length === 5 ? '2024-' : '';
    const date = new Date(`${year}${day}T00:00:00Z`);
    if (
      !/^(\d{4}-)?\d{2}-\d{2}$/.test(day) ||
      Number.isNaN(date.getTime()) ||
      !date.toISOString().startsWith(year + day)
    ) {
      throw new BadHours(`has "${day}", which is no date. Write 2026-12-28, or 12-25 for every year, with commas.`);
    }
  }
  return new Set(days);
}

/** By the time zone data of Node, whose answers are kept for an hour: clocks change on the hour. */

/** By the time zone data that Node brings. */
function zoneNamed(name: string): Zone {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    throw new BadHours(`is "${name}", which is no time zone. Use a name such as Europe/Berlin or America/New_York.`);
  }
  return {
    place: (name.split('/').at(-1) ?? name).replaceAll('_', ' '),
    offsetMs: (at: Instant) => offsetIn(clock.formatToParts(at)),
  };
}

/** `GMT+05:30`; plain `GMT` is none. */
function offsetIn(parts: readonly Intl.DateTimeFormatPart[]): number {
  const shown = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const found = /([+-])(\d{2}):(\d{2})/.exec(shown);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}
