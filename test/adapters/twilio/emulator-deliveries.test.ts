import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateRequest } from 'twilio';
import { startTwilioEmulator } from '../../../adapters/customer-channels/twilio/emulator/start';
import { freePort } from '../../support/free-port';
import { closeAll, emulated, MARIA, MARIA_ON_WHATSAPP, sender, until, world } from './harness';

afterEach(async () => {
  await closeAll();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const servers: Server[] = [];

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

type Answer = { readonly status: number; readonly type?: string; readonly body?: string };

/** A server that answers as told and keeps what it was asked. */
async function listener(answer: (call: Call, count: number) => Answer | Promise<Answer>) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      const call = { path: request.url ?? '', headers: request.headers, form: new URLSearchParams(body) };
      calls.push(call);
      const { status, type = 'text/xml', body: text = '<Response/>' } = await answer(call, calls.length);
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const taken = () => listener(() => ({ status: 200 }));

describe('a webhook', () => {
  test('is signed over the public address, so that a proxy in between makes no difference', async () => {
    const { calls, url } = await taken();
    const twilio = await emulated({ deliverTo: url });
    twilio.connect('https://baton.example');
    await twilio.sms.say(MARIA, 'Olá & +=% 😀');
    await twilio.idle();
    const [call] = calls;
    const parameters = Object.fromEntries(call?.form ?? []);
    const signature = String(call?.headers['x-twilio-signature']);
    const { authToken } = twilio.state.account;
    expect(validateRequest(authToken, signature, 'https://baton.example/webhooks/twilio', parameters)).toBe(true);
    expect(validateRequest(authToken, signature, `${url}/webhooks/twilio`, parameters)).toBe(false);
    expect(call?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('is tried again with the same token while the address says so, and then lost', async () => {
    const { calls, url } = await listener(() => ({ status: 503 }));
    const twilio = await emulated();
    twilio.connect(url);
    await twilio.sms.say(MARIA, 'Hi');
    await twilio.idle();
    // Five retries, all within 15 s: there is nothing after that.
    expect(calls).toHaveLength(6);
    expect(new Set(calls.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    expect(twilio.webhooks.lost).toMatchObject([{ reason: '503', parameters: { Body: 'Hi' } }]);
    expect(twilio.sms.screen(MARIA).messages).toMatchObject([{ status: 'sent' }]);
  });

  test.each([
    ['', 503, 1],
    ['#rc=3', 503, 1],
    ['#rc=3&rp=5xx', 503, 4],
    ['#rc=3&rp=4xx', 503, 1],
    ['#rc=2&rp=4xx,5xx', 404, 3],
    ['#rc=9&rp=all', 500, 6],
    ['#rc=0&rp=all', 500, 1],
  ])('with %j behind the address and a %i is tried %i times', async (fragment, status, tries) => {
    const { calls, url } = await listener(() => ({ status }));
    const twilio = await emulated();
    twilio.webhooks.send({ url: `${url}/x${fragment}`, parameters: {}, lane: 'x' });
    await twilio.idle();
    expect(calls).toHaveLength(tries);
    expect(calls[0]?.path).toBe('/x');
  });

  test('that finds nobody is tried twice without any word about it', async () => {
    const twilio = await emulated();
    twilio.webhooks.send({ url: `http://127.0.0.1:${await freePort()}/x`, parameters: {}, lane: 'x' });
    await twilio.idle();
    expect(twilio.webhooks.lost).toMatchObject([{ reason: 'connect' }]);
  });

  test('is not followed elsewhere', async () => {
    const other = await taken();
    const { url } = await listener(() => ({ status: 302, body: other.url }));
    const twilio = await emulated();
    twilio.webhooks.send({ url: `${url}/x#rc=0`, parameters: {}, lane: 'x' });
    await twilio.idle();
    expect(twilio.webhooks.lost).toMatchObject([{ reason: '302' }]);
  });

  test.each([
    ['a text, which would be sent to the customer', 'text/plain', 'ok', /no XML/],
    ['words in XML', 'text/xml', '<Response><Message>ok</Message></Response>', /not an empty Response/],
    ['JSON', 'application/json', '{}', /no XML/],
    ['broken XML', 'text/xml', '<Response>', /not an empty Response/],
  ])('must not be answered with %s', async (_name, type, body, problem) => {
    const { url } = await listener(() => ({ status: 200, type, body }));
    const twilio = await emulated();
    twilio.connect(url);
    await twilio.sms.say(MARIA, 'Hi');
    await expect(twilio.idle()).rejects.toThrow(problem);
  });

  test.each([
    ['text/xml', '<Response/>'],
    ['text/xml; charset=utf-8', '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'],
    ['application/xml', '<Response />'],
    ['text/plain', ''],
  ])('may be answered with %s %j', async (type, body) => {
    const { url } = await listener(() => ({ status: 200, type, body }));
    const twilio = await emulated();
    twilio.connect(url);
    await twilio.sms.say(MARIA, 'Hi');
    await expect(twilio.idle()).resolves.toBeUndefined();
  });

  test('waits while deliveries are held, and is delivered as often as told', async () => {
    const { calls, url } = await taken();
    const twilio = await emulated();
    twilio.connect(url);
    twilio.faults.deliver({ hold: true, copies: 3 });
    await twilio.sms.say(MARIA, 'one');
    await twilio.sms.say(MARIA, 'two');
    await twilio.idle();
    expect(calls).toHaveLength(0);
    twilio.faults.deliver({ hold: false });
    await twilio.idle();
    expect(calls.map(({ form }) => form.get('Body'))).toEqual(['one', 'one', 'one', 'two', 'two', 'two']);
  });
});

describe('what a webhook says', () => {
  async function said(act: (twilio: Awaited<ReturnType<typeof emulated>>) => Promise<unknown>) {
    const { calls, url } = await taken();
    const twilio = await emulated();
    twilio.connect(url);
    await act(twilio);
    await twilio.idle();
    return calls.map(({ form }) => Object.fromEntries(form));
  }

  test('keywords are told by Advanced Opt-Out and answered by the carrier', async () => {
    const calls = await said(async (twilio) => {
      for (const name of ['stop', 'start', 'help']) await twilio.sms.gesture(MARIA, name);
      expect(twilio.sms.screen(MARIA).messages.filter(({ from }) => from === 'business')).toHaveLength(3);
    });
    expect(calls.map(({ Body, OptOutType }) => [Body, OptOutType])).toEqual([
      ['STOP', 'STOP'],
      ['START', 'START'],
      ['HELP', 'HELP'],
    ]);
  });

  test('without Advanced Opt-Out nothing tells a keyword from a text', async () => {
    const calls = await said(async (twilio) => {
      twilio.switches.advancedOptOut = false;
      await twilio.sms.gesture(MARIA, 'stop');
      expect(twilio.sms.screen(MARIA).blocked).toBe(true);
    });
    expect(calls[0]).not.toHaveProperty('OptOutType');
  });

  test('who hides the number shows no number anywhere', async () => {
    const calls = await said(async (twilio) => {
      await twilio.whatsapp.gesture(MARIA, 'hide_number');
      await twilio.whatsapp.say(MARIA, 'Hi');
    });
    expect(JSON.stringify(calls)).not.toContain('351912345678');
    expect(calls[0]).toMatchObject({ From: 'whatsapp:PT.4911502576394655', ProfileName: 'Maria Santos' });
    expect(calls[0]).not.toHaveProperty('WaId');
  });

  test('every kind of message has its parameters', async () => {
    const calls = await said(async ({ whatsapp }) => {
      await whatsapp.gesture(MARIA, 'voice');
      await whatsapp.gesture(MARIA, 'location');
      await whatsapp.gesture(MARIA, 'contact');
      await whatsapp.sendMedia(MARIA, {
        name: 'invoice.pdf',
        mediaType: 'application/pdf',
        bytes: Buffer.from('%PDF'),
      });
      whatsapp.press(MARIA, 'Yes please', 'esc:yes', `SM${'9'.repeat(32)}`);
    });
    expect(calls).toMatchObject([
      { MessageType: 'audio', NumMedia: '1', MediaContentType0: 'audio/ogg' },
      { MessageType: 'location', Latitude: '38.7139', Label: 'Rossio' },
      { MessageType: 'contacts', MediaContentType0: 'text/vcard' },
      { MessageType: 'document', Body: 'invoice.pdf', MediaContentType0: 'application/pdf' },
      { MessageType: 'interactive', ButtonPayload: 'esc:yes', Body: 'Yes please' },
    ]);
  });
});

test('it goes on from a snapshot as if it had never stopped', async () => {
  const first = await world();
  await first.twilio.sms.say(MARIA, 'before');
  await first.twilio.sms.gesture(MARIA, 'stop');
  await first.twilio.whatsapp.sendMedia(MARIA, { name: 'a.png', mediaType: 'image/png', bytes: Buffer.from('png') });
  await first.twilio.idle();
  const snapshot = JSON.parse(JSON.stringify(first.twilio.snapshot()));
  const again = await startTwilioEmulator({ snapshot, timeScale: 0 });
  try {
    const { TWILIO_API_URL: _old, ...before } = first.twilio.settings;
    expect(again.settings).toMatchObject(before);
    expect(again.sms.screen(MARIA)).toEqual(first.twilio.sms.screen(MARIA));
    expect(again.whatsapp.screen(MARIA)).toEqual(first.twilio.whatsapp.screen(MARIA));
    expect(again.sms.screen(MARIA).blocked).toBe(true);
  } finally {
    await again.stop();
  }
});

test('a snapshot of something else starts afresh', async () => {
  for (const snapshot of [null, 'x', { version: 2 }]) {
    const twilio = await emulated({ snapshot });
    expect(twilio.sms.screen(MARIA).messages).toEqual([]);
  }
});

test('the page hears of every change, and of none after it has left', async () => {
  const { twilio, baton } = await world();
  let changes = 0;
  const leave = twilio.onChange(() => {
    changes += 1;
  });
  await twilio.whatsapp.say(MARIA, 'Hi');
  await until(() => changes > 0);
  await sender(baton.whatsapp)('Hello', MARIA_ON_WHATSAPP);
  await twilio.idle();
  const seen = changes;
  expect(seen).toBeGreaterThan(4);
  leave();
  await twilio.whatsapp.say(MARIA, 'Hi again');
  await twilio.idle();
  expect(changes).toBe(seen);
});

test('its markup is shown as the app shows it, and nothing else becomes markup', async () => {
  const { twilio, baton } = await world();
  await twilio.whatsapp.say(MARIA, 'Hi');
  const shown = async (text: string) => {
    await sender(baton.whatsapp)(text, MARIA_ON_WHATSAPP);
    await twilio.idle();
    return twilio.whatsapp.screen(MARIA).messages.at(-1)?.html;
  };
  expect(await shown('<b>no</b> & "no"')).toBe('&lt;b&gt;no&lt;/b&gt; &amp; &quot;no&quot;');
  expect(await shown('see https://x.example/a?b=1&c=2')).toContain('href="https://x.example/a?b=1&amp;c=2"');
  expect(await shown('> quoted\n2*3*4')).toBe('<blockquote>quoted</blockquote>\n2*3*4');
});
