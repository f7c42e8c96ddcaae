import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll, loadEmulator } from '../../adapter-loader';
import { createKnowledgeIndex } from '../../ai/knowledge/knowledge-index';
import { type Baton, compose, type Overrides } from '../../compose';
import { loadConfig } from '../../config/load-config';
import { startEmbedded } from '../../persistence/embedded';
import { openPostgresStore } from '../../persistence/postgres-store';
import type { EmulatedChannel, RunningEmulator } from '../../ports/emulator';

/** Everything but Baton itself: a fresh database, and both providers emulated in this process. */
export interface Stage {
  readonly slack: RunningEmulator;
  readonly phone: EmulatedChannel;
  /** What Baton is started with. */
  readonly env: Readonly<Record<string, string>>;
}

export type Env = Stage['env'];

/** `keepsRates`: Slack's own. */
export async function onStage<T>(keepsRates: boolean, work: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const database = await startEmbedded({ dataDir: folder, log: () => undefined });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(1)));
  }
  const [slack, telegram] = await Promise.all([
    emulated('agent-inboxes', 'slack', keepsRates),
    emulated('customer-channels', 'telegram', false),
  ]);
  const [phone] = telegram.customerSide?.channels ?? [];
  const port = await freePort();
  const env = {
    ...slack.settings,
    ...telegram.settings,
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: database.url, LOG_LEVEL: 'error' },
    ...{ SECRET_KEY: 'only for this one run of the benchmark', AI_DISCLOSURE: 'off' },
  };
  try {
    if (phone === undefined) throw new Error('The emulated Telegram has no customers.');
    slack.connect(env.PUBLIC_URL);
    return await work({ slack, phone, env });
  } finally {
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

export async function startBaton(env: Env, overrides: Overrides = {}): Promise<Baton> {
  const [available, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const config = loadConfig(env, { channels: available, inboxes, models });
  const opened = await openPostgresStore(config.core.databaseUrl, config.core.secretKey);
  return compose(config, opened, createKnowledgeIndex([]), overrides);
}

export const rootsIn = ({ agentSide }: RunningEmulator, channel: string) =>
  (agentSide?.posts(channel, agentSide.agents[0]?.id ?? '') ?? []).filter(
    ({ isBot, ephemeral, text }) => isBot && !ephemeral && text !== '',
  );

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(isTrue: () => boolean, eachSecond: () => void = () => undefined): Promise<void> {
  for (let looks = 1; !isTrue(); looks += 1) {
    await pause(100);
    if (looks % 10 === 0) eachSecond();
  }
}

export const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
export const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

export const report = (rows: Readonly<Record<string, string | number>>): string =>
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
