import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { EventOf, Fact } from '../../src/domain/conversation/events';
import type { ConversationState } from '../../src/domain/conversation/state';
import { missingIn, wholeOf } from '../../src/domain/delivery/part-deliveries';
import { instant } from '../../src/domain/ids';
import { type DeliveryStatus, type MediaPart, type PartDelivery, textPart } from '../../src/domain/message';
import { ANA, acts, bot, event, HOUR, human, known, MINUTE, messageId, POLICY, posts, T0, writes } from './support';

/** A message that goes out in several: how far each got, what agents are told of it, and what is sent again. */

const ID = messageId('a1');
const picture = (name: string): MediaPart => ({
  ...{ type: 'media', kind: 'image', mediaType: 'image/jpeg', name, bytes: 10, ref: name },
});
const PARTS = [textPart('Here they are'), picture('p.jpg'), picture('q.jpg')];
const got = (...statuses: readonly DeliveryStatus[]): readonly PartDelivery[] =>
  statuses.map((status, index) => ({ part: PARTS[index] ?? textPart('more'), status }));

type Changes = Partial<EventOf<'delivery.updated'>>;
const report = (
  part: number,
  status: DeliveryStatus,
  before: readonly PartDelivery[],
  changes: Changes = {},
): Fact => ({
  ...{ type: 'delivery.updated', messageId: ID, author: 'agent', status, detail: null, reason: null },
  ...{ part, deliveries: before, of: { agent: { id: ANA.id, name: 'Ana' }, words: 'Here they are' } },
  ...changes,
});
const run = (state: ConversationState, fact: Fact, policy = POLICY, at = instant(T0 + MINUTE)): Decision =>
  decide(state, event(fact, at), policy);
const of = <T extends Effect['type']>(decision: Decision, type: T) =>
  decision.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const lines = (decision: Decision) => of(decision, 'post_notice').map(({ notice }) => notice.text);
const whispers = (decision: Decision) => of(decision, 'tell_agent').map(({ notice }) => notice.text);
const marks = (decision: Decision) => of(decision, 'mark_message').map(({ mark }) => mark);
const kept = ({ transcript }: Decision) =>
  transcript.flatMap((change) => (change.type === 'patch' && change.deliveries !== undefined ? [change] : []));
const statuses = (decision: Decision) => kept(decision)[0]?.deliveries?.map(({ status }) => status);
const again = (deliveries: readonly PartDelivery[], changes = {}): Fact =>
  acts(
    ANA,
    { name: 'send_again', message: ID },
    known({ id: ID, visibility: 'public', delivery: wholeOf(deliveries), parts: PARTS, deliveries, ...changes }),
  );
const answered = run(human(), posts(ANA, 'plain', ID)).state;

describe('the whole', () => {
  it.each<[DeliveryStatus, readonly DeliveryStatus[]]>([
    ['queued', ['sent', 'queued']],
    ['sent', ['read', 'sent', 'delivered']],
    ['delivered', ['read', 'delivered']],
    ['read', ['read', 'read']],
    ['failed', ['delivered', 'failed', 'queued']],
    ['failed', ['failed', 'suppressed']],
    ['unknown', ['sent', 'unknown', 'suppressed']],
    ['held', ['sent', 'held']],
    ['sent', ['sent', 'suppressed']],
    ['suppressed', ['suppressed', 'suppressed']],
  ])('is %s where its parts are %j', (whole, parts) => {
    expect(wholeOf(got(...parts))).toBe(whole);
  });

  it('is sent, delivered and read with the last of its parts, and marked once', () => {
    const first = run(answered, report(0, 'sent', got('queued', 'queued')));
    expect(first.state.lastReply?.status).toBe('queued');
    expect(marks(first)).toEqual([]);
    const second = run(answered, report(1, 'sent', got('sent', 'queued')));
    expect(second.state.lastReply?.status).toBe('sent');
    expect(marks(second)).toEqual(['accepted']);
    expect(marks(run(answered, report(0, 'read', got('delivered', 'sent'))))).toEqual([]);
    expect(marks(run(answered, report(1, 'read', got('read', 'delivered'))))).toEqual(['read']);
  });
});

describe('what agents are told', () => {
  it.each<[string, Fact, string]>([
    [
      'one of three, after the others arrived',
      report(1, 'failed', got('delivered', 'sent', 'delivered'), { detail: 'Too large.' }),
      'The picture p.jpg of your reply was not delivered. Too large. The text and the picture q.jpg were delivered.',
    ],
    [
      'one, with what was not tried because of it',
      report(1, 'failed', got('sent', 'queued', 'queued'), { stops: true }),
      'The picture p.jpg of your reply was not delivered. The text was sent. The picture q.jpg was not sent either.',
    ],
    [
      'the first of a message that stops there is the message',
      report(0, 'failed', got('queued', 'queued', 'queued'), { stops: true, detail: 'No.' }),
      'Your reply was not delivered. No.',
    ],
    [
      'one that may not have arrived',
      report(2, 'unknown', got('sent', 'sent', 'queued'), { stops: true }),
      'The picture q.jpg of your reply may not have arrived. The text and the picture p.jpg were sent.',
    ],
    [
      'one of two texts of the AI',
      {
        ...report(1, 'failed', [
          { part: textPart('one'), status: 'read' },
          { part: textPart('two'), status: 'sent' },
        ]),
        author: 'bot',
      } as Fact,
      "Text 2 of 2 of the AI's answer was not delivered. Text 1 of 2 was delivered.",
    ],
  ])('%s', (_, fact, line) => {
    expect(lines(run(answered, fact))).toEqual([line]);
  });

  it('a failure of one after the whole was delivered', () => {
    const delivered = run(answered, report(1, 'delivered', got('delivered', 'sent')));
    expect(delivered.state.lastReply?.status).toBe('delivered');
    // Of a part that a phone confirmed nothing is believed any more.
    const late = run(delivered.state, report(0, 'failed', got('delivered', 'delivered')));
    expect(late.effects).toEqual([]);
    const failed = run(delivered.state, report(0, 'failed', got('sent', 'delivered')));
    expect(failed.state.lastReply).toMatchObject({ status: 'failed' });
    expect(lines(failed)).toHaveLength(1);
  });

  it('good news of one part hides no failure of another', () => {
    const failed = run(answered, report(1, 'failed', got('sent', 'sent'), { detail: 'Gone.' }));
    expect(failed.state.lastReply).toMatchObject({ status: 'failed', detail: 'The picture p.jpg: Gone.' });
    const late = run(failed.state, report(0, 'delivered', got('sent', 'failed')));
    expect(late.state.lastReply).toMatchObject({ status: 'failed', detail: 'The picture p.jpg: Gone.' });
    expect(marks(late)).toEqual([]);
    expect(kept(late)[0]).toMatchObject({ delivery: 'failed', anew: true });
  });

  it('a report that came late changes nothing, but what it says aside is said', () => {
    const late = run(answered, report(0, 'sent', got('failed', 'sent')));
    expect(late).toMatchObject({ effects: [], transcript: [], state: answered });
    expect(whispers(run(answered, report(0, 'sent', got('delivered', 'sent'), { aside: 'As a link.' })))).toEqual([
      'As a link.',
    ]);
  });

  it('of a message in one, "sent" that comes after its failure hides nothing', () => {
    const whole = (status: DeliveryStatus): Fact => ({
      ...{ type: 'delivery.updated', messageId: ID, author: 'agent', status, detail: null, reason: null },
    });
    const failed = run(answered, whole('failed')).state;
    expect(run(failed, whole('sent')).state.lastReply?.status).toBe('failed');
    expect(run(failed, whole('delivered')).state.lastReply?.status).toBe('delivered');
  });
});

describe('"Send again"', () => {
  it.each<[string, readonly DeliveryStatus[], readonly number[] | undefined]>([
    ['what failed', ['sent', 'failed', 'delivered'], [1]],
    ['what failed and what was not tried', ['sent', 'failed', 'suppressed'], [1, 2]],
    ['what may not have arrived', ['unknown', 'sent', 'sent'], [0]],
    ['not what is still on its way', ['sent', 'failed', 'queued'], [1]],
    ['all, planned anew, where nothing arrived', ['failed', 'suppressed', 'suppressed'], undefined],
  ])('sends %s', (_, before, parts) => {
    const decision = run(answered, again(got(...before)));
    expect(of(decision, 'send_to_customer')).toEqual([
      expect.objectContaining({ messageId: ID, ...(parts === undefined ? {} : { parts }) }),
    ]);
    if (parts === undefined) expect(of(decision, 'send_to_customer')[0]).not.toHaveProperty('parts');
    else expect(missingIn(kept(decision)[0]?.deliveries ?? [])).toEqual([]);
  });

  it.each<[string, readonly DeliveryStatus[], string]>([
    ['everything arrived', ['sent', 'delivered', 'read'], 'was sent this already'],
    ['it is on its way again', ['sent', 'queued', 'sent'], 'is on its way'],
  ])('sends nothing where %s', (_, before, words) => {
    const decision = run(answered, again(got(...before)));
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(whispers(decision).join()).toContain(words);
  });

  it('sends once, though other replies were written between two presses', () => {
    const fact = acts(
      ANA,
      { name: 'send_again', message: 'old' },
      known({ id: messageId('old'), visibility: 'public', delivery: 'failed' }),
    );
    const first = run(answered, fact);
    expect(first.transcript).toContainEqual(expect.objectContaining({ id: 'old', delivery: 'queued', anew: true }));
    const other = run(first.state, posts(ANA, 'plain', 'a9')).state;
    const second = run(
      other,
      acts(
        ANA,
        { name: 'send_again', message: 'old' },
        known({ id: messageId('old'), visibility: 'public', delivery: 'queued' }),
      ),
    );
    expect(of(second, 'send_to_customer')).toEqual([]);
  });

  it('makes no note of what the customer may have, though they opted out since', () => {
    const decision = run({ ...answered, reachable: 'opted_out' }, again(got('sent', 'failed', 'sent')));
    expect(decision.transcript).toEqual([]);
    expect(whispers(decision).join()).toContain('opted out');
  });

  it('does not guess which of the new words are missing, and sends files all the same', () => {
    const changed = run(answered, again(got('failed', 'sent', 'sent'), { edited: true }));
    expect(of(changed, 'send_to_customer')).toEqual([]);
    expect(whispers(changed).join()).toContain('as it was before you changed it');
    const file = run(answered, again(got('sent', 'failed', 'sent'), { edited: true }));
    expect(of(file, 'send_to_customer')).toEqual([expect.objectContaining({ parts: [1] })]);
  });
});

describe('a file that is refused as one', () => {
  const refused = (part: number, before: readonly PartDelivery[], changes: Changes = {}) =>
    run(answered, report(part, 'failed', before, { reason: 'media', ...changes }));

  it('goes as a link, and no other part goes again', () => {
    const decision = refused(1, got('delivered', 'sent', 'delivered'));
    expect(of(decision, 'send_to_customer')).toEqual([expect.objectContaining({ messageId: ID, parts: [1] })]);
    expect(kept(decision)[0]?.deliveries?.[1]).toMatchObject({ status: 'queued', asLink: true });
    expect(lines(decision)).toEqual([]);
  });

  it('takes along what was not tried because of it', () => {
    const decision = refused(1, got('sent', 'queued', 'queued'), { stops: true });
    expect(of(decision, 'send_to_customer')).toEqual([expect.objectContaining({ parts: [1, 2] })]);
    expect(statuses(decision)).toEqual(['sent', 'queued', 'queued']);
  });

  it('each on its own, also with another message refused in between', () => {
    const first = refused(1, got('sent', 'sent', 'sent'));
    const second = run(first.state, report(2, 'failed', kept(first)[0]?.deliveries ?? [], { reason: 'media' }));
    expect(of(second, 'send_to_customer')).toEqual([expect.objectContaining({ parts: [2] })]);
  });

  it('whose link fails too is told', () => {
    const before = got('sent', 'queued', 'sent').map((one, at) => (at === 1 ? { ...one, asLink: true as const } : one));
    expect(lines(refused(1, before))[0]).toContain('The picture p.jpg of your reply was not delivered.');
  });
});

describe('a reply window that closes within a message', () => {
  const policy = { ...POLICY, channel: { ...POLICY.channel, replyWindowMs: 24 * HOUR, edits: false, deletes: false } };
  const refused = (part: number, before: readonly PartDelivery[], changes: Changes = {}) =>
    report(part, 'failed', before, { reason: 'window_closed', ...changes });

  it('keeps what is missing, and only that goes out when the customer writes', () => {
    const held = run(answered, refused(1, got('sent', 'queued', 'queued'), { stops: true }), policy);
    expect(statuses(held)).toEqual(['sent', 'held', 'held']);
    expect(lines(held)[0]).toContain('What is missing of the reply is kept');
    const wrote = run(held.state, writes(), policy);
    expect(of(wrote, 'send_to_customer')).toEqual([expect.objectContaining({ messageId: ID, parts: [1, 2] })]);
  });

  it('keeps all of it where each was refused', () => {
    const first = run(answered, refused(0, got('sent', 'sent')), policy);
    expect(first.state.held).toEqual([expect.objectContaining({ parts: [0] })]);
    const second = run(first.state, refused(1, kept(first)[0]?.deliveries ?? []), policy);
    expect(second.state.held).toEqual([
      { messageId: ID, author: { role: 'agent', agent: { id: ANA.id, name: 'Ana' } } },
    ]);
  });

  it('keeps apart what another refusal leaves to be tried again at this moment', () => {
    const held = run(answered, refused(0, got('sent', 'held', 'queued')), policy);
    expect(held.state.held).toEqual([expect.objectContaining({ parts: [0] })]);
  });

  it('leaves no note of it where the sender is blocked, and what is missing can be sent later', () => {
    const held = run(answered, refused(1, got('sent', 'queued'), { stops: true }), policy);
    const blocked = run(held.state, acts(ANA, { name: 'block_sender', sure: true }), policy);
    expect(blocked.transcript).toContainEqual({ type: 'withdraw', id: ID });
    expect(blocked.transcript).not.toContainEqual(expect.objectContaining({ visibility: 'internal' }));
    expect(whispers(blocked).join()).toContain('The customer has a part of it.');
  });

  it('sends nothing of it any more once it is deleted', () => {
    const held = run(answered, refused(1, got('sent', 'queued'), { stops: true }), policy);
    const gone: Fact = {
      ...{ type: 'agent.message_deleted', agent: ANA, messageId: ID, wasPublic: true, unsent: false },
    };
    const deleted = run(held.state, gone, policy);
    expect(whispers(deleted).join()).toContain('the customer still has it');
    expect(of(run(deleted.state, writes(), policy), 'send_to_customer')).toEqual([]);
  });
});

describe('a message that is deleted while it is being sent', () => {
  it('is told to be taken back where nothing of it was out, and the customer waits again', () => {
    const state = run(human({ waitingSince: T0 }), posts(ANA, 'plain', ID)).state;
    const whole: Fact = {
      ...{ type: 'delivery.updated', messageId: ID, author: 'agent', status: 'suppressed', detail: null, reason: null },
      of: { agent: { id: ANA.id, name: 'Ana' }, words: 'x' },
    };
    const decision = run(state, whole);
    expect(whispers(decision)).toEqual(['Taken back in time: the customer did not get it.']);
    expect(decision.state).toMatchObject({ waitingSince: T0, lastReply: { status: 'suppressed' } });
  });

  it('is told to be taken back in part where a part was out', () => {
    const decision = run(answered, report(1, 'suppressed', got('sent', 'queued', 'queued'), { stops: true }));
    expect(whispers(decision)).toEqual(['Taken back in part: the text was sent before. The rest was not sent.']);
    expect(decision.state.lastReply?.status).toBe('sent');
    expect(lines(decision)).toEqual([]);
  });

  it('goes on being deleted at the customer, where the channel can', () => {
    const gone: Fact = {
      ...{ type: 'agent.message_deleted', agent: ANA, messageId: ID, wasPublic: true, unsent: false },
    };
    expect(of(run(answered, gone), 'delete_sent')).toHaveLength(1);
  });
});

describe('a proposal in several messages', () => {
  const pending = { step: 'proposed', messageId: messageId('p0'), sent: false, answeredAt: null } as never;
  it('can be agreed to once the last of them was sent', () => {
    const state = bot({ draftingFor: null, pending });
    const sent = (part: number, before: readonly PartDelivery[]): Fact => ({
      ...report(part, 'sent', before),
      ...({ messageId: messageId('p0'), author: 'bot' } as object),
    });
    expect(run(state, sent(0, got('queued', 'queued'))).state.pending).toMatchObject({ sent: false });
    expect(run(state, sent(1, got('sent', 'queued'))).state.pending).toMatchObject({ sent: true });
  });

  it('fails once, however many of its parts do', () => {
    const failed = (part: number, before: readonly PartDelivery[]): Fact =>
      ({ ...report(part, 'failed', before), author: 'bot' }) as Fact;
    const first = run(bot(), failed(0, got('sent', 'sent')));
    expect(first.state.bot.failures).toBe(1);
    expect(run(first.state, failed(1, got('failed', 'sent'))).state.bot.failures).toBe(1);
  });
});
