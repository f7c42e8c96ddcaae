import { createConnection } from '../../../adapters/agent-inboxes/slack/connection';
import type { IncomingEvent } from '../../../src/ports';
import { envelope, recordingLog, reply, startInbox } from './support';
import { startTinySlack, type TinySlack, type TinySocket } from './tiny-slack';

let slack: TinySlack;
let sockets: TinySocket[];
let acknowledged: Record<string, unknown>[];
let stop: AbortController;
let running: Promise<unknown>;

beforeEach(async () => {
  sockets = [];
  acknowledged = [];
  stop = new AbortController();
  slack = await startTinySlack(
    (_request, response, origin) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, url: `${origin.replace('http', 'ws')}/link` }));
    },
    (socket) => {
      sockets.push(socket);
      socket.onMessage((message) => void acknowledged.push(message));
      socket.send({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0BATON0001' } });
    },
  );
});
afterEach(async () => {
  stop.abort();
  await running;
  await slack.stop();
});

const run = async (emit: (events: readonly IncomingEvent[]) => Promise<void>) => {
  const { inbox } = await startInbox({
    SLACK_SIGNING_SECRET: '',
    SLACK_APP_TOKEN: 'xapp-1-test',
    SLACK_API_URL: slack.apiUrl,
  });
  const settled = (
    inbox.connection?.run(emit, stop.signal) ?? Promise.reject(new Error('There is no connection.'))
  ).then(
    () => 'ended',
    (error: Error) => error,
  );
  running = settled;
  return { settled };
};

const until = async (condition: () => boolean) => {
  for (let round = 0; round < 300 && !condition(); round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};

const message = (id: string) => ({
  envelope_id: id,
  type: 'events_api',
  payload: envelope(reply('hello')),
  accepts_response_payload: false,
  retry_attempt: 0,
  retry_reason: '',
});

describe('Socket Mode', () => {
  test('an envelope is acknowledged after its events are stored, not before', async () => {
    const stored: IncomingEvent[] = [];
    let finish = () => {};
    const storing = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { settled } = await run(async (events) => {
      stored.push(...events);
      await storing;
    });
    await until(() => sockets.length === 1);
    sockets[0]?.send(message('envelope-1'));
    await until(() => stored.length === 1);
    expect(stored).toMatchObject([{ type: 'agent_message', parts: [{ text: 'hello' }] }]);
    expect(acknowledged).toEqual([]);
    finish();
    await until(() => acknowledged.length === 1);
    expect(acknowledged[0]).toMatchObject({ envelope_id: 'envelope-1' });
    stop.abort();
    expect(await settled).toBe('ended');
  });

  test('what could not be stored is not acknowledged: Slack sends it again', async () => {
    let attempts = 0;
    await run(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('The database is away.');
    });
    await until(() => sockets.length === 1);
    sockets[0]?.send(message('envelope-1'));
    await until(() => attempts === 1);
    sockets[0]?.send(message('envelope-2'));
    await until(() => acknowledged.length === 1);
    expect(acknowledged).toMatchObject([{ envelope_id: 'envelope-2' }]);
  });

  test('a pressed button is a fact like over HTTP', async () => {
    const stored: IncomingEvent[] = [];
    await run(async (events) => void stored.push(...events));
    await until(() => sockets.length === 1);
    sockets[0]?.send({
      envelope_id: 'envelope-1',
      type: 'interactive',
      accepts_response_payload: true,
      payload: {
        type: 'block_actions',
        api_app_id: 'A0BATON0001',
        team: { id: 'T0BATON0001' },
        user: { id: 'U0AGENTANA1', name: 'ana', team_id: 'T0BATON0001' },
        container: { type: 'message', message_ts: '1795350000.000100', channel_id: 'C0SUPPORT01' },
        actions: [
          {
            type: 'button',
            action_id: 'baton:claim:0',
            value: '{"v":1,"a":{"name":"claim"}}',
            action_ts: '1795350030.1',
          },
        ],
      },
    });
    await until(() => acknowledged.length === 1);
    expect(stored).toMatchObject([{ type: 'agent_action', action: { name: 'claim' } }]);
  });

  test('a connection that closes at once is reported, so that core waits before it opens another', async () => {
    const { settled } = await run(async () => {});
    await until(() => sockets.length === 1);
    sockets[0]?.close();
    expect(await settled).toMatchObject({ name: 'PortError', kind: 'unavailable' });
  });

  test('a server that takes the connection and never greets it is left: core opens another', async () => {
    await slack.stop();
    slack = await startTinySlack(
      (_request, response, origin) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ok: true, url: `${origin.replace('http', 'ws')}/link` }));
      },
      (socket) => void sockets.push(socket),
    );
    const intake = async () => ({ reply: { status: 200 }, events: [] });
    const { apiUrl } = slack;
    const connection = createConnection({
      appToken: 'xapp-1-test',
      apiUrl,
      intake,
      log: recordingLog(),
      helloDueMs: 50,
    });
    running = connection.run(async () => {}, stop.signal).catch((error: Error) => error);
    expect(await running).toMatchObject({ name: 'PortError', kind: 'unavailable', details: { code: 'no_hello' } });
  });

  test('a refused token is the admin’s to set right', async () => {
    await slack.stop();
    slack = await startTinySlack((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"ok":false,"error":"invalid_auth"}');
    });
    const { settled } = await run(async () => {});
    expect(await settled).toMatchObject({ name: 'PortError', kind: 'misconfigured' });
  });
});
