import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import type { SlackEmulatorOptions } from '../../../adapters/agent-inboxes/slack/emulator/options';
import { type RunningSlack, startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';

export type Json = Record<string, unknown>;
export const ANA = 'U0AGENTANA1';
export const BOB = 'U0AGENTBOB1';
export const GIL = 'U0GUESTGIL1';
export const BOT_USER = 'U0BATONBOT1';
export const SUPPORT = 'C0SUPPORT01';
export const GENERAL = 'C0GENERAL01';

/** An app that asks for nearly everything; the emulator's default is what Baton's own manifest asks for. */
const EVERY_SCOPE: readonly string[] =
  'app_mentions:read bookmarks:write channels:history channels:join channels:read chat:write chat:write.customize commands files:read files:write groups:history groups:read im:history im:write reactions:read reactions:write team:read users:read'.split(
    ' ',
  );
const EVERY_EVENT: readonly string[] =
  'app_home_opened app_mention app_uninstalled channel_archive channel_deleted channel_id_changed channel_left channel_rename channel_shared channel_unarchive channel_unshared file_deleted group_archive group_deleted group_left group_rename group_unarchive member_joined_channel member_left_channel message.channels message.groups message.im reaction_added reaction_removed tokens_revoked user_change'.split(
    ' ',
  );

/** A request as the app's server got it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: string;
  /** JSON body, or the `payload` field of a form, or its flat fields. */
  readonly body: Json;
}

export interface AppAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Never answered. */
  readonly hang?: boolean;
  readonly delayMs?: number;
}

/** The app's side: takes what Slack sends and answers as the test says. */
export interface App {
  readonly url: string;
  readonly received: Received[];
  /** Most requests that were being answered at one time. */
  mostAtOnce: number;
  knowsChallenge: boolean;
  /** Inner events, in order of arrival. */
  events(type?: string): Json[];
  interactions(): Json[];
  answer: (received: Received) => AppAnswer;
  close(): Promise<void>;
}

const parse = (headers: IncomingHttpHeaders, rawBody: string): Json => {
  if (!headers['content-type']?.includes('form')) return JSON.parse(rawBody) as Json;
  const fields = Object.fromEntries(new URLSearchParams(rawBody));
  return fields.payload ? (JSON.parse(fields.payload) as Json) : fields;
};

export const startApp = async (port = 0): Promise<App> => {
  const received: Received[] = [];
  let atOnce = 0;
  const app: App = {
    url: '',
    received,
    mostAtOnce: 0,
    knowsChallenge: true,
    events: (type) =>
      received
        .filter(({ body }) => body.type === 'event_callback')
        .map(({ body }) => body.event as Json)
        .filter((event) => type === undefined || event.type === type),
    interactions: () =>
      received.filter(({ headers }) => headers['content-type']?.includes('form')).map(({ body }) => body),
    answer: () => ({ status: 200 }),
    close: () => new Promise((resolve) => closeAll(server, resolve)),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const one = { headers: request.headers, rawBody, body: parse(request.headers, rawBody) };
      if (request.url !== '/webhooks/slack') return void response.writeHead(404).end();
      if (one.body.type === 'url_verification' && app.knowsChallenge)
        return void response.end(JSON.stringify({ challenge: one.body.challenge }));
      received.push(one);
      const { status = 200, headers = {}, body = '', hang, delayMs = 0 } = app.answer(one);
      atOnce += 1;
      app.mostAtOnce = Math.max(app.mostAtOnce, atOnce);
      const end = () => {
        atOnce -= 1;
        if (!hang) response.writeHead(status, headers).end(body);
      };
      if (delayMs > 0) setTimeout(end, delayMs);
      else end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(app, { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
};

const closeAll = (server: Server, done: () => void): void => {
  server.close(() => done());
  server.closeAllConnections();
};

export interface Scene {
  readonly slack: RunningSlack;
  readonly app: App;
  readonly web: WebClient;
  /** A call over plain fetch with a JSON body: the other client. */
  call(method: string, args?: Json, token?: string): Promise<Json>;
  /** A root card of the app in #support. */
  root(args?: Json): Promise<string>;
  stop(): Promise<void>;
}

export const client = (slack: RunningSlack, token = slack.settings.SLACK_BOT_TOKEN): WebClient =>
  new WebClient(token, {
    slackApiUrl: String(slack.settings.SLACK_API_URL),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: 'error' as never,
  });

/** Emulator and app, connected; retries come at once. */
export const startScene = async (options: SlackEmulatorOptions = {}): Promise<Scene> => {
  const slack = await startSlackEmulator({
    timeScale: 0,
    shareDelayMs: 0,
    scopes: EVERY_SCOPE,
    events: EVERY_EVENT,
    ...options,
  });
  const app = await startApp();
  slack.connect(app.url);
  await slack.idle();
  const call: Scene['call'] = async (method, args = {}, token = slack.settings.SLACK_BOT_TOKEN) => {
    const response = await fetch(`${slack.settings.SLACK_API_URL}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    return (await response.json()) as Json;
  };
  return {
    slack,
    app,
    call,
    web: client(slack),
    root: async (args = {}) => String((await call('chat.postMessage', { channel: SUPPORT, text: 'card', ...args })).ts),
    stop: async () => {
      await slack.stop();
      await app.close();
    },
  };
};

/** Same token, but the body as a form: what methods without JSON want. */
export const form = async (slack: RunningSlack, method: string, args: Record<string, string>): Promise<Json> => {
  const response = await fetch(`${slack.settings.SLACK_API_URL}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.settings.SLACK_BOT_TOKEN}` },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as Json;
};
