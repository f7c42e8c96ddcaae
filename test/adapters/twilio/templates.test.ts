import {
  GREETING_TEMPLATE,
  PORTUGUESE_TEMPLATE,
  REPLY_TEMPLATE,
} from '../../../adapters/customer-channels/twilio/emulator/state';
import { checkBindings } from '../../../adapters/customer-channels/twilio/template-variables';
import type { ReadyTemplate, TemplateWanted } from '../../../src/ports';
import {
  closeAll,
  context,
  failure,
  MARIA,
  MARIA_ON_WHATSAPP,
  memoryStorage,
  provide,
  recordingLog,
  settingsOf,
  world,
} from './harness';

afterEach(closeAll);

const BOTH = {
  replyTemplateSid: `${REPLY_TEMPLATE},${PORTUGUESE_TEMPLATE}`,
  replyTemplateVariables: '1=customer_name,2=agent_name',
};
const KEY = '0b9f3c1e-6f0a-4c1e-9d35-0f5a52f1c0de';

const wanted = (changed: Partial<TemplateWanted> = {}): TemplateWanted => ({
  language: 'pt',
  customerName: 'Maria',
  agentName: 'Ana',
  ...changed,
});

async function templates(settings: Record<string, string> = BOTH, change: (sid: string) => object = () => ({})) {
  const opened = await world({ settings });
  const { state } = opened.twilio;
  for (const [sid, template] of state.templates) state.templates.set(sid, { ...template, ...change(sid) });
  const facet = opened.baton.whatsapp.templates;
  if (facet === undefined) throw new Error('There are no templates.');
  return { ...opened, facet };
}

test('the one in the language of the customer, with what is known in place of its variables', async () => {
  const { facet } = await templates();
  expect(await facet.find(wanted())).toEqual({
    id: PORTUGUESE_TEMPLATE,
    language: 'pt_BR',
    text: 'Olá Maria, Ana respondeu. Escreva-nos para ler.',
    variables: { '1': 'Maria', '2': 'Ana' },
  });
});

test.each([
  ['another language', wanted({ language: 'de' })],
  ['no language', wanted({ language: null })],
])('the first one for %s', async (_name, given) => {
  const { facet } = await templates();
  expect(await facet.find(given)).toMatchObject({ id: REPLY_TEMPLATE, language: 'en', variables: {} });
});

test('what is not known gives way to the sample that was approved; a name cannot break it', async () => {
  const { facet } = await templates();
  expect((await facet.find(wanted({ customerName: null }))).text).toBe(
    'Olá cliente, Ana respondeu. Escreva-nos para ler.',
  );
  expect((await facet.find(wanted({ customerName: ' Ma\n\tria    S ' }))).variables).toMatchObject({ '1': 'Ma ria S' });
});

test('one that is not approved is passed over, and told where there is no other', async () => {
  const { facet } = await templates(BOTH, (sid) => (sid === PORTUGUESE_TEMPLATE ? { status: 'paused' } : {}));
  expect(await facet.find(wanted())).toMatchObject({ id: REPLY_TEMPLATE });
  const alone = await templates({ replyTemplateSid: PORTUGUESE_TEMPLATE }, () => ({ status: 'rejected' }));
  const error = await failure(alone.facet.find(wanted()));
  expect(error).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/not approved.*rejected.*admin/) });
});

test('a variable that stands for nothing is told, and so is a sid that Twilio does not know', async () => {
  const unbound = await templates({ replyTemplateSid: GREETING_TEMPLATE, replyTemplateVariables: '1=customer_name' });
  expect((await failure(unbound.facet.find(wanted()))).message).toContain('TWILIO_REPLY_TEMPLATE_VARIABLES');
  const unknown = await templates({ replyTemplateSid: `HX${'9'.repeat(32)}` });
  expect(await failure(unknown.facet.find(wanted()))).toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('does not know the template'),
  });
});

test('it goes through a closed window, exactly as it was shown, and its receipts come under the key', async () => {
  const { facet, twilio, baton } = await templates();
  const ready = await facet.find(wanted());
  const { sentId } = await facet.askToWrite(MARIA_ON_WHATSAPP, ready, context({ key: KEY }));
  await twilio.idle();
  expect(twilio.calls('messages.create')[0]?.parameters).toMatchObject({
    ContentSid: [PORTUGUESE_TEMPLATE],
    ContentVariables: ['{"1":"Maria","2":"Ana"}'],
    From: ['whatsapp:+14155238886'],
  });
  expect(twilio.whatsapp.screen(MARIA).messages).toMatchObject([{ id: sentId, text: ready.text }]);
  expect(baton.events.at(-1)).toMatchObject({ status: 'read', key: KEY, sentId });
  const found = await baton.whatsapp.lookup?.findSent(
    MARIA_ON_WHATSAPP,
    { type: 'text', text: ready.text },
    context({ key: KEY, firstTriedAt: 0 as never }),
  );
  expect(found).toBe(sentId);
});

test.each([
  ['paused', '63041'],
  ['rejected', '63040'],
  ['unsubmitted', '63016'],
])('one that WhatsApp has %s meanwhile fails with a sentence', async (status, code) => {
  const { facet, twilio, baton } = await templates();
  const ready: ReadyTemplate = await facet.find(wanted());
  const template = twilio.state.templates.get(ready.id);
  twilio.state.templates.set(ready.id, { ...template, status } as never);
  await facet.askToWrite(MARIA_ON_WHATSAPP, ready, context());
  await twilio.idle();
  expect(baton.events.at(-1)).toMatchObject({ status: 'failed', code, detail: expect.stringMatching(/\.$/) });
});

test('approval is looked at when Baton starts: a hint, and nothing is held up', async () => {
  const { twilio } = await templates(BOTH, (sid) => (sid === PORTUGUESE_TEMPLATE ? { status: 'pending' } : {}));
  const log = recordingLog();
  const provider = await provide(settingsOf(twilio, BOTH), {
    publicUrl: 'https://baton.example',
    log,
    storage: memoryStorage(),
  });
  await provider.prepare?.();
  const lines = log.lines.join('\n');
  expect(lines).toContain(`WhatsApp has approved the template {"sid":"${REPLY_TEMPLATE}"`);
  expect(lines).toMatch(/WhatsApp has not approved the template HX0+3 \(it is pending\)/);
});

test('without a template there is none to offer', async () => {
  const { baton } = await world({ settings: { replyTemplateSid: '' } });
  expect(baton.whatsapp.templates).toBeUndefined();
  expect(baton.sms.templates).toBeUndefined();
  expect(baton.rcs.templates).toBeUndefined();
});

test.each([
  ['1=customer_name', true],
  ['1=customer_name, 2=agent_name', true],
  ['1=order', false],
  ['customer_name', false],
])('%p as a setting is accepted: %p', (value, accepted) => {
  expect(checkBindings(value) === null).toBe(accepted);
});

describe('buttons', () => {
  const offer = {
    type: 'text',
    text: 'Would you like to talk to a person?',
    choices: [
      { id: 'person', label: 'Yes' },
      { id: 'no_person', label: 'No' },
    ],
  } as const;

  test('stand under a text in an open window; the set of them is made once, and a press comes back as a choice', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Hm');
    const first = await baton.whatsapp.send(MARIA_ON_WHATSAPP, offer, context());
    await baton.whatsapp.send(MARIA_ON_WHATSAPP, { ...offer, text: 'A person?' }, context());
    await twilio.idle();
    expect(twilio.calls('content.create')).toHaveLength(1);
    expect(twilio.whatsapp.screen(MARIA).messages.slice(1)).toMatchObject([
      { text: offer.text, buttons: ['Yes', 'No'], status: 'read' },
      { text: 'A person?', buttons: ['Yes', 'No'] },
    ]);
    await twilio.whatsapp.tap(MARIA, first.sentId, 'Yes');
    await twilio.idle();
    expect(baton.events.at(-1)).toMatchObject({
      type: 'customer_message',
      parts: [{ type: 'text', text: 'Yes' }],
      choice: { id: 'person', under: first.sentId },
    });
  });

  test.each([
    ['of more than one line', { ...offer, text: 'We are open.\n\nA person?' }, 'none'],
    ['for which none can be made', offer, 'refused'],
  ])('a text %s goes without', async (_name, part, how) => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Hm');
    if (how === 'refused') twilio.faults.fail({ type: 'refuse', error: '20429' }, 1, 'content.create');
    await baton.whatsapp.send(MARIA_ON_WHATSAPP, part, context());
    await twilio.idle();
    expect(twilio.whatsapp.screen(MARIA).messages.at(-1)).toMatchObject({ text: part.text, status: 'read' });
    expect(twilio.whatsapp.screen(MARIA).messages.at(-1)?.buttons).toBeUndefined();
  });

  test('whose answer was lost are found by their words', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Hm');
    twilio.faults.fail({ type: 'cut', done: true }, 1, 'messages.create');
    const tried = context({ key: KEY });
    await failure(baton.whatsapp.send(MARIA_ON_WHATSAPP, offer, tried));
    expect(await baton.whatsapp.lookup?.findSent(MARIA_ON_WHATSAPP, offer, tried)).toBe(
      twilio.state.messages.at(-1)?.sid,
    );
  });
});
