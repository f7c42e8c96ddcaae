import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Fact } from '../../src/domain/conversation/events';
import { leakIn } from '../../src/domain/conversation/leak-check';
import type { ConversationState } from '../../src/domain/conversation/state';
import { type MediaPart, textPart } from '../../src/domain/message';
import { ANA, acts, event, human, known, messageId, POLICY, posts, queued } from './support';

const lines = (name: string): readonly string[] =>
  readFileSync(join(__dirname, 'leak-check', name), 'utf8')
    .split('\n')
    .filter(Boolean);
const LEAKS = lines('leaks.txt');
const REPLIES = lines('replies.txt');
const leak = (text: string, mentionsTeam = false) => leakIn([textPart(text)], mentionsTeam);

describe('what looks internal', () => {
  it('is caught: 95 of 100 lines that agents wrote among themselves', () => {
    const missed = LEAKS.filter((line) => leak(line) === null);
    expect(LEAKS.length).toBeGreaterThanOrEqual(60);
    expect({ share: missed.length / LEAKS.length <= 0.05, missed }).toMatchObject({ share: true });
  });

  it('is not seen in what customers are told: 3 of 100 replies at most are held', () => {
    const held = REPLIES.filter((line) => leak(line) !== null).map((line) => `${leak(line)}: ${line}`);
    expect(REPLIES.length).toBeGreaterThanOrEqual(120);
    expect({ share: held.length / REPLIES.length <= 0.03, held }).toMatchObject({ share: true });
  });

  it.each([
    ['the key is sk-proj-9fK2mQ7xLz81VbT4RwYp0aHd', 'holds what looks like an API key'],
    ['his card is 4111 1111 1111 1111', 'holds what looks like a card number'],
    ['https://acme.slack.com/archives/C1/p1', 'holds what looks like a link into Slack'],
    ["don't tell the customer", "says “don't tell the customer”"],
  ])('is named to the agent, and a secret is not repeated: %s', (text, why) => {
    expect(leak(text)).toBe(why);
  });

  it('is a mention of a colleague anywhere in it', () => {
    expect(leak('I ask Bob about it and write to you again.', true)).toBe('mentions a colleague');
  });

  it('is found in captions and behind links', () => {
    const media: MediaPart = { type: 'media', kind: 'image', mediaType: null, name: 'x.png', bytes: null, ref: 'F1' };
    expect(leakIn([{ ...media, caption: textPart('lol this guy') }], false)).not.toBeNull();
    const link = { type: 'link', url: 'https://acme.slack.com/archives/C1/p1', offset: 0, length: 4 } as const;
    expect(leakIn([{ type: 'text', text: 'here', entities: [link] }], false)).not.toBeNull();
    expect(leakIn([media], false)).toBeNull();
  });

  it('is looked for in reasonable time, whatever is pasted', () => {
    const pasted = [
      'do not '.repeat(2_000),
      '1'.repeat(8_000),
      '4 '.repeat(4_000),
      'the customer '.repeat(1_000),
      'a:/'.repeat(3_000),
    ];
    const started = process.cpuUsage().user;
    for (const text of pasted) leak(text);
    expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
  });
});

describe('a reply that looks internal', () => {
  const FOR_GOOD = { ...POLICY, channel: { ...POLICY.channel, label: 'WhatsApp', edits: false, deletes: false } };
  const run = (state: ConversationState, fact: Fact, policy = FOR_GOOD): Decision => decide(state, event(fact), policy);
  const of = (decision: Decision, type: string) => decision.effects.filter((effect) => effect.type === type);
  const lol = posts(ANA, 'plain', 'a1', 'lol this guy');

  it('stays inside where it could not be taken back; its writer is told why and can send it', () => {
    const decision = run(human(), lol);
    expect(of(decision, 'send_to_customer')).toEqual([]);
    expect(decision.transcript).toMatchObject([{ type: 'append', entry: { visibility: 'internal' } }]);
    expect(of(decision, 'tell_agent')).toMatchObject([
      {
        agentId: ANA.id,
        notice: {
          text: 'This was not sent, because it says “lol”.',
          actions: [
            { label: 'Send', action: { name: 'send_message', message: 'a1', takeOver: false } },
            { label: 'Edit…', action: { name: 'edit_message', message: 'a1', text: 'lol this guy' } },
            { label: 'Keep internal' },
          ],
        },
      },
    ]);
    const pressed = acts(ANA, { name: 'send_message', message: 'a1', takeOver: false }, known({ id: messageId('a1') }));
    expect(of(run(decision.state, pressed), 'send_to_customer')).toHaveLength(1);
  });

  it('does not take a conversation that nobody has', () => {
    expect(run(queued(), lol).state.mode).toBe('queued');
  });

  it('is sent where it can be taken back, unless everything is to be checked, and where nothing is', () => {
    expect(of(run(human(), lol, POLICY), 'send_to_customer')).toHaveLength(1);
    expect(of(run(human(), lol, { ...POLICY, leakCheck: 'always' }), 'send_to_customer')).toEqual([]);
    expect(of(run(human(), lol, { ...FOR_GOOD, leakCheck: 'off' }), 'send_to_customer')).toHaveLength(1);
  });

  it('is held for a mention, and an edit that is made in time is read too', () => {
    expect(
      of(run(human(), { ...lol, parts: [textPart('Bob knows')], mentionsTeam: true } as Fact), 'send_to_customer'),
    ).toEqual([]);
    const waiting = run(human(), posts(ANA), { ...FOR_GOOD, undoGraceMs: 5_000 }).state;
    const edited = run(waiting, {
      ...{ type: 'agent.message_edited', agent: ANA, messageId: messageId('a1'), wasPublic: true, unsent: true },
      parts: [textPart('lol this guy')],
    });
    expect(edited.transcript).toMatchObject([{ type: 'withdraw' }, { type: 'patch', visibility: 'internal' }]);
    expect(of(edited, 'send_to_customer')).toEqual([]);
  });
});
