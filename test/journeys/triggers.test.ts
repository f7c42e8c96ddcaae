import { startAnthropicFake } from '../../adapters/ai/anthropic/emulator';
import { startOpenAiFake } from '../../adapters/ai/openai/emulator';
import type { EmulatedModel, RecordedRequest, ScriptedAnswer } from '../../adapters/shared/emulated-model';
import { HANDOFF_REASONS, type HandoffReason } from '../../src/domain/conversation/state';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

/** A customer's message, or what the customer is answered before they go on. */
type Step = string | { readonly gets: string | RegExp };

interface Trigger {
  readonly name: string;
  readonly reason: HandoffReason;
  readonly story: readonly Step[];
  /** On the card. */
  readonly why: string;
  readonly notice?: string;
  readonly customer?: string;
  /** In answer to "why was it handed off?". */
  readonly explained?: string;
}

const ENGLISH = 'bringing in a colleague';
const VIP = '700004242';

const OFFLINE: readonly Trigger[] = [
  ...(
    [
      ['en', 'I want to talk to a real person', ENGLISH],
      ['es', 'Quiero hablar con una persona', 'Aviso a un compañero'],
      ['fr', 'Je voudrais parler à un conseiller', 'Je fais venir un collègue'],
      ['de', 'Ich möchte mit einem Mitarbeiter sprechen', 'Ich hole jemanden'],
      ['pt', 'Quero falar com um atendente', 'Vou chamar um colega'],
      ['it', 'Vorrei parlare con un operatore', 'Chiamo un collega'],
      ['nl', 'Ik wil een medewerker spreken', 'Ik haal een collega'],
    ] as const
  ).map(
    ([language, words, notice]): Trigger => ({
      ...{ name: `asked for in ${language}`, reason: 'asked_for_person', story: [words], notice },
      ...{ why: 'asked for a person', explained: 'asks for a person in plain words' },
    }),
  ),
  {
    ...{ name: 'a hint, offered once, and meant', reason: 'asked_for_person', why: 'asked for a person' },
    story: ['agent', { gets: 'Would you like to talk to a person' }, 'agent'],
  },
  {
    ...{ name: 'an offer accepted', reason: 'accepted_offer', why: 'said yes to the offer of a person' },
    story: ['support', { gets: 'Would you like to talk to a person' }, 'yes please'],
  },
  {
    ...{ name: 'answers that are not there', reason: 'could_not_answer', why: 'the AI found no answer that helped' },
    story: [
      'do you rent helicopters for weddings',
      { gets: 'could not find' },
      'and submarines for the honeymoon',
      { gets: /could not find.*could not find/s },
      'which rocket fuel do you recommend',
    ],
    explained: 'no answer found',
  },
  {
    ...{ name: 'signs that add up', reason: 'frustrated', why: 'the customer is frustrated' },
    story: [
      'How long does standard delivery take?',
      { gets: 'working days' },
      'USELESS!!! This is ridiculous. How long does standard delivery take?',
      { gets: 'Shall I bring in a person' },
      'That did not help! Terrible, useless bot!!! How long does standard delivery take?',
    ],
    explained: 'the same question again',
  },
  {
    ...{ name: 'too many turns', reason: 'turn_limit', why: 'many AI answers, no result' },
    story: [
      'hello',
      { gets: 'Hello' },
      'How long does standard delivery take?',
      { gets: 'working days' },
      'Which payment methods do you accept?',
      { gets: /pay/i },
      'How do I wash a down jacket?',
      { gets: /wash/i },
      'Do you sell gift cards?',
    ],
  },
  ...(
    [
      ['legal', 'My lawyer will take you to court', 'a legal matter'],
      ['safety', 'The stove exploded and my son is in hospital', 'somebody’s safety'],
      ['bereavement', 'My father passed away and I need to return his boots', 'a bereavement'],
      ['fraud', 'Somebody used my card, this is fraud', 'fraud'],
      ['privacy', 'Delete all my personal data under GDPR', 'their personal data'],
      ['cancellation', 'I want to cancel my membership', 'leaving you'],
      ['amount', 'Can I get a discount on an order of £1,250.00?', 'an amount above your HIGH_STAKES_AMOUNT'],
    ] as const
  ).map(
    ([topic, words, explained]): Trigger => ({
      ...{ name: `high stakes: ${topic}`, reason: 'high_stakes', story: [words] },
      ...{ why: 'a topic that only people handle', explained },
    }),
  ),
  {
    ...{ name: 'a topic of the admin’s own', reason: 'policy', why: 'a rule of yours asks for people' },
    ...{ story: ['Hi, do you do wholesale for schools?'], explained: '“Wholesale”, of your list HUMAN_ONLY_TOPICS' },
  },
  {
    ...{ name: 'a customer of the admin’s list', reason: 'vip', why: 'on your list of customers for people' },
    ...{ story: ['How long does delivery take?'], customer: VIP, explained: 'VIP_CONTACTS' },
  },
];

let customers = 0;

/** From the customer's phone to the thread: one notice, one thread with their words, and the reason on its card. */
async function handsOff(world: World, trigger: Trigger): Promise<void> {
  const scene = new Scene(world);
  customers += 1;
  Object.assign(scene, { customer: trigger.customer ?? String(700_100_000 + customers) });
  const before = scene.roots().length;
  for (const step of trigger.story) {
    if (typeof step === 'string') {
      await scene.say(step);
      continue;
    }
    const { gets } = step;
    const heard = (): string =>
      scene
        .received()
        .map(({ text }) => text)
        .join('\n');
    await eventually(
      () => (typeof gets === 'string' ? heard().includes(gets) : gets.test(heard())),
      `answered ${gets}`,
    );
    await scene.settled();
    expect(scene.roots()).toHaveLength(before);
  }
  const notice = trigger.notice ?? ENGLISH;
  await scene.receives(notice);
  const root = await scene.root(before);
  const last = trigger.story.filter((step) => typeof step === 'string').at(-1) as string;
  await scene.shows(root.id, last.slice(0, 20));
  await scene.settled();
  expect(scene.roots()).toHaveLength(before + 1);
  expect(scene.received().filter(({ text }) => text.includes(notice))).toHaveLength(1);
  expect(JSON.stringify((await scene.root(before)).raw)).toContain(`*Why:* ${trigger.why}`);
  if (trigger.explained === undefined) return;
  const why = JSON.stringify({ v: 1, a: { name: 'explain_handoff' } });
  await scene.press(await scene.root(before), 'more', scene.ana, why);
  expect((await scene.whispered(root.id, scene.ana)).text).toContain(trigger.explained);
}

describe('without a model', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({
      env: {
        ...{ MAX_AI_TURNS: '4', HIGH_STAKES_AMOUNT: '1000 GBP', HUMAN_ONLY_TOPICS: 'press, Wholesale' },
        HIGH_STAKES_TOPICS: 'safety, bereavement, fraud, legal, privacy, cancellation',
        VIP_CONTACTS: `+44 7700 900123, ${VIP}`,
      },
    });
  });
  afterAll(() => world?.close());

  it.each(OFFLINE.map((trigger) => [trigger.name, trigger] as const))('%s', (_, trigger) => handsOff(world, trigger));
});

const reply = (kind: string, text = '', citations: string[] = [], reason = 'none'): ScriptedAnswer => ({
  type: 'json',
  value: { kind, text, citations, reason },
});
const PACKET: ScriptedAnswer = {
  type: 'json',
  value: { headline: 'x', suggested_opening: null, wants: null, facts: [], tried: [], blocked: null, mood: 'calm' },
};

/** What the emulated model makes of the customer's newest message. */
const MADE_OF: readonly (readonly [words: string, answer: ScriptedAnswer])[] = [
  ['the thing', reply('clarify', 'Which product do you mean?')],
  ['my special case', reply('handoff', '', [], 'policy')],
  ['fed up', reply('handoff', '', [], 'frustrated')],
  ['somebody of flesh', reply('handoff', '', [], 'asked_for_person')],
  ['how heavy is it', reply('answer', 'It weighs 47 kilograms.', ['p1'])],
  ['can you arrange it', reply('answer', "I'll connect you with a colleague right away.", ['p1'])],
];

function answered({ body }: RecordedRequest): ScriptedAnswer {
  const sent = JSON.stringify(body);
  if (sent.includes('suggested_opening')) return PACKET;
  const newest = sent.slice(sent.lastIndexOf('<customer_message>'));
  return MADE_OF.find(([words]) => newest.includes(words))?.[1] ?? reply('small_talk', 'Hello!');
}

const WITH_MODEL: readonly Trigger[] = [
  {
    ...{ name: 'asked back too often', reason: 'clarified_too_often', why: 'the AI had to ask back too often' },
    story: [
      'I need the thing',
      { gets: 'Which product' },
      'just the thing from before',
      { gets: /Which product.*Which product/s },
      'the thing I told you about',
    ],
  },
  {
    ...{ name: 'the model reads a rule of the shop', reason: 'policy', why: 'a rule of yours asks for people' },
    story: ['please decide my special case'],
  },
  {
    ...{ name: 'the model reads anger', reason: 'frustrated', why: 'the customer is frustrated' },
    story: ['oh I am so done with all this, fed up'],
  },
  {
    ...{ name: 'the model reads what no rule does', reason: 'asked_for_person', why: 'asked for a person' },
    story: ['there must be somebody of flesh behind this curtain'],
  },
  {
    ...{
      name: 'an answer that nothing bears out',
      reason: 'ungrounded',
      why: 'the AI had no answer that it could prove',
    },
    story: ['and how heavy is it'],
  },
  {
    ...{
      name: 'a promise in the draft',
      reason: 'promised',
      why: 'the AI was about to promise what only people can do',
    },
    story: ['great, can you arrange it'],
  },
];

describe.each([
  ['openai', () => startOpenAiFake({ dialect: 'responses' })],
  ['anthropic', () => startAnthropicFake()],
] as const)('with MODEL=%s', (name, startFake) => {
  let fake: EmulatedModel;
  let world: World;

  beforeAll(async () => {
    fake = await startFake();
    fake.answerWith(answered);
    world = await startWorld({ env: { MODEL: name, ...fake.settings, UNGROUNDED_ANSWER: 'handoff' } });
  });
  afterAll(async () => {
    await world?.close();
    await fake?.stop();
  });

  it.each(WITH_MODEL.map((trigger) => [trigger.name, trigger] as const))('%s', (_, trigger) =>
    handsOff(world, trigger),
  );
});

const ASKED: Trigger = {
  ...{ name: 'asked for', reason: 'asked_for_person', story: ['I want to talk to a human'], why: 'asked for a person' },
};

describe('an explicit request always wins', () => {
  it('with the model down, and with the caps on its cost reached; the cap itself brings a person too', async () => {
    const fake = await startOpenAiFake();
    fake.answerWith(answered);
    const env = { MODEL: 'openai', ...fake.settings, AI_TOKENS_PER_CONVERSATION: '1', AI_TOKENS_PER_DAY: '100000000' };
    const world = await startWorld({ env });
    try {
      await handsOff(world, {
        ...{ name: 'cost', reason: 'cost_limit', why: 'the AI cost as much as it may in one conversation' },
        story: ['hello', { gets: 'Hello!' }, 'and again hello'],
      });
      await handsOff(world, { ...ASKED, story: ['hello', { gets: 'Hello!' }, 'I want to talk to a human'] });
      fake.faults.fail({ type: 'server_error', done: false }, 99);
      await handsOff(world, ASKED);
      fake.faults.clear();
    } finally {
      await world.close();
      await fake.stop();
    }
  });

  it('with the cap of the day reached, when no model is asked any more', async () => {
    const fake = await startOpenAiFake();
    fake.answerWith(answered);
    const world = await startWorld({ env: { MODEL: 'openai', ...fake.settings, AI_TOKENS_PER_DAY: '1' } });
    try {
      const scene = new Scene(world);
      await scene.say('hello');
      await scene.receives('Hello');
      const asked = fake.requests.length;
      await handsOff(world, ASKED);
      expect(fake.requests).toHaveLength(asked);
    } finally {
      await world.close();
      await fake.stop();
    }
  });
});

it('an AI that fails altogether hands off, with the reason', async () => {
  const broken = { tools: () => Promise.reject(new Error('nothing works')) };
  const patience = { model: { giveUpAfterMs: 200, retryBaseMs: 50, retryMaxMs: 50 } };
  const world = await startWorld({ overrides: { toolbox: broken, patience } });
  try {
    await handsOff(world, {
      ...{ name: 'failed', reason: 'responder_failed', story: ['How long does delivery take?'] },
      why: 'the AI failed to answer',
    });
  } finally {
    await world.close();
  }
});

it('every reason to hand off is in one of these journeys, or in that of tools', () => {
  const shown = new Set([...OFFLINE, ...WITH_MODEL].map(({ reason }) => reason));
  const elsewhere: HandoffReason[] = ['cost_limit', 'responder_failed', 'tool_failed', 'not_identified'];
  expect(HANDOFF_REASONS.filter((reason) => !shown.has(reason))).toEqual(expect.arrayContaining(elsewhere));
  expect(HANDOFF_REASONS.filter((reason) => !shown.has(reason))).toHaveLength(elsewhere.length);
});
