import { createClient } from '../../../adapters/customer-channels/twilio/client';
import type { TwilioEmulator } from '../../../adapters/customer-channels/twilio/emulator/start';
import { peopleOf } from '../../../adapters/customer-channels/twilio/people';
import { type ReadBackParts, twilioReadBack } from '../../../adapters/customer-channels/twilio/read-back';
import type { IncomingEvent } from '../../../src/ports';
import { closeAll, emulated, MARIA, memoryStorage, recordingLog, settingsOf, store, until } from './harness';

afterEach(closeAll);

const START = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;

/** A reader whose minutes pass when the test says so. */
class Reader {
  readonly storage = memoryStorage();
  readonly log = recordingLog();
  readonly events: IncomingEvent[] = [];
  /** Every call of `emit`, repeats and all. */
  readonly emitted: (readonly IncomingEvent[])[] = [];
  at = START;
  readings = 0;
  private next: (() => void) | null = null;
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly twilio: TwilioEmulator,
    private readonly changed: Partial<ReadBackParts> = {},
  ) {
    twilio.setNow(START);
  }

  async start(): Promise<void> {
    const { account, smsFrom, whatsappFrom } = this.twilio.state;
    const client = await createClient({
      accountSid: account.sid,
      apiUrl: this.twilio.settings.TWILIO_API_URL ?? '',
      credentials: { username: account.sid, password: account.authToken },
      deadlineMs: 2000,
    });
    const connection = twilioReadBack({
      client,
      numbers: async () => [smsFrom, whatsappFrom],
      people: peopleOf(settingsOf(this.twilio, { rcsFrom: '' }), this.storage),
      storage: this.storage,
      log: this.log,
      now: () => this.at,
      pause: (_ms, signal) => this.pause(signal),
      ...this.changed,
    });
    this.stopping = new AbortController();
    const emit = async (events: readonly IncomingEvent[]) => {
      this.emitted.push(events);
      store(this.events, events);
    };
    this.running = connection.run(emit, this.stopping.signal);
    await this.read();
  }

  /** Lets time pass on both sides; the next reading sees it. */
  pass(ms: number): void {
    this.at += ms;
    this.twilio.setNow(this.at);
  }

  async minute(): Promise<void> {
    this.pass(MINUTE);
    const reading = this.read();
    this.proceed();
    await reading;
  }

  /** Ends the pause, and waits for nothing. */
  proceed(): void {
    this.next?.();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.next?.();
    await this.running;
  }

  private async read(): Promise<void> {
    const before = this.readings;
    await until(() => this.readings > before);
  }

  private pause(signal: AbortSignal): Promise<void> {
    this.readings += 1;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      this.next = resolve;
    });
  }
}

async function reader(changed?: Partial<ReadBackParts>): Promise<Reader> {
  return new Reader(await emulated(), changed);
}

const texts = (events: readonly IncomingEvent[]) =>
  events
    .flatMap((event) => (event.type === 'customer_message' ? event.parts : []))
    .map((part) => part.type === 'text' && part.text);

test('what no webhook brought is reported, oldest first, under the keys of the webhook', async () => {
  const one = await reader();
  await one.start();
  const { id } = await one.twilio.sms.say(MARIA, 'first');
  one.pass(1000);
  await one.twilio.sms.say(MARIA, 'second');
  await one.twilio.whatsapp.say(MARIA, 'third');
  await one.minute();
  expect(texts(one.events)).toEqual(['first', 'second', 'third']);
  expect(one.events[0]).toEqual({
    type: 'customer_message',
    keys: [`m:${id}`],
    source: 'twilio-sms:+351912345678',
    at: START,
    channelId: 'twilio-sms',
    contact: MARIA,
    externalId: id,
    parts: [{ type: 'text', text: 'first' }],
  });
  await one.stop();
});

test('nothing from before the first start is ever reported', async () => {
  const one = await reader();
  await one.twilio.sms.say(MARIA, 'history');
  one.pass(2 * MINUTE);
  await one.start();
  for (let n = 0; n < 3; n++) await one.minute();
  expect(one.emitted).toEqual([]);
  await one.stop();
});

test('what is younger than half a minute is left to the webhook, which knows more of it', async () => {
  const one = await reader();
  await one.start();
  one.pass(MINUTE - 20_000);
  await one.twilio.sms.say(MARIA, 'just now');
  one.pass(-(MINUTE - 20_000));
  await one.minute();
  expect(one.emitted).toEqual([]);
  await one.minute();
  expect(texts(one.events)).toEqual(['just now']);
  await one.stop();
});

test('it goes on where it stopped, however long that was', async () => {
  const one = await reader();
  await one.start();
  await one.stop();
  for (const n of [1, 2, 3]) {
    one.pass(8 * 60 * MINUTE);
    await one.twilio.sms.say(MARIA, `night ${n}`);
  }
  one.pass(MINUTE);
  await one.start();
  expect(texts(one.events)).toEqual(['night 1', 'night 2', 'night 3']);
  await one.stop();
});

test('more than a page is read to its end, in portions that are stored one by one', async () => {
  const one = await reader();
  await one.start();
  for (let n = 0; n < 1205; n++) await one.twilio.sms.say(MARIA, `n ${n}`);
  await one.minute();
  expect(texts(one.events)).toHaveLength(1205);
  expect(one.emitted.every((events) => events.length <= 100)).toBe(true);
  expect(one.twilio.calls('messages.list').some(({ parameters }) => parameters.Page?.[0] === '1')).toBe(true);
  await one.stop();
});

test('files come with their types, a place is a placeholder, and keywords are obeyed', async () => {
  const one = await reader();
  await one.start();
  const { whatsapp, sms } = one.twilio;
  await whatsapp.gesture(MARIA, 'voice');
  await whatsapp.gesture(MARIA, 'location');
  await sms.sendMedia(MARIA, { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('x') }, 'look');
  await sms.gesture(MARIA, 'stop');
  await one.minute();
  const parts = one.events.flatMap((event) => (event.type === 'customer_message' ? [event.parts] : []));
  expect(parts).toMatchObject([
    [
      { type: 'text', text: 'look' },
      { type: 'media', kind: 'image', mediaType: 'image/jpeg' },
    ],
    [{ type: 'text', text: 'STOP' }],
    [{ type: 'media', kind: 'voice', mediaType: 'audio/ogg' }],
    [{ type: 'unsupported', what: 'something while Baton could not be reached' }],
  ]);
  expect(one.events.filter(({ type }) => type === 'customer_reachability')).toHaveLength(2);
  await one.stop();
});

/** As any program would that has the account's credentials. */
function send({ settings, state }: TwilioEmulator, fields: Readonly<Record<string, string>>) {
  const { sid, authToken } = state.account;
  return fetch(`${settings.TWILIO_API_URL}/api.twilio.com/2010-04-01/Accounts/${sid}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ To: MARIA, From: state.smsFrom, ...fields }),
  });
}

test('what failed while nobody listened is told at once, what arrived once no receipt is to be expected, by their keys', async () => {
  const one = await reader();
  await one.start();
  await send(one.twilio, { Body: 'arrives' });
  await one.twilio.idle();
  one.twilio.carrier.failNext({ code: 30003, status: 'undelivered' });
  await send(one.twilio, { Body: 'does not' });
  await one.twilio.idle();
  const [arrived, failed] = one.twilio.state.messages;
  await one.minute();
  expect(one.events).toMatchObject([
    { type: 'delivery_status', status: 'failed', code: '30003', keys: [`s:${failed?.sid}:undelivered`], listed: true },
  ]);
  await one.minute();
  expect(one.events.slice(1)).toMatchObject([
    { type: 'delivery_status', status: 'delivered', keys: [`s:${arrived?.sid}:delivered`], listed: true },
  ]);
  await one.stop();
});

test('what arrived long ago is not looked at every minute, and what was read since is', async () => {
  const one = await reader();
  await one.start();
  await send(one.twilio, { Body: 'arrives' });
  await one.twilio.idle();
  for (let n = 0; n < 20; n++) await one.minute();
  const calls = one.emitted.length;
  for (let n = 0; n < 5; n++) await one.minute();
  expect(one.emitted).toHaveLength(calls);
  Object.assign(one.twilio.state.messages[0] ?? {}, { status: 'read', updatedAt: one.at });
  await one.minute();
  expect(one.events.at(-1)).toMatchObject({ type: 'delivery_status', status: 'read' });
  await one.stop();
});

test('what failed before it was sent, and so has no time of sending, is told too, however many came later', async () => {
  const one = await reader();
  await one.start();
  const { whatsappFrom } = one.twilio.state;
  await send(one.twilio, { To: `whatsapp:${MARIA}`, From: whatsappFrom, Body: 'outside the window' });
  await one.twilio.idle();
  await one.twilio.whatsapp.say(MARIA, 'Hi');
  for (let n = 0; n < 450; n++) await send(one.twilio, { To: `whatsapp:${MARIA}`, From: whatsappFrom, Body: `n ${n}` });
  await one.twilio.idle();
  await one.minute();
  expect(one.events.filter(({ type }) => type === 'delivery_status')).toMatchObject([
    { status: 'failed', code: '63016' },
  ]);
  await one.stop();
});

test('an hour after a message its failure is looked for no more, and older pages are left unread', async () => {
  const one = await reader();
  await one.start();
  await one.minute();
  for (let n = 0; n < 450; n++) await send(one.twilio, { Body: `n ${n}` });
  await one.twilio.idle();
  for (let n = 0; n < 63; n++) await one.minute();
  const lists = () => one.twilio.calls('messages.list').filter(({ parameters }) => parameters.From !== undefined);
  const before = lists().length;
  await one.minute();
  // One page of each number.
  expect(lists()).toHaveLength(before + 2);
  await one.stop();
});

test('a person who once showed a business-scoped id stays the contact known by it', async () => {
  const one = await reader();
  await one.storage.set('person:whatsapp:+351912345678', 'whatsapp:PT.4911502576394655');
  await one.start();
  await one.twilio.whatsapp.say(MARIA, 'Hi');
  await one.minute();
  expect(one.events).toMatchObject([{ contact: 'whatsapp:PT.4911502576394655' }]);
  await one.stop();
});

test('errors are logged once, without a customer or a credential in them, and end nothing', async () => {
  const one = await reader();
  await one.start();
  await one.twilio.sms.say(MARIA, 'a text that nobody may log');
  for (const fault of [
    { type: 'server_error', done: false },
    { type: 'cut', done: false },
    { type: 'refuse', error: '20003' },
  ] as const) {
    one.twilio.faults.fail(fault, 1, 'messages.list');
    await one.minute();
  }
  expect(one.events).toEqual([]);
  await one.minute();
  expect(texts(one.events)).toEqual(['a text that nobody may log']);
  expect(one.log.lines).toHaveLength(1);
  expect(one.log.lines.join()).not.toMatch(/nobody may log|351912345678/);
  expect(one.log.lines.join()).not.toContain(one.twilio.state.account.authToken);
  await one.stop();
});

test('what could not be stored is read again', async () => {
  const one = await reader();
  await one.start();
  await one.stop();
  await one.twilio.sms.say(MARIA, 'while the database is away');
  one.pass(MINUTE);
  const set = one.storage.set;
  one.storage.set = () => Promise.reject(new Error('The database is away.'));
  await one.start();
  one.storage.set = set;
  await one.minute();
  expect(texts(one.events)).toEqual(['while the database is away']);
  expect(one.emitted).toHaveLength(2);
  await one.stop();
});

test('an abort ends it, also while Twilio does not answer', async () => {
  const one = await reader();
  await one.start();
  one.twilio.faults.fail({ type: 'hang', done: false }, 1, 'messages.list');
  one.pass(MINUTE);
  one.proceed();
  await until(() => one.twilio.faults.left?.() === 0);
  await one.stop();
  expect(one.log.lines).toEqual([]);
});
