import diagnostics from 'node:diagnostics_channel';
import { App } from '@slack/bolt';
import { ping, WebSocket } from 'undici';
import type { SlackEmulatorOptions } from '../../../adapters/agent-inboxes/slack/emulator/options';
import { type RunningSlack, startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import { ANA, client, type Json, SUPPORT } from './emulator-harness';

let slack: RunningSlack;
const sockets: WebSocket[] = [];
const start = async (options: SlackEmulatorOptions = {}): Promise<void> => {
  slack = await startSlackEmulator({ timeScale: 0, socketMode: true, ...options });
};
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await slack.stop();
});

const eventOf = (frame: Json | undefined): Json => ((frame?.payload ?? {}) as Json).event as Json;

interface Connection {
  readonly frames: Json[];
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
  acknowledge: (frame: Json) => Json | null;
  next(count: number): Promise<void>;
}

const openUrl = async (): Promise<string> =>
  String((await client(slack, slack.control.appToken).apps.connections.open({})).url);

/** A connection by hand: acknowledges every envelope with `{}` unless told otherwise. */
const connect = async (url?: string): Promise<Connection> => {
  const socket = new WebSocket(url ?? (await openUrl()));
  sockets.push(socket);
  const frames: Json[] = [];
  const waiters: { count: number; wake: () => void }[] = [];
  const connection: Connection = {
    frames,
    socket,
    closed: new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code))),
    acknowledge: () => ({}),
    next: (count) =>
      frames.length >= count ? Promise.resolve() : new Promise((wake) => waiters.push({ count, wake })),
  };
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as Json;
    frames.push(frame);
    for (const { count, wake } of waiters) if (frames.length >= count) wake();
    const payload = frame.envelope_id ? connection.acknowledge(frame) : null;
    if (payload) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }));
  });
  await connection.next(1);
  return connection;
};

const write = (text: string) => slack.agentSide.write(ANA, SUPPORT, null, text);

it('hands out an address good for one connection, to the app token only', async () => {
  await start();
  expect(slack.settings.SLACK_APP_TOKEN).toBe(slack.control.appToken);
  await expect(client(slack).apps.connections.open({})).rejects.toMatchObject({
    data: { error: 'not_allowed_token_type' },
  });
  const url = await openUrl();
  const first = await connect(url);
  expect(first.frames[0]).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: 'A0BATONAPP1' },
  });
  const second = new WebSocket(url);
  await new Promise((resolve) => second.addEventListener('error', resolve));
  expect(slack.control.socket.connectionCount).toBe(1);
});

it('sends events in envelopes and is content with an acknowledgement', async () => {
  await start();
  const connection = await connect();
  await write('hello');
  await slack.idle();
  expect(connection.frames[1]).toMatchObject({
    type: 'events_api',
    envelope_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    accepts_response_payload: false,
    retry_attempt: 0,
    retry_reason: '',
    payload: { type: 'event_callback', event: { type: 'message', text: 'hello' } },
  });
  expect(connection.frames).toHaveLength(2);
});

it('sends again, to another connection, what was not acknowledged in time', async () => {
  await start({ deadlineMs: 50 });
  const [deaf, good] = [await connect(), await connect()];
  deaf.acknowledge = () => null;
  await write('one');
  await write('two');
  await slack.idle();
  const seen = [...deaf.frames, ...good.frames].filter(({ type }) => type === 'events_api');
  const again = seen.filter(({ retry_attempt: attempt }) => attempt === 1);
  expect(again.length).toBeGreaterThan(0);
  expect(again[0]).toMatchObject({ retry_reason: 'timeout' });
  const texts = good.frames.slice(1).map((frame) => eventOf(frame).text);
  expect(new Set(texts)).toEqual(new Set(['one', 'two']));
});

it('answers pings', async () => {
  await start();
  const connection = await connect();
  const pong = new Promise<string>((resolve) => {
    diagnostics.subscribe('undici:websocket:pong', (message) =>
      resolve(String((message as { payload: Buffer }).payload)),
    );
  });
  ping(connection.socket, Buffer.from('still there?'));
  expect(await pong).toBe('still there?');
});

it('carries messages of any length', async () => {
  await start();
  const connection = await connect();
  const long = 'é'.repeat(11_000);
  await write(long);
  await slack.idle();
  expect(eventOf(connection.frames[1]).text).toBe(long);
  await slack.agentSide.upload?.(
    ANA,
    SUPPORT,
    String((await write('root')).id),
    Array(90).fill({ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('x') }),
  );
  await slack.idle();
  expect(eventOf(connection.frames[3]).files).toHaveLength(90);
});

it('takes ten connections and turns the eleventh away', async () => {
  await start();
  for (let count = 0; count < 10; count += 1) await connect();
  const extra = await connect();
  expect(extra.frames[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  expect(await extra.closed).toBe(1000);
  expect(slack.control.socket.connectionCount).toBe(10);
});

it('warns before it closes', async () => {
  await start();
  const connection = await connect();
  slack.control.socket.disconnect('warning');
  await connection.next(2);
  expect(connection.frames[1]).toMatchObject({ type: 'disconnect', reason: 'warning' });
  slack.control.socket.disconnect('refresh_requested');
  expect(await connection.closed).toBe(1000);
});

it('sends nothing by HTTP, and retries while nobody is connected', async () => {
  await start({ timeScale: 0.0005 });
  await write('anyone?');
  const connection = await connect();
  await slack.idle();
  expect(connection.frames.at(-1)).toMatchObject({ payload: { event: { text: 'anyone?' } } });
  expect(slack.control.deliveries('message').length).toBeGreaterThan(1);
});

it('works with Bolt: events, presses, modals and commands', async () => {
  await start();
  const app = new App({
    token: String(slack.settings.SLACK_BOT_TOKEN),
    appToken: slack.control.appToken,
    socketMode: true,
    convoStore: false,
    logLevel: 'error' as never,
    clientOptions: { slackApiUrl: String(slack.settings.SLACK_API_URL), retryConfig: { retries: 0 } },
  });
  const heard: unknown[] = [];
  app.event('message', async ({ event }) => void heard.push((event as { text?: string }).text));
  app.action('go', async ({ ack, body, client: web }) => {
    await ack();
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'T' },
      submit: { type: 'plain_text' as const, text: 'S' },
      blocks: [
        {
          type: 'input' as const,
          block_id: 'b',
          label: { type: 'plain_text' as const, text: 'L' },
          element: { type: 'plain_text_input' as const, action_id: 'v' },
        },
      ],
    };
    await web.views.open({ trigger_id: (body as unknown as { trigger_id: string }).trigger_id, view });
  });
  app.view(/.*/, async ({ ack }) => ack({ response_action: 'errors', errors: { b: 'not today' } }));
  app.command('/baton', async ({ ack }) => ack('3 waiting'));
  await app.start();
  await write('hello');
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const;
  const { ts } = await client(slack).chat.postMessage({
    channel: SUPPORT,
    text: 'x',
    blocks: [{ type: 'actions', elements: [button] }],
  });
  expect(await slack.agentSide.press(ANA, SUPPORT, String(ts), 'go')).toEqual({ status: 200 });
  const opened = new Promise<void>((resolve) => {
    const check = () => slack.agentSide.modal?.(ANA) && resolve();
    slack.onChange(check);
    check();
  });
  await opened;
  expect(await slack.agentSide.submit?.(ANA, { b: 'x' })).toEqual({ errors: { b: 'not today' } });
  await write('/baton');
  expect(slack.agentSide.posts(SUPPORT, ANA).at(-1)).toMatchObject({ text: '3 waiting', ephemeral: true });
  await slack.idle();
  expect(heard).toEqual(['hello']);
  await app.stop();
});
