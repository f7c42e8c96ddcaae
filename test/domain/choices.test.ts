import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Fact } from '../../src/domain/conversation/events';
import { choicesOf, DEFAULT_NOTICES } from '../../src/domain/conversation/notices';
import { type ConversationState, FRESH_BOT } from '../../src/domain/conversation/state';
import type { ChannelCapabilities } from '../../src/domain/delivery/capabilities';
import { planDelivery } from '../../src/domain/delivery/plan-delivery';
import { plainText, type TextPart } from '../../src/domain/message';
import { bot, event, human, messageId, POLICY, replies, writes } from './support';

const run = (state: ConversationState, fact: Fact): Decision => decide(state, event(fact), POLICY);
const picks = (id: string, from = 'q1'): Fact => ({ ...writes('Yes'), choice: { id, from: messageId(from) } }) as Fact;
const asked = (changes: Partial<typeof FRESH_BOT> = {}) =>
  bot({ choosing: messageId('q1'), bot: { ...FRESH_BOT, turns: 2, ...changes } });
const types = ({ effects }: Decision): readonly string[] => effects.map(({ type }) => type);
const said = ({ transcript }: Decision): string =>
  transcript.map((change) => (change.type === 'append' ? plainText(change.entry.parts) : '')).join('\n');

describe('the answers under a question', () => {
  it('stand under the offer of a person, and under the menu', () => {
    const offered = run(bot({ draftingFor: null }), writes('agent', { asksForPerson: 'weak' }));
    const [, offer] = offered.transcript;
    expect(offer).toMatchObject({ entry: { parts: [{ choices: [{ id: 'person' }, { id: 'no_person' }] }] } });
    expect(offered.state.choosing).toBe(offer?.type === 'append' ? offer.entry.id : '');
    const menu = run(bot({ draftingFor: null }), writes('help', { bareHelp: true })).transcript[1];
    expect(menu).toMatchObject({ entry: { parts: [{ choices: [{ id: 'person', label: 'A person' }] }] } });
  });

  it('stand under an answer of the AI that admits that it knows none', () => {
    const { transcript, state } = run(bot(), replies('no_answer'));
    expect(transcript[0]).toMatchObject({ entry: { parts: [{ choices: [{ label: 'Yes' }, { label: 'No' }] }] } });
    expect(state.choosing).toBe('r1');
  });

  it('bring a person when that is picked, whether or not the question still stands', () => {
    expect(run(asked({ offerOpen: true }), picks('person')).state.handoff?.reason).toBe('accepted_offer');
    expect(run(bot(), picks('person', 'long-ago')).state.handoff?.reason).toBe('asked_for_person');
  });

  it('go on with the AI when no person is wanted, which is no failure of the AI', () => {
    const decision = run(asked(), { ...picks('no_person'), signals: { rejectsAnswer: true } } as never);
    expect(said(decision)).toContain('I am here for whatever else you need');
    expect(decision.state).toMatchObject({ mode: 'bot', draftingFor: null, bot: { failures: 0, signs: [] } });
  });

  it('are over with any message of the customer, and a late pick is told so', () => {
    const typed = run(asked(), writes('How long does shipping take?'));
    expect(typed.effects[0]).toEqual({ type: 'close_choices', messageId: 'q1', picked: null });
    expect(typed.state.choosing).toBeNull();
    expect(run(asked(), picks('no_person')).effects[0]).toMatchObject({ picked: 'no_person' });
    const late = run(bot(), picks('no_person'));
    expect(said(late)).toContain('That question was answered before');
    expect(types(late)).not.toContain('close_choices');
  });

  it('are shown to the people who answer as what the customer said', () => {
    const decision = run(human({ choosing: messageId('q1') }), picks('no_person'));
    expect(types(decision)).toEqual(expect.arrayContaining(['close_choices', 'post_message']));
    expect(decision.state.mode).toBe('human');
  });
});

describe('a channel', () => {
  const can = (quickReplies: ChannelCapabilities['quickReplies'], max = 4096): ChannelCapabilities => ({
    ...{
      label: 'X',
      text: { max, unit: 'utf16', formatting: 'none' },
      media: {},
      location: false,
      quickReplies,
      reactions: [],
    },
    ...{ replyWindowMs: null, receipts: 'sent', edits: false, deletes: false, burstMs: 0, helpBelongsToCarrier: false },
    vouchesForAddress: true,
    evidence: { kind: 'none', evidenceAfterMs: 0 },
  });
  const part = (text: string, ...labels: string[]): TextPart => ({
    type: 'text',
    text,
    choices: labels.map((label) => ({ id: label, label })),
  });
  const BUTTONS = { max: 3, maxLabelLength: 20 };

  it('shows them as buttons under the end of the text', () => {
    const [first, last] = planDelivery([part('One two three. Four five six.', 'Yes')], can(BUTTONS, 16));
    expect(first).toEqual({ type: 'text', text: 'One two three.' });
    expect(last).toEqual({ type: 'text', text: 'Four five six.', choices: [{ id: 'Yes', label: 'Yes' }] });
  });

  it.each([
    ['has no buttons', can(null), part('Which size?', 'Small', 'Large')],
    ['shows fewer', can({ max: 1, maxLabelLength: 20 }), part('Which size?', 'Small', 'Large')],
    ['shows shorter ones', can({ max: 3, maxLabelLength: 4 }), part('Which size?', 'Small', 'Large')],
  ])('that %s lists them in words', (_name, capabilities, text) => {
    expect(planDelivery([text], capabilities)).toEqual([{ type: 'text', text: 'Which size?\n\n– Small\n– Large' }]);
  });

  it('without buttons repeats nothing where the text says how to answer', () => {
    const text = 'A person? Answer "yes".';
    expect(planDelivery([part(text, 'Yes', 'No')], can(null))).toEqual([{ type: 'text', text }]);
  });
});

it.each(Object.keys(DEFAULT_NOTICES))('the choices of our own questions in %s need no list in words', (language) => {
  for (const key of ['offer', 'menu'] as const) {
    const text = (DEFAULT_NOTICES[language]?.[key] ?? '').toLowerCase();
    const choices = choicesOf(DEFAULT_NOTICES, key, language);
    expect(choices.some(({ label }) => text.includes(label.toLowerCase()))).toBe(true);
    for (const { label } of choices) expect(label.length).toBeLessThanOrEqual(20);
  }
});
