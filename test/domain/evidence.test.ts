import { decide } from '../../src/domain/conversation/decide';
import type { Fact } from '../../src/domain/conversation/events';
import { scoreOf } from '../../src/domain/conversation/evidence';
import type { ConversationState } from '../../src/domain/conversation/state';
import { plainText } from '../../src/domain/message';
import { bot, event, POLICY, replies, writes } from './support';

const QUESTION = 'Where is my parcel with the two tents?';

function play(...facts: readonly Fact[]): { state: ConversationState; said: string } {
  let state: ConversationState = bot({ lastCustomerMessageId: null, draftingFor: null });
  let said = '';
  for (const fact of facts) {
    const decision = decide(state, event(fact), POLICY);
    state = decision.state;
    said = decision.transcript.map((one) => (one.type === 'append' ? plainText(one.entry.parts) : '')).join('');
  }
  return { state, said };
}

const answered = (n: number, text = QUESTION, signals = {}): readonly Fact[] => [
  writes(text, signals, `m${n}`),
  { ...replies('answer', `m${n}`), messageId: `r${n}` } as Fact,
];

it('adds up: the same question three times in anger brings a person, with every sign on the card', () => {
  const { state } = play(...answered(1), ...answered(2), ...answered(3), writes(QUESTION, { frustration: 0.8 }, 'm4'));
  expect(state.mode).toBe('queued');
  expect(state.handoff).toMatchObject({ reason: 'frustrated' });
  expect(state.handoff?.signs.map(({ what }) => what)).toEqual([
    'repeated_question',
    'repeated_question',
    'repeated_question',
    'frustrated',
  ]);
});

it('offers a person with the answer before that, once', () => {
  const twice = play(...answered(1), ...answered(2), ...answered(3));
  expect(twice.said).toContain('It is on its way.');
  expect(twice.said).toContain('talk to a person');
  expect(
    play(...answered(1), ...answered(2), ...answered(3), ...answered(4, 'Thanks, and do you ship to Peru?')).said,
  ).not.toContain('talk to a person');
});

it('takes a yes to that offer', () => {
  const { state } = play(...answered(1), ...answered(2), ...answered(3), writes('yes please', { affirms: true }, 'm9'));
  expect(state.handoff?.reason).toBe('accepted_offer');
});

it('forgets when things go well', () => {
  const angry = play(...answered(1), ...answered(2, 'That did not help', { rejectsAnswer: true })).state;
  const calm = play(
    ...answered(1),
    ...answered(2, 'That did not help', { rejectsAnswer: true }),
    ...answered(3, 'And which sizes do you have?'),
    ...answered(4, 'Do you deliver on Saturdays?'),
    ...answered(5, 'Great, what about gift cards?'),
  ).state;
  expect(scoreOf(angry.bot)).toBeGreaterThan(0.2);
  expect(scoreOf(calm.bot)).toBe(0);
});

it('needs more than anger', () => {
  expect(play(...answered(1, 'WHERE IS IT???', { frustration: 1 })).state.mode).toBe('bot');
});
