import {
  type CodeUse,
  guessed,
  MAX_SENT_AN_HOUR,
  MAX_WRONG_AN_HOUR,
  sending,
} from '../../src/domain/conversation/code-guard';

const HOUR = 3_600_000;
const wrongs = (count: number, at = 0): CodeUse[] =>
  Array.from({ length: count }, (_, index) => ({ what: 'wrong', key: `g${index}`, at }));
const sent = (count: number, at = 0): CodeUse[] =>
  Array.from({ length: count }, (_, index) => ({ what: 'sent', key: `s${index}`, at }));

describe('codes for one subject, over all conversations', () => {
  it('take four wrong guesses an hour; the fifth locks them', () => {
    expect(guessed(wrongs(MAX_WRONG_AN_HOUR - 2), 'wrong', 'x', 1).code).toBe('wrong');
    expect(guessed(wrongs(MAX_WRONG_AN_HOUR - 1), 'wrong', 'x', 1).code).toBe('locked');
    expect(guessed(wrongs(MAX_WRONG_AN_HOUR - 1), 'right', 'x', 1).code).toBe('right');
  });

  it('once locked, the right one opens nothing and none is sent, for an hour after the last guess', () => {
    const locked = guessed(wrongs(MAX_WRONG_AN_HOUR - 1), 'wrong', 'x', 1_000).uses;
    expect(guessed(locked, 'right', 'y', 2_000).code).toBe('locked');
    expect(sending(locked, 'z', 2_000).allowed).toBe(false);
    expect(guessed(locked, 'right', 'y', HOUR + 1_000).code).toBe('right');
    expect(sending(locked, 'z', HOUR + 1_000).allowed).toBe(true);
  });

  it('guessing on prolongs it, and what is kept stays small', () => {
    let uses: readonly CodeUse[] = [];
    for (let at = 0; at < 500; at += 1) uses = guessed(uses, 'wrong', `g${at}`, at).uses;
    expect(uses.length).toBeLessThanOrEqual(MAX_WRONG_AN_HOUR + MAX_SENT_AN_HOUR);
    expect(guessed(uses, 'right', 'y', HOUR + 490).code).toBe('locked');
  });

  it('are sent five times an hour, and one sending that is tried again is one', () => {
    expect(sending(sent(MAX_SENT_AN_HOUR - 1), 'new', 1)).toMatchObject({
      allowed: true,
      uses: { length: MAX_SENT_AN_HOUR },
    });
    expect(sending(sent(MAX_SENT_AN_HOUR), 'new', 1).allowed).toBe(false);
    expect(sending(sent(MAX_SENT_AN_HOUR), 's0', 1)).toEqual({ allowed: true, uses: sent(MAX_SENT_AN_HOUR) });
    expect(sending(sent(MAX_SENT_AN_HOUR), 'new', HOUR).allowed).toBe(true);
  });
});
