import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { SlackEmulatorOptions } from '../../../adapters/agent-inboxes/slack/emulator/options';
import { type RunningSlack, startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import type {
  AgentInbox,
  EmulatedPost,
  ExternalId,
  IncomingEvent,
  Instant,
  PortError,
  PostContext,
  ThreadRef,
  WebhookRequest,
  WebhookResult,
} from '../../../src/ports';
import { card } from '../../support/cards';
import { type LogLine, memoryStorage, recordingLog, startInbox } from './support';

export { card, customerSays } from '../../support/cards';

export const ANA = 'U0AGENTANA1';
export const BOB = 'U0AGENTBOB1';
export const GIL = 'U0GUESTGIL1';
export const SUPPORT = 'C0SUPPORT01';

/** The adapter and the emulated Slack, each reaching the other over HTTP, and a core that only takes note. */
export interface Live {
  readonly slack: RunningSlack;
  readonly inbox: AgentInbox;
  readonly log: LogLine[];
  readonly storage: ReturnType<typeof memoryStorage>;
  /** What the webhook gave, in order. */
  readonly results: WebhookResult[];
  /** Events so far, duplicates by key left out, as core would have them. */
  events<T extends IncomingEvent['type']>(type: T): Extract<IncomingEvent, { type: T }>[];
  open(key?: string): Promise<{ thread: ThreadRef; sentId: ExternalId }>;
  posts(thread: ThreadRef, agentId?: string): readonly EmulatedPost[];
  root(thread: ThreadRef): EmulatedPost | undefined;
  write(agentId: string, thread: ThreadRef, text: string): Promise<ExternalId>;
  stop(): Promise<void>;
}

export async function startLive(
  options: SlackEmulatorOptions = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<Live> {
  const slack = await startSlackEmulator({ timeScale: 0, shareDelayMs: 0, ...options });
  const storage = memoryStorage();
  const log: LogLine[] = [];
  const { inbox } = await startInbox(
    { ...slack.settings, ...settings },
    { storage, log: recordingLog(log), now: Date.now },
  );
  const results: WebhookResult[] = [];
  const { url, server } = await serve(inbox, results);
  slack.connect(url);
  await slack.idle();
  return { slack, inbox, log, storage, results, ...actsOf(slack, inbox, results), stop: () => stopAll(slack, server) };
}

function actsOf(slack: RunningSlack, inbox: AgentInbox, results: readonly WebhookResult[]) {
  const rootOf = (thread: ThreadRef): [channel: string, ts: string] => thread.split(':') as [string, string];
  return {
    events: <T extends IncomingEvent['type']>(type: T) =>
      distinct(results.flatMap(({ events }) => events)).filter(
        (event): event is Extract<IncomingEvent, { type: T }> => event.type === type,
      ),
    open: (key = 'open-1') => inbox.open(card(), context(key)),
    posts: (thread: ThreadRef, agentId = ANA) => slack.agentSide.thread(...rootOf(thread), agentId),
    root: (thread: ThreadRef) => {
      const [channel, ts] = rootOf(thread);
      return slack.agentSide.posts(channel, ANA).find((post) => post.id === ts);
    },
    write: async (agentId: string, thread: ThreadRef, text: string) => {
      const [channel, ts] = rootOf(thread);
      const { id } = await slack.agentSide.write(agentId, channel, ts, text);
      await slack.idle();
      return `${channel}:${id}` as ExternalId;
    },
  };
}

function distinct(events: readonly IncomingEvent[]): IncomingEvent[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const isNew = !event.keys.some((key) => seen.has(key));
    for (const key of event.keys) seen.add(key);
    return isNew;
  });
}

async function serve(inbox: AgentInbox, results: WebhookResult[]): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const result = await inbox.webhook?.handle(await toWebhookRequest(request));
    if (result === undefined) return void response.writeHead(404).end();
    results.push(result);
    const { status, body, contentType } = result.reply;
    response.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType }).end(body ?? '');
    result.afterStored?.();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}

async function toWebhookRequest(request: IncomingMessage): Promise<WebhookRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    url: new URL('https://baton.example.com/webhooks/slack'),
    path: [],
    headers: Object.fromEntries(headers) as WebhookRequest['headers'],
    rawBody: Buffer.concat(chunks),
  };
}

async function stopAll(slack: RunningSlack, server: Server): Promise<void> {
  await slack.stop();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export const context = (key: string, firstTriedAt = Date.now()): PostContext => ({
  key,
  firstTriedAt: firstTriedAt as Instant,
});

/** What a call was rejected with; fails the test if it was not. */
export async function rejection(promise: Promise<unknown>): Promise<PortError> {
  const outcome = await promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: 'PortError' });
  return outcome as PortError;
}

/** For what happens behind an answer: hints are shown and not waited for. */
export async function soon(condition: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !condition(); round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}
