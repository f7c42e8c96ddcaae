import type { Emit, IncomingEvent, PortError } from '../../../src/ports';
import {
  closeAll,
  failure,
  JONAS,
  MARIA,
  memoryStorage,
  settingsOf,
  startBaton,
  store,
  until,
  type World,
  world,
} from './harness';

const running: { stop: AbortController; ended: Promise<unknown> }[] = [];

afterEach(async () => {
  for (const { stop, ended } of running.splice(0)) {
    stop.abort();
    await ended.catch(() => undefined);
  }
  await closeAll();
});

const polling = (options = {}) => world({ settings: { mode: 'polling' }, ...options });

/** Runs the connection as core does; `ended` resolves or rejects with it. */
function run({ baton }: Pick<World, 'baton'>, emit?: Emit) {
  const stop = new AbortController();
  const stored: IncomingEvent[] = [];
  const toStore: Emit = async (events) => store(stored, events);
  const ended = baton.provider.connection?.run(emit ?? toStore, stop.signal) ?? Promise.reject(new Error('no polling'));
  ended.catch(() => undefined);
  running.push({ stop, ended });
  return { stop, stored, ended };
}

const texts = (events: readonly IncomingEvent[]) =>
  events
    .flatMap((event) => ('parts' in event ? event.parts : []))
    .map((part) => ('text' in part ? part.text : part.type));

describe('long polling', () => {
  test('has no webhook, and the webhook mode does not poll', async () => {
    const { baton } = await polling();
    expect(baton.provider.webhook).toBeUndefined();
    const other = await world();
    expect(other.baton.provider.connection).toBeUndefined();
  });

  test('messages come in, and Telegram may forget them only after they were stored', async () => {
    const made = await polling();
    await made.telegram.customers.say(MARIA, 'one');
    await made.telegram.customers.say(JONAS, 'two');
    let stored = 0;
    const { ended, stop } = run(made, async (events) => {
      expect(made.telegram.state.queue).toHaveLength(2);
      expect(made.storage.values.has('polling')).toBe(false);
      stored += events.length;
    });
    await until(() => made.telegram.state.queue.length === 0);
    expect(stored).toBe(2);
    expect(made.storage.values.get('polling')).toMatchObject({ next: 900003 });
    stop.abort();
    await ended;
  });

  test('a message that comes while the call is open comes at once', async () => {
    const made = await polling();
    const { stored } = run(made);
    await until(() => made.telegram.calls('getMe').length > 0);
    await made.telegram.customers.say(MARIA, 'hello');
    await until(() => stored.length === 1);
    expect(texts(stored)).toEqual(['hello']);
  });

  test('it ends at once when it is told to, in the middle of a call', async () => {
    const made = await polling();
    const { stop, ended } = run(made);
    await until(() => made.telegram.polling);
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  test('a restart goes on where it was', async () => {
    const made = await polling();
    await made.telegram.customers.say(MARIA, 'before');
    const first = run(made);
    await until(() => made.storage.values.has('polling'));
    first.stop.abort();
    await first.ended;
    await made.telegram.customers.say(MARIA, 'after');
    const second = run(made);
    await until(() => second.stored.length > 0);
    expect(texts(second.stored)).toEqual(['after']);
    expect(made.telegram.calls('getUpdates').at(-1)?.params.offset).toBe('900002');
  });

  test('a crash between storing and confirming repeats the message, and its keys make the repeat harmless', async () => {
    const made = await polling();
    await made.telegram.customers.say(MARIA, 'once');
    const stored: IncomingEvent[] = [];
    let emitted = 0;
    const emit: Emit = async (events) => {
      emitted += events.length;
      store(stored, events);
    };
    const { set } = made.storage;
    made.storage.set = () => Promise.reject(new Error('the process died here'));
    await expect(run(made, emit).ended).rejects.toThrow('the process died here');
    made.storage.set = set;
    run(made, emit);
    await until(() => made.telegram.state.queue.length === 0);
    expect([emitted, stored.length]).toEqual([2, 1]);
  });

  test('what could not be stored comes again', async () => {
    const made = await polling();
    await made.telegram.customers.say(MARIA, 'keep me');
    await expect(run(made, () => Promise.reject(new Error('database down'))).ended).rejects.toThrow('database down');
    const { stored } = run(made);
    await until(() => stored.length === 1);
    expect(texts(stored)).toEqual(['keep me']);
  });

  test('numbers that begin again lower are followed', async () => {
    const made = await polling({ storage: memoryStorage() });
    await made.telegram.customers.say(MARIA, 'before the idle week');
    const { stored } = run(made);
    await until(() => made.telegram.state.queue.length === 0);
    made.telegram.state.nextUpdateId = 77;
    await made.telegram.customers.say(MARIA, 'after it');
    await until(() => made.telegram.state.queue.length === 0);
    await made.telegram.customers.say(MARIA, 'and again');
    await until(() => made.telegram.state.queue.length === 0);
    expect(texts(stored)).toEqual(['before the idle week', 'after it', 'and again']);
  });

  test('the offset of another bot or server is not used', async () => {
    const storage = memoryStorage({ polling: { sequence: 'https://api.telegram.org 42', next: 900002 } });
    const made = await polling({ storage });
    await made.telegram.customers.say(MARIA, 'first');
    const { stored } = run(made);
    await until(() => stored.length === 1);
    expect(made.telegram.calls('getUpdates')[0]?.params.offset).toBeUndefined();
  });

  test('what Baton does not understand is logged and does not stop the rest', async () => {
    const made = await polling();
    made.telegram.deliverRaw({ update_id: 900001, teleportation: {} });
    made.telegram.state.nextUpdateId = 900002;
    await made.telegram.customers.say(MARIA, 'next');
    const { stored } = run(made);
    await until(() => made.telegram.state.queue.length === 0);
    expect(texts(stored)).toEqual(['next']);
    expect(made.log.lines.join()).toContain('Baton does not know updates of the kind teleportation.');
  });

  test('a pressed button is acknowledged after the press was stored', async () => {
    const made = await polling();
    await made.telegram.customers.say(MARIA, 'hi');
    made.telegram.customers.press(MARIA, '1', 'x');
    run(made);
    await until(() => made.telegram.state.presses.size === 0);
  });
});

describe('polling that cannot go on', () => {
  test('a second poller ends the first, which says what to do', async () => {
    const made = await polling();
    const first = run(made);
    await until(() => made.telegram.polling);
    const other = await startBaton(settingsOf(made.telegram, { mode: 'polling' }), made);
    run({ baton: other });
    const error: PortError = await failure(first.ended);
    expect(error).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('Another program polls') });
  });

  test('a webhook that another program sets ends it', async () => {
    const made = await polling();
    const { ended } = run(made);
    await until(() => made.telegram.polling);
    await fetch(
      `${made.telegram.settings.TELEGRAM_API_URL}/bot${made.telegram.token}/setWebhook?url=https://other.example/x`,
    );
    expect(await failure(ended)).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('webhook') });
    const again = await failure(run(made).ended);
    expect(again).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('webhook') });
  });

  test('a revoked token ends it', async () => {
    const made = await polling();
    made.telegram.faults.fail({ type: 'refuse', error: 'Unauthorized' }, 1, 'getUpdates');
    const error = await failure(run(made).ended);
    expect(error).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('TELEGRAM_BOT_TOKEN') });
  });

  test('a network that fails ends it with an error core tries again after', async () => {
    const made = await polling();
    made.telegram.faults.fail({ type: 'cut', done: false }, 1, 'getUpdates');
    expect(await failure(run(made).ended)).toMatchObject({ kind: 'unsure' });
  });
});
