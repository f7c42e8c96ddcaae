import { startAnthropicFake } from '../../adapters/ai/anthropic/emulator';
import { startOpenAiFake } from '../../adapters/ai/openai/emulator';
import type { EmulatedModel, RecordedRequest, ScriptedAnswer } from '../../adapters/shared/emulated-model';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const reply = (kind: string, text: string, citations: string[] = [], reason = 'none'): ScriptedAnswer => ({
  type: 'json',
  value: { kind, text, citations, reason },
});

const SUMMARY = {
  headline: 'Mug from order 1043 arrived broken',
  suggested_opening: 'I see that the mug from order 1043 arrived broken.',
  wants: 'Wants a new mug.',
  facts: [{ label: 'Order', value: '1043', message: 'm1' }],
  tried: [],
  blocked: null,
  mood: 'annoyed',
};

const asksForSummary = ({ body }: RecordedRequest): boolean => JSON.stringify(body).includes('suggested_opening');

/** A model that reads its passages: it repeats the sentence about express delivery and cites where it stands. */
function expressAnswer({ body }: RecordedRequest): ScriptedAnswer {
  const passage = /\[(p\d)\][^[]*?(Express delivery arrives[^.]*\.)/.exec(JSON.stringify(body));
  return passage === null ? reply('no_answer', 'Not found.') : reply('answer', passage[2] ?? '', [passage[1] ?? '']);
}

describe.each([
  ['openai', () => startOpenAiFake({ dialect: 'responses' })],
  ['openai', () => startOpenAiFake({ dialect: 'chat' })],
  ['anthropic', () => startAnthropicFake()],
] as const)('with MODEL=%s', (name, startFake) => {
  let fake: EmulatedModel;
  let world: World;
  let scene: Scene;

  beforeEach(async () => {
    fake = await startFake();
    world = await startWorld({ env: { MODEL: name, ...fake.settings } });
    scene = new Scene(world);
  });
  afterEach(async () => {
    await world?.close();
    // Rejects if anything was sent that the real API refuses.
    await fake?.stop();
  });

  it('a question is answered by the model from the shop’s articles, with where to read more', async () => {
    fake.answerWith(expressAnswer);
    await scene.say('When does express delivery arrive?');
    await scene.receives('Express delivery arrives the next working day');
    await scene.receives('https://tarnandtimber.example/help/shipping');
  });

  it('the thread opens with the packet, and the card gets the model’s summary when it comes', async () => {
    fake.answerWith((request) =>
      asksForSummary(request) ? { type: 'json', value: SUMMARY } : reply('small_talk', 'Hello!'),
    );
    // The model is slow: its first try is cut.
    fake.faults.fail({ type: 'cut', done: false }, 1);
    await scene.say('The mug from order 1043 arrived broken, I want a new mug. A real person please!');
    const root = await scene.root();
    expect(JSON.stringify(root.raw)).toContain('1043');
    await eventually(
      async () => JSON.stringify((await scene.root()).raw).includes(SUMMARY.suggested_opening),
      'the card shows the summary',
    );
    expect(scene.roots()).toHaveLength(1);
    // What opened the thread was the packet: it did not wait for the model.
    const [opening] = world.slack.control.calls('chat.postMessage');
    expect(JSON.stringify(opening?.args)).toContain('1043');
    expect(JSON.stringify(opening?.args)).not.toContain(SUMMARY.suggested_opening);
  });
});

describe('when the model does not help', () => {
  let fake: EmulatedModel;
  let world: World;
  let scene: Scene;

  beforeEach(async () => {
    fake = await startOpenAiFake();
    world = await startWorld({ env: { MODEL: 'openai', ...fake.settings } });
    scene = new Scene(world);
  });
  afterEach(async () => {
    await world?.close();
    await fake?.stop();
  });

  it('a model that is down leaves answers to the built-in ones, and the summary to the packet', async () => {
    fake.faults.fail({ type: 'server_error', done: false }, 99);
    await scene.say('How long does delivery take?');
    await scene.receives('2 to 3 working days');
    await scene.say('I want to talk to a real person');
    await scene.receives('bringing in a colleague');
    await scene.root();
  });

  it('an explicit request for a person is obeyed at once while the model hangs', async () => {
    fake.faults.fail({ type: 'hang', done: false }, 99);
    await scene.say('How long does delivery take?');
    await eventually(() => fake.requests.length > 0, 'the model is asked');
    await scene.say('Let me talk to a human please');
    await scene.receives('bringing in a colleague');
    await scene.root();
    expect(scene.received().some(({ text }) => text.includes('working days'))).toBe(false);
    // The summary waits for the model; the thread did not.
    fake.answerWith(() => ({ type: 'json', value: SUMMARY }));
    fake.faults.clear();
  });

  it('a draft is cancelled when a person takes over, and what it would have said is never sent', async () => {
    fake.answerWith((request) =>
      asksForSummary(request) ? { type: 'json', value: SUMMARY } : reply('small_talk', 'Hello!'),
    );
    await scene.say('I want to talk to a real person about order 1043');
    const root = await scene.root();
    await scene.settled();
    await scene.reply(root.id, 'Ana here, I look into it.');
    await scene.receives('Ana here');
    await scene.settled();
    await scene.press(await scene.root(), 'return_to_bot');
    await scene.settled();

    const before = fake.requests.length;
    fake.faults.fail({ type: 'hang', done: false }, 9);
    await scene.say('How long does delivery take?');
    await eventually(() => fake.requests.length > before, 'the model is asked');
    await scene.press(await scene.root(), 'take_over');
    await scene.settled();
    fake.faults.clear();
    const asked = fake.requests.length;
    await scene.reply(root.id, 'It is with me again.');
    await scene.receives('It is with me again.');
    await scene.settled();
    expect(scene.received().some(({ text }) => text.includes('working days'))).toBe(false);
    expect(fake.requests.length).toBe(asked);
  });

  it('what the model was told names no note, no address and no card number', async () => {
    fake.answerWith((request) =>
      asksForSummary(request) ? { type: 'json', value: SUMMARY } : reply('small_talk', 'Hello!'),
    );
    await scene.say('My card is 4111 1111 1111 1111');
    await scene.receives('Hello!');
    await scene.say('I want to talk to a real person');
    const root = await scene.root();
    await scene.settled();
    await scene.reply(root.id, '// sounds like a fraud');
    await scene.reply(root.id, 'Hi, I am Ana.');
    await scene.receives('I am Ana');
    await scene.press(await scene.root(), 'return_to_bot');
    await scene.settled();
    await scene.say('hello again');
    await scene.receives(/Hello!/);
    await eventually(
      () => fake.requests.some(({ body }) => JSON.stringify(body).includes('I am Ana')),
      'the model reads what Ana said',
    );
    const all = JSON.stringify(fake.requests.map(({ body }) => body));
    expect(all).not.toContain('4111');
    expect(all).not.toContain('sounds like a fraud');
    expect(all).not.toContain(scene.customer);
  });
});

describe('voice notes', () => {
  let fake: EmulatedModel;
  let world: World;
  let scene: Scene;
  const isSpeech = ({ path }: RecordedRequest): boolean => path.endsWith('/audio/transcriptions');
  let said = '';

  beforeAll(async () => {
    fake = await startOpenAiFake();
    fake.answerWith((request) => {
      if (isSpeech(request)) return { type: 'text', text: said };
      return asksForSummary(request) ? { type: 'json', value: SUMMARY } : expressAnswer(request);
    });
    world = await startWorld({ env: { MODEL: 'openai', ...fake.settings } });
  });
  afterAll(async () => {
    await world?.close();
    await fake?.stop();
  });
  let customers = 0;
  beforeEach(() => {
    scene = new Scene(world);
    customers += 1;
    Object.assign(scene, { customer: String(700_000_700 + customers) });
  });

  const speak = async (words: string): Promise<void> => {
    said = words;
    await world.phone.gesture(scene.customer, 'voice');
  };

  it('what is asked aloud is answered like what is written', async () => {
    await speak('When does express delivery arrive?');
    await scene.receives('Express delivery arrives the next working day');
  });

  it('who asks for a person aloud gets one, and agents read what was said under the recording', async () => {
    await speak('I want to talk to a real person, please');
    await scene.receives('bringing in a colleague');
    const root = await scene.root(0);
    await scene.shows(root.id, 'I want to talk to a real person, please');
    await speak('It is about the mug that broke');
    await scene.shows(root.id, 'It is about the mug that broke');
  });

  it('a recording that cannot be made out is said not to be, and a person can still be had', async () => {
    fake.faults.fail({ type: 'refuse', error: 'unsupported_format' }, 2);
    await speak('');
    await scene.receives(/voice|recording|written|text/i);
  });
});

describe('what the model costs', () => {
  let fake: EmulatedModel;
  let world: World | undefined;
  let scene: Scene;
  const start = async (env: Record<string, string>): Promise<void> => {
    world = await startWorld({ env: { MODEL: 'openai', ...fake.settings, ...env } });
    scene = new Scene(world);
  };

  beforeEach(async () => {
    fake = await startOpenAiFake();
    fake.answerWith((request) =>
      asksForSummary(request) ? { type: 'json', value: SUMMARY } : reply('small_talk', 'Hello!'),
    );
  });
  afterEach(async () => {
    await world?.close();
    await fake?.stop();
  });

  it('is in the books and in the metrics, by purpose, without a word of anybody', async () => {
    await start({});
    await scene.say('Good morning to you');
    await scene.receives('Hello!');
    await scene.say('I want to talk to a real person');
    await scene.root();
    const calls = () => scene.query('select purpose, outcome, request_id, input_tokens from model_calls order by id');
    await eventually(async () => (await calls()).length === 2, 'both calls are in the books');
    expect(await calls()).toMatchObject([
      {
        purpose: 'reply',
        outcome: 'text',
        request_id: expect.stringContaining('req_'),
        input_tokens: expect.any(Number),
      },
      { purpose: 'summary', outcome: 'text' },
    ]);
    const metrics = await (await fetch(`${world?.publicUrl}/metrics`)).text();
    expect(metrics).toMatch(/baton_model_tokens_total\{model="openai gpt-6-luna",purpose="reply",kind="input"\} [1-9]/);
    expect(metrics).toContain('baton_conversations{mode="queued"} 1');
    expect(metrics).toContain('baton_customers_waiting 1');
    expect(metrics).not.toMatch(/morning|real person/);
  });

  it('has an end for one conversation: a person takes over', async () => {
    await start({ AI_TOKENS_PER_CONVERSATION: '1' });
    await scene.say('Good morning to you');
    await scene.receives('Hello!');
    await scene.say('What do you sell?');
    await scene.receives('bringing in a colleague');
    await scene.shows((await scene.root()).id, 'What do you sell?');
    expect(fake.requests.filter((request) => !asksForSummary(request))).toHaveLength(1);
  });

  it('has an end for the day: customers are answered without the model, and who asks for a person gets one', async () => {
    await start({ AI_TOKENS_PER_DAY: '1' });
    await scene.say('Good morning to you');
    await scene.receives('Hello!');
    await scene.say('How long does delivery take?');
    await scene.receives('2 to 3 working days');
    await scene.say('I want to talk to a real person');
    await scene.receives('bringing in a colleague');
    await scene.root();
    expect(fake.requests).toHaveLength(1);
  });
});
