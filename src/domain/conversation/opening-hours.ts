import { type Instant, instant, plusMs } from '../ids';

/** When people answer, by the clock on the wall of the business. */
export interface OpeningHours {
  /** Seven days, Monday first; minutes since midnight. An end beyond 24 hours reaches into the next day. */
  readonly week: readonly (readonly OpenSpan[])[];
  /** Days on which nobody answers: `2026-12-28`, or `12-25` in every year. */
  readonly closedDays: ReadonlySet<string>;
  readonly zone: Zone;
}

export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** A time zone as far as decisions need it. */
export interface Zone {
  /** A name for people: `Berlin`. */
  readonly place: string;
  /** What its clocks show at an instant, less what UTC shows, in milliseconds. */
  readonly offsetMs: (at: Instant) => number;
}

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** Whoever is closed for longer than this has no opening to speak of. */
const SEARCHED_DAYS = 400;

interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** `at` itself while open; null where it does not open again. */
export function nextOpening(hours: OpeningHours, at: Instant): Instant | null {
  for (const { from, to } of openings(hours, at)) {
    if (to > at) return from > at ? from : at;
  }
  return null;
}

/** When the opening that holds `at` ends; null: nobody is there, or it ends in no week to come. */
export function closesAt(hours: OpeningHours, at: Instant): Instant | null {
  let until: Instant | null = null;
  for (const { from, to } of openings(hours, at)) {
    if (to <= at) continue;
    if (from > (until ?? at)) return until;
    if (until === null || to > until) until = to;
    if (until - at > WEEK_MS) return null;
  }
  return until;
}

/** When `ms` of open time have passed; always open, or never again: as long by any clock. */
export function afterOpenMs(hours: OpeningHours | null, at: Instant, ms: number): Instant {
  if (hours === null) return plusMs(at, ms);
  let left = ms;
  for (const { from, to } of openings(hours, at)) {
    const begins = Math.max(from, at);
    if (to <= begins) continue;
    if (to - begins >= left) return instant(begins + left);
    left -= to - begins;
  }
  return plusMs(at, ms);
}

/** In order, beginning with what may have begun the day before. */
function* openings(hours: OpeningHours, at: Instant): Generator<Interval> {
  const today = dayOf(hours.zone, at);
  for (let day = today - 1; day <= today + SEARCHED_DAYS; day += 1) {
    if (isClosedDay(hours, day)) continue;
    for (const { from, to } of hours.week[weekdayOf(day)] ?? []) {
      yield { from: instantOf(hours.zone, day, from), to: instantOf(hours.zone, day, to) };
    }
  }
}

/** Days since the epoch, on the calendar of the zone. */
export const dayOf = (zone: Zone, at: Instant): number => Math.floor((at + zone.offsetMs(at)) / DAY_MS);

/** 0 is Monday; the epoch was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

function isClosedDay({ closedDays }: OpeningHours, day: number): boolean {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return closedDays.has(date) || closedDays.has(date.slice(5));
}

/**
 * When the clocks of the zone show this minute of this day. Where they are put forward over it, as much later; where
 * they show it twice, the first time.
 */
function instantOf(zone: Zone, day: number, minutes: number): Instant {
  const shown = day * DAY_MS + minutes * MINUTE_MS;
  const before = zone.offsetMs(instant(shown - DAY_MS));
  const after = zone.offsetMs(instant(shown + DAY_MS));
  const early = instant(shown - before);
  if (zone.offsetMs(early) === before) return early;
  const late = instant(shown - after);
  return zone.offsetMs(late) === after ? late : early;
}
