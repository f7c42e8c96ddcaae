import { startTelegramEmulator, type TelegramEmulator } from '../../../adapters/customer-channels/telegram/emulator';
import { JONAS, MARIA } from './harness';

/** What the real Bot API refuses, in its words: an emulator that takes more hides the failures of production. */

const BLOCKER = '42';
let telegram: TelegramEmulator;
let ids: { text: string; photo: string; own: string };

async function call(
  method: string,
  params: Record<string, unknown> = {},
  files: Record<string, Blob> = {},
  token = telegram.token,
) {
  const form = new FormData();
  for (const [key, value] of Object.entries(params))
    form.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  for (const [key, file] of Object.entries(files)) form.set(key, file, `${key}.bin`);
  const response = await fetch(`${telegram.settings.TELEGRAM_API_URL}/bot${token}/${method}`, {
    method: 'POST',
    body: form,
  });
  const answer = (await response.json()) as { ok: boolean; error_code?: number; description?: string; result?: never };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...answer };
}

const blob = (bytes: number, type: string) => new Blob([Buffer.alloc(bytes, 1)], { type });

beforeAll(async () => {
  telegram = await startTelegramEmulator({ allowLoopbackWebhooks: false });
  const { id: own } = await telegram.customers.say(MARIA, 'hi');
  await telegram.customers.say(BLOCKER, 'hi');
  await telegram.customers.gesture(BLOCKER, 'block');
  const send = async (method: string, params: object, files = {}) => {
    const { result } = await call(method, { chat_id: MARIA, ...params }, files);
    return String((result as unknown as { message_id: number }).message_id);
  };
  const text = await send('sendMessage', { text: '<b>same</b>', parse_mode: 'HTML' });
  const photo = await send('sendPhoto', { caption: 'c' }, { photo: blob(3, 'image/jpeg') });
  ids = { own, text, photo };
});

afterAll(() => telegram.stop());

const html = (text: string) => ({ chat_id: MARIA, text, parse_mode: 'HTML' });
const parse = (what: string) => `Bad Request: can't parse entities: ${what}`;
const MEGABYTE = 1024 * 1024;

describe('refusals of the Bot API', () => {
  const table: [string, string, () => Record<string, unknown>, string, Record<string, Blob>?][] = [
    ['no text', 'sendMessage', () => ({ chat_id: MARIA }), 'Bad Request: message text is empty'],
    ['only white space', 'sendMessage', () => ({ chat_id: MARIA, text: ' \n ' }), 'Bad Request: message text is empty'],
    ['only tags', 'sendMessage', () => html('<b></b>'), 'Bad Request: message text is empty'],
    [
      '4,097 units',
      'sendMessage',
      () => ({ chat_id: MARIA, text: 'x'.repeat(4097) }),
      'Bad Request: message is too long',
    ],
    [
      '4,098 units of emoji',
      'sendMessage',
      () => ({ chat_id: MARIA, text: '😀'.repeat(2049) }),
      'Bad Request: message is too long',
    ],
    [
      'more than 32,768 bytes of markup',
      'sendMessage',
      () => html(`x${'<b></b>'.repeat(4700)}`),
      'Bad Request: text is too long',
    ],
    ['no chat', 'sendMessage', () => ({ text: 'x' }), 'Bad Request: chat_id is empty'],
    ['an unknown chat', 'sendMessage', () => ({ chat_id: '99', text: 'x' }), 'Bad Request: chat not found'],
    ['a group', 'sendMessage', () => ({ chat_id: '-100123', text: 'x' }), 'Bad Request: chat not found'],
    [
      'a chat that was not started',
      'sendMessage',
      () => ({ chat_id: JONAS, text: 'x' }),
      "Forbidden: bot can't initiate conversation with a user",
    ],
    [
      'a customer who blocked the bot',
      'sendMessage',
      () => ({ chat_id: BLOCKER, text: 'x' }),
      'Forbidden: bot was blocked by the user',
    ],
    [
      'a parse mode that is none',
      'sendMessage',
      () => ({ chat_id: MARIA, text: 'x', parse_mode: 'BBCode' }),
      'Bad Request: unsupported parse_mode',
    ],
    [
      'a reply to nothing',
      'sendMessage',
      () => ({ chat_id: MARIA, text: 'x', reply_parameters: { message_id: 999 } }),
      'Bad Request: message to be replied not found',
    ],
    [
      'a button with 65 bytes',
      'sendMessage',
      () => ({
        chat_id: MARIA,
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'é'.repeat(33) }]] },
      }),
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    ['an unknown tag', 'sendMessage', () => html('é <x>'), parse('Unsupported start tag "x" at byte offset 3')],
    ['a heart', 'sendMessage', () => html('I <3 you'), parse('Unsupported start tag "3" at byte offset 2')],
    ['a tag that does not end', 'sendMessage', () => html('a <b'), parse('Unclosed start tag at byte offset 2')],
    [
      'an attribute without value',
      'sendMessage',
      () => html('<a href>x</a>'),
      parse('Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ],
    [
      'an attribute without name',
      'sendMessage',
      () => html('<a ="x">x</a>'),
      parse('Empty attribute name in the tag "a" at byte offset 0'),
    ],
    [
      'a bare address',
      'sendMessage',
      () => html('<a href=http://x>x</a>'),
      parse('Unexpected end of name token at byte offset 8'),
    ],
    [
      'a span that is no spoiler',
      'sendMessage',
      () => html('<span class="x">x</span>'),
      parse('Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
    ['an end without beginning', 'sendMessage', () => html('x</b>'), parse('Unexpected end tag at byte offset 1')],
    [
      'ends that cross',
      'sendMessage',
      () => html('<b><i>x</b></i>'),
      parse('Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ],
    ['an end that does not end', 'sendMessage', () => html('<b>x</b'), parse('Unclosed end tag at byte offset 4')],
    ['no end', 'sendMessage', () => html('<b><i>x</i>'), parse(`Can't find end tag corresponding to start tag "b"`)],
    [
      'a caption of 1,025 units',
      'sendPhoto',
      () => ({ chat_id: MARIA, caption: 'x'.repeat(1025) }),
      'Bad Request: message caption is too long',
      { photo: blob(3, 'image/jpeg') },
    ],
    ['no photo', 'sendPhoto', () => ({ chat_id: MARIA }), 'Bad Request: there is no photo in the request'],
    [
      'an empty file',
      'sendDocument',
      () => ({ chat_id: MARIA }),
      'Bad Request: file must be non-empty',
      { document: blob(0, 'text/plain') },
    ],
    [
      'a photo that is none',
      'sendPhoto',
      () => ({ chat_id: MARIA }),
      'Bad Request: IMAGE_PROCESS_FAILED',
      { photo: blob(3, 'application/pdf') },
    ],
    [
      'a photo over 10 MB',
      'sendPhoto',
      () => ({ chat_id: MARIA }),
      'Bad Request: file is too big',
      { photo: blob(10 * MEGABYTE + 1, 'image/jpeg') },
    ],
    [
      'a file over 50 MB',
      'sendDocument',
      () => ({ chat_id: MARIA }),
      'Request Entity Too Large',
      { document: blob(50 * MEGABYTE + 1, 'text/plain') },
    ],
    [
      'a file id of another bot',
      'sendDocument',
      () => ({ chat_id: MARIA, document: 'BQACAgIAAx' }),
      'Bad Request: wrong file identifier/HTTP URL specified',
    ],
    [
      'an album of one',
      'sendMediaGroup',
      () => ({ chat_id: MARIA, media: [{ type: 'photo', media: 'attach://a' }] }),
      'Bad Request: group send failed: wrong number of media',
    ],
    [
      'a place beyond the pole',
      'sendLocation',
      () => ({ chat_id: MARIA, latitude: 91, longitude: 0 }),
      'Bad Request: invalid location specified',
    ],
    [
      'a venue without address',
      'sendVenue',
      () => ({ chat_id: MARIA, latitude: 1, longitude: 0, title: 'x', address: ' ' }),
      'Bad Request: venue address must be non-empty',
    ],
    [
      'a contact without number',
      'sendContact',
      () => ({ chat_id: MARIA, first_name: 'x' }),
      'Bad Request: phone number must be non-empty',
    ],
    [
      'an action that is none',
      'sendChatAction',
      () => ({ chat_id: MARIA, action: 'dancing' }),
      'Bad Request: Wrong parameter action in request',
    ],
    [
      'typing to a blocker',
      'sendChatAction',
      () => ({ chat_id: BLOCKER, action: 'typing' }),
      'Forbidden: bot was blocked by the user',
    ],
    [
      'a draft without id',
      'sendMessageDraft',
      () => ({ chat_id: MARIA, text: 'x', draft_id: 0 }),
      'Bad Request: draft identifier must be non-zero',
    ],
    [
      'an edit that changes nothing',
      'editMessageText',
      () => ({ ...html('<b>same</b>'), message_id: ids.text }),
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ],
    [
      'an edit of nothing',
      'editMessageText',
      () => ({ ...html('x'), message_id: '999' }),
      'Bad Request: message to edit not found',
    ],
    [
      "an edit of the customer's message",
      'editMessageText',
      () => ({ ...html('x'), message_id: ids.own }),
      "Bad Request: message can't be edited",
    ],
    [
      'a text for a photo',
      'editMessageText',
      () => ({ ...html('x'), message_id: ids.photo }),
      'Bad Request: there is no text in the message to edit',
    ],
    [
      'a caption for a text',
      'editMessageCaption',
      () => ({ chat_id: MARIA, caption: 'x', message_id: ids.text }),
      'Bad Request: there is no caption in the message to edit',
    ],
    [
      'an edit to nothing',
      'editMessageText',
      () => ({ ...html(''), message_id: ids.text }),
      'Bad Request: message text is empty',
    ],
    [
      'a deletion of nothing',
      'deleteMessage',
      () => ({ chat_id: MARIA, message_id: '999' }),
      'Bad Request: message to delete not found',
    ],
    [
      'a file nobody sent',
      'getFile',
      () => ({ file_id: 'x' }),
      'Bad Request: wrong file_id or the file is temporarily unavailable',
    ],
    [
      'an answer to no press',
      'answerCallbackQuery',
      () => ({ callback_query_id: '1' }),
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'a webhook on http',
      'setWebhook',
      () => ({ url: 'http://support.example/hook' }),
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'a webhook on a strange port',
      'setWebhook',
      () => ({ url: 'https://support.example:3000/hook' }),
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    [
      'a webhook that is no address',
      'setWebhook',
      () => ({ url: 'support' }),
      'Bad Request: bad webhook: invalid webhook URL specified',
    ],
    [
      'a secret with strange characters',
      'setWebhook',
      () => ({ url: 'https://support.example', secret_token: 'a b' }),
      'Bad Request: secret token contains unallowed characters',
    ],
    [
      'a secret of 257 characters',
      'setWebhook',
      () => ({ url: 'https://support.example', secret_token: 'x'.repeat(257) }),
      'Bad Request: secret token is too long',
    ],
    [
      '101 connections',
      'setWebhook',
      () => ({ url: 'https://support.example', max_connections: 101 }),
      'Bad Request: max_connections must be between 1 and 100',
    ],
    ['an unknown method', 'sendTelegram', () => ({}), 'Not Found: method not found'],
  ];
  const STATUS: Record<string, number> = {
    'Bad Request': 400,
    Forbidden: 403,
    'Not Found': 404,
    'Request Entity Too Large': 413,
  };

  test.each(table)('%s', async (...[, method, params, description, files]) => {
    const status = STATUS[description.split(':')[0] ?? ''];
    expect(await call(method, params(), files)).toMatchObject({ ok: false, status, error_code: status, description });
  });

  test('a token that is not the one', async () => {
    expect(await call('getMe', {}, {}, '1:wrong')).toMatchObject({
      status: 401,
      error_code: 401,
      description: 'Unauthorized',
    });
    expect(await call('getMe', {}, {}, 'nonsense')).toMatchObject({
      status: 404,
      error_code: 404,
      description: 'Not Found',
    });
    const file = await fetch(`${telegram.settings.TELEGRAM_API_URL}/file/bot1:wrong/photos/file_1.jpg`);
    expect(file.status).toBe(401);
  });

  test('a message older than 48 hours cannot be deleted', async () => {
    telegram.setNow(Date.now() + 49 * 3_600_000);
    expect(await call('deleteMessage', { chat_id: MARIA, message_id: ids.text })).toMatchObject({
      status: 400,
      description: "Bad Request: message can't be deleted for everyone",
    });
    telegram.setNow(Date.now());
  });

  test('a file over 20 MB cannot be fetched', async () => {
    const bytes = Buffer.alloc(20 * MEGABYTE + 1);
    await telegram.customers.sendMedia(MARIA, { name: 'big.mov', mediaType: 'video/quicktime', bytes });
    const [fileId] = [...telegram.state.files.keys()].slice(-1);
    expect(await call('getFile', { file_id: fileId })).toMatchObject({
      status: 400,
      description: 'Bad Request: file is too big',
    });
  });

  test('a press is answered within 15 seconds or never', async () => {
    const press = telegram.customers.press(MARIA, ids.text, 'x');
    telegram.setNow(Date.now() + 16_000);
    expect((await call('answerCallbackQuery', { callback_query_id: press })).status).toBe(400);
    telegram.setNow(Date.now());
  });

  test('a parameter that a method does not have is a mistake of Baton', async () => {
    await call('sendMessage', { chat_id: MARIA, text: 'x', disable_web_page_preview: true });
    expect(telegram.takeProblems()).toEqual([expect.stringContaining('disable_web_page_preview')]);
  });
});

describe('what the Bot API takes', () => {
  const taken: [string, string, string, object][] = [
    ['4,096 units', 'x'.repeat(4096), 'x'.repeat(4096), {}],
    [
      'markup that makes the request longer, but not the text',
      `<b>${'x'.repeat(4096)}</b>`,
      'x'.repeat(4096),
      { entities: [{ type: 'bold', offset: 0, length: 4096 }] },
    ],
    ['a lone ampersand', 'a & b &copy; c', 'a & b &copy; c', {}],
    ['entities and numbers', '&lt;&gt;&amp;&quot;&#33;&#x1F600;', '<>&"!😀', {}],
    ['tags in capitals', '<B>x</B>', 'x', { entities: [{ type: 'bold', offset: 0, length: 1 }] }],
    [
      'an expandable quote',
      '<blockquote expandable>x</blockquote>',
      'x',
      { entities: [{ type: 'blockquote', offset: 0, length: 1 }] },
    ],
    [
      'a link',
      '<a href="https://x.y/?a=1&amp;b=2">x</a>',
      'x',
      { entities: [{ type: 'text_link', offset: 0, length: 1, url: 'https://x.y/?a=1&b=2' }] },
    ],
    ['white space around', '  <b> x </b> ', 'x', { entities: [{ type: 'bold', offset: 0, length: 1 }] }],
  ];

  test.each(taken)('%s', async (_what, markup, text, rest) => {
    expect(await call('sendMessage', html(markup))).toMatchObject({ ok: true, result: { text, ...rest } });
  });

  test('a reply to nothing, if that is allowed', async () => {
    const reply_parameters = { message_id: 999, allow_sending_without_reply: true };
    expect(await call('sendMessage', { chat_id: MARIA, text: 'x', reply_parameters })).toMatchObject({ ok: true });
  });

  test('calls as JSON and as GET', async () => {
    const url = `${telegram.settings.TELEGRAM_API_URL}/bot${telegram.token}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ chat_id: Number(MARIA), text: 'x' });
    const asJson = await fetch(`${url}/sendMessage`, { method: 'POST', headers, body });
    expect(await asJson.json()).toMatchObject({ ok: true, result: { text: 'x' } });
    const asGet = await fetch(`${url}/SENDMESSAGE?chat_id=${MARIA}&text=y`);
    expect(await asGet.json()).toMatchObject({ ok: true, result: { text: 'y' } });
  });
});

describe('rate limits', () => {
  afterEach(() => telegram.setRateLimits(false));

  test('a chat takes three at once, then one a second', async () => {
    telegram.setNow(1_800_000_000_000);
    telegram.setRateLimits(true);
    const send = () => call('sendMessage', { chat_id: MARIA, text: 'x' });
    for (let i = 0; i < 3; i++) expect((await send()).status).toBe(200);
    expect(await send()).toMatchObject({
      status: 429,
      retryAfter: '1',
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    telegram.setNow(1_800_000_001_000);
    expect((await send()).status).toBe(200);
  });
});
