import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { smsChannel } from '../../../adapters/customer-channels/twilio/channel';
import { createClient } from '../../../adapters/customer-channels/twilio/client';
import type { TwilioEmulator } from '../../../adapters/customer-channels/twilio/emulator/start';
import { isReachable } from '../../../adapters/customer-channels/twilio/prepare';
import { directSenders } from '../../../adapters/customer-channels/twilio/senders';
import { SentMessages } from '../../../adapters/customer-channels/twilio/sent-messages';
import type { ContactAddress, Instant } from '../../../src/ports';
import {
  closeAll,
  context,
  failure,
  MARIA,
  MARIA_ON_WHATSAPP,
  memoryStorage,
  sender,
  settingsOf,
  startBaton,
  world,
} from './harness';

afterEach(closeAll);

/** An address that has one file, and notes how it was asked for. */
async function serveFile(bytes: Buffer, mediaType: string) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method);
    response.writeHead(200, { 'content-type': mediaType, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/media/token/a%20b.png` };
}
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const KEY = '0b9f3c1e-6f0a-4c1e-9d35-0f5a52f1c0de';
const HIDDEN = 'whatsapp:DE.1502576394655843' as ContactAddress;

describe('what goes over the wire', () => {
  test('a text: the number, the address for receipts with our key, ten minutes, plain characters', async () => {
    const { twilio, baton, send } = await world();
    await send('It’s on its way…', MARIA, { key: KEY });
    expect(twilio.calls('messages.create')[0]).toMatchObject({
      username: twilio.state.account.sid,
      parameters: {
        To: [MARIA],
        From: ['+14155550100'],
        Body: ["It's on its way..."],
        StatusCallback: [`${baton.publicUrl}/webhooks/twilio/status?k=${KEY}`],
        ValidityPeriod: ['600'],
        SmartEncoded: ['true'],
      },
    });
  });

  test('a messaging service takes the place of the number', async () => {
    const world1 = await world();
    const { twilio } = world1;
    const baton = await startBaton(settingsOf(twilio, { messagingServiceSid: twilio.state.serviceSid, smsFrom: '' }));
    await sender(baton.sms)('Hi');
    await twilio.idle();
    const [call] = twilio.calls('messages.create');
    expect(call?.parameters).toMatchObject({ MessagingServiceSid: [twilio.state.serviceSid] });
    expect(call?.parameters.From).toBeUndefined();
    expect(twilio.sms.screen(MARIA).messages).toHaveLength(1);
  });

  test('an API key sends in place of the auth token', async () => {
    const { twilio } = await world();
    const { apiKeySid, apiKeySecret } = twilio.state.account;
    const baton = await startBaton(settingsOf(twilio, { apiKeySid, apiKeySecret }));
    await sender(baton.sms)('Hi');
    expect(twilio.calls('messages.create')[0]?.username).toBe(apiKeySid);
  });

  test('WhatsApp: markup, no SMS saving, and the people who hide their number', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say('+4915112345678', 'Hallo');
    await sender(baton.whatsapp)(
      { type: 'text', text: 'bold “quotes”', entities: [{ type: 'bold', offset: 0, length: 4 }] },
      HIDDEN,
    );
    await twilio.idle();
    const [call] = twilio.calls('messages.create');
    expect(call?.parameters).toMatchObject({
      To: [HIDDEN],
      From: ['whatsapp:+14155238886'],
      Body: ['*bold* “quotes”'],
    });
    expect(call?.parameters.SmartEncoded).toBeUndefined();
    expect(twilio.whatsapp.screen('+4915112345678').messages.at(-1)).toMatchObject({ text: '*bold* “quotes”' });
  });

  test('WhatsApp: a place', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Where are you?');
    const place = { type: 'location', latitude: 38.7139, longitude: -9.1394, name: 'Rossio' } as const;
    await sender(baton.whatsapp)(place, MARIA_ON_WHATSAPP);
    await twilio.idle();
    expect(twilio.whatsapp.screen(MARIA).messages.at(-1)?.text).toBe('📍 38.7139,-9.1394 Rossio');
  });

  test('a file is refused with what to do instead, and nothing is sent', async () => {
    const { twilio, send } = await world();
    const file = { type: 'media', kind: 'image', mediaType: 'image/png', name: 'a.png', bytes: 1, ref: 'x' } as const;
    expect(await failure(send(file))).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/link/) });
    expect(twilio.calls()).toHaveLength(0);
  });

  test('WhatsApp: a picture with words, from the address that core gives', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Which one?');
    const bytes = Buffer.from('a picture');
    const files = await serveFile(bytes, 'image/png');
    const picture = {
      type: 'media',
      kind: 'image',
      mediaType: 'image/png',
      name: 'a b.png',
      bytes: 9,
      ref: 'x',
    } as const;
    const caption = { type: 'text', text: 'This one', entities: [{ type: 'bold', offset: 0, length: 4 }] } as const;
    const send = sender(baton.whatsapp);
    await send({ ...picture, caption }, MARIA_ON_WHATSAPP, { mediaUrl: files.url });
    await send(picture, MARIA_ON_WHATSAPP, { mediaUrl: files.url });
    await twilio.idle();
    const [first, second] = twilio.calls('messages.create');
    expect(first?.parameters).toMatchObject({ Body: ['*This* one'], MediaUrl: [files.url] });
    expect(second?.parameters.Body).toBeUndefined();
    expect(files.asked.slice(0, 2)).toEqual(['HEAD', 'GET']);
    const shown = twilio.whatsapp.screen(MARIA).messages.at(-1);
    expect(shown?.media).toMatchObject({
      mediaType: 'image/png',
      url: expect.stringContaining(bytes.toString('base64')),
    });
  });

  test('WhatsApp: a picture whose answer was lost is found, and no text is taken for it', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Which one?');
    const files = await serveFile(Buffer.from('a picture'), 'image/png');
    const picture = {
      type: 'media',
      kind: 'image',
      mediaType: 'image/png',
      name: 'a.png',
      bytes: 9,
      ref: 'x',
    } as const;
    const tried = context({ key: 'k1', firstTriedAt: Date.now() as Instant, mediaUrl: files.url });
    expect(await baton.whatsapp.lookup?.findSent(MARIA_ON_WHATSAPP, picture, tried)).toBeNull();
    twilio.faults.fail({ type: 'cut', done: true }, 1, 'messages.create');
    expect(await failure(baton.whatsapp.send(MARIA_ON_WHATSAPP, picture, tried))).toMatchObject({ kind: 'unsure' });
    const found = await baton.whatsapp.lookup?.findSent(MARIA_ON_WHATSAPP, picture, tried);
    expect(found).toContain(twilio.state.messages.at(-1)?.sid);
  });

  test.each([
    ['a type that WhatsApp does not take', 'image/heic', 10, '63021'],
    ['a picture of more than 5 MB', 'image/png', 5 * 1024 * 1024 + 1, '63019'],
  ])('the emulated Twilio fails %s, as Twilio does', async (_what, mediaType, bytes, code) => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Which one?');
    const files = await serveFile(Buffer.alloc(bytes), mediaType);
    const picture = { type: 'media', kind: 'image', mediaType, name: 'a', bytes, ref: 'x' } as const;
    await sender(baton.whatsapp)(picture, MARIA_ON_WHATSAPP, { mediaUrl: files.url });
    await twilio.idle();
    expect(baton.events.at(-1)).toMatchObject({ status: 'failed', code });
  });

  test('1,600 characters go in one message, an emoji at the edge in one piece', async () => {
    const { twilio, send } = await world();
    const text = `${'x'.repeat(1598)}👍`;
    await send(text);
    await twilio.idle();
    expect(twilio.sms.screen(MARIA).messages[0]?.text).toBe(text);
  });

  test('two equal texts within a moment are both sent', async () => {
    const { twilio, send } = await world();
    expect(await send('ok')).not.toBe(await send('ok'));
    await twilio.idle();
    expect(twilio.sms.screen(MARIA).messages).toHaveLength(2);
  });
});

describe('refusals', () => {
  test('who has opted out gets nothing, and the agent hears why', async () => {
    const { twilio, send } = await world();
    await twilio.sms.gesture(MARIA, 'stop');
    expect(await failure(send('Hi'))).toMatchObject({
      kind: 'rejected',
      details: { reason: 'opted_out', code: '21610' },
    });
    await twilio.sms.gesture(MARIA, 'start');
    await send('Welcome back');
    await twilio.idle();
    expect(twilio.sms.screen(MARIA).messages.at(-1)?.text).toBe('Welcome back');
  });

  test('a closed window shows in the receipt, because Twilio takes the message first', async () => {
    const { twilio, baton } = await world();
    await sender(baton.whatsapp)('Are you there?', MARIA_ON_WHATSAPP);
    await twilio.idle();
    expect(baton.events.at(-1)).toMatchObject({ status: 'failed', code: '63016', reason: 'window_closed' });
    expect(twilio.whatsapp.screen(MARIA).messages).toHaveLength(0);
  });
});

const parts = async ({ settings, state: { account, smsFrom } }: TwilioEmulator) => ({
  client: await createClient({
    accountSid: account.sid,
    apiUrl: settings.TWILIO_API_URL ?? '',
    credentials: { username: account.sid, password: account.authToken },
  }),
  senders: directSenders({ own: [smsFrom], serviceSid: '', storage: memoryStorage() }),
  sent: new SentMessages(),
  media: () => Promise.reject(new Error('Nobody fetches here.')),
});

describe('receipts', () => {
  const received = (baton: Awaited<ReturnType<typeof world>>['baton']) =>
    baton.events.flatMap((event) => (event.type === 'delivery_status' ? [event] : []));

  test('in any order and twice each: every one comes through once, under the key', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Hi');
    await twilio.idle();
    twilio.faults.deliver({ copies: 2, shuffle: true });
    const sentId = await sender(baton.whatsapp)('Hello', MARIA_ON_WHATSAPP, { key: KEY });
    await twilio.idle();
    const statuses = received(baton);
    expect(statuses.map(({ status }) => status).sort()).toEqual(['delivered', 'queued', 'read', 'sent']);
    expect(new Set(statuses.map((event) => `${event.sentId} ${event.key}`))).toEqual(new Set([`${sentId} ${KEY}`]));
    expect(baton.results.filter(({ events }) => events[0]?.type === 'delivery_status')).toHaveLength(8);
  });

  test('a carrier that drops the message says so with a reason an agent can use', async () => {
    const { twilio, baton, send } = await world();
    twilio.carrier.failNext({ code: 30007, status: 'undelivered' });
    await send('Click https://free.example NOW', MARIA, { key: KEY });
    await twilio.idle();
    expect(received(baton).at(-1)).toMatchObject({ status: 'failed', code: '30007', reason: 'content', key: KEY });
    expect(received(baton).at(-1)?.detail).toMatch(/spam/);
    expect(twilio.sms.screen(MARIA).messages).toHaveLength(0);
  });

  test('an address that Twilio cannot reach is not given to it', async () => {
    const { twilio } = await world();
    // Under a name that is not one of this machine the emulator stands for Twilio itself.
    const elsewhere = `http://localhost.localdomain:${new URL(twilio.settings.TWILIO_API_URL ?? '').port}`;
    expect(isReachable('http://127.0.0.1:3000', elsewhere)).toBe(false);
    expect(isReachable('http://127.0.0.1:3000', '')).toBe(false);
    expect(isReachable('http://127.0.0.1:3000', twilio.settings.TWILIO_API_URL ?? '')).toBe(true);
    expect(isReachable('https://baton.example', '')).toBe(true);
    const channel = smsChannel({ ...(await parts(twilio)), statusUrl: null });
    await sender(channel)('Hi');
    expect(twilio.calls('messages.create')[0]?.parameters.StatusCallback).toBeUndefined();
  });
});

describe('a send whose answer was lost', () => {
  const firstTriedAt = Date.now() as Instant;

  test('is found in the list by its text and time', async () => {
    const { twilio, baton, send } = await world();
    twilio.faults.fail({ type: 'cut', done: true });
    await failure(send('Your parcel left today', MARIA, { key: KEY }));
    await twilio.idle();
    const lost = context({ key: KEY, firstTriedAt });
    const found = await baton.sms.lookup?.findSent(MARIA, { type: 'text', text: 'Your parcel left today' }, lost);
    expect(found).toBe(twilio.state.messages[0]?.sid);
  });

  test('is not found where it was never taken', async () => {
    const { twilio, baton, send } = await world();
    twilio.faults.fail({ type: 'cut', done: false });
    await failure(send('Your parcel left today', MARIA, { key: KEY }));
    const lost = context({ key: KEY, firstTriedAt });
    expect(await baton.sms.lookup?.findSent(MARIA, { type: 'text', text: 'Your parcel left today' }, lost)).toBeNull();
  });

  test('is not mistaken for an equal text before it, whose answer came', async () => {
    const { twilio, baton, send } = await world();
    await send('ok', MARIA, { key: 'the-first-ok' });
    twilio.faults.fail({ type: 'cut', done: false });
    await failure(send('ok', MARIA, { key: KEY }));
    await twilio.idle();
    const lost = context({ key: KEY, firstTriedAt });
    expect(await baton.sms.lookup?.findSent(MARIA, { type: 'text', text: 'ok' }, lost)).toBeNull();
  });

  test('two equal texts that were both lost are two messages', async () => {
    const { twilio, baton, send } = await world();
    // No receipts: only the list can tell.
    twilio.faults.deliver({ hold: true });
    const part = { type: 'text', text: 'ok' } as const;
    const find = (key: string) => baton.sms.lookup?.findSent(MARIA, part, context({ key, firstTriedAt }));
    twilio.faults.fail({ type: 'cut', done: true }, 2);
    await failure(send('ok', MARIA, { key: 'first' }));
    const first = await find('first');
    await failure(send('ok', MARIA, { key: 'second' }));
    const second = await find('second');
    expect([first, second].sort()).toEqual(twilio.state.messages.map(({ sid }) => sid).sort());
    twilio.faults.deliver({ hold: false });
  });

  test.each([
    ['to somebody else', '+4915112345678', 'Same words', 0],
    ['with other words', MARIA, 'Other words', 0],
    ['long before', MARIA, 'Same words', -60_000],
  ])('a message %s is none of it', async (_name, to, text, shift) => {
    const { twilio, baton, send } = await world({ now: () => Date.now() + shift });
    await send(text, to as ContactAddress, { key: 'another' });
    await twilio.idle();
    const lost = context({ key: KEY, firstTriedAt });
    expect(await baton.sms.lookup?.findSent(MARIA, { type: 'text', text: 'Same words' }, lost)).toBeNull();
  });

  test('what the customer wrote in the same words is none of it', async () => {
    const { twilio, baton } = await world();
    await twilio.sms.say(MARIA, 'ok');
    const lost = context({ key: KEY, firstTriedAt });
    expect(await baton.sms.lookup?.findSent(MARIA, { type: 'text', text: 'ok' }, lost)).toBeNull();
  });

  test('with formatting and costly characters it is found by what was really sent', async () => {
    const { twilio, baton } = await world();
    await twilio.whatsapp.say(MARIA, 'Hi');
    const part = {
      type: 'text',
      text: 'It’s *really* done',
      entities: [{ type: 'bold', offset: 14, length: 4 }],
    } as const;
    for (const [channel, to] of [
      [baton.whatsapp, MARIA_ON_WHATSAPP],
      [baton.sms, MARIA],
    ] as const) {
      twilio.faults.fail({ type: 'server_error', done: true });
      await failure(sender(channel)(part, to, { key: `lost on ${channel.id}` }));
      const found = await channel.lookup?.findSent(to, part, context({ key: `lost on ${channel.id}`, firstTriedAt }));
      expect(found).toMatch(/^SM/);
    }
  });
});

test('typing is skipped where no message of the customer is known, and its failure is a PortError', async () => {
  const { twilio, baton } = await world();
  await baton.whatsapp.typing?.show(MARIA_ON_WHATSAPP);
  expect(twilio.calls('typing.create')).toHaveLength(0);
  expect(baton.sms.typing).toBeUndefined();
  await twilio.whatsapp.say(MARIA, 'Hi');
  await twilio.idle();
  twilio.faults.fail({ type: 'server_error', done: false }, 1, 'typing.create');
  expect((await failure(baton.whatsapp.typing?.show(MARIA_ON_WHATSAPP) ?? Promise.resolve())).kind).toBe('unsure');
});
