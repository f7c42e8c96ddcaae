import { closeAll, failure, MARIA, memoryStorage, settingsOf, startBaton, world } from './harness';

afterEach(closeAll);

describe('registering the webhook', () => {
  test('tells Telegram the address, the secret and the kinds of updates', async () => {
    const { telegram, baton } = await world();
    expect(telegram.calls('setWebhook').map(({ params }) => params)).toEqual([
      {
        url: `${baton.publicUrl}/webhooks/telegram`,
        secret_token: telegram.settings.TELEGRAM_WEBHOOK_SECRET,
        allowed_updates: '["message","edited_message","callback_query","message_reaction","my_chat_member"]',
        max_connections: '20',
        drop_pending_updates: 'false',
      },
    ]);
  });

  test('a second start finds everything in place and changes nothing', async () => {
    const { telegram, baton } = await world();
    telegram.clearCalls();
    await baton.provider.prepare?.();
    expect(telegram.calls().map(({ method }) => method)).toEqual(['getMe', 'getWebhookInfo']);
  });

  const changes: [
    string,
    (webhook: { url: string; allowedUpdates: readonly string[]; maxConnections: number }) => void,
  ][] = [
    ['another program took the address', (webhook) => Object.assign(webhook, { url: 'https://other.example/hook' })],
    ['the webhook was removed', (webhook) => Object.assign(webhook, { url: '' })],
    ['kinds of updates are missing', (webhook) => Object.assign(webhook, { allowedUpdates: ['message'] })],
    ['the number of connections differs', (webhook) => Object.assign(webhook, { maxConnections: 1 })],
  ];

  test.each(changes)('%s: it is set again', async (_what, change) => {
    const { telegram, baton } = await world();
    change(telegram.state.webhook);
    telegram.clearCalls();
    await baton.provider.prepare?.();
    expect(telegram.calls('setWebhook')).toHaveLength(1);
    expect(telegram.state.webhook.url).toBe(`${baton.publicUrl}/webhooks/telegram`);
  });

  test('taking over from another program is logged, without its address', async () => {
    const { telegram, baton, log } = await world();
    telegram.state.webhook.url = 'https://other.example/hook/123:secret';
    await baton.provider.prepare?.();
    expect(log.lines.join()).toContain('other.example');
    expect(log.lines.join()).not.toContain('123:secret');
  });

  test('a new secret is told to Telegram, although everything it shows is the same', async () => {
    const { telegram, baton, storage, log } = await world();
    telegram.clearCalls();
    const changed = settingsOf(telegram, { webhookSecret: 'another-secret-of-ours' });
    const restarted = await startBaton(changed, { storage, log });
    telegram.state.webhook.url = `${restarted.publicUrl}/webhooks/telegram`;
    await restarted.provider.prepare?.();
    expect(telegram.state.webhook.secret).toBe('another-secret-of-ours');
    expect(restarted.publicUrl).not.toBe(baton.publicUrl);
  });

  test('processes that start together end up with one secret, and Telegram has it', async () => {
    const shared = memoryStorage();
    const { telegram, log } = await world({ settings: { webhookSecret: '' }, storage: shared, prepare: false });
    const settings = settingsOf(telegram, { webhookSecret: '' });
    const many = await Promise.all([1, 2, 3].map(() => startBaton(settings, { storage: shared, log })));
    await Promise.all(many.map(({ provider }) => provider.prepare?.()));
    expect(telegram.state.webhook.secret).toBe(shared.values.get('webhook_secret'));
  });

  test('what waited while there was no webhook is delivered', async () => {
    const { telegram, baton } = await world({ prepare: false });
    await telegram.customers.say(MARIA, 'anybody there?');
    await baton.provider.prepare?.();
    await telegram.idle();
    expect(baton.events).toHaveLength(1);
  });

  test('the last failure that Telegram saw is logged', async () => {
    const { telegram, baton, log } = await world();
    let failures = 2;
    baton.failWith = () => (failures-- > 0 ? { status: 503 } : null);
    await telegram.customers.say(MARIA, 'hi');
    await telegram.idle();
    await baton.provider.prepare?.();
    expect(log.lines.join()).toContain('503');
  });
});

describe('what cannot be set up says what to do', () => {
  test('plain http in front of the real Telegram', async () => {
    const { telegram, storage, log } = await world();
    const settings = settingsOf(telegram, { apiUrl: 'https://api.telegram.org' });
    const { provider } = await startBaton(settings, { storage, log });
    const error = await failure(provider.prepare?.() ?? Promise.resolve());
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toContain('PUBLIC_URL');
    expect(error.message).toContain('TELEGRAM_MODE=polling');
  });

  test('an address that Telegram refuses', async () => {
    const { baton } = await world({ allowLoopbackWebhooks: false, prepare: false });
    const error = await failure(baton.provider.prepare?.() ?? Promise.resolve());
    expect(error).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('PUBLIC_URL') });
  });

  test.each(['webhook', 'polling'])('a revoked token, in mode %s', async (mode) => {
    const { telegram, baton } = await world({ settings: { mode }, prepare: false });
    telegram.faults.fail({ type: 'refuse', error: 'Unauthorized' });
    const error = await failure(baton.provider.prepare?.() ?? Promise.resolve());
    expect(error).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('TELEGRAM_BOT_TOKEN') });
  });

  test('a Telegram that is down is tried again', async () => {
    const { telegram, baton } = await world({ prepare: false });
    telegram.faults.fail({ type: 'server_error', done: false }, 1, 'getMe');
    expect((await failure(baton.provider.prepare?.() ?? Promise.resolve())).kind).not.toBe('misconfigured');
    await baton.provider.prepare?.();
  });
});

describe('polling', () => {
  test('removes a webhook that is in the way and drops nothing', async () => {
    const { telegram, baton, storage, log } = await world();
    telegram.faults.deliver({ hold: true });
    await telegram.customers.say(MARIA, 'hi');
    const poller = await startBaton(settingsOf(telegram, { mode: 'polling' }), { storage, log });
    await poller.provider.prepare?.();
    expect(telegram.state.webhook.url).toBe('');
    expect(telegram.state.queue).toHaveLength(1);
    // Back in webhook mode it is registered again.
    await baton.provider.prepare?.();
    telegram.faults.clear();
    await telegram.idle();
    expect(baton.events).toHaveLength(1);
  });
});
