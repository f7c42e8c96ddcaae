import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect, Notice } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { type MessagePart, plainText, textPart } from '../../src/domain/message';
import { ANA, acts, BOB, event, HOUR, human, known, MINUTE, messageId, POLICY, posts, queued, T0 } from './support';

const WHATSAPP: Policy = {
  ...POLICY,
  channel: {
    ...POLICY.channel,
    label: 'WhatsApp',
    edits: false,
    deletes: false,
    replyWindowMs: 24 * HOUR,
    template: true,
  },
};
const run = (state: ConversationState, fact: Fact, policy = WHATSAPP, at = T0 + MINUTE): Decision =>
  decide(state, event(fact, at), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const written = (decision: Decision) =>
  decision.transcript.flatMap((change) => (change.type === 'append' ? [change.entry] : []));
const told = (decision: Decision): Notice | undefined => of(decision, 'tell_agent')[0]?.notice;
const labels = (notice: Notice | undefined) => notice?.actions.map(({ label }) => label);

const bold: MessagePart = {
  type: 'text',
  text: 'It leaves tomorrow.',
  entities: [{ type: 'bold', offset: 10, length: 8 }],
};
const mine = (parts: readonly MessagePart[], rest: Parameters<typeof known>[0] = {}) =>
  known({ id: messageId('a1'), visibility: 'public', delivery: 'delivered', parts, ...rest });

describe('a correction', () => {
  const correct = acts(ANA, { name: 'send_correction', message: 'a1' }, mine([bold]));

  it('is offered where the channel cannot change a message', () => {
    const edited: Fact = {
      ...{ type: 'agent.message_edited', agent: ANA, messageId: messageId('a1'), parts: [bold] },
      ...{ wasPublic: true, unsent: false },
    };
    const notice = told(run(human(), edited));
    expect(notice?.actions).toEqual([{ label: 'Send correction', action: { name: 'send_correction', message: 'a1' } }]);
    expect(told(run(human(), edited, POLICY))).toBeUndefined();
  });

  it('goes out as a message of its own that says what it is, with its formatting, and the thread shows it', () => {
    const decision = run(human({ language: 'pt' }), correct);
    const [entry] = written(decision);
    expect(entry?.parts).toEqual([
      { type: 'text', text: 'Correção: It leaves tomorrow.', entities: [{ type: 'bold', offset: 20, length: 8 }] },
    ]);
    expect(of(decision, 'send_to_customer')).toMatchObject([{ messageId: entry?.id }]);
    expect(of(decision, 'post_message')).toMatchObject([{ messageId: entry?.id }]);
    expect(decision.state.lastReply?.messageId).toBe(entry?.id);
  });

  it.each([
    ['was deleted', mine([bold], { deleted: true }), 'deleted'],
    ['has no words', mine([{ type: 'unsupported', what: 'a file' }]), 'no words'],
    ['is the customer’s', mine([bold], { author: { role: 'customer' } }), 'your team'],
  ])('is not sent where the message %s', (_name, about, says) => {
    const decision = run(human(), acts(ANA, { name: 'send_correction', message: 'a1' }, about));
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(told(decision)?.text).toContain(says);
  });

  it('waits for the reply window like any reply', () => {
    const decision = run(human(), correct, WHATSAPP, T0 + 25 * HOUR);
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(decision.state.held).toHaveLength(1);
  });
});

describe('what looks meant for colleagues', () => {
  const slip = 'Between us, this is a mess. Your tent leaves today.';

  it('can be changed before it is sent, and then only the changed words go', () => {
    const held = run(human(), posts(ANA, 'plain', 'a1', slip));
    expect(told(held)?.text).toBe('This was not sent, because it says “between us”.');
    expect(labels(told(held))).toEqual(['Send', 'Edit…', 'Keep internal']);
    const about = known({ id: messageId('a1'), parts: [textPart(slip)] });
    const sent = run(
      held.state,
      acts(ANA, { name: 'send_changed', message: 'a1', text: 'Your tent leaves today.' }, about),
    );
    expect(written(sent).map(({ parts, visibility }) => [plainText(parts), visibility])).toEqual([
      ['Your tent leaves today.', 'public'],
    ]);
    expect(of(sent, 'send_to_customer')).toHaveLength(1);
    expect(sent.transcript.some((change) => change.type === 'patch' && change.id === 'a1')).toBe(false);
  });

  it('is not sent twice by a form that stayed open', () => {
    const about = mine([textPart(slip)]);
    const late = run(human(), acts(ANA, { name: 'send_changed', message: 'a1', text: 'x' }, about));
    expect(of(late, 'send_to_customer')).toEqual([]);
    expect(told(late)?.text).toContain('went to the customer meanwhile');
  });
});

describe('bad news of a reply', () => {
  const failed = (reason: 'blocked' | null = null): Fact => ({
    ...{
      type: 'delivery.updated',
      messageId: messageId('b1'),
      author: 'agent',
      status: 'failed',
      detail: null,
      reason,
    },
    of: { agent: { id: BOB.id, name: BOB.name }, words: 'A new tent leaves our warehouse today.' },
  });
  const last = {
    messageId: messageId('a2'),
    agent: ANA,
    at: T0,
    status: 'sent',
    detail: null,
    mayBeRepeated: false,
  } as const;

  it('names which one it was, to whoever wrote it, though somebody else wrote since', () => {
    const [line] = of(run(human({ lastReply: last }), failed()), 'post_notice');
    expect(line?.notice).toMatchObject({ mention: BOB.id, quote: 'A new tent leaves our warehouse today.' });
    expect(labels(line?.notice)).toEqual(['Send again']);
  });

  it('offers no second try to whoever blocked us', () => {
    expect(labels(of(run(human({ lastReply: last }), failed('blocked')), 'post_notice')[0]?.notice)).toEqual([]);
  });
});

describe('outside the reply window', () => {
  const late = T0 + 25 * HOUR;
  const held = run(human(), posts(ANA, 'plain', 'a1', 'Your refund is on its way.'), WHATSAPP, late);

  it('a reply that waits can be asked for or taken back where it is said', () => {
    expect(labels(of(held, 'post_notice')[0]?.notice)).toEqual(["Don't send"]);
    const template = { id: 'HX1', language: null, text: 'Please write to us.', variables: {} };
    const found = run(held.state, { type: 'template.found', template, why: null }, WHATSAPP, late);
    expect(labels(of(found, 'post_notice')[0]?.notice)).toEqual(['Ask them to write']);
    const about = mine([textPart('Your refund is on its way.')], { delivery: 'held' });
    const dropped = run(held.state, acts(ANA, { name: 'make_note', message: 'a1' }, about), WHATSAPP, late);
    expect(dropped.state.held).toEqual([]);
  });

  it('asking says why it does nothing', () => {
    const ask = acts(ANA, { name: 'send_template' });
    const template = { id: 'HX1', language: null, text: 'Please write to us.', variables: {} };
    const found = run(held.state, { type: 'template.found', template, why: null }, WHATSAPP, late);
    const asked = run(found.state, ask, WHATSAPP, late);
    expect(of(asked, 'send_template')).toHaveLength(1);
    expect(told(run(asked.state, ask, WHATSAPP, late + HOUR))?.text).toContain('within the last day');
    expect(told(run(human(), ask))?.text).toContain('window is open');
    const without = { ...WHATSAPP, channel: { ...WHATSAPP.channel, template: false } };
    expect(told(run(held.state, ask, without, late))?.text).toContain('no approved template');
  });
});

it('only who can answer customers is assigned', () => {
  const to = { id: 'U-GIL', name: 'Gil', standing: 'guest' as const };
  const decision = run(queued(), acts(ANA, { name: 'assign', to }));
  expect(decision.state.mode).toBe('queued');
  expect(told(decision)?.text).toBe('Gil cannot answer customers, so nobody was assigned.');
  const member = { ...to, standing: 'member' as const };
  expect(run(queued(), acts(ANA, { name: 'assign', to: member })).state).toMatchObject({
    mode: 'human',
    holder: { id: 'U-GIL', name: 'Gil' },
  });
});
