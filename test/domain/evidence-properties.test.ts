import fc from 'fast-check';
import { decide } from '../../src/domain/conversation/decide';
import type { Fact } from '../../src/domain/conversation/events';
import { SIGN_WEIGHTS, scoreOf } from '../../src/domain/conversation/evidence';
import { noticeText } from '../../src/domain/conversation/notices';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { plainText } from '../../src/domain/message';
import { bot, event, POLICY, replies, writes } from './support';

/** One exchange: how the customer sounds, and what the AI finds to say. */
interface Exchange {
  readonly frustration: number;
  readonly rejects: boolean;
  readonly repeats: boolean;
  readonly kind: 'answer' | 'clarify' | 'no_answer' | 'small_talk';
}

const exchange = fc.record<Exchange>({
  frustration: fc.double({ min: 0, max: 1, noNaN: true }),
  rejects: fc.boolean(),
  repeats: fc.boolean(),
  kind: fc.constantFrom('answer', 'clarify', 'no_answer', 'small_talk'),
});
const stories = fc.array(exchange, { maxLength: 12 });

const QUESTION = 'Where is my parcel with the two tents?';
const factsOf = ({ frustration, rejects, repeats, kind }: Exchange, n: number): readonly Fact[] => [
  writes(
    repeats ? QUESTION : `alpha${n} beta${n} gamma${n} delta${n}`,
    { frustration, rejectsAnswer: rejects },
    `m${n}`,
  ),
  { ...replies(kind, `m${n}`), messageId: `r${n}` } as Fact,
];

interface Played {
  readonly state: ConversationState;
  readonly scores: readonly number[];
  readonly offers: number;
}

function play(story: readonly Exchange[], policy: Policy = POLICY): Played {
  let state: ConversationState = bot({ lastCustomerMessageId: null, draftingFor: null });
  const scores: number[] = [];
  let offers = 0;
  for (const [n, one] of story.entries()) {
    for (const fact of factsOf(one, n)) {
      const { state: next, transcript } = decide(state, event(fact), policy);
      state = next;
      offers += transcript.filter(
        (change) =>
          change.type === 'append' &&
          change.entry.author.role !== 'customer' &&
          plainText(change.entry.parts).includes(noticeText(policy.texts, 'offer', null)),
      ).length;
    }
    scores.push(scoreOf(state.bot));
  }
  return { state, scores, offers };
}

const CALM: Exchange = { frustration: 0, rejects: false, repeats: false, kind: 'answer' };

it('weak signs at least halve with every exchange that goes well, and are gone after a few', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 8 }), (story, calm) => {
      const before = play(story);
      fc.pre(before.state.mode === 'bot');
      const after = play([...story, ...Array<Exchange>(calm).fill(CALM)]);
      fc.pre(after.state.mode === 'bot');
      const from = before.scores.at(-1) ?? 0;
      expect(after.scores.at(-1)).toBeLessThanOrEqual(from / 2 ** calm + 1e-9);
      if (calm >= 6) expect(after.scores.at(-1)).toBe(0);
    }),
  );
});

it('a person is offered once in a conversation, whatever adds up', () => {
  fc.assert(
    fc.property(stories, (story) => {
      expect(play(story).offers).toBeLessThanOrEqual(1);
    }),
  );
});

it('nobody is brought in by signs before what is left of them reaches the limit', () => {
  fc.assert(
    fc.property(stories, fc.double({ min: 0.2, max: 3, noNaN: true }), (story, escalateAt) => {
      const { state } = play(story, { ...POLICY, escalateAt });
      if (state.handoff?.reason !== 'frustrated') return;
      const sum = state.handoff.signs.reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeGreaterThanOrEqual(escalateAt);
    }),
  );
});

it('a sign without weight is none', () => {
  const policy: Policy = { ...POLICY, signWeights: { ...SIGN_WEIGHTS, frustrated: 0, repeated_question: 0 } };
  fc.assert(
    fc.property(stories, (story) => {
      const { state } = play(story, policy);
      const seen = [...state.bot.signs, ...(state.handoff?.signs ?? [])].map(({ what }) => what);
      expect(seen).not.toContain('frustrated');
      expect(seen).not.toContain('repeated_question');
    }),
  );
});
