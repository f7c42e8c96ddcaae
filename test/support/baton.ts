import type { SlackEmulatorOptions } from '../../adapters/agent-inboxes/slack/emulator/options';
import { startSlackEmulator } from '../../adapters/agent-inboxes/slack/emulator/start';
import { startTelegramEmulator } from '../../adapters/customer-channels/telegram/emulator';
import { loadAll } from '../../src/adapter-loader';
import { createKnowledgeIndex } from '../../src/ai/knowledge/knowledge-index';
import { type Baton, compose, type Overrides } from '../../src/compose';
import { loadConfig } from '../../src/config/load-config';
import { loadFolder } from '../../src/knowledge/load-folder';
import { type OpenStore, openPostgresStore } from '../../src/persistence/postgres-store';
import type { AgentSide, EmulatedChannel, EmulatedPost, ScreenMessage } from '../../src/ports/emulator';
import type { KnowledgeBase } from '../../src/ports/knowledge-base';
import { createTestDatabase, type TestDatabase } from './database';
import { eventually } from './eventually';
import { freePort } from './free-port';

export const SECRET_KEY = 'a test key of more than thirty-two characters';

/** Baton between the two emulated providers, over real HTTP and a real database; nothing between them is replaced. */
export interface World {
  readonly telegram: Awaited<ReturnType<typeof startTelegramEmulator>>;
  readonly slack: Awaited<ReturnType<typeof startSlackEmulator>>;
  readonly database: TestDatabase;
  readonly publicUrl: string;
  readonly env: Readonly<Record<string, string>>;
  readonly baton: () => Baton;
  readonly phone: EmulatedChannel;
  readonly team: AgentSide;
  /** Stops Baton and starts it again on the same database and port. */
  restart(): Promise<void>;
  stopBaton(): Promise<void>;
  startBaton(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** From the emulated Slack where settings name its channels. */
  readonly env?: Readonly<Record<string, string>> | ((slack: World['slack']) => Readonly<Record<string, string>>);
  readonly slack?: SlackEmulatorOptions;
  readonly overrides?: Overrides;
  /** What the AI answers from; the sample shop by default. */
  readonly knowledge?: (opened: OpenStore) => Promise<KnowledgeBase>;
  /** False: the caller starts Baton itself. */
  readonly start?: boolean;
}

/** Waits are short, so that a test of a failing provider takes a moment; the rules are those of the product. */
export const QUICK: NonNullable<Overrides['patience']> = {
  thread: { giveUpAfterMs: null, retryBaseMs: 50, retryMaxMs: 200 },
  agentReply: { giveUpAfterMs: 24 * 3_600_000, retryBaseMs: 50, retryMaxMs: 200 },
  aiReply: { giveUpAfterMs: 600_000, retryBaseMs: 50, retryMaxMs: 200 },
};

const UNPACED = { postIntervalMs: 0, updateIntervalMs: 0 };

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const [telegram, slack, database, port] = await Promise.all([
    startTelegramEmulator({ retryScale: 0.02 }),
    startSlackEmulator({ timeScale: 0.001, ...options.slack }),
    createTestDatabase(),
    freePort(),
  ]);
  const publicUrl = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: database.url,
    SECRET_KEY,
    LOG_LEVEL: process.env.BATON_TEST_LOG ?? 'silent',
    BURST_MS: '0',
    AI_DISCLOSURE: 'off',
    ...telegram.settings,
    ...slack.settings,
    ...(typeof options.env === 'function' ? options.env(slack) : options.env),
  };
  let current: Baton | null = null;
  const stopBaton = async (): Promise<void> => {
    await current?.close();
    current = null;
  };
  const startBaton = async (): Promise<void> => {
    current = await startOn(env, options.overrides, options.knowledge);
  };
  slack.connect(publicUrl);
  if (options.start !== false) {
    await startBaton();
    await eventually(() => telegram.calls('setWebhook').length > 0, 'Baton registers its webhook with Telegram');
  }
  const [phone] = telegram.customerSide?.channels ?? [];
  const team = slack.agentSide;
  if (phone === undefined || team === undefined) throw new Error('The emulators offer no sides to drive.');
  return {
    ...{ telegram, slack, database, publicUrl, env, phone, team, stopBaton, startBaton },
    baton: () => current ?? fail(),
    async restart() {
      await stopBaton();
      await startBaton();
    },
    async close() {
      await stopBaton();
      await Promise.all([telegram.stop(), slack.stop()]);
      await database.drop();
    },
  };
}

/** A process of Baton for this environment. Several may run on one database. */
export async function startOn(
  env: Readonly<Record<string, string>>,
  overrides: Overrides = {},
  knowledgeOf: NonNullable<WorldOptions['knowledge']> = sampleShop,
): Promise<Baton> {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const config = loadConfig(env, { channels, inboxes, models });
  const opened = await openPostgresStore(config.core.databaseUrl, config.core.secretKey);
  return compose(config, opened, await knowledgeOf(opened), {
    inboxCapabilities: UNPACED,
    ...overrides,
    patience: { ...QUICK, ...overrides.patience },
  });
}

const sampleShop = async (): Promise<KnowledgeBase> => createKnowledgeIndex(await loadFolder('src/sandbox/shop'));

function fail(): never {
  throw new Error('Baton is not running.');
}

/** What the test sees of both sides. */
export class Scene {
  readonly customer: string;
  readonly ana: string;
  readonly bob: string;
  readonly channel: string;

  constructor(private readonly world: World) {
    this.customer = world.phone.customers[0]?.id ?? '';
    const member = (name: string): string => world.team.agents.find((agent) => agent.name.startsWith(name))?.id ?? '';
    this.ana = member('Ana');
    this.bob = member('Bob');
    this.channel = world.slack.settings.SLACK_CHANNEL ?? '';
  }

  say(text: string, customer = this.customer) {
    return this.world.phone.say(customer, text);
  }

  /** What the business wrote to the customer, oldest first. */
  received(customer = this.customer): readonly ScreenMessage[] {
    return this.world.phone.screen(customer).messages.filter(({ from }) => from === 'business');
  }

  roots(as = this.ana, channel = this.channel): readonly EmulatedPost[] {
    return this.world.team.posts(channel, as).filter(({ isBot, ephemeral }) => isBot && !ephemeral);
  }

  async root(index = 0, patienceMs?: number): Promise<EmulatedPost> {
    await eventually(() => this.roots().length > index, `root ${index} is posted`, patienceMs);
    return this.roots()[index] as EmulatedPost;
  }

  thread(rootId: string, as = this.ana): readonly EmulatedPost[] {
    return this.world.team.thread(this.channel, rootId, as);
  }

  threadText(rootId: string, as = this.ana): string {
    return this.thread(rootId, as)
      .map((post) => `${post.text}\n${JSON.stringify(post.raw)}`)
      .join('\n');
  }

  reply(rootId: string, text: string, as = this.ana) {
    return this.world.team.write(as, this.channel, rootId, text);
  }

  /** Presses the button or menu of this name in a post that this agent sees, whichever number the action has. */
  async press(post: EmulatedPost, action: string, as = this.ana, value?: string): Promise<void> {
    const id = JSON.stringify(post.raw).match(new RegExp(`"action_id":"(baton:${action}(:\\d+)?)"`))?.[1];
    if (id === undefined) throw new Error(`The post has no action "${action}": ${JSON.stringify(post.raw)}`);
    const { status } = await this.world.team.press(as, this.channel, post.id, id, value);
    if (status !== 200) throw new Error(`Pressing "${action}" was answered with ${status}.`);
  }

  /** The newest post of the thread that this agent alone sees. */
  async whispered(rootId: string, as: string): Promise<EmulatedPost> {
    const seen = (): readonly EmulatedPost[] => this.thread(rootId, as).filter(({ ephemeral }) => ephemeral);
    await eventually(() => seen().length > 0, 'the agent is told something');
    return seen().at(-1) as EmulatedPost;
  }

  receives(text: string | RegExp, customer = this.customer): Promise<void> {
    const fits = (message: ScreenMessage): boolean =>
      typeof text === 'string' ? message.text.includes(text) : text.test(message.text);
    return eventually(() => this.received(customer).some(fits), `the customer receives ${text}`);
  }

  shows(rootId: string, text: string, as = this.ana): Promise<void> {
    return eventually(() => this.threadText(rootId, as).includes(text), `the thread shows "${text}"`);
  }

  /** Nothing is at work or due on either side. */
  async settled(): Promise<void> {
    await Promise.all([this.world.telegram.idle(), this.world.slack.idle()]);
    await eventually(async () => {
      const rows = await this.query<{ n: string }>(
        `select count(*) as n from lanes where head < tail and key not like 'effects:%:timer:%'`,
      );
      return rows[0]?.n === '0';
    }, 'all lanes are idle');
    await Promise.all([this.world.telegram.idle(), this.world.slack.idle()]);
  }

  /** Reads the database as its owner, past row-level security. */
  async query<T>(sql: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: this.world.database.url });
    await client.connect();
    try {
      const { rows } = await client.query(sql, [...parameters]);
      return rows as T[];
    } finally {
      await client.end();
    }
  }
}
