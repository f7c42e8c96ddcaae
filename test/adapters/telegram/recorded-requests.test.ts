import { startTelegramEmulator, type TelegramEmulator } from '../../../adapters/customer-channels/telegram/emulator';
import { storeFile } from '../../../adapters/customer-channels/telegram/emulator/state';
import recorded from './recorded-requests.json';

/** Requests as the SDK put them on the wire, byte for byte: the emulator must read them as the Bot API does. */

let telegram: TelegramEmulator;

beforeAll(async () => {
  telegram = await startTelegramEmulator({ allowLoopbackWebhooks: false });
  // The chats the requests were recorded with, and a message to answer, to react to and to edit.
  for (const chat of ['1', '9', '5000000000123']) await telegram.customers.say(chat, 'hi');
  telegram.state.nextMessageId = 5;
  await telegram.customers.say('1', 'number five');
  const bytes = Buffer.from('abc');
  const stored = storeFile(telegram.state, 'voice', { name: 'a.oga', mediaType: 'audio/ogg', bytes });
  telegram.state.files.set(
    'F',
    telegram.state.files.get(stored.file_id) ?? { path: '', name: '', mediaType: '', bytes },
  );
});

afterAll(() => telegram.stop());

const replayed = async ({ url, contentType, body }: (typeof recorded)[number]) => {
  const path = url.replace(/^\/bot[^/]+/, `/bot${telegram.token}`);
  const response = await fetch(`${telegram.settings.TELEGRAM_API_URL}${path}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  });
  return (await response.json()) as { ok: boolean; description?: string };
};

describe('recorded requests', () => {
  test.each(
    recorded.map((request) => [`${request.url.split('/').at(-1)} ${request.body.slice(0, 40)}`, request] as const),
  )('%s', async (_name, request) => {
    const answer = await replayed(request);
    // It edits a message with a number of its own, which is not there.
    if (request.url.endsWith('editMessageText'))
      expect(answer.description).toBe('Bad Request: message to edit not found');
    else expect(answer).toMatchObject({ ok: true });
    expect(telegram.takeProblems()).toEqual([]);
  });

  test('they arrived as they were meant', () => {
    const [formatted] = telegram.calls('sendMessage');
    expect(formatted?.params).toMatchObject({ chat_id: '1', text: '<b>hi</b> &amp; &lt;x&gt;', parse_mode: 'HTML' });
    expect(telegram.calls('sendPhoto')[0]?.files.photo).toEqual({
      name: 'a.jpg',
      mediaType: 'image/jpeg',
      bytes: Buffer.from([1, 2, 3]),
    });
    const shown = telegram.customers.screen('1').messages.find(({ text }) => text === 'hi & <x>');
    expect(shown?.html).toBe('<b>hi</b> &amp; &lt;x&gt;');
    expect(telegram.customers.screen('5000000000123').messages.at(-1)?.text).toBe('x');
  });
});
