import type { TwilioEmulator } from '../../../adapters/customer-channels/twilio/emulator/start';
import { GREETING_TEMPLATE, REPLY_TEMPLATE } from '../../../adapters/customer-channels/twilio/emulator/state';
import { closeAll, emulated, MARIA, MARIA_ON_WHATSAPP, until } from './harness';

afterEach(closeAll);

const SMS = '+14155550100';
const WHATSAPP = 'whatsapp:+14155238886';

interface Asked {
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  readonly authorization?: string | null;
  readonly contentType?: string;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** A call by hand: the SDK checks nothing of what matters, and an emulator that did not either would be no use. */
async function ask({ settings, state }: TwilioEmulator, given: Asked) {
  const { account } = state;
  const { method = 'POST', host = 'api.twilio.com', form } = given;
  const path = given.path ?? `/2010-04-01/Accounts/${account.sid}/Messages.json`;
  const authorization = given.authorization === undefined ? basic(account.sid, account.authToken) : given.authorization;
  const pairs = Object.entries(form ?? {}).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  const response = await fetch(`${settings.TWILIO_API_URL}/${host}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization !== null && { authorization }),
      ...(form && { 'content-type': given.contentType ?? 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: new URLSearchParams(pairs).toString() }),
  });
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : null;
  return { status: response.status, body, headers: response.headers };
}

const message = (changed: Readonly<Record<string, string | readonly string[]>> = {}) => ({
  form: Object.fromEntries(
    Object.entries({ To: MARIA, From: SMS, Body: 'Hi', ...changed }).filter(([, value]) => value !== ''),
  ),
});
const onWhatsapp = (changed: Readonly<Record<string, string | readonly string[]>> = {}) =>
  message({ To: MARIA_ON_WHATSAPP, From: WHATSAPP, ...changed });

describe('a message that the real API refuses', () => {
  const table: [string, number, number, (twilio: TwilioEmulator) => Asked][] = [
    ['no credentials', 401, 20003, () => ({ ...message(), authorization: null })],
    ['a wrong token', 401, 20003, ({ state }) => ({ ...message(), authorization: basic(state.account.sid, 'x') })],
    [
      'a bearer token',
      401,
      20003,
      ({ state }) => ({ ...message(), authorization: `Bearer ${state.account.authToken}` }),
    ],
    [
      'another account',
      404,
      20404,
      () => ({ ...message(), path: `/2010-04-01/Accounts/AC${'9'.repeat(32)}/Messages.json` }),
    ],
    [
      'an unknown resource',
      404,
      20404,
      ({ state }) => ({ ...message(), path: `/2010-04-01/Accounts/${state.account.sid}/Faxes.json` }),
    ],
    ['another host', 404, 20404, () => ({ ...message(), host: 'voice.twilio.com' })],
    ['JSON', 415, 20415, () => ({ ...message(), contentType: 'application/json' })],
    ['no recipient', 400, 21604, () => message({ To: '' })],
    ['a recipient without a plus', 400, 21211, () => message({ To: '351912345678' })],
    ['a recipient with blanks', 400, 21211, () => message({ To: '+351 912 345 678' })],
    ['a name as recipient', 400, 21211, () => message({ To: 'ACME' })],
    ['a business-scoped id by SMS', 400, 21211, () => message({ To: 'DE.1502576394655843' })],
    ['half a business-scoped id', 400, 21211, () => onWhatsapp({ To: 'whatsapp:DE.' })],
    ['no sender', 400, 21603, () => message({ From: '' })],
    ['a sender of somebody else', 400, 21606, () => message({ From: '+14155559999' })],
    ['a WhatsApp sender by SMS', 400, 21606, () => message({ From: WHATSAPP })],
    ['an SMS sender on WhatsApp', 400, 63007, () => onWhatsapp({ From: SMS })],
    ['a WhatsApp sender of somebody else', 400, 63007, () => onWhatsapp({ From: 'whatsapp:+14155559999' })],
    ['an unknown service', 400, 21705, () => message({ From: '', MessagingServiceSid: `MG${'9'.repeat(32)}` })],
    ['nothing to say', 400, 21602, () => message({ Body: '' })],
    ['1,601 characters', 400, 21617, () => message({ Body: 'x'.repeat(1601) })],
    ['1,601 characters on WhatsApp', 400, 21617, () => onWhatsapp({ Body: 'x'.repeat(1601) })],
    [
      'eleven files',
      400,
      21623,
      () => message({ MediaUrl: Array.from({ length: 11 }, (_, n) => `https://x.example/${n}`) }),
    ],
    [
      'two files on WhatsApp',
      400,
      21623,
      () => onWhatsapp({ MediaUrl: ['https://x.example/1', 'https://x.example/2'] }),
    ],
    ['a file that has no address', 400, 21620, () => message({ MediaUrl: 'a.png' })],
    ['a file by ftp', 400, 21620, () => message({ MediaUrl: 'ftp://x.example/a.png' })],
    ['an unknown template', 400, 21655, () => onWhatsapp({ Body: '', ContentSid: `HX${'9'.repeat(32)}` })],
    ['a template without its variables', 400, 21656, () => onWhatsapp({ Body: '', ContentSid: GREETING_TEMPLATE })],
    [
      'half of its variables',
      400,
      21656,
      () => onWhatsapp({ ContentSid: GREETING_TEMPLATE, ContentVariables: '{"1":"Ana"}' }),
    ],
    [
      'variables that are no JSON',
      400,
      21656,
      () => onWhatsapp({ ContentSid: GREETING_TEMPLATE, ContentVariables: '1=Ana' }),
    ],
    [
      'a list of variables',
      400,
      21656,
      () => onWhatsapp({ ContentSid: GREETING_TEMPLATE, ContentVariables: '["Ana","you"]' }),
    ],
    [
      'an empty variable',
      400,
      21656,
      () => onWhatsapp({ ContentSid: GREETING_TEMPLATE, ContentVariables: '{"1":"","2":"x"}' }),
    ],
    [
      'a variable with a line break',
      400,
      21656,
      () => onWhatsapp({ ContentSid: GREETING_TEMPLATE, ContentVariables: '{"1":"a\\nb","2":"x"}' }),
    ],
    ['a status address that is relative', 400, 21609, () => message({ StatusCallback: '/webhooks/twilio/status' })],
    [
      'a status address with an underscore',
      400,
      21609,
      () => message({ StatusCallback: 'https://my_shop.example/status' }),
    ],
    ['a validity of nothing', 400, 20001, () => message({ ValidityPeriod: '0' })],
    ['a validity of eleven hours', 400, 20001, () => message({ ValidityPeriod: '39600' })],
    ['a validity in words', 400, 20001, () => message({ ValidityPeriod: 'short' })],
    ['a pin by SMS', 400, 20001, () => message({ PersistentAction: 'geo:1,2' })],
    ['a pin that is none', 400, 20001, () => onWhatsapp({ PersistentAction: 'here' })],
    ['a country that is switched off', 400, 21408, () => message({ To: '+5351234567' })],
    ['the number that is never valid', 400, 21211, () => message({ To: '+15005550001' })],
    ['the number that cannot be reached', 400, 21612, () => message({ To: '+15005550002' })],
    ['the number in a country switched off', 400, 21408, () => message({ To: '+15005550003' })],
    ['the number that opted out', 400, 21610, () => message({ To: '+15005550004' })],
    ['the number that is no mobile', 400, 21614, () => message({ To: '+15005550009' })],
  ];

  test.each(table)('%s: %i with code %i', async (_name, status, code, given) => {
    const twilio = await emulated();
    const answer = await ask(twilio, given(twilio));
    expect(answer).toMatchObject({ status, body: { code, status, message: expect.any(String) } });
    expect(answer.body.more_info ?? `/${code}`).toContain(String(code));
    expect(twilio.state.messages).toHaveLength(0);
  });

  test('who has opted out, until they opt in', async () => {
    const twilio = await emulated();
    const send = async () => (await ask(twilio, message())).body.code ?? 'sent';
    for (const [word, expected] of [
      ['STOP PLEASE', 'sent'],
      ['stop', 21610],
      ['hello?', 21610],
      ['HELP', 21610],
      ['UNSTOP', 'sent'],
      ['Cancel', 21610],
      ['yes', 'sent'],
    ] as const) {
      await twilio.sms.say(MARIA, word);
      expect([word, await send()]).toEqual([word, expected]);
    }
  });

  test('a service is stopped with its number', async () => {
    const twilio = await emulated();
    await twilio.sms.gesture(MARIA, 'stop');
    const answer = await ask(twilio, message({ From: '', MessagingServiceSid: twilio.state.serviceSid }));
    expect(answer.body.code).toBe(21610);
  });

  test('addresses that only this machine knows, when it is told to be as strict as Twilio', async () => {
    const twilio = await emulated({ publicOnly: true });
    for (const host of ['localhost', '127.0.0.1', '10.0.0.1', '192.168.1.1', '172.20.0.1', '169.254.1.1']) {
      const callback = await ask(twilio, message({ StatusCallback: `http://${host}:3000/status` }));
      const file = await ask(twilio, message({ MediaUrl: `http://${host}/a.png` }));
      expect([callback.body.code, file.body.code]).toEqual([21609, 21620]);
    }
    expect((await ask(twilio, message({ StatusCallback: 'https://baton.example/status' }))).status).toBe(201);
  });

  test('a queue of ten hours that is full', async () => {
    const twilio = await emulated({ rateLimits: true, queueSeconds: 2 });
    twilio.setNow(1_800_000_000_000);
    const codes: unknown[] = [];
    for (let n = 0; n < 5; n++) codes.push((await ask(twilio, message())).body.code ?? 'sent');
    expect(codes).toEqual(['sent', 'sent', 'sent', 21611, 21611]);
  });

  test('more calls at once than the account may have open', async () => {
    const twilio = await emulated({ maxConcurrent: 1 });
    twilio.faults.fail({ type: 'hang', done: false });
    const hanging = ask(twilio, message()).catch(() => 'ended');
    await until(() => twilio.faults.left?.() === 0);
    expect(await ask(twilio, message())).toMatchObject({ status: 429, body: { code: 20429 } });
    await twilio.stop();
    expect(await hanging).toBe('ended');
  });

  test('an API key sends, and may not read the account', async () => {
    const twilio = await emulated();
    const { account } = twilio.state;
    const authorization = basic(account.apiKeySid, account.apiKeySecret);
    expect((await ask(twilio, { ...message(), authorization })).status).toBe(201);
    const path = `/2010-04-01/Accounts/${account.sid}.json`;
    expect(await ask(twilio, { method: 'GET', path, authorization })).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
    expect((await ask(twilio, { method: 'GET', path })).body).toMatchObject({ status: 'active', sid: account.sid });
  });

  test('a parameter that does not exist is a mistake, though the real API overlooks it', async () => {
    const twilio = await emulated();
    await ask(twilio, message({ Text: 'Hi' }));
    expect(twilio.takeProblems()).toEqual(['messages.create was called with the unknown Text.']);
  });
});

describe('what is accepted', () => {
  test('the answer is in the form of the real one: numbers are strings, a service names no number yet', async () => {
    const twilio = await emulated();
    const { account, serviceSid } = twilio.state;
    twilio.setNow(Date.parse('2026-11-22T10:00:00Z'));
    const { status, body } = await ask(twilio, message());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      account_sid: account.sid,
      date_created: 'Sun, 22 Nov 2026 10:00:00 +0000',
      date_sent: null,
      direction: 'outbound-api',
      num_media: '0',
      num_segments: '1',
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 'queued',
      uri: `/2010-04-01/Accounts/${account.sid}/Messages/${body.sid}.json`,
    });
    const byService = await ask(twilio, message({ From: '', MessagingServiceSid: serviceSid }));
    expect(byService.body).toMatchObject({ status: 'accepted', from: null, num_segments: '0' });
    const withFile = await ask(twilio, message({ MediaUrl: 'https://x.example/a.png' }));
    expect(withFile.body).toMatchObject({ sid: expect.stringMatching(/^MM/), num_media: '1' });
  });

  test.each([
    ['x'.repeat(160), '1'],
    ['x'.repeat(161), '2'],
    ['€'.repeat(80), '1'],
    ['€'.repeat(81), '2'],
    ['ç'.repeat(70), '1'],
    ['ç'.repeat(71), '2'],
    ['ç'.repeat(135), '3'],
    ['👍', '1'],
  ])('%j is billed as %s', async (text, segments) => {
    const twilio = await emulated();
    expect((await ask(twilio, message({ Body: text }))).body.num_segments).toBe(segments);
  });

  test('messages are read, forgotten and deleted', async () => {
    const twilio = await emulated();
    const path = ((await ask(twilio, message({ Body: 'secret' }))).body.uri as string) ?? '';
    await twilio.idle();
    expect((await ask(twilio, { method: 'GET', path })).body).toMatchObject({ body: 'secret', status: 'delivered' });
    expect((await ask(twilio, { path, form: { Body: 'changed' } })).status).toBe(400);
    expect((await ask(twilio, { path, form: { Body: '' } })).body.body).toBe('');
    expect((await ask(twilio, { method: 'DELETE', path })).status).toBe(204);
    expect((await ask(twilio, { method: 'GET', path })).status).toBe(404);
  });

  test('a message on its way is not deleted', async () => {
    const twilio = await emulated({ timeScale: 1000 });
    const path = (await ask(twilio, message())).body.uri;
    expect(await ask(twilio, { method: 'DELETE', path })).toMatchObject({ status: 409, body: { code: 20009 } });
  });

  test('the list is newest first, filtered, in pages, and leaves out what was not sent when asked for dates', async () => {
    const twilio = await emulated();
    const list = async (query: string) =>
      (
        await ask(twilio, {
          method: 'GET',
          path: `/2010-04-01/Accounts/${twilio.state.account.sid}/Messages.json?${query}`,
        })
      ).body;
    const at = Date.parse('2026-11-22T10:00:00Z');
    for (let n = 0; n < 5; n++) {
      twilio.setNow(at + n * 60_000);
      await twilio.sms.say(MARIA, `n ${n}`);
    }
    const bodies = (page: { messages: { body: string }[] }) => page.messages.map(({ body }) => body);
    const first = await list(`To=${encodeURIComponent(SMS)}&PageSize=2`);
    expect(bodies(first)).toEqual(['n 4', 'n 3']);
    const second = (await ask(twilio, { method: 'GET', path: first.next_page_uri })).body;
    expect(bodies(second)).toEqual(['n 2', 'n 1']);
    const third = (await ask(twilio, { method: 'GET', path: second.next_page_uri })).body;
    expect([bodies(third), third.next_page_uri]).toEqual([['n 0'], null]);
    expect(bodies(await list('DateSent%3E=2026-11-22T10:03:00Z'))).toEqual(['n 4', 'n 3']);
    expect(bodies(await list('DateSent%3C=2026-11-22T10:01:00Z'))).toEqual(['n 1', 'n 0']);
    expect(bodies(await list('DateSent=2026-11-21'))).toEqual([]);
    expect(await list('PageSize=many')).toMatchObject({ code: 20001 });
    twilio.carrier.failNext({ code: 63024, status: 'failed' });
    await twilio.whatsapp.say(MARIA, 'Hi');
    await ask(twilio, onWhatsapp({ Body: 'never sent' }));
    await twilio.idle();
    const to = `To=${encodeURIComponent(MARIA_ON_WHATSAPP)}`;
    expect(bodies(await list(to))).toEqual(['never sent']);
    expect(bodies(await list(`${to}&DateSent%3E=2020-01-01`))).toEqual([]);
  });

  test('files want the credentials and redirect to a store that refuses them', async () => {
    const twilio = await emulated();
    const { id } = await twilio.sms.sendMedia(MARIA, {
      name: 'a.png',
      mediaType: 'image/png',
      bytes: Buffer.from('png'),
    });
    const base = `/2010-04-01/Accounts/${twilio.state.account.sid}/Messages/${id}/Media`;
    const { body } = await ask(twilio, { method: 'GET', path: `${base}.json` });
    expect(body.media_list).toMatchObject([{ content_type: 'image/png', parent_sid: id }]);
    const path = `${base}/${body.media_list[0].sid}`;
    expect((await ask(twilio, { method: 'GET', path, authorization: null })).status).toBe(401);
    const { status, headers } = await ask(twilio, { method: 'GET', path });
    const location = headers.get('location') ?? '';
    expect([status, new URL(location).origin === twilio.settings.TWILIO_API_URL]).toEqual([307, false]);
    expect((await fetch(location, { headers: { authorization: basic('AC', 'x') } })).status).toBe(400);
    expect((await fetch(location.split('?')[0] ?? '')).status).toBe(403);
    expect(await (await fetch(location)).text()).toBe('png');
    expect((await ask(twilio, { method: 'DELETE', path })).status).toBe(204);
    expect((await ask(twilio, { method: 'GET', path })).status).toBe(404);
  });

  test('typing answers a message of that customer, on WhatsApp only', async () => {
    const twilio = await emulated();
    const type = (form: Record<string, string>) =>
      ask(twilio, { host: 'messaging.twilio.com', path: '/v2/Indicators/Typing.json', form });
    const sms = await twilio.sms.say(MARIA, 'Hi');
    const whatsapp = await twilio.whatsapp.say(MARIA, 'Hi');
    const own = (await ask(twilio, onWhatsapp())).body.sid;
    for (const messageId of [sms.id, own, `SM${'9'.repeat(32)}`]) {
      expect((await type({ channel: 'whatsapp', messageId })).status).toBe(404);
    }
    expect((await type({ channel: 'sms', messageId: whatsapp.id })).status).toBe(400);
    expect((await type({ channel: 'whatsapp', messageId: whatsapp.id })).body).toEqual({ success: true });
    twilio.setNow(Date.now() + 26_000);
    expect(twilio.whatsapp.screen(MARIA).typing).toBe(false);
  });

  test('a template needs no open window, and its text is filled in', async () => {
    const twilio = await emulated();
    await ask(twilio, onWhatsapp({ Body: '', ContentSid: REPLY_TEMPLATE }));
    await ask(
      twilio,
      onWhatsapp({ Body: '', ContentSid: GREETING_TEMPLATE, ContentVariables: '{"1":"Ana","2":"you"}' }),
    );
    await twilio.idle();
    const seen = twilio.whatsapp.screen(MARIA).messages.map(({ text }) => text);
    expect(seen).toEqual([
      'You have an answer from our support. Write to us to read it.',
      'Hello Ana, this is about you.',
    ]);
  });

  test('the window is a day on the clock it was given', async () => {
    const twilio = await emulated();
    const at = Date.parse('2026-11-22T10:00:00Z');
    const send = async () => {
      const { sid } = (await ask(twilio, onWhatsapp())).body;
      await twilio.idle();
      return twilio.state.messages.find((one) => one.sid === sid)?.errorCode;
    };
    twilio.setNow(at);
    expect(await send()).toBe(63016);
    await twilio.whatsapp.say(MARIA, 'Hi');
    twilio.setNow(at + 24 * 3_600_000 - 1000);
    expect(await send()).toBeNull();
    twilio.setNow(at + 24 * 3_600_000);
    expect(await send()).toBe(63016);
  });

  test('a file of ours is fetched without credentials, and what cannot be fetched is not delivered', async () => {
    const twilio = await emulated();
    await twilio.whatsapp.say(MARIA, 'Hi');
    const { sid } = (await ask(twilio, onWhatsapp({ MediaUrl: 'https://x.example/a.png' }))).body;
    await twilio.idle();
    expect(twilio.state.messages.find((one) => one.sid === sid)).toMatchObject({ status: 'failed', errorCode: 63019 });
  });
});
