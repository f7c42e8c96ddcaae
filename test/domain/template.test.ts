import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import type { ReadyTemplate } from '../../src/domain/ready-template';
import { ANA, acts, BOB, event, HOUR, human, MINUTE, messageId, POLICY, posts, T0, writes } from './support';

const WHATSAPP: Policy = {
  ...POLICY,
  channel: { ...POLICY.channel, label: 'WhatsApp', replyWindowMs: 24 * HOUR, template: true },
};
const WITHOUT: Policy = { ...WHATSAPP, channel: { ...WHATSAPP.channel, template: false } };
const LATE = T0 + 25 * HOUR;

const run = (state: ConversationState, fact: Fact, at = LATE, policy = WHATSAPP): Decision =>
  decide(state, event(fact, at), policy);

const of = <T extends Effect['type']>(decision: Decision, type: T): readonly Extract<Effect, { type: T }>[] =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);

const TEMPLATE: ReadyTemplate = { id: 'HX1', language: 'pt_BR', text: 'Olá Maria!', variables: { 1: 'Maria' } };
const found = (template: ReadyTemplate | null, why: string | null = null): Fact => ({
  type: 'template.found',
  template,
  why,
});
const asks = (agent = ANA): Fact => acts(agent, { name: 'send_template' });
const update = (status: 'delivered' | 'failed', id: string): Fact => ({
  ...{ type: 'delivery.updated', messageId: messageId(id), author: 'agent', status },
  ...{ detail: status === 'failed' ? 'The template is paused.' : null, reason: null },
});

const held = (): ConversationState => run(human(), posts(ANA)).state;
const offered = (): ConversationState => run(held(), found(TEMPLATE)).state;

it('a reply that is kept looks for a template in the name of who wrote it', () => {
  expect(of(run(human(), posts(ANA)), 'find_template')).toEqual([{ type: 'find_template', agentName: 'Ana' }]);
  expect(of(run(human(), posts(ANA), LATE, WITHOUT), 'find_template')).toEqual([]);
});

it('offers it with the exact words before anybody sends it', () => {
  const [line] = of(run(held(), found(TEMPLATE)), 'post_notice');
  expect(line?.notice).toMatchObject({ quote: 'Olá Maria!', actions: [{ action: { name: 'send_template' } }] });
});

it('says why there is none, and the reply waits all the same', () => {
  const none = run(held(), found(null, 'WhatsApp has not approved it.'));
  expect(of(none, 'post_notice')[0]?.notice).toMatchObject({ actions: [] });
  expect(of(none, 'post_notice')[0]?.notice.text).toContain('WhatsApp has not approved it.');
  expect(none.state.held).toHaveLength(1);
});

it('sends what was shown, as a message of the agent who asked for it', () => {
  const asked = run(offered(), asks(BOB));
  const [send] = of(asked, 'send_template');
  expect(send).toMatchObject({ template: TEMPLATE });
  expect(of(asked, 'post_message')).toMatchObject([{ messageId: send?.messageId }]);
  expect(asked.transcript).toMatchObject([
    {
      type: 'append',
      entry: { id: send?.messageId, author: { agent: { name: 'Bob' } }, parts: [{ text: 'Olá Maria!' }] },
    },
  ]);
  const delivered = run(asked.state, update('delivered', send?.messageId ?? ''));
  expect(of(delivered, 'mark_message')).toMatchObject([{ messageId: send?.messageId, mark: 'delivered' }]);
});

it('asks once in a closed window: a second click is told why, a second kept reply offers nothing', () => {
  const { state } = run(offered(), asks());
  const again = run(state, asks(), LATE + HOUR);
  expect(of(again, 'send_template')).toEqual([]);
  expect(of(again, 'tell_agent')[0]?.notice.text).toContain('within the last day already');
  const second = run(state, posts(ANA, 'plain', 'a2'), LATE + HOUR);
  expect(of(second, 'find_template')).toEqual([]);
  expect(of(second, 'post_notice')[0]?.notice.text).toContain('They were asked to write.');
  expect(of(run(state, found(TEMPLATE), LATE + HOUR), 'post_notice')).toEqual([]);
  // A day later, and in the next closed window, it may be asked again.
  expect(of(run(state, asks(), LATE + 25 * HOUR), 'find_template')).toHaveLength(1);
  const wrote = run(state, writes('Yes?', {}, 'm7'), LATE + HOUR).state;
  expect(of(run(wrote, posts(ANA, 'plain', 'a3'), LATE + 26 * HOUR), 'find_template')).toHaveLength(1);
});

it('one that failed asked nobody: the thread hears why, and it may be tried again', () => {
  const asked = run(offered(), asks());
  const id = of(asked, 'send_template')[0]?.messageId ?? '';
  const failed = run(asked.state, update('failed', id));
  expect(of(failed, 'post_notice')[0]?.notice).toMatchObject({
    text: 'The request to write was not delivered. The template is paused.',
    actions: [],
  });
  expect(of(run(failed.state, asks(), LATE + MINUTE), 'find_template')).toHaveLength(1);
});

it('what waits goes out in the order written when the customer writes, in front of what is said next', () => {
  const two = run(held(), posts(ANA, 'plain', 'a2')).state;
  const back = run(two, writes('Hello?', {}, 'm9'), LATE + HOUR);
  expect(of(back, 'send_to_customer').map(({ messageId: id }) => id)).toEqual(['a1', 'a2']);
  expect(back.state.held).toEqual([]);
});

describe('whoever opted out', () => {
  const out = (state: ConversationState): ConversationState =>
    run(state, { type: 'customer.reachability_changed', reachable: 'opted_out' }).state;

  it('gets no template', () => {
    const asked = run(out(offered()), asks());
    expect(of(asked, 'send_template')).toEqual([]);
    expect(of(asked, 'tell_agent')[0]?.notice.text).toContain('cannot be reached');
  });

  it('gets nothing of what waits until they opt in', () => {
    const state = out(held());
    const wrote = run(state, writes('STOP', {}, 'm8'), LATE + MINUTE);
    expect(of(wrote, 'send_to_customer')).toEqual([]);
    const again = run(wrote.state, { type: 'customer.reachability_changed', reachable: 'yes' }, LATE + HOUR).state;
    expect(of(run(again, writes('START', {}, 'm9'), LATE + HOUR), 'send_to_customer')).toHaveLength(1);
  });

  it('is known by what the provider refused, too', () => {
    const sent = run(human(), posts(ANA), T0 + MINUTE).state;
    const refused = run(sent, {
      ...{ type: 'delivery.updated', messageId: messageId('a1'), author: 'agent', status: 'failed' },
      ...{ detail: null, reason: 'opted_out' },
    });
    expect(refused.state.reachable).toBe('opted_out');
    expect(of(run(refused.state, posts(ANA, 'plain', 'a2')), 'send_to_customer')).toEqual([]);
  });
});
