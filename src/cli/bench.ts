import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAll, loadEmulator } from '../adapter-loader';
import { createKnowledgeIndex } from '../ai/knowledge/knowledge-index';
import { type Baton, compose } from '../compose';
import { loadConfig } from '../config/load-config';
import { startEmbedded } from '../persistence/embedded';
import { openPostgresStore } from '../persistence/postgres-store';
import type { EmulatedCall, RunningEmulator } from '../ports/emulator';

/**
 * How a team's Slack keeps up: customers who all type at once, each with a thread, at Slack's own rates. Everything is
 * real but the providers; the time is the clock's.
 */

interface Size {
  readonly threads: number;
  readonly lines: number;
  readonly channels: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isTrue: () => boolean, eachSecond: () => void): Promise<void> {
  for (let looks = 1; !isTrue(); looks += 1) {
    await pause(100);
    if (looks % 10 === 0) eachSecond();
  }
}

interface Stage {
  readonly slack: RunningEmulator;
  readonly telegram: RunningEmulator;
  readonly channels: readonly string[];
  readonly size: Size;
}

async function bench(size: Size): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const database = await startEmbedded({ dataDir: folder, log: () => undefined });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(1)));
  }
  const [slack, telegram] = await Promise.all([
    emulated('agent-inboxes', 'slack', true),
    emulated('customer-channels', 'telegram', false),
  ]);
  const first = slack.settings.SLACK_CHANNEL ?? '';
  const others = (slack.agentSide?.channels() ?? []).map(({ id }) => id).filter((id) => id !== first);
  const channels = [first, ...others].slice(0, size.channels);
  const port = await freePort();
  const env = {
    ...slack.settings,
    ...telegram.settings,
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: database.url, LOG_LEVEL: 'error' },
    ...{ SECRET_KEY: 'only for this one run of the benchmark', AI_DISCLOSURE: 'off' },
    SLACK_ROUTES: channels[1] === undefined ? '' : `reason=high_stakes:${channels[1]}`,
  };
  let baton: Baton | null = null;
  try {
    slack.connect(env.PUBLIC_URL);
    baton = await started(env);
    return await measured({ slack, telegram, channels, size });
  } finally {
    await baton?.close();
    await Promise.all([slack.stop(), telegram.stop()]);
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function emulated(kind: 'agent-inboxes' | 'customer-channels', name: string, keepsRates: boolean) {
  const emulator = await loadEmulator(kind, name);
  if (emulator === null) throw new Error(`${name} has no emulator.`);
  return emulator.start({ keepsRates });
}

async function started(env: Readonly<Record<string, string>>): Promise<Baton> {
  const [available, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const config = loadConfig(env, { channels: available, inboxes, models });
  const opened = await openPostgresStore(config.core.databaseUrl, config.core.secretKey);
  return compose(config, opened, createKnowledgeIndex([]));
}

async function measured({ slack, telegram, channels, size }: Stage): Promise<string> {
  const [phone] = telegram.customerSide?.channels ?? [];
  if (phone === undefined) throw new Error('The emulated Telegram has no customers.');
  const customers = Array.from({ length: size.threads }, (_, n) => String(800_000_000 + n));
  let rss = 0;
  const look = (): void => {
    rss = Math.max(rss, process.memoryUsage().rss);
  };

  const openedAt = Date.now();
  await Promise.all(customers.map((customer) => phone.say(customer, opening(customer, channels.length))));
  const roots = () => channels.flatMap((id) => rootsIn(slack, id).map((root) => ({ channel: id, root })));
  await until(() => roots().length >= size.threads, look);
  const openMs = Date.now() - openedAt;

  const postsNow = () => (slack.traffic?.() ?? []).filter(({ method }) => method === 'chat.postMessage');
  const before = postsNow().length;
  const saidAt = new Map<string, number>();
  const typedAt = Date.now();
  for (let n = 1; n <= size.lines; n += 1) {
    await Promise.all(
      customers.map((customer) => {
        saidAt.set(lineOf(customer, n), Date.now());
        return phone.say(customer, lineOf(customer, n));
      }),
    );
  }
  const seenAt = new Map<string, number>();
  const order: string[] = [];
  let read = before;
  await until(() => {
    const posts = postsNow();
    for (const { text, status } of posts.slice(read)) {
      if (status !== 200) continue;
      for (const [line] of text.matchAll(LINE)) {
        if (!seenAt.has(line)) order.push(line);
        seenAt.set(line, Date.now());
      }
    }
    read = posts.length;
    return seenAt.size === saidAt.size;
  }, look);
  const tookMs = Date.now() - typedAt;
  const posts = postsNow();
  const delays = [...saidAt].map(([line, at]) => (seenAt.get(line) ?? Number.POSITIVE_INFINITY) - at).sort(byNumber);
  return report({
    threads: size.threads,
    'Slack channels': channels.length,
    'lines typed': saidAt.size,
    'all threads open after (s)': seconds(openMs),
    'all lines shown after (s)': seconds(tookMs),
    'posts for them': posts.slice(before).filter(({ status }) => status === 200).length,
    'lines merged into a post with others (on average)': (saidAt.size / distinctPosts(posts.slice(before))).toFixed(1),
    'lines lost': saidAt.size - seenAt.size,
    'threads out of order': customers.filter((customer) => !isInOrder(order, customer)).length,
    'refused for their rate (429)': refused(slack.traffic?.() ?? []),
    'delay of a line, median (s)': seconds(delays[Math.floor(delays.length / 2)] ?? 0),
    'delay of a line, worst (s)': seconds(delays.at(-1) ?? 0),
    'memory, highest (MB, with both emulators)': Math.round(rss / 1_048_576),
  });
}

const LINE = /line-\d+-\d+/g;
const lineOf = (customer: string, n: number): string => `line-${customer}-${n}`;
const byNumber = (a: number, b: number): number => a - b;
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** With two channels, every second customer is one for the other. */
const opening = (customer: string, channels: number): string =>
  channels > 1 && Number(customer) % 2 === 1 ? 'My lawyer will call you' : 'I want to talk to a human';

const rootsIn = ({ agentSide }: RunningEmulator, channel: string) =>
  (agentSide?.posts(channel, agentSide.agents[0]?.id ?? '') ?? []).filter(
    ({ isBot, ephemeral, text }) => isBot && !ephemeral && text !== '',
  );

const distinctPosts = (posts: readonly EmulatedCall[]): number =>
  posts.filter(({ text, status }) => status === 200 && /line-\d/.test(text)).length;

/** How many, and of which methods. */
function refused(calls: readonly EmulatedCall[]): string {
  const methods = calls.filter(({ status }) => status === 429).map(({ method }) => method);
  const each = [...new Set(methods)].map((name) => `${name} ${methods.filter((one) => one === name).length}`);
  return [String(methods.length), ...each].join(' · ');
}

function isInOrder(order: readonly string[], customer: string): boolean {
  const numbers = order
    .filter((line) => line.startsWith(`line-${customer}-`))
    .map((line) => Number(line.split('-').at(-1)));
  return numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0));
}

const report = (rows: Readonly<Record<string, string | number>>): string =>
  Object.entries(rows)
    .map(([what, value]) => `${what.padEnd(52)}${String(value).padStart(8)}`)
    .join('\n');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const USAGE = `npm run bench [-- options]

How a team's Slack keeps up with customers who all type at once, at Slack's own rates, beside emulated providers. It takes
minutes: Slack takes about one post a second for each channel.

  --threads 200         customers, each with a thread
  --lines 10            what each of them writes, all at once
  --channels 1          Slack channels that the threads are spread over: 1 or 2
  --help                this page`;

/** Throws a sentence about the command line. Null: the help is asked for. */
function sizeAsked(args: readonly string[]): Size | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      threads: { type: 'string', default: '200' },
      lines: { type: 'string', default: '10' },
      channels: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const count = (name: 'threads' | 'lines' | 'channels'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a number of 1 or more.`);
    return value;
  };
  return { threads: count('threads'), lines: count('lines'), channels: count('channels') };
}

async function main(): Promise<string> {
  const size = sizeAsked(process.argv.slice(2));
  if (size === null) return USAGE;
  console.log(`${size.threads} customers write ${size.lines} lines each. This takes minutes.`);
  return bench(size);
}

main().then(
  (text) => console.log(text),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The benchmark failed.');
    process.exitCode = 1;
  },
);
