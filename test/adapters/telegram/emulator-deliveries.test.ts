import { startTelegramEmulator } from '../../../adapters/customer-channels/telegram/emulator';
import { closeAll, JONAS, MARIA, until, type World, world } from './harness';

afterEach(closeAll);

const said = ({ baton }: World) =>
  baton.events.flatMap((event) =>
    event.type === 'customer_message' && event.parts[0]?.type === 'text'
      ? [`${event.contact}: ${event.parts[0].text}`]
      : [],
  );

describe('deliveries to the webhook', () => {
  test('updates of one chat wait for the failing one; other chats go on', async () => {
    const made = await world();
    let down = 3;
    const seen: string[] = [];
    made.baton.failWith = () => null;
    const { handle } = made.baton.provider.webhook ?? { handle: null };
    if (handle === null) throw new Error('no webhook');
    Object.assign(made.baton.provider.webhook ?? {}, {
      handle: (request: Parameters<typeof handle>[0]) => {
        const update = JSON.parse(request.rawBody.toString());
        seen.push(update.message.text);
        return update.message.text === 'bad' && down-- > 0
          ? Promise.resolve({ reply: { status: 503 }, events: [] })
          : handle(request);
      },
    });
    await made.telegram.customers.say(MARIA, 'bad');
    await made.telegram.customers.say(MARIA, 'behind it');
    await made.telegram.customers.say(JONAS, 'of somebody else');
    await made.telegram.idle();
    expect(seen.filter((text) => text === 'bad')).toHaveLength(4);
    expect(seen.at(-1)).toBe('behind it');
    expect(seen.indexOf('of somebody else')).toBeLessThan(seen.lastIndexOf('bad'));
    expect(said(made).sort()).toEqual([`${JONAS}: of somebody else`, `${MARIA}: bad`, `${MARIA}: behind it`]);
  });

  test('nothing is lost while Baton is down', async () => {
    const made = await world();
    let down = 6;
    made.baton.failWith = () => (down-- > 0 ? { status: 500 } : null);
    for (const text of ['one', 'two', 'three']) await made.telegram.customers.say(MARIA, text);
    await made.telegram.idle();
    expect(said(made)).toEqual([`${MARIA}: one`, `${MARIA}: two`, `${MARIA}: three`]);
    expect(made.telegram.state.webhook.lastError).toContain('500');
    expect(made.telegram.waits).toEqual([0, 2, 4, 8, 16, 32]);
  });

  test('Retry-After is honoured', async () => {
    const made = await world({ retryScale: 0 });
    let answers = 0;
    const busy = { status: 503, headers: { 'retry-after': '7' } };
    made.baton.failWith = () => (answers++ < 2 ? busy : null);
    await made.telegram.customers.say(MARIA, 'hi');
    await made.telegram.idle();
    expect(made.telegram.waits).toEqual([7, 7]);
  });

  test('copies arrive together, and their keys make one message of them', async () => {
    const made = await world();
    made.telegram.faults.deliver({ copies: 3 });
    await made.telegram.customers.say(MARIA, 'hi');
    await made.telegram.idle();
    expect(made.baton.results).toHaveLength(3);
    expect(said(made)).toEqual([`${MARIA}: hi`]);
  });

  test('held updates wait, shuffled ones come in any order, and none is missing', async () => {
    const made = await world();
    made.telegram.faults.deliver({ hold: true, shuffle: true });
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    for (const text of texts) await made.telegram.customers.say(MARIA, text);
    await made.telegram.idle();
    expect(said(made)).toEqual([]);
    made.telegram.faults.deliver({ hold: false });
    await made.telegram.idle();
    expect(said(made).sort()).toEqual(texts.map((text) => `${MARIA}: ${text}`).sort());
  });

  test('an answer that Telegram would run as a call fails the test', async () => {
    const made = await world();
    made.baton.failWith = () => ({ status: 200, body: '{"method":"sendMessage","chat_id":1,"text":"x"}' });
    await made.telegram.customers.say(MARIA, 'hi');
    await expect(made.telegram.idle()).rejects.toThrow('"method"');
  });

  test('after 24 hours Telegram gives up', async () => {
    const made = await world();
    made.telegram.faults.deliver({ hold: true });
    await made.telegram.customers.say(MARIA, 'old');
    made.telegram.setNow(Date.now() + 25 * 3_600_000);
    await made.telegram.customers.say(MARIA, 'new');
    made.telegram.faults.deliver({ hold: false });
    await made.telegram.idle();
    expect(said(made)).toEqual([`${MARIA}: new`]);
  });

  test('after an idle week the numbers begin anywhere, and Baton does not mind', async () => {
    const made = await world();
    await made.telegram.customers.say(MARIA, 'before');
    await made.telegram.idle();
    made.telegram.setNow(Date.now() + 8 * 24 * 3_600_000);
    await made.telegram.customers.say(MARIA, 'after');
    await made.telegram.idle();
    expect(made.telegram.state.nextUpdateId).toBeGreaterThan(100_000_000);
    expect(said(made)).toEqual([`${MARIA}: before`, `${MARIA}: after`]);
  });

  test('only the kinds that were asked for are sent; reactions must be asked for', async () => {
    const made = await world();
    made.telegram.state.webhook.allowedUpdates = ['message'];
    await made.telegram.customers.say(MARIA, 'hi');
    await made.telegram.customers.gesture(MARIA, 'block');
    await made.telegram.idle();
    expect(made.baton.events.map(({ type }) => type)).toEqual(['customer_message']);
  });

  test('a chat id that no person has is a new person: thousands can write', async () => {
    const made = await world();
    for (let id = 1000; id < 1050; id++) await made.telegram.customers.say(String(id), `from ${id}`);
    await made.telegram.idle();
    expect(new Set(made.baton.events.map((event) => event.source)).size).toBe(50);
  });
});

describe('the screen of a customer', () => {
  test('shows what Telegram made of the markup, safe to insert', async () => {
    const { telegram, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    const text = '<img src=x onerror=alert(1)> & "more"';
    await send({
      type: 'text',
      text,
      entities: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'link', offset: 29, length: 8, url: 'javascript:alert(1)' },
      ],
    });
    expect(telegram.customers.screen(MARIA).messages.at(-1)?.html).toBe(
      '<b>&lt;img</b> src=x onerror=alert(1)&gt; &amp; &quot;more&quot;',
    );
  });

  test('shows edits, deletions, media and whether the bot is blocked', async () => {
    const { telegram } = await world();
    const { id } = await telegram.customers.say(MARIA, 'helo');
    await telegram.customers.edit(MARIA, id, 'hello');
    await telegram.customers.sendMedia(
      MARIA,
      { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('x') },
      'look',
    );
    for (const gesture of ['start', 'voice', 'location', 'contact', 'block'])
      await telegram.customers.gesture(MARIA, gesture);
    await telegram.idle();
    const { blocked, messages } = telegram.customers.screen(MARIA);
    expect(blocked).toBe(true);
    expect(messages.map(({ text, edited, media }) => [text, edited, media?.mediaType])).toEqual([
      ['hello', true, undefined],
      ['look', false, 'image/jpeg'],
      ['/start', false, undefined],
      ['', false, 'audio/ogg'],
      [expect.stringContaining('38.7139'), false, undefined],
      [expect.stringContaining('+351912345678'), false, undefined],
    ]);
    await expect(telegram.customers.say(MARIA, 'x')).rejects.toThrow('Unblock');
  });

  test('changes are announced until nobody listens any more', async () => {
    const { telegram } = await world();
    let changes = 0;
    const stop = telegram.onChange(() => {
      changes += 1;
    });
    await telegram.customers.say(MARIA, 'hi');
    await until(() => changes > 0);
    await telegram.idle();
    stop();
    const before = changes;
    await telegram.customers.say(MARIA, 'hi again');
    await telegram.idle();
    expect(changes).toBe(before);
  });
});

describe('a restart of the emulator', () => {
  test('goes on with the same chats, files, numbers and waiting updates', async () => {
    const { telegram, send } = await world();
    await telegram.customers.sendMedia(MARIA, { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('x') });
    await telegram.idle();
    await send({ type: 'text', text: 'answer' });
    telegram.faults.deliver({ hold: true });
    await telegram.customers.say(MARIA, 'waiting');
    const snapshot = JSON.parse(JSON.stringify(telegram.snapshot()));
    await telegram.customers.say(MARIA, 'after the snapshot');

    const again = await startTelegramEmulator({ snapshot });
    again.faults.deliver({ hold: true });
    expect(again.customers.screen(MARIA).messages.map(({ text }) => text)).toEqual(['', 'answer', 'waiting']);
    expect(again.state.queue).toHaveLength(1);
    expect([...again.state.files.values()].map(({ bytes }) => bytes.toString())).toEqual(['x']);
    expect(again.state.nextMessageId).toBe(4);
    await again.stop();
  });

  test('a snapshot of another kind is a fresh start', async () => {
    const again = await startTelegramEmulator({ snapshot: { version: 99 } });
    expect(again.customers.screen(MARIA).messages).toEqual([]);
    await again.stop();
  });
});
