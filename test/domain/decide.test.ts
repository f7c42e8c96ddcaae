import { cardOf } from '../../src/domain/conversation/card';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import { type ConversationState, FRESH_BOT } from '../../src/domain/conversation/state';
import { instant, plusMs } from '../../src/domain/ids';
import { plainText } from '../../src/domain/message';
import {
  ANA,
  acts,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  HOUR,
  human,
  known,
  MINUTE,
  messageId,
  POLICY,
  posts,
  queued,
  replies,
  resolved,
  snoozed,
  T0,
  writes,
} from './support';

const run = (state: ConversationState, fact: Fact, policy: Policy = POLICY, at = T0 + MINUTE): Decision =>
  decide(state, event(fact, at), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const said = (decision: Decision): string =>
  decision.transcript.map((change) => (change.type === 'append' ? plainText(change.entry.parts) : '')).join('\n');

describe('the AI steps back', () => {
  const rows: readonly [string, ConversationState, Fact, string][] = [
    ['on an explicit request', bot(), writes('A person please', { asksForPerson: 'explicit' }), 'asked_for_person'],
    ['on high stakes', bot(), writes('I will sue', { highStakes: 'legal' }), 'high_stakes'],
    [
      'on a yes to its offer',
      bot({ bot: { ...FRESH_BOT, offeredPerson: true, offerOpen: true } }),
      writes('yes', { affirms: true }),
      'accepted_offer',
    ],
    [
      'on a second bare "agent"',
      bot({ bot: { ...FRESH_BOT, offeredPerson: true } }),
      writes('agent', { asksForPerson: 'weak' }),
      'asked_for_person',
    ],
    [
      'on the third question in a row',
      bot({ bot: { ...FRESH_BOT, clarifications: 2 } }),
      replies('clarify'),
      'clarified_too_often',
    ],
    [
      'on the third failed answer',
      bot({ bot: { ...FRESH_BOT, failures: 2 } }),
      replies('no_answer'),
      'could_not_answer',
    ],
    [
      'on the third "that did not help"',
      bot({ bot: { ...FRESH_BOT, turns: 3, failures: 2 } }),
      writes('still not working', { rejectsAnswer: true }),
      'could_not_answer',
    ],
    ['after too many turns', bot({ bot: { ...FRESH_BOT, turns: 30 } }), writes(), 'turn_limit'],
    ['when it fails', bot(), { type: 'responder.failed', draftFor: messageId('m0') }, 'responder_failed'],
  ];

  it.each(rows)('%s', (_name, state, fact, reason) => {
    const decision = run(state, fact);
    expect(decision.state.mode).toBe('queued');
    expect(decision.state.handoff?.reason).toBe(reason);
    expect(of(decision, 'send_to_customer')).toHaveLength(1);
    expect(of(decision, 'open_handoff')).toHaveLength(1);
    expect(of(decision, 'start_timer').map(({ timer }) => timer.name)).toEqual(['open_overdue', 'claim_overdue']);
  });

  it('offers a person once, on weak evidence', () => {
    const decision = run(bot(), writes('agent', { asksForPerson: 'weak' }));
    expect(decision.state.mode).toBe('bot');
    expect(decision.state.bot).toMatchObject({ offeredPerson: true, offerOpen: true });
    expect(said(decision)).toContain('talk to a person');
  });

  it('does not take a yes for an answer to an offer that was followed by something else', () => {
    const offered = run(bot(), writes('agent', { asksForPerson: 'weak' })).state;
    const asked = run(offered, writes('Do you ship to Peru?', {}, 'm2')).state;
    expect(run(asked, writes('yes', { affirms: true }, 'm3')).state.mode).toBe('bot');
  });

  it('leaves a bare "help" to the carrier where it belongs to one', () => {
    const sms = { ...POLICY, channel: { ...POLICY.channel, helpBelongsToCarrier: true } };
    expect(said(run(bot(), writes('help', { bareHelp: true })))).toContain('"person"');
    expect(of(run(bot(), writes('help', { bareHelp: true }), sms), 'generate_reply')).toHaveLength(1);
  });
});

describe('the AI answers', () => {
  it('waits for the end of a burst and drafts for its newest message only', () => {
    const patient = { ...POLICY, channel: { ...POLICY.channel, burstMs: 1500 } };
    const first = run(bot(), writes('Hi', {}, 'm1'), patient);
    expect(of(first, 'generate_reply')[0]?.at).toBe(T0 + MINUTE + 1500);
    const heldUp = { ...writes('Hi', {}, 'm1'), receivedAt: T0 + HOUR } as Fact;
    expect(of(run(bot(), heldUp, patient), 'generate_reply')[0]?.at).toBe(T0 + HOUR + 1500);
    const second = run(first.state, writes('Where is it?', {}, 'm2'), patient);
    expect(of(run(second.state, replies('answer', 'm1')), 'send_to_customer')).toHaveLength(0);
    expect(of(run(second.state, replies('answer', 'm2')), 'send_to_customer')).toHaveLength(1);
  });

  it('answers an album once: after its last picture, at whatever pace bursts are answered, and not again for a late one', () => {
    const picture = (id: string, words = '', album = 'g1'): Fact =>
      ({ ...writes(words, {}, id), album: { id: album, hasWords: words !== '' } }) as Fact;
    const first = run(bot(), picture('m1', 'It is torn'));
    expect(of(first, 'generate_reply')[0]?.at).toBe(T0 + MINUTE + 1000);
    const second = run(first.state, picture('m2'));
    expect(of(second, 'generate_reply')).toMatchObject([{ draftFor: 'm2', at: T0 + MINUTE + 1000 }]);
    expect(of(run(second.state, replies('answer', 'm1')), 'send_to_customer')).toHaveLength(0);
    const answered = run(second.state, replies('answer', 'm2'));
    expect(of(answered, 'send_to_customer')).toHaveLength(1);

    const late = run(answered.state, picture('m3'));
    expect(late.transcript).toMatchObject([{ type: 'append', entry: { id: 'm3' } }]);
    expect(late.state.waitingSince).toBeNull();
    expect(late.effects).toEqual([]);
    expect(of(run(late.state, picture('m4', 'and this?')), 'generate_reply')).toHaveLength(1);
    expect(of(run(late.state, picture('m5', '', 'g2')), 'generate_reply')).toHaveLength(1);
    expect(of(run(run(late.state, writes('Hello?', {}, 'm6')).state, picture('m7')), 'generate_reply')).toHaveLength(1);
  });

  it('says that it is an AI first, after a day of silence and after hand-back, and moves formatting along', () => {
    const open = { ...POLICY, discloseAi: true };
    const bold: Fact = {
      ...replies(),
      parts: [{ type: 'text', text: 'Hi', entities: [{ type: 'bold', offset: 0, length: 2 }] }],
    } as Fact;
    const first = run(bot(), bold, open);
    expect(said(first)).toMatch(/AI assistant[\s\S]*Hi/);
    const [change] = first.transcript;
    const part = change?.type === 'append' ? change.entry.parts[0] : undefined;
    const entity = part?.type === 'text' ? part.entities?.[0] : undefined;
    expect(part?.type === 'text' && entity ? part.text.slice(entity.offset, entity.offset + entity.length) : '').toBe(
      'Hi',
    );

    const next = run(first.state, writes('And?', {}, 'm2'), open).state;
    expect(said(run(next, replies('answer', 'm2'), open))).not.toContain('AI assistant');
    const later = run(first.state, writes('Hello again', {}, 'm3'), open, T0 + 30 * HOUR).state;
    expect(said(run(later, replies('answer', 'm3'), open))).toContain('AI assistant');
  });

  it('answers the customer who waits as soon as it is handed back, and greets the one who does not', () => {
    expect(of(run(human({ waitingSince: T0 }), acts(ANA, { name: 'return_to_bot' })), 'generate_reply')).toHaveLength(
      1,
    );
    const idle = run(human(), acts(ANA, { name: 'return_to_bot' }));
    expect(of(idle, 'generate_reply')).toHaveLength(0);
    expect(said(idle)).toContain('back to help');
  });
});

describe('what agents write', () => {
  it('is sent by the first who replies, who then holds it', () => {
    const decision = run(queued(), posts(BOB));
    expect(decision.state).toMatchObject({ mode: 'human', holder: { id: BOB.id }, waitingSince: null });
    expect(of(decision, 'send_to_customer')).toHaveLength(1);
  });

  it('stays inside when a colleague of the holder writes, with the choice to send it', () => {
    const decision = run(human(), posts(BOB));
    expect(of(decision, 'send_to_customer')).toHaveLength(0);
    expect(of(decision, 'tell_agent')[0]).toMatchObject({ agentId: BOB.id });
    expect(of(decision, 'tell_agent')[0]?.notice.actions.map(({ label }) => label)).toEqual([
      'Send to customer',
      'Keep internal',
      'Take over',
    ]);
  });

  it.each([
    ['everyone', true],
    ['notes', false],
  ] as const)('follows the speaking mode "%s"', (speaking, isSent) => {
    const decision = run(human(), posts(BOB), { ...POLICY, speaking });
    expect(of(decision, 'send_to_customer')).toHaveLength(isSent ? 1 : 0);
  });

  it.each([
    ['the AI is answering', () => bot({ handoff: queued().handoff })],
    ['it is resolved', () => resolved()],
  ])('is not sent while %s, and can be with taking over', (_name, state) => {
    const decision = run(state(), posts(ANA));
    expect(of(decision, 'send_to_customer')).toHaveLength(0);
    const [choice] = of(decision, 'tell_agent')[0]?.notice.actions ?? [];
    expect(choice).toMatchObject({ label: 'Send and take over' });
    const sent = run(decision.state, acts(ANA, choice?.action ?? { name: 'claim' }, known({ id: messageId('a1') })));
    expect(sent.state).toMatchObject({ mode: 'human', holder: { id: ANA.id } });
    expect(of(sent, 'send_to_customer')).toHaveLength(1);
  });

  it('is never sent to someone who opted out', () => {
    const decision = run(human({ reachable: 'opted_out' }), posts(ANA));
    expect(of(decision, 'send_to_customer')).toHaveLength(0);
    expect(of(decision, 'tell_agent')[0]?.notice.text).toContain('opted out');
  });

  it.each(['guest', 'external', 'bot', 'unknown'] as const)('is never sent for a %s', (standing) => {
    for (const state of [queued(), human(), resolved(), snoozed()]) {
      const decision = run(state, posts({ ...ANA, standing }));
      expect(of(decision, 'send_to_customer')).toHaveLength(0);
      expect(decision.state.mode).toBe(state.mode);
    }
  });

  it('is corrected where the channel can, and offered as a correction where it cannot', () => {
    const edit: Fact = {
      type: 'agent.message_edited',
      agent: ANA,
      messageId: messageId('a0'),
      parts: [],
      wasPublic: true,
      unsent: false,
    };
    expect(of(run(human(), edit), 'edit_sent')).toHaveLength(1);
    const fixed = { ...POLICY, channel: { ...POLICY.channel, edits: false } };
    expect(of(run(human(), edit, fixed), 'tell_agent')[0]?.notice.actions[0]?.label).toBe('Send correction');
    expect(run(human(), { ...edit, wasPublic: false } as Fact, fixed).effects).toEqual([]);
  });
});

describe('holding', () => {
  it('goes to the first of two who claim; the second learns who has it', () => {
    const first = run(queued(), acts(ANA, { name: 'claim' })).state;
    const second = run(first, acts(BOB, { name: 'claim' }));
    expect(second.state).toMatchObject({ holder: { id: ANA.id } });
    expect(of(second, 'tell_agent')[0]?.notice.text).toContain('Ana already has');
  });

  it('ends for a holder who stays silent: reminded, then released, and the customer is told', () => {
    const claimed = run(queued(), acts(ANA, { name: 'claim' }));
    const reply = of(claimed, 'start_timer')[0];
    expect(reply?.timer.name).toBe('reply_overdue');
    const reminded = run(
      claimed.state,
      { type: 'timer.fired', timer: reply?.timer ?? never() },
      POLICY,
      T0 + 16 * MINUTE,
    );
    expect(of(reminded, 'post_notice')[0]?.notice).toMatchObject({ mention: ANA.id });
    const release = of(reminded, 'start_timer')[0];
    const released = run(
      reminded.state,
      { type: 'timer.fired', timer: release?.timer ?? never() },
      POLICY,
      T0 + 32 * MINUTE,
    );
    expect(released.state.mode).toBe('queued');
    expect(said(released)).toContain('had to step away');
  });

  it('is kept by a holder who answered before the timer fired', () => {
    const claimed = run(queued(), acts(ANA, { name: 'claim' }));
    const answered = run(claimed.state, posts(ANA)).state;
    const timer = of(claimed, 'start_timer')[0]?.timer ?? never();
    expect(run(answered, { type: 'timer.fired', timer }).effects).toEqual([]);
  });
});

describe('after it is resolved', () => {
  it('a customer who comes back soon finds the same thread and people, without a notice', () => {
    const decision = run(resolved(), writes('One more thing'), POLICY, T0 + 2 * HOUR);
    expect(decision.state.mode).toBe('queued');
    expect(of(decision, 'send_to_customer')).toHaveLength(0);
    expect(of(decision, 'post_notice')[0]?.notice.mention).toBe(ANA.id);
    expect(of(decision, 'post_message')).toHaveLength(1);
  });

  it('a bare thank-you is shown and reopens nothing', () => {
    const decision = run(resolved(), writes('Thanks!', { justThanks: true }));
    expect(decision.state).toMatchObject({ mode: 'resolved', waitingSince: null });
    expect(of(decision, 'post_message')).toHaveLength(1);
  });

  it('the AI answers first when it is later than a day, and a new handoff gets a new thread', () => {
    const later = run(resolved(), writes('Hello?', {}, 'm5'), POLICY, T0 + 25 * HOUR);
    expect(later.state.mode).toBe('bot');
    const again = run(later.state, writes('A person', { asksForPerson: 'explicit' }, 'm6'), POLICY, T0 + 25 * HOUR);
    expect(again.state.handoff?.id).not.toBe(HANDOFF_ID);
    expect(again.state.handoff?.thread).toBeNull();
  });
});

describe('time', () => {
  it('wakes a snooze, and an earlier snooze does not', () => {
    const until = plusMs(T0, HOUR);
    expect(run(snoozed(), { type: 'timer.fired', timer: { name: 'snooze_over', until } }).state.mode).toBe('human');
    const earlier = { name: 'snooze_over', until: instant(T0) } as const;
    expect(run(snoozed(), { type: 'timer.fired', timer: earlier }).state.mode).toBe('snoozed');
  });

  it('tells both sides when nobody claims, once', () => {
    const timer = { name: 'claim_overdue', handoffId: HANDOFF_ID, since: T0 } as const;
    const first = run(queued(), { type: 'timer.fired', timer });
    expect(said(first)).toContain('Thank you for waiting');
    expect(of(first, 'post_notice')).toHaveLength(1);
    expect(run(first.state, { type: 'timer.fired', timer }).effects).toEqual([]);
  });
});

function never(): never {
  throw new Error('A timer was expected.');
}

describe('a channel with a reply window', () => {
  const whatsapp = (changes: Partial<Policy['channel']> = {}): Policy => ({
    ...POLICY,
    channel: { ...POLICY.channel, label: 'WhatsApp', replyWindowMs: 24 * HOUR, template: true, ...changes },
  });
  const late = T0 + 25 * HOUR;

  it('keeps a reply that would be refused, says so, and sends it when the customer writes', () => {
    const held = run(human(), posts(ANA), whatsapp(), late);
    expect(of(held, 'send_to_customer')).toHaveLength(0);
    expect(held.state.held).toHaveLength(1);
    expect(of(held, 'post_notice')[0]?.notice.text).toContain('goes out as soon as they write');
    const back = run(held.state, writes('Hello?', {}, 'm9'), whatsapp(), late + HOUR);
    expect(of(back, 'send_to_customer').map(({ messageId: id }) => id)).toEqual(['a1']);
    expect(back.state.held).toEqual([]);
  });

  it('keeps what the provider refused although our clock said otherwise', () => {
    const sent = run(human(), posts(ANA), whatsapp());
    const refused = run(
      sent.state,
      {
        type: 'delivery.updated',
        messageId: messageId('a1'),
        author: 'agent',
        status: 'failed',
        detail: null,
        reason: 'window_closed',
      },
      whatsapp(),
    );
    expect(refused.state.held).toMatchObject([{ messageId: 'a1', author: { role: 'agent', agent: { id: ANA.id } } }]);
    expect(refused.state.lastReply?.status).toBe('held');
  });

  it('warns the thread two hours before it closes, if the customer is still waiting', () => {
    const waiting = run(human(), writes('Hm', {}, 'm2'), whatsapp());
    const timer = of(waiting, 'start_timer').find(({ timer: one }) => one.name === 'window_closing');
    expect(timer?.at).toBe(T0 + MINUTE + 22 * HOUR);
    const fact: Fact = { type: 'timer.fired', timer: timer?.timer ?? never() };
    expect(of(run(waiting.state, fact, whatsapp()), 'post_notice')[0]?.notice.text).toContain('two hours');
    const answered = run(waiting.state, posts(ANA), whatsapp()).state;
    expect(of(run(answered, fact, whatsapp()), 'post_notice')).toEqual([]);
  });

  it('is shown as closed on the card when it is, and as open again when the customer writes', () => {
    const waiting = run(human(), writes(), whatsapp()).state;
    const since = waiting.lastCustomerMessageAt ?? T0;
    const closing = { type: 'timer.fired', timer: { name: 'window_closing', lastCustomerMessageAt: since } } as const;
    const timer = of(run(waiting, closing, whatsapp()), 'start_timer')[0]?.timer;
    expect(timer).toEqual({ name: 'window_closed', lastCustomerMessageAt: since });
    const closed = run(waiting, { type: 'timer.fired', timer: timer ?? closing.timer }, whatsapp());
    expect(cardOf(closed.state, whatsapp().channel)?.windowIsClosed).toBe(true);
    expect(of(closed, 'update_card')).toHaveLength(1);
    const again = run(closed.state, writes('Hello?', {}, 'm2'), whatsapp(), late);
    expect(cardOf(again.state, whatsapp().channel)?.windowIsClosed).toBe(false);
    expect(run(again.state, { type: 'timer.fired', timer: timer ?? closing.timer }, whatsapp(), late).state).toBe(
      again.state,
    );
  });

  it('says nothing on its own outside the window or after an opt-out', () => {
    const timer = { name: 'claim_overdue', handoffId: HANDOFF_ID, since: T0 } as const;
    const overdue = run(queued(), { type: 'timer.fired', timer }, whatsapp(), late);
    expect(of(overdue, 'send_to_customer')).toEqual([]);
    expect(of(overdue, 'post_notice')).toHaveLength(1);
    expect(run(bot({ reachable: 'opted_out' }), writes()).effects).toEqual([]);
    expect(run(bot({ reachable: 'opted_out' }), writes('A person', { asksForPerson: 'explicit' })).state.mode).toBe(
      'bot',
    );
  });
});
