import { cardOf } from '../../src/domain/conversation/card';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { ConversationState } from '../../src/domain/conversation/state';
import { textPart } from '../../src/domain/message';
import {
  ANA,
  acts,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  human,
  messageId,
  POLICY,
  queued,
  resolved,
  snoozed,
  writes,
} from './support';

const CARD = 'My card is 4111 1111 1111 1111';
const reveal = { name: 'reveal_numbers' } as const;
const offered = (state: ConversationState): boolean =>
  cardOf(state, POLICY.channel)?.actions.includes('reveal_numbers') ?? false;
const told = ({ effects }: Decision): readonly string[] =>
  effects.flatMap((effect) => (effect.type === 'tell_agent' ? [effect.notice.text] : []));
const looks = (state: ConversationState, agent = ANA, policy = POLICY): Decision =>
  decide(state, event(acts(agent, reveal)), policy);
const reveals = ({ effects }: Decision) => effects.filter(({ type }) => type === 'reveal_numbers');

describe('a look at masked numbers', () => {
  it('is offered to a holder once there is something to see, in whatever mode it was written', () => {
    expect(offered(human())).toBe(false);
    expect(offered(decide(human(), event(writes(CARD)), POLICY).state)).toBe(true);
    const asked = decide(bot({ hidesNumbers: true }), event(writes('A person', { asksForPerson: 'explicit' })), POLICY);
    expect(offered(asked.state)).toBe(false);
    expect(offered(decide(queued({ hidesNumbers: true }), event(acts(ANA, { name: 'claim' })), POLICY).state)).toBe(
      true,
    );
    const edited = { type: 'customer.message_edited', messageId: messageId('m0'), parts: [textPart(CARD)] } as const;
    expect(offered(decide(human(), event(edited), POLICY).state)).toBe(true);
  });

  it('is for the holder alone', () => {
    expect(reveals(looks(human()))).toEqual([
      { type: 'reveal_numbers', handoffId: HANDOFF_ID, agent: { id: ANA.id, name: ANA.name } },
    ]);
    expect(reveals(looks(snoozed()))).toHaveLength(1);
    for (const [state, words] of [
      [queued(), 'Take the conversation first'],
      [resolved(), 'Take the conversation first'],
    ] as const) {
      expect(reveals(looks(state))).toEqual([]);
      expect(told(looks(state))).toEqual([expect.stringContaining(words)]);
    }
    expect(reveals(looks(human(), BOB))).toEqual([]);
    expect(told(looks(human(), BOB))).toEqual(['Ana has this conversation: only they can reveal what is masked.']);
  });

  it.each(['guest', 'external', 'bot', 'unknown'] as const)('is never for a %s, holder or not', (standing) => {
    expect(reveals(looks(human(), { ...ANA, standing }))).toEqual([]);
  });

  it('is said in the thread once it was had', () => {
    const seen = decide(human(), event({ type: 'agent.revealed', handoffId: HANDOFF_ID, agent: ANA }), POLICY);
    expect(seen.effects).toEqual([
      expect.objectContaining({
        type: 'post_notice',
        notice: expect.objectContaining({ text: 'Ana looked at the masked numbers of this customer.' }),
      }),
    ]);
  });

  it('can be forbidden', () => {
    const off = { ...POLICY, revealNumbers: false };
    expect(offered(decide(human(), event(writes(CARD)), off).state)).toBe(false);
    expect(reveals(looks(human({ hidesNumbers: true }), ANA, off))).toEqual([]);
    expect(told(looks(human(), ANA, off))[0]).toContain('REVEAL_NUMBERS');
  });
});
