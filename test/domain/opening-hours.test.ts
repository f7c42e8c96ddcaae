import { openingHours } from '../../src/config/opening-hours';
import { afterOpenMs, closesAt, nextOpening, type OpeningHours } from '../../src/domain/conversation/opening-hours';
import { instant } from '../../src/domain/ids';
import { HOUR, MINUTE } from './support';

const at = (iso: string) => instant(Date.parse(iso));
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString().replace('.000', ''));
const hours = (week: string, zone = 'Europe/Berlin', closed = '') => openingHours(week, zone, closed) as OpeningHours;

const OFFICE = hours('Mon-Fri 09:00-18:00; Sat 10:00-14:00');

describe('the next opening', () => {
  it.each([
    ['is now while it is open', '2026-11-27T10:00:00Z', '2026-11-27T10:00:00Z'],
    ['begins with the first minute', '2026-11-27T08:00:00Z', '2026-11-27T08:00:00Z'],
    ['is over with the last', '2026-11-27T17:00:00Z', '2026-11-28T09:00:00Z'],
    ['is today before the doors open', '2026-11-27T05:00:00Z', '2026-11-27T08:00:00Z'],
    ['is Monday after Saturday', '2026-11-28T16:33:00Z', '2026-11-30T08:00:00Z'],
    ['is by the clock of the business: still Friday there', '2026-11-27T16:59:00Z', '2026-11-27T16:59:00Z'],
  ])('%s', (_, now, expected) => {
    expect(iso(nextOpening(OFFICE, at(now)))).toBe(expected);
  });

  it('skips closed days, those of every year and those of one', () => {
    const closed = hours('daily 09:00-18:00', 'Europe/Berlin', '12-25, 12-26, 2026-12-27');
    expect(iso(nextOpening(closed, at('2026-12-24T20:00:00Z')))).toBe('2026-12-28T08:00:00Z');
    expect(iso(nextOpening(closed, at('2027-12-26T20:00:00Z')))).toBe('2027-12-27T08:00:00Z');
  });

  it('holds a night shift that began the day before', () => {
    const night = hours('Fri 22:00-06:00', 'UTC');
    expect(iso(nextOpening(night, at('2026-11-28T03:00:00Z')))).toBe('2026-11-28T03:00:00Z');
    expect(iso(nextOpening(night, at('2026-11-28T06:00:00Z')))).toBe('2026-12-04T22:00:00Z');
  });

  it('is never, where every day is closed', () => {
    const never = hours(
      '25 00:00-01:00'.replace('25', 'Mon'),
      'UTC',
      Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10)).join(
        ',',
      ),
    );
    expect(nextOpening(never, at('2026-11-28T00:00:00Z'))).toBeNull();
    expect(iso(afterOpenMs(never, at('2026-11-28T00:00:00Z'), HOUR))).toBe('2026-11-28T01:00:00Z');
  });
});

describe('when clocks change', () => {
  it.each([
    [
      'summer time begins over night: 09:00 is an hour earlier in UTC',
      'Europe/Berlin',
      'daily 09:00-18:00',
      '2026-03-28T20:00:00Z',
      '2026-03-29T07:00:00Z',
    ],
    [
      'summer time ends over night: 09:00 is an hour later in UTC',
      'Europe/Berlin',
      'daily 09:00-18:00',
      '2026-10-24T20:00:00Z',
      '2026-10-25T08:00:00Z',
    ],
    [
      '02:30 does not exist: as much after the jump',
      'Europe/Berlin',
      'daily 02:30-04:00',
      '2026-03-28T20:00:00Z',
      '2026-03-29T01:30:00Z',
    ],
    [
      '02:30 comes twice: the first',
      'Europe/Berlin',
      'daily 02:30-04:00',
      '2026-10-24T20:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
    ['New York, behind UTC', 'America/New_York', 'daily 09:00-17:00', '2026-03-08T03:00:00Z', '2026-03-08T13:00:00Z'],
    [
      'half an hour, in Lord Howe',
      'Australia/Lord_Howe',
      'daily 09:00-17:00',
      '2026-04-04T10:00:00Z',
      '2026-04-04T22:30:00Z',
    ],
    ['a zone of 45 minutes', 'Asia/Kathmandu', 'daily 09:00-17:00', '2026-11-28T15:00:00Z', '2026-11-29T03:15:00Z'],
    [
      'the other side of the date line',
      'Pacific/Kiritimati',
      'Mon 09:00-17:00',
      '2026-11-28T00:00:00Z',
      '2026-11-29T19:00:00Z',
    ],
  ])('%s', (_, zone, week, now, expected) => {
    expect(iso(nextOpening(hours(week, zone), at(now)))).toBe(expected);
  });

  it.each([
    ['23 hours', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['25 hours', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('a day of %s is open from its midnight to the next', (_, from, to) => {
    const sunday = hours('Sun 00:00-24:00');
    expect(iso(nextOpening(sunday, at(from)))).toBe(from);
    expect(iso(closesAt(sunday, at(from)))).toBe(to);
  });
});

describe('open time', () => {
  it.each([
    ['passes as always in the middle of a day', '2026-11-27T10:00:00Z', 5 * MINUTE, '2026-11-27T10:05:00Z'],
    ['stands still over night', '2026-11-26T16:58:00Z', 5 * MINUTE, '2026-11-27T08:03:00Z'],
    ['begins with the next opening', '2026-11-28T20:00:00Z', 15 * MINUTE, '2026-11-30T08:15:00Z'],
    ['may take more than a day', '2026-11-27T08:00:00Z', 14 * HOUR, '2026-11-30T09:00:00Z'],
  ])('%s', (_, from, ms, expected) => {
    expect(iso(afterOpenMs(OFFICE, at(from), ms))).toBe(expected);
  });

  it('is all time without opening hours, and around the clock', () => {
    expect(iso(afterOpenMs(null, at('2026-11-28T20:00:00Z'), HOUR))).toBe('2026-11-28T21:00:00Z');
    const always = hours('daily 00:00-24:00');
    expect(iso(afterOpenMs(always, at('2026-11-28T22:30:00Z'), HOUR))).toBe('2026-11-28T23:30:00Z');
    expect(closesAt(always, at('2026-11-28T22:30:00Z'))).toBeNull();
  });

  it('ends with the span, and with a pause', () => {
    const pause = hours('Mon 09:00-12:00, 13:00-18:00', 'UTC');
    expect(iso(closesAt(pause, at('2026-11-30T11:00:00Z')))).toBe('2026-11-30T12:00:00Z');
    expect(closesAt(pause, at('2026-11-30T12:30:00Z'))).toBeNull();
  });
});
