import { createHash, createHmac } from 'node:crypto';
import { adapter } from '../../../adapters/agent-inboxes/slack/index';
import { settings as specs } from '../../../adapters/agent-inboxes/slack/settings';
import type {
  AdapterContext,
  AdapterStorage,
  AgentInbox,
  LogFields,
  Logger,
  Settings,
  WebhookRequest,
  WebhookResult,
} from '../../../src/ports';

export const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const NOW = 1_795_350_040_000;

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export function memoryStorage(initial: Readonly<Record<string, unknown>> = {}): AdapterStorage & { all(): object } {
  const values = new Map<string, unknown>(Object.entries(initial));
  return {
    get: async <T>(key: string) => (values.has(key) ? (structuredClone(values.get(key)) as T) : null),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    delete: async (key) => void values.delete(key),
    all: () => Object.fromEntries(values),
  };
}

export function recordingLog(lines: LogLine[] = []): Logger {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => recordingLog(lines),
  };
}

type SlackSettings = Settings<typeof specs>;

export const slackSettings = (values: Readonly<Record<string, string>> = {}): SlackSettings =>
  Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, values[name] ?? ('default' in spec ? spec.default : '')]),
  ) as SlackSettings;

export interface Started {
  readonly inbox: AgentInbox;
  readonly log: LogLine[];
  readonly storage: ReturnType<typeof memoryStorage>;
}

const TOKEN = 'xoxb-test-token';

/** What is in storage once an installation has been in touch with Slack. */
export const KNOWN_IDENTITY = {
  identity: {
    teamId: 'T0BATON0001',
    enterpriseId: null,
    botId: 'B0BATON0001',
    botUserId: 'U0BATONBOT1',
    scopes: null,
    tokenHash: createHash('sha256').update(TOKEN).digest('hex').slice(0, 16),
  },
};

/** The adapter as core makes it, with nothing in its storage and the clock at {@link NOW}. */
export async function startInbox(
  values: Readonly<Record<string, string>> = {},
  context: Partial<AdapterContext> = {},
): Promise<Started> {
  const log: LogLine[] = [];
  const storage = memoryStorage();
  const inbox = await adapter.create(
    slackSettings({
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_CHANNEL: 'C0SUPPORT01',
      // A closed port: a webhook that called Slack would fail.
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      ...values,
    }),
    { publicUrl: 'https://baton.example.com', storage, log: recordingLog(log), now: () => NOW, ...context },
  );
  return { inbox, log, storage };
}

export const signatureOf = (rawBody: string, timestamp: string, secret = SECRET): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${rawBody}`).digest('hex')}`;

export interface RequestOptions {
  readonly contentType?: string;
  readonly secret?: string;
  /** Seconds since the epoch. */
  readonly timestamp?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: 'GET' | 'POST';
  readonly path?: readonly string[];
}

/** A request as Slack signs it. */
export function slackRequest(rawBody: string, options: RequestOptions = {}): WebhookRequest {
  const timestamp = options.timestamp ?? String(Math.floor(NOW / 1000));
  return {
    method: options.method ?? 'POST',
    url: new URL('https://baton.example.com/webhooks/slack'),
    path: options.path ?? [],
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(rawBody, timestamp, options.secret),
      ...options.headers,
    },
    rawBody: Buffer.from(rawBody),
  };
}

export const asForm = (payload: unknown): string => `payload=${encodeURIComponent(JSON.stringify(payload))}`;
export const FORM = 'application/x-www-form-urlencoded';

export function deliver(inbox: AgentInbox, request: WebhookRequest): Promise<WebhookResult> {
  if (!inbox.webhook) throw new Error('The adapter has no webhook.');
  return inbox.webhook.handle(request);
}

/** An event envelope around a message of the support channel. */
export const envelope = (event: object, rest: object = {}) => ({
  token: 'legacy-verification-token',
  team_id: 'T0BATON0001',
  context_team_id: 'T0BATON0001',
  context_enterprise_id: null,
  api_app_id: 'A0BATON0001',
  event,
  type: 'event_callback',
  event_id: 'Ev0TEST00001',
  event_time: 1_795_350_010,
  authorizations: [
    { enterprise_id: null, team_id: 'T0BATON0001', user_id: 'U0BATONBOT1', is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event_context: '4-eyJldCI6Im1lc3NhZ2UifQ',
  ...rest,
});

export const ROOT = '1795350000.000100';

/** A reply of Ana in the thread of a handoff. */
export const reply = (text: string, rest: object = {}) => ({
  type: 'message',
  user: 'U0AGENTANA1',
  ts: '1795350010.123409',
  client_msg_id: '66cc9473-12a2-4934-bd57-301917883ae3',
  text,
  team: 'T0BATON0001',
  thread_ts: ROOT,
  parent_user_id: 'U0BATONBOT1',
  channel: 'C0SUPPORT01',
  event_ts: '1795350010.123409',
  channel_type: 'channel',
  ...rest,
});
