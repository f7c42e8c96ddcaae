import { decide } from '../../src/domain/conversation/decide';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import type { Reactions } from '../../src/domain/message';
import { ANA, BOB, bot, event, human, messageId, POLICY, queued, resolved, snoozed, T0 } from './support';

const run = (state: ConversationState, fact: Fact, policy: Policy = POLICY) => decide(state, event(fact), policy);
const customer = (emojis: readonly string[], before: Reactions | null = null): Fact => ({
  type: 'customer.reacted',
  messageId: messageId('a1'),
  emojis,
  before,
});
const agent = (who = ANA, on = true, emoji = '👍', before: Reactions | null = null): Fact => ({
  type: 'agent.reacted',
  agent: who,
  messageId: messageId('m0'),
  emoji,
  on,
  before,
});
const TO_CUSTOMER = (emoji: string | null) => [{ type: 'react_to_customer', messageId: 'm0', emoji }];

describe("a customer's reaction", () => {
  it.each([bot(), queued(), human({ waitingSince: T0 }), snoozed(), resolved()])(
    'changes nothing but what the thread shows (%#)',
    (state) => {
      const decision = run(state, customer(['❤']));
      expect(decision.state).toEqual(state);
      expect(decision.effects.map(({ type }) => type)).toEqual(state.handoff === null ? [] : ['show_reaction']);
      expect(decision.transcript).toMatchObject([{ type: 'patch', reactions: { customer: ['❤'] } }]);
    },
  );

  it('is shown as what changed, and a repeat is nothing', () => {
    const before: Reactions = { customer: ['👍'], team: [] };
    expect(run(human(), customer(['❤'], before)).effects).toMatchObject([
      { emoji: '👍', on: false },
      { emoji: '❤', on: true },
    ]);
    expect(run(human(), customer(['👍'], before))).toMatchObject({ effects: [], transcript: [] });
  });
});

describe("an agent's reaction to a customer's message", () => {
  it('reaches the customer when its agent holds the conversation', () => {
    expect(run(human(), agent()).effects).toEqual(TO_CUSTOMER('👍'));
    expect(run(snoozed(), agent()).effects).toEqual(TO_CUSTOMER('👍'));
  });

  const everyone: Policy = { ...POLICY, speaking: 'everyone' };
  const silent: readonly [string, ConversationState, Fact, Policy][] = [
    ['of a colleague', human(), agent(BOB), POLICY],
    ['of a guest', human(), agent({ ...ANA, standing: 'guest' }), everyone],
    ['before anybody took it', queued(), agent(), POLICY],
    ['while the AI answers', bot(), agent(), everyone],
    ['after it was resolved', resolved(), agent(), everyone],
    ['to whoever is blocked', human({ blockedByUs: { id: 'U1', name: 'X' } }), agent(), POLICY],
    ['to whoever opted out', human({ reachable: 'opted_out' }), agent(), POLICY],
    ['where only clicks send', human(), agent(), { ...POLICY, speaking: 'notes' }],
    ['with an emoji that the channel does not have', human(), agent(ANA, true, '🧿'), POLICY],
    ['on a channel without', human(), agent(), { ...POLICY, channel: { ...POLICY.channel, reactions: [] } }],
  ];
  it.each(silent)('stays among colleagues %s, without a word', (_name, state, fact, policy) => {
    expect(run(state, fact, policy)).toEqual({ state, effects: [], transcript: [] });
  });

  it('of any member reaches them where everybody may speak', () => {
    expect(run(queued(), agent(BOB), everyone).effects).toEqual(TO_CUSTOMER('👍'));
  });

  it('goes when its agent takes it away, whoever holds the conversation by then, and shows the one before', () => {
    const both: Reactions = {
      customer: [],
      team: [
        { agentId: BOB.id, emoji: '❤' },
        { agentId: ANA.id, emoji: '👍' },
      ],
    };
    expect(run(resolved(), agent(ANA, false, '👍', both)).effects).toEqual(TO_CUSTOMER('❤'));
    const only: Reactions = { customer: [], team: [{ agentId: ANA.id, emoji: '👍' }] };
    expect(run(human(), agent(ANA, false, '👍', only)).effects).toEqual(TO_CUSTOMER(null));
    expect(run(human(), agent(BOB, false, '👍', only)).effects).toEqual([]);
  });
});
