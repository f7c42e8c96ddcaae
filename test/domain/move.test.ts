import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Fact } from '../../src/domain/conversation/events';
import { SEND_SIGN } from '../../src/domain/conversation/reaction-steps';
import type { ConversationState } from '../../src/domain/conversation/state';
import { type HandoffId, instant, type PlaceId, type ThreadRef } from '../../src/domain/ids';
import {
  ANA,
  acts,
  BILLING,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  handoff,
  human,
  known,
  PACKET,
  POLICY,
  posts,
  queued,
  resolved,
  SUPPORT,
  snoozed,
  T0,
  THREAD,
  writes,
} from './support';

const THERE = 'C2:2.2' as ThreadRef;
const run = (state: ConversationState, fact: Fact): Decision => decide(state, event(fact), POLICY);
const types = ({ effects }: Decision): string[] => effects.map(({ type }) => type);
const moving = { to: BILLING, why: 'asked', by: { id: ANA.id, name: ANA.name } } as const;
const arrives: Fact = { type: 'handoff.moved', handoffId: HANDOFF_ID, thread: THERE, place: BILLING };
const fails: Fact = { type: 'handoff.not_moved', handoffId: HANDOFF_ID, to: BILLING, reason: 'It is archived.' };
const notices = ({ effects }: Decision) =>
  effects.flatMap((effect) => (effect.type === 'post_notice' || effect.type === 'tell_agent' ? [effect] : []));

const OPEN: Readonly<Record<string, ConversationState>> = {
  queued: queued({ handoff: handoff({ place: SUPPORT }) }),
  human: human({ handoff: handoff({ place: SUPPORT }), waitingSince: T0 }),
  snoozed: snoozed({ handoff: handoff({ place: SUPPORT }) }),
  'from before places had names': human(),
};

describe.each(Object.entries(OPEN))('%s', (_name, state) => {
  it('offers the other places, and opens a root there while everything stays as it is', () => {
    const [question] = notices(run(state, acts(ANA, { name: 'choose_place' })));
    expect(question?.notice.actions).toEqual([
      { label: '#billing', action: { name: 'move', to: BILLING } },
      { label: 'Cancel', action: { name: 'dismiss' } },
    ]);
    const asked = run(state, acts(ANA, { name: 'move', to: BILLING }));
    expect(asked.effects[0]).toEqual({ type: 'move_thread', handoffId: HANDOFF_ID, to: BILLING, from: THREAD });
    expect(asked.state).toEqual({ ...state, handoff: { ...state.handoff, moving } });
  });

  it('goes on there once the root is posted: mode, holder and waiting clock are the same', () => {
    const before = run(state, acts(ANA, { name: 'move', to: BILLING })).state;
    const after = run(before, arrives);
    expect(after.state).toMatchObject({
      mode: state.mode,
      waitingSince: state.waitingSince,
      held: state.held,
      handoff: { thread: THERE, place: BILLING, moving: null },
      ...('holder' in state ? { holder: state.holder } : {}),
    });
    expect(types(after)).toEqual(['close_thread', 'post_notice', 'post_notice', 'post_transcript', 'update_card']);
    expect(notices(after)).toMatchObject([
      { at: THREAD, notice: { text: expect.stringContaining('Ana moved this conversation to #billing'), link: THERE } },
      { notice: { text: 'Ana moved this conversation here from #support.', link: THREAD } },
    ]);
    // The same fact again is a root too many: it says where the conversation is.
    const again = run(after.state, { ...arrives, thread: 'C2:3.3' as ThreadRef });
    expect(again.effects).toEqual([
      { type: 'close_thread', handoffId: HANDOFF_ID, thread: 'C2:3.3', now: THERE, label: '#billing' },
    ]);
  });
});

describe('while it is on its way', () => {
  const state = human({ handoff: handoff({ moving }) });

  it('what is written and done counts as ever, and it arrives all the same', () => {
    const replied = run(state, posts(ANA));
    expect(types(replied)).toContain('send_to_customer');
    const wrote = run(replied.state, writes());
    expect(types(wrote)).toContain('post_message');
    const over = run(wrote.state, acts(BOB, { name: 'resolve' }));
    const arrived = run(over.state, arrives);
    expect(arrived.state).toMatchObject({ mode: 'resolved', handoff: { thread: THERE, moving: null } });
  });

  it('a second move is told of the first', () => {
    const second = run(state, acts(BOB, { name: 'move', to: BILLING }));
    expect(second.state).toEqual(state);
    expect(notices(second)[0]?.notice.text).toContain('on its way to #billing already');
  });

  it('a place that does not work leaves it where it is, and says why', () => {
    const stays = run(state, fails);
    expect(stays.state.handoff).toMatchObject({ thread: THREAD, moving: null });
    expect(notices(stays)[0]?.notice.text).toMatch(/It stays here, because that failed: It is archived\.$/);
    expect(run(stays.state, fails).state).toEqual(stays.state);
  });

  it('a thread that is lost meanwhile is not opened twice', () => {
    const lost = run(state, { type: 'handoff.thread_lost', thread: THREAD });
    expect(types(lost)).toEqual([]);
    expect(types(run(lost.state, arrives))).toEqual(['post_notice', 'post_transcript', 'update_card']);
    expect(types(run(lost.state, fails))).toEqual(['open_handoff']);
  });
});

describe('a move that ends after a newer handoff began', () => {
  const NEWER = 'conv:h2' as HandoffId;
  const NOW = 'C1:9.9' as ThreadRef;
  const late: Fact = { ...arrives, from: THREAD, late: true };
  const closed = (thread: ThreadRef) => ({
    ...{ type: 'close_thread', handoffId: NEWER, thread, now: NOW, label: '#support' },
  });

  it.each([
    ['queued', queued({ handoff: handoff({ id: NEWER, thread: NOW }) })],
    ['human', human({ handoff: handoff({ id: NEWER, thread: NOW }) })],
    ['resolved', resolved({ handoff: handoff({ id: NEWER, thread: NOW }) })],
    ['bot', bot({ handoff: handoff({ id: NEWER, thread: NOW }) })],
  ])('%s: both of its roots lose their buttons and lead to the thread of the newer one', (_mode, state) => {
    const decision = run(state, late);
    expect(decision.effects).toEqual([closed(THREAD), closed(THERE)]);
    expect(decision.state).toEqual(state);
  });

  it('waits until the newer one has a thread to lead to', () => {
    const opening = queued({ handoff: handoff({ id: NEWER, thread: null, packet: null }) });
    const waits = run(opening, late);
    expect(waits.effects).toEqual([]);
    const open = run(waits.state, { type: 'handoff.opened', handoffId: NEWER, thread: NOW, packet: PACKET });
    expect(open.effects.filter(({ type }) => type === 'close_thread')).toEqual([closed(THREAD), closed(THERE)]);
    expect(open.state.handoff?.strays).toBeUndefined();
    // Once is enough, also where the thread is lost and opened again.
    const lost = run(open.state, { type: 'handoff.thread_lost', thread: NOW });
    const again = run(lost.state, { type: 'handoff.opened', handoffId: NEWER, thread: THERE, packet: PACKET });
    expect(types(again)).not.toContain('close_thread');
  });
});

describe('what cannot be moved', () => {
  it.each([
    ['resolved', resolved()],
    ['with the AI', bot({ handoff: handoff() })],
  ])('a conversation that is %s: it is taken over first', (_name, state) => {
    for (const action of [{ name: 'choose_place' }, { name: 'move', to: BILLING }] as const) {
      const refused = run(state, acts(ANA, action));
      expect(refused.state.handoff?.moving).toBeUndefined();
      expect(notices(refused)[0]?.notice).toMatchObject({ text: expect.stringContaining('Take it over first') });
    }
  });

  it('to where it is, or to a place that the settings do not name any more', () => {
    for (const to of [SUPPORT, 'C9' as PlaceId]) {
      const refused = run(human(), acts(ANA, { name: 'move', to }));
      expect(types(refused)).toEqual(['tell_agent']);
    }
  });
});

describe('in the thread that was left', () => {
  const state = human({ handoff: handoff({ thread: THERE, place: BILLING }) });
  const there = (fact: Fact): Fact => ({ ...fact, former: THREAD }) as Fact;

  it.each([
    ['the holder', ANA],
    ['a colleague', BOB],
  ])('a reply of %s stays a note; its writer hears where the conversation is and may send it', (_name, agent) => {
    const kept = run(state, there(posts(agent)));
    expect(kept.transcript).toMatchObject([{ entry: { visibility: 'internal' } }]);
    expect(kept.effects).toMatchObject([
      {
        type: 'tell_agent',
        at: THREAD,
        notice: {
          text: expect.stringContaining('goes on in #billing, so your message was not sent'),
          link: THERE,
          actions: [{ label: 'Send to customer' }, { label: 'Keep internal' }],
        },
      },
    ]);
  });

  it('what is sent from there is shown where the conversation is', () => {
    const action = { name: 'send_message', message: 'n1', takeOver: false } as const;
    expect(types(run(state, there(acts(ANA, action, known()))))).toEqual([
      'send_to_customer',
      'mark_message',
      'post_message',
      'update_card',
    ]);
  });

  it('so is a note that is sent by its sign, and who may not is told there', () => {
    const sign = (agent: typeof ANA): Fact => ({
      ...{ type: 'agent.reacted', agent, messageId: known().entry.id, emoji: SEND_SIGN, on: true, before: null },
      ...{ about: known(), former: THREAD },
    });
    expect(types(run(state, sign(ANA)))).toEqual(['send_to_customer', 'mark_message', 'post_message', 'update_card']);
    expect(notices(run(state, sign(BOB)))).toMatchObject([{ type: 'tell_agent', agentId: BOB.id, at: THREAD }]);
  });

  it('a note is told too, a guest is refused, and after it was resolved a click takes over', () => {
    expect(notices(run(state, there(posts(ANA, 'note'))))[0]?.notice.actions).toEqual([]);
    const guest = notices(run(state, there(posts({ ...BOB, standing: 'guest' }))))[0];
    expect(guest).toMatchObject({ at: THREAD, notice: { text: expect.stringContaining('Guests cannot reply') } });
    const over = run(resolved({ handoff: handoff({ thread: THERE, place: BILLING }) }), there(posts(ANA)));
    expect(notices(over)[0]?.notice.actions[0]?.action).toMatchObject({ takeOver: true });
  });

  it('does not wake a snooze, and buttons are answered there', () => {
    const asleep = snoozed({ handoff: handoff({ thread: THERE, place: BILLING }) });
    expect(run(asleep, there(posts(ANA))).state.mode).toBe('snoozed');
    expect(notices(run(state, there(acts(BOB, { name: 'claim' }))))[0]).toMatchObject({ at: THREAD });
  });
});

describe('by itself', () => {
  const lost: Fact = { type: 'handoff.place_lost', handoffId: HANDOFF_ID, place: SUPPORT, to: BILLING };

  it('leaves a place that does not work for long, where people work on it', () => {
    for (const state of Object.values(OPEN)) expect(types(run(state, lost))).toContain('move_thread');
    for (const state of [resolved(), bot({ handoff: handoff() }), human({ handoff: handoff({ place: BILLING }) })])
      expect(types(run(state, lost))).toEqual([]);
    const begun = run(human(), lost).state;
    expect(types(run(begun, lost))).toEqual([]);
    expect(notices(run(begun, arrives)).at(-1)?.notice.text).toContain('Baton cannot reach #support any more');
  });

  it('tells a customer who waits that nobody can be reached, once in an outage', () => {
    const fact: Fact = { type: 'handoff.unreachable', handoffId: HANDOFF_ID, since: T0 };
    const told = run(human({ waitingSince: T0 }), fact);
    expect(types(told)).toEqual(['send_to_customer']);
    expect(types(run(told.state, fact))).toEqual([]);
    expect(types(run(told.state, { ...fact, since: instant(T0 + 1) }))).toEqual(['send_to_customer']);
    expect(types(run(human(), fact))).toEqual([]);
  });

  it('goes on in a new thread of the same place before a thread is slow to read', () => {
    const policy = { ...POLICY, inbox: { ...POLICY.inbox, threadMax: 3 } };
    const step = (state: ConversationState, fact: Fact): Decision => decide(state, event(fact), policy);
    let last = step(human(), writes('one', {}, 'm1'));
    last = step(last.state, posts(ANA, 'plain', 'a1'));
    expect(types(last)).not.toContain('move_thread');
    last = step(last.state, writes('three', {}, 'm3'));
    expect(last.effects.find(({ type }) => type === 'move_thread')).toMatchObject({ to: SUPPORT });
    const here = step(last.state, { ...arrives, place: SUPPORT });
    expect(here.state.handoff).toMatchObject({ thread: THERE, length: 0 });
    expect(notices(here).map(({ notice }) => notice.text)).toEqual([
      expect.stringContaining('goes on in a new thread, because this one is long'),
      expect.stringContaining('its thread has become long'),
    ]);
    // Where that fails it is tried again, but not at every message.
    const failed = step(last.state, { ...fails, to: SUPPORT } as Fact);
    expect(types(step(failed.state, writes('four', {}, 'm4')))).not.toContain('move_thread');
  });
});
