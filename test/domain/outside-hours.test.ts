import { openingHours } from '../../src/config/opening-hours';
import { cardOf } from '../../src/domain/conversation/card';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { instant } from '../../src/domain/ids';
import { plainText } from '../../src/domain/message';
import { ANA, bot, event, handoff, human, POLICY, queued, replies, resolved, writes } from './support';

const HOURS: Policy = { ...POLICY, hours: openingHours('Mon-Fri 09:00-18:00; Sat 10:00-14:00', 'Europe/Berlin', '') };
const at = (iso: string) => instant(Date.parse(iso));

const SATURDAY_NIGHT = at('2026-11-28T21:00:00Z');
const FRIDAY_NOON = at('2026-11-27T11:00:00Z');
const FRIDAY_CLOSING = at('2026-11-27T16:58:00Z');
const MONDAY_OPENING = at('2026-11-30T08:00:00Z');

const said = ({ transcript }: Decision): readonly string[] =>
  transcript.flatMap((change) =>
    change.type === 'append' && change.entry.author.role === 'system' ? [plainText(change.entry.parts)] : [],
  );
const timers = ({ effects }: Decision): Readonly<Record<string, string>> =>
  Object.fromEntries(
    effects.flatMap((effect: Effect) =>
      effect.type === 'start_timer' ? [[effect.timer.name, new Date(effect.at).toISOString()]] : [],
    ),
  );

const asks = (language: string | null, now: number, policy = HOURS): Decision =>
  decide(
    bot({ language, waitingSince: null }),
    event(writes('A person, please', { asksForPerson: 'explicit' }), now),
    policy,
  );

describe('a handoff while nobody is there', () => {
  it.each([
    ['en', 'they are back on Monday at 09:00 (Berlin)'],
    ['es', 'vuelven el lunes a las 09:00 (Berlin)'],
    ['fr', 'elle revient lundi à 09:00 (Berlin)'],
    ['de', 'am Montag um 09:00 Uhr (Berlin) sind wir zurück'],
    ['pt', 'eles voltam na segunda-feira às 09:00 (Berlin)'],
    ['it', 'tornano lunedì alle 09:00 (Berlin)'],
    ['nl', 'ze zijn op maandag om 09:00 uur (Berlin) terug'],
    ['sv', 'they are back on Monday at 09:00 (Berlin)'],
  ])('says in %s when they are back, once', (language, words) => {
    expect(said(asks(language, SATURDAY_NIGHT))).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['2026-11-26T20:00:00Z', 'tomorrow at 09:00'],
    ['2026-11-27T05:00:00Z', 'today at 09:00'],
    ['2026-11-28T21:00:00Z', 'on Monday at 09:00'],
  ])('names the day as people do (%s)', (now, words) => {
    expect(said(asks('en', at(now)))[0]).toContain(words);
  });

  it('names the date of a day that is further away', () => {
    const closed = {
      ...HOURS,
      hours: openingHours(
        'Mon-Fri 09:00-18:00',
        'Europe/Berlin',
        '2026-12-28, 2026-12-29, 2026-12-30, 2026-12-31, 01-01',
      ),
    };
    expect(said(asks('de', at('2026-12-25T20:00:00Z'), closed))[0]).toContain('am 4. Januar um 09:00 Uhr');
  });

  it('nags nobody before the doors open', () => {
    expect(timers(asks('en', SATURDAY_NIGHT))).toMatchObject({ claim_overdue: '2026-11-30T08:05:00.000Z' });
  });

  it('is on the card until somebody answers', () => {
    const { state } = asks('en', SATURDAY_NIGHT);
    expect(cardOf(state, POLICY.channel)?.toldBackAt).toBe(MONDAY_OPENING);
    const answered = { ...state, waitingSince: null } as ConversationState;
    expect(cardOf(answered, POLICY.channel)?.toldBackAt).toBeNull();
    const later = { ...state, waitingSince: at('2026-11-30T09:00:00Z') } as ConversationState;
    expect(cardOf(later, POLICY.channel)?.toldBackAt).toBeNull();
  });

  it('says what is true shortly before closing', () => {
    expect(said(asks('en', FRIDAY_CLOSING))[0]).toContain(
      'We are here until 18:00; if nobody gets to it before, you hear from us tomorrow at 10:00 (Berlin)',
    );
    expect(timers(asks('en', FRIDAY_CLOSING))).toMatchObject({ claim_overdue: '2026-11-28T09:03:00.000Z' });
  });

  it('says nothing of hours while people are there, or where none are set', () => {
    for (const decision of [asks('en', FRIDAY_NOON), asks('en', SATURDAY_NIGHT, POLICY)]) {
      expect(said(decision)).toEqual([POLICY.texts.en.handoff]);
    }
  });

  it('is offered with the hour', () => {
    const offered = decide(bot(), event(writes('agent', { asksForPerson: 'weak' }), SATURDAY_NIGHT), HOURS);
    expect(said(offered)[0]).toContain('They are back on Monday at 09:00 (Berlin). Answer "yes"');
    const tired = bot({ bot: { ...bot().bot, signs: [{ what: 'frustrated', weight: 0.7 }] } });
    const [change] = decide(tired, event(replies(), SATURDAY_NIGHT), HOURS).transcript;
    expect(change?.type === 'append' && plainText(change.entry.parts)).toContain('They are back on Monday');
  });
});

describe('a customer who writes while nobody is there', () => {
  const night = (state: ConversationState, minutes = 0, signals = {}) =>
    decide(state, event(writes('And another thing', signals), SATURDAY_NIGHT + minutes * 60_000), HOURS);

  it.each([
    ['while Ana has it', human()],
    ['while it waits', queued()],
    ['after it was resolved', resolved({ resolvedAt: instant(SATURDAY_NIGHT - 3_600_000) })],
  ] as [string, ConversationState][])('is told once when somebody is, %s', (_, state) => {
    const first = night(state);
    expect(said(first)).toEqual([expect.stringContaining('they are back on Monday at 09:00')]);
    expect(said(night(first.state, 10))).toEqual([]);
  });

  it('is not told what the handoff told them', () => {
    expect(said(night(asks('en', SATURDAY_NIGHT).state, 1))).toEqual([]);
  });

  it('is told again at the next closing', () => {
    const { state } = night(human());
    const nextNight = decide(state, event(writes('Hello?'), at('2026-11-30T22:00:00Z')), HOURS);
    expect(said(nextNight)).toEqual([expect.stringContaining('tomorrow at 09:00')]);
  });

  it('hears nothing for a thank-you', () => {
    expect(said(night(human(), 0, { justThanks: true }))).toEqual([]);
  });

  it('does not make the holder late before the doors open', () => {
    expect(timers(night(human()))).toMatchObject({ reply_overdue: '2026-11-30T08:15:00.000Z' });
    const reminded = decide(
      human({ waitingSince: FRIDAY_CLOSING }),
      event(
        {
          type: 'timer.fired',
          timer: { name: 'reply_overdue', handoffId: handoff().id, waitingSince: FRIDAY_CLOSING },
        },
        FRIDAY_CLOSING + 60_000,
      ),
      HOURS,
    );
    expect(timers(reminded)).toMatchObject({ release_overdue: '2026-11-28T09:14:00.000Z' });
  });

  it('whose holder leaves at night is not promised a search', () => {
    const gone = decide(
      human({ waitingSince: FRIDAY_NOON }),
      event({ type: 'agent.became_unavailable', agentId: ANA.id }, SATURDAY_NIGHT),
      HOURS,
    );
    expect(said(gone)).toEqual([expect.stringContaining('Our team is back on Monday at 09:00')]);
  });
});
