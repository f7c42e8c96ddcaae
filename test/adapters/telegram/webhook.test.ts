import { telegramProvider } from '../../../adapters/customer-channels/telegram';
import { createClient } from '../../../adapters/customer-channels/telegram/client';
import type { WebhookRequest } from '../../../src/ports';
import { closeAll, MARIA, memoryStorage, recordingLog, until, world } from './harness';

afterEach(closeAll);

const SECRET = 's3cret_Token-1';
const UPDATE = {
  update_id: 1,
  message: {
    message_id: 1,
    from: { id: 7, is_bot: false, first_name: 'Ana' },
    chat: { id: 7, type: 'private', first_name: 'Ana' },
    date: 1795358800,
    text: 'hello',
  },
};

async function webhook(webhookSecret = SECRET, storage = memoryStorage()) {
  const client = await createClient({ token: '1:abcdefghijkl', apiUrl: 'http://127.0.0.1:9' });
  const settings = { token: '1:abcdefghijkl', webhookSecret, mode: 'webhook', apiUrl: 'http://127.0.0.1:9' };
  const context = { publicUrl: 'https://support.example', storage, log: recordingLog(), now: Date.now };
  const { webhook: handler } = telegramProvider(client, settings, context);
  if (handler === undefined) throw new Error('No webhook in webhook mode.');
  return handler;
}

const request = (changed: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  url: new URL('https://support.example/webhooks/telegram'),
  path: [],
  headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
  rawBody: Buffer.from(JSON.stringify(UPDATE)),
  ...changed,
});

const header = (value: string | undefined, type = 'application/json') => ({
  headers: { 'content-type': type, ...(value !== undefined && { 'x-telegram-bot-api-secret-token': value }) },
});
const body = (text: string) => ({ rawBody: Buffer.from(text) });

describe('who may deliver updates', () => {
  const turnedAway: [string, Partial<WebhookRequest>, number][] = [
    ['no secret', header(undefined), 401],
    ['an empty secret', header(''), 401],
    ['another secret', header('s3cret_Token-2'), 401],
    ['the beginning of the secret', header(SECRET.slice(0, -1)), 401],
    ['the secret and more', header(`${SECRET}x`), 401],
    ['the secret twice', header(`${SECRET}, ${SECRET}`), 401],
    ['the secret in other letters', header(SECRET.toUpperCase()), 401],
    ['no secret and a broken body', { ...header(undefined), ...body('{') }, 401],
    ['no secret and a huge body', { ...header(undefined), ...body('x'.repeat(300_000)) }, 401],
    ['a GET', { method: 'GET', rawBody: Buffer.alloc(0) }, 405],
    ['another account', { path: ['42'] }, 404],
    ['a form', { ...header(SECRET, 'application/x-www-form-urlencoded') }, 415],
    ['no content type', { headers: { 'x-telegram-bot-api-secret-token': SECRET } }, 415],
    ['more than 256 kB', body(JSON.stringify({ ...UPDATE, filler: 'x'.repeat(270_000) })), 413],
    ['broken JSON', body('{"update_id":1'), 400],
    ['nothing', body(''), 400],
    ['null', body('null'), 400],
    ['an array', body('[]'), 400],
    ['a number', body('7'), 400],
    ['no update_id', body('{"message":{}}'), 400],
    ['an update_id that is no number', body('{"update_id":"1"}'), 400],
    ['an update_id past 2^53', body('{"update_id":9007199254740993}'), 400],
  ];

  test.each(turnedAway)('%s is turned away, and nothing is stored', async (_what, changed, status) => {
    const result = await (await webhook()).handle(request(changed));
    expect(result).toEqual({ reply: { status }, events: [] });
  });

  test('Telegram is let in', async () => {
    const result = await (await webhook()).handle(request(header(SECRET, 'application/json; charset=utf-8')));
    expect(result.reply).toEqual({ status: 200 });
    expect(result.events).toHaveLength(1);
  });

  test('without a stored secret nobody is let in by an empty one', async () => {
    const handler = await webhook('');
    expect((await handler.handle(request(header('')))).reply.status).toBe(401);
    expect((await handler.handle(request(header(undefined)))).reply.status).toBe(401);
  });
});

describe('a secret that Baton makes itself', () => {
  test('has 256 bits, is stored once, and is what Telegram is told', async () => {
    const { telegram, baton, storage } = await world({ settings: { webhookSecret: '' } });
    const secret = storage.values.get('webhook_secret');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(telegram.state.webhook.secret).toBe(secret);
    await telegram.customers.say(MARIA, 'hello');
    await telegram.idle();
    expect(baton.events).toHaveLength(1);
  });

  test('is found by a process that started before another one replaced it', async () => {
    const storage = memoryStorage({ webhook_secret: 'the-first-secret' });
    let now = 0;
    const client = await createClient({ token: '1:abcdefghijkl', apiUrl: 'http://127.0.0.1:9' });
    const settings = { token: '1:abcdefghijkl', webhookSecret: '', mode: 'webhook', apiUrl: '' };
    const context = { publicUrl: 'https://support.example', storage, log: recordingLog(), now: () => now };
    const { webhook: handler } = telegramProvider(client, settings, context);
    expect((await handler?.handle(request(header('the-first-secret'))))?.reply.status).toBe(200);
    storage.values.set('webhook_secret', 'the-second-secret');
    now += 6000;
    expect((await handler?.handle(request(header('the-second-secret'))))?.reply.status).toBe(200);
    expect((await handler?.handle(request(header('the-first-secret'))))?.reply.status).toBe(401);
  });

  test('strangers cannot make Baton read it again and again', async () => {
    const storage = memoryStorage({ webhook_secret: 'the-first-secret' });
    let reads = 0;
    const get = <T>(key: string) => {
      reads += 1;
      return storage.get<T>(key);
    };
    const handler = await webhook('', { ...storage, get });
    for (let i = 0; i < 50; i++) await handler.handle(request(header(`guess-${i}`)));
    expect(reads).toBe(1);
  });
});

describe('buttons of an old keyboard', () => {
  test('the press becomes a message, and the button stops spinning', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    await send({ type: 'text', text: 'Rate us' });
    const message = telegram.state.chats.get(Number(MARIA))?.messages.at(-1);
    if (message === undefined) throw new Error('nothing was sent');
    message.wire.reply_markup = { inline_keyboard: [[{ text: 'Great', callback_data: 'csat:5' }]] };
    telegram.customers.press(MARIA, String(message.wire.message_id), 'csat:5');
    await telegram.idle();
    expect(baton.events.at(-1)).toMatchObject({ type: 'customer_message', parts: [{ type: 'text', text: 'Great' }] });
    await until(() => telegram.state.presses.size === 0);
  });

  test('Telegram gets its answer although the press cannot be acknowledged', async () => {
    const { telegram, baton } = await world();
    telegram.faults.fail({ type: 'hang', done: false }, 1, 'answerCallbackQuery');
    await telegram.customers.say(MARIA, 'hi');
    telegram.customers.press(MARIA, '1', 'x');
    await telegram.idle();
    expect(baton.events.map(({ type }) => type)).toEqual(['customer_message', 'customer_message']);
  });
});
