import { type AddressInfo, createServer } from 'node:net';
import { telegramProvider } from '../../../adapters/customer-channels/telegram';
import { createClient } from '../../../adapters/customer-channels/telegram/client';
import {
  type ContactAddress,
  type CustomerChannel,
  contentOf,
  type ExternalId,
  type Fault,
  type MediaPart,
  type TextPart,
} from '../../../src/ports';
import { closeAll, failure, JONAS, MARIA, memoryStorage, recordingLog, sender, type World, world } from './harness';

afterEach(closeAll);

const WORDS = 'my card number is 4111';
const hello: TextPart = { type: 'text', text: WORDS };
const bold: TextPart = { ...hello, entities: [{ type: 'bold', offset: 0, length: 2 }] };

/** What a person may read must hold neither the token nor anybody's words, and be a sentence. */
function expectCleanSentence(error: Error, { telegram, log }: World): void {
  for (const text of [error.message, JSON.stringify(error), String(error.stack), ...log.lines]) {
    expect(text).not.toContain(telegram.token);
    expect(text).not.toContain(telegram.token.split(':')[1]);
    expect(text).not.toContain(WORDS);
  }
  expect(error.cause).toBeUndefined();
  expect(error.message).toMatch(/^[A-Z].*\.$/);
}

async function channelAt(apiUrl: string): Promise<CustomerChannel> {
  const settings = { token: '1:abcdefghijkl', apiUrl, mode: 'polling', webhookSecret: '' };
  const context = { publicUrl: 'http://localhost', storage: memoryStorage(), log: recordingLog(), now: Date.now };
  const [channel] = telegramProvider(await createClient(settings), settings, context).channels;
  if (channel === undefined) throw new Error('no channel');
  return channel;
}

/** Long enough for a busy machine to start in, short enough to wait for. */
const SHORT = { deadlineMs: 2000 };

async function started(options = {}): Promise<World> {
  const made = await world(options);
  await made.telegram.customers.say(MARIA, 'hi');
  await made.telegram.idle();
  made.telegram.clearCalls();
  return made;
}

describe('what becomes of a send that fails', () => {
  const refuse = (error: string): Fault => ({ type: 'refuse', error });
  const table: [string, Fault, object][] = [
    ['429', { type: 'rate_limit', retryAfterSeconds: 35 }, { kind: 'rate_limited', details: { retryAfterMs: 35_000 } }],
    [
      'a revoked token',
      refuse('Unauthorized'),
      { kind: 'misconfigured', message: expect.stringContaining('TELEGRAM_BOT_TOKEN') },
    ],
    [
      'an unknown bot',
      refuse('Not Found'),
      { kind: 'misconfigured', message: expect.stringContaining('TELEGRAM_BOT_TOKEN') },
    ],
    [
      'an old server',
      refuse('Not Found: method not found'),
      { kind: 'misconfigured', message: expect.stringContaining('TELEGRAM_API_URL') },
    ],
    ['a block', refuse('Forbidden: bot was blocked by the user'), { kind: 'rejected', details: { reason: 'blocked' } }],
    [
      'a deleted chat',
      refuse("Forbidden: bot can't initiate conversation with a user"),
      { kind: 'rejected', details: { reason: 'blocked' } },
    ],
    ['another 403', refuse('Forbidden: something new'), { kind: 'rejected', details: { reason: 'blocked' } }],
    [
      'a deleted account',
      refuse('Forbidden: user is deactivated'),
      { kind: 'rejected', details: { reason: 'target_gone' } },
    ],
    [
      'an unknown chat',
      refuse('Bad Request: chat not found'),
      { kind: 'rejected', details: { reason: 'target_gone' } },
    ],
    ['too long', refuse('Bad Request: message is too long'), { kind: 'rejected', details: { reason: 'too_large' } }],
    ['empty', refuse('Bad Request: message text is empty'), { kind: 'rejected', details: { reason: 'content' } }],
    ['too large', refuse('Request Entity Too Large'), { kind: 'rejected', details: { reason: 'too_large' } }],
    [
      'a refusal nobody knows',
      refuse('Bad Request: WHAT_NOW "secret words"'),
      { kind: 'rejected', details: { reason: 'other', code: '400 Bad Request: WHAT_NOW "…"' } },
    ],
    ['a server error in JSON', refuse('Internal Server Error'), { kind: 'unsure' }],
    ['a server error before', { type: 'server_error', done: false }, { kind: 'unsure' }],
    ['a server error after', { type: 'server_error', done: true }, { kind: 'unsure' }],
    ['a cut before', { type: 'cut', done: false }, { kind: 'unsure' }],
    ['a cut after', { type: 'cut', done: true }, { kind: 'unsure' }],
    ['no answer, not done', { type: 'hang', done: false }, { kind: 'unsure' }],
    ['no answer, but done', { type: 'hang', done: true }, { kind: 'unsure' }],
  ];

  test.each(table)('%s', async (_what, fault, expected) => {
    const made = await started(fault.type === 'hang' ? SHORT : {});
    made.telegram.faults.fail(fault);
    const error = await failure(made.send(hello));
    expect(error).toMatchObject(expected);
    expectCleanSentence(error, made);
    expect(made.telegram.calls('sendMessage')).toHaveLength(1);
  });

  test('whatever is retried is retried by core: the SDK sends once', async () => {
    const made = await started();
    made.telegram.faults.fail({ type: 'cut', done: true }, 3, 'sendMessage');
    await failure(made.send(hello));
    expect(made.telegram.customers.screen(MARIA).messages.filter(({ from }) => from === 'business')).toHaveLength(1);
  });

  test('a server that is not there was certainly not reached', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const send = sender(await channelAt(`http://127.0.0.1:${port}`));
    expect(await failure(send(hello))).toMatchObject({ kind: 'unavailable', details: { code: 'ECONNREFUSED' } });
  });

  test('a name that does not resolve was certainly not reached', async () => {
    const send = sender(await channelAt('https://telegram.invalid'));
    expect(await failure(send(hello))).toMatchObject({ kind: 'unavailable' });
  });

  test('an answer that is no JSON leaves it open whether it arrived', async () => {
    const made = await started();
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = sender(await channelAt(`http://127.0.0.1:${port}`));
    const error = await failure(send(hello));
    expect(error.kind).toBe('unsure');
    expectCleanSentence(error, made);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('refusals that a second call can mend: a 4xx is certain non-delivery', () => {
  test('what Telegram cannot parse is said without formatting', async () => {
    const { telegram, send } = await started();
    telegram.faults.fail({ type: 'refuse', error: "Bad Request: can't parse entities: Unsupported start tag" });
    await send(bold);
    expect(telegram.calls('sendMessage').map(({ params }) => [params.text, params.parse_mode])).toEqual([
      [`<b>my</b>${WORDS.slice(2)}`, 'HTML'],
      [WORDS, undefined],
    ]);
  });

  test('a text without formatting is not sent twice', async () => {
    const { telegram, send } = await started();
    telegram.faults.fail({ type: 'refuse', error: "Bad Request: can't parse entities: oops" });
    expect(await failure(send(hello))).toMatchObject({ kind: 'rejected' });
    expect(telegram.calls('sendMessage')).toHaveLength(1);
  });

  test('a group that moved is followed', async () => {
    const { telegram, send } = await started();
    telegram.migrate(-555, Number(MARIA));
    expect(await send(hello, '-555' as ContactAddress)).toMatch(new RegExp(`^${MARIA}:`));
    expect(telegram.calls('sendMessage').map(({ params }) => params.chat_id)).toEqual(['-555', MARIA]);
  });

  test('a picture of a shape no photo may have goes as a document', async () => {
    const { telegram, send } = await started();
    telegram.faults.fail({ type: 'refuse', error: 'Bad Request: PHOTO_INVALID_DIMENSIONS' }, 1, 'sendPhoto');
    const part: MediaPart = { type: 'media', kind: 'image', mediaType: null, name: 'wide.png', bytes: 3, ref: '' };
    await send(part, MARIA, contentOf(Buffer.from('png'), 'image/png'));
    expect(telegram.calls().map(({ method }) => method)).toEqual(['sendPhoto', 'sendDocument']);
  });

  test('the deadline covers both calls', async () => {
    const { telegram, send } = await started(SHORT);
    telegram.faults.fail({ type: 'refuse', error: "Bad Request: can't parse entities: oops" });
    telegram.faults.fail({ type: 'hang', done: false });
    expect(await failure(send(bold))).toMatchObject({ kind: 'unsure' });
  });
});

describe('changes and media that fail', () => {
  test('a message too old to delete is said so', async () => {
    const made = await started();
    const sent = (await made.send(hello)) as ExternalId;
    made.telegram.setNow(Date.now() + 49 * 3_600_000);
    const error = await failure(made.baton.channel.deletes?.remove(MARIA, sent) ?? Promise.resolve());
    expect(error).toMatchObject({ kind: 'rejected', message: expect.stringContaining('48 hours') });
    expectCleanSentence(error, made);
  });

  test('a message that is gone cannot be edited', async () => {
    const made = await started();
    const sent = (await made.send(hello)) as ExternalId;
    await made.baton.channel.deletes?.remove(MARIA, sent);
    const error = await failure(made.baton.channel.edits?.edit(MARIA, sent, hello) ?? Promise.resolve());
    expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'target_gone' } });
  });

  test('a media part without its bytes is refused before Telegram is asked', async () => {
    const { telegram, send } = await started();
    const part: MediaPart = { type: 'media', kind: 'file', mediaType: null, name: null, bytes: null, ref: '' };
    expect(await failure(send(part))).toMatchObject({ kind: 'rejected', details: { reason: 'content' } });
    expect(telegram.calls()).toEqual([]);
  });

  test('a customer who never pressed Start cannot be written to', async () => {
    const { send } = await started();
    expect(await failure(send(hello, JONAS))).toMatchObject({ kind: 'rejected', details: { reason: 'blocked' } });
  });
});
