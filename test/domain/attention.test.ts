import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { ConversationState } from '../../src/domain/conversation/state';
import {
  ANA,
  acts,
  BOB,
  event,
  handoff,
  human,
  MINUTE,
  POLICY,
  posts,
  queued,
  resolved,
  snoozed,
  T0,
  writes,
} from './support';

const ALONE = { ...POLICY, showInChannel: false };
const run = (state: ConversationState, fact: Fact, minute: number, policy = POLICY): Decision =>
  decide(state, event(fact, T0 + minute * MINUTE), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);

/** After each fact, by its minute: whom a post mentions and whether the channel is shown it; null: no post does either. */
function calls(start: ConversationState, facts: readonly (readonly [minute: number, fact: Fact])[], policy = POLICY) {
  let state = start;
  return facts.map(([minute, fact]) => {
    const decision = run(state, fact, minute, policy);
    state = decision.state;
    const reached = [...of(decision, 'post_message'), ...of(decision, 'post_notice').map(({ notice }) => notice)];
    const mention = reached.map((one) => one.mention ?? null).find((id) => id !== null) ?? null;
    const toChannel = reached.some((one) => one.toChannel);
    return mention === null && !toChannel ? null : [mention, toChannel ? 'channel' : 'thread'];
  });
}

const says = (minute: number, id = `m${minute}`): readonly [number, Fact] => [minute, writes('Hello?', {}, id)];
const waiting = queued({ handoff: handoff({ requestedAt: T0 }) });

describe('whoever has a conversation hears of an answer', () => {
  test('who took it by a button follows nothing yet: they are mentioned once', () => {
    expect(calls(waiting, [[1, acts(ANA, { name: 'claim' })], says(2), says(3), says(9)])).toEqual([
      null,
      [ANA.id, 'thread'],
      null,
      null,
    ]);
  });

  test('who is at it is left alone, and is called again after a pause, once for each of their replies', () => {
    const facts = [
      [1, posts(ANA, 'plain', 'a1')],
      says(3),
      says(5),
      says(9),
      says(10),
      [11, posts(ANA, 'plain', 'a2')],
      says(12),
      says(30),
    ] as const;
    expect(calls(waiting, facts)).toEqual([null, null, null, [ANA.id, 'thread'], null, null, null, [ANA.id, 'thread']]);
  });

  test('a reply of somebody else does not count as theirs', () => {
    const facts = [[1, posts(BOB, 'plain', 'b1')], [2, acts(ANA, { name: 'take_over' })], says(3)] as const;
    expect(calls(waiting, facts).at(-1)).toEqual([ANA.id, 'thread']);
  });

  test('who is given it, or comes back from a snooze, is mentioned by that line and not twice', () => {
    const assign = acts(ANA, { name: 'assign', to: { id: BOB.id, name: BOB.name } });
    expect(calls(waiting, [[1, assign], says(2)])).toEqual([[BOB.id, 'thread'], null]);
    const woken = run(snoozed(), writes(), 10);
    expect(of(woken, 'post_notice')[0]?.notice.mention).toBe(ANA.id);
    expect(of(woken, 'post_message')[0]).not.toHaveProperty('mention');
  });
});

describe('who waits for anybody is shown in the channel', () => {
  test('not beside the card, and at most every 15 minutes', () => {
    expect(calls(waiting, [says(1), says(14), says(16), says(20), says(31)])).toEqual([
      null,
      null,
      [null, 'channel'],
      null,
      [null, 'channel'],
    ]);
  });

  test('when nobody took it in time, when its holder is silent, and when they come back after it was resolved', () => {
    const overdue: Fact = {
      type: 'timer.fired',
      timer: { name: 'claim_overdue', handoffId: waiting.handoff.id, since: T0 },
    };
    expect(calls(waiting, [[5, overdue], says(6)])).toEqual([[null, 'channel'], null]);
    const silent = human({ waitingSince: T0, remindedAt: T0, handoff: handoff({ calledAt: T0 }) });
    const released: Fact = {
      type: 'timer.fired',
      timer: { name: 'release_overdue', handoffId: silent.handoff.id, remindedAt: T0 },
    };
    expect(calls(silent, [says(16), [17, released], says(18)])).toEqual([[null, 'channel'], [null, 'channel'], null]);
    expect(calls(resolved({ handoff: handoff({ lastHolder: ANA }) }), [says(10)])).toEqual([[ANA.id, 'channel']]);
  });

  test('never where that is switched off: there only people are called', () => {
    expect(calls(waiting, [says(16)], ALONE)).toEqual([null]);
    expect(calls(resolved({ handoff: handoff({ lastHolder: ANA }) }), [says(10)], ALONE)).toEqual([[ANA.id, 'thread']]);
  });

  test('before the thread is there nothing is called: its card will be', () => {
    expect(calls(queued({ handoff: handoff({ thread: null }) }), [says(16)])).toEqual([null]);
  });
});
