import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { adapterNames, loadAdapter, loadAll, loadEmulator } from './adapter-loader';
import { type Baton, compose } from './compose';
import { type Config, databaseFolder, loadConfig } from './config/load-config';
import { type AccountId, DEFAULT_TENANT } from './domain/ids';
import { createHttpServer } from './http/server';
import { type LiveKnowledge, openLiveKnowledge } from './knowledge/live-knowledge';
import { SAMPLE_SOURCE, teachFromSettings } from './knowledge/teach';
import { createLogger } from './observability/logger';
import { startEmbedded } from './persistence/embedded';
import { type OpenStore, openPostgresStore } from './persistence/postgres-store';
import type { AdapterStorage } from './ports/adapter';
import { OWN_BUSINESS, SAMPLE_BUSINESS } from './sandbox/business';
import type { Candidate } from './sandbox/providers';
import { type Sandbox, startSandbox } from './sandbox/sandbox';

export interface Running {
  /** The port it listens on; null for a process that serves nobody. */
  readonly port: number | null;
  close(): Promise<void>;
}

type Say = (line: string) => void;

/** From a checked configuration to a running Baton, with its own database where none is given. */
export async function start(config: Config, say: Say = console.log): Promise<Running> {
  const port = config.sandbox ? await checkPort(config) : config.port;
  const database = config.core.databaseUrl === '' ? await embedded(config, say) : null;
  try {
    const url = database?.url ?? config.core.databaseUrl;
    const running = config.sandbox
      ? await startEmulated({ ...quieter(config), port, publicUrl: `http://127.0.0.1:${port}` }, url, say)
      : await startLive(config, url, say);
    greet(config, running.port, say);
    return {
      port: running.port,
      async close() {
        await running.close();
        await database?.stop();
      },
    };
  } catch (error) {
    await database?.stop();
    throw error;
  }
}

async function startLive(config: Config, url: string, say: Say): Promise<Baton> {
  const opened = await openPostgresStore(url, secretKey(config));
  try {
    const knowledge = await openKnowledge(config, opened, say);
    return await compose(config, opened, knowledge, { beforeClose: async () => knowledge.stop() });
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

const embedded = ({ core, sandbox }: Config, log: Say) =>
  startEmbedded({ dataDir: databaseFolder(core, sandbox), log });

/** Before anything else is started: a second sandbox must not deliver what belongs to the first. */
async function checkPort(config: Config): Promise<number> {
  const probe = createHttpServer([], createLogger('silent'));
  const port = await probe.listen(config.port, config.host);
  await probe.close();
  return port;
}

/** Where the database is ours, so is its key: made once, readable by this user only. */
function secretKey(config: Config): string {
  if (config.core.secretKey !== '') return config.core.secretKey;
  const file = join(resolve(config.core.dataDir), 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true });
  const key = randomBytes(32).toString('hex');
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return key;
}

const SAMPLE_SHOP = join(__dirname, 'sandbox', 'shop');

/** A newcomer has something to ask about; a shop in production never answers from somebody else's articles. */
async function openKnowledge(
  config: Config,
  opened: OpenStore,
  say: Say,
): Promise<Pick<LiveKnowledge, 'search' | 'stop'>> {
  const { core, production, sandbox } = config;
  if (core.role !== 'all' && core.role !== 'worker') return ANSWERS_NOBODY;
  await teachFromSettings(opened.knowledge, opened.exclusive, {
    folder: core.knowledgeDir === '' ? null : resolve(core.knowledgeDir),
    sample: production && !sandbox ? null : SAMPLE_SHOP,
    keepSample: sandbox,
    say,
  });
  if (!sandbox) say(await knowledgeLine(opened));
  return openLiveKnowledge(opened.knowledge, createLogger(core.logLevel));
}

/** A process that only receives holds no index, and its settings say nothing about what is taught. */
const ANSWERS_NOBODY = { search: async () => [], stop: () => undefined };

async function knowledgeLine({ knowledge }: OpenStore): Promise<string> {
  const sources = (await knowledge.sources()).filter(({ state }) => state === 'on');
  const articles = sources.reduce((sum, { documents }) => sum + documents, 0);
  if (articles === 0)
    return 'The AI has no articles and offers a person instead. Set KNOWLEDGE_DIR, or run: npm run kb -- add <folder or address>';
  if (sources.every(({ name }) => name === SAMPLE_SOURCE))
    return 'The AI answers from the sample shop. Set KNOWLEDGE_DIR, or run "npm run kb", before customers write.';
  return `The AI answers from ${articles === 1 ? '1 article' : `${articles} articles`}.`;
}

/** What adapters say at their start is for those who connect real providers. */
const quieter = (config: Config): Config =>
  config.core.logLevel === 'info' ? { ...config, core: { ...config.core, logLevel: 'warn' } } : config;

/** Baton between emulated providers. "Reset" ends this one, empties the database and begins the next. */
async function startEmulated(config: Config, url: string, say: Say): Promise<Running> {
  let changing: Promise<unknown> = Promise.resolve();
  let world = await begin(false);

  async function begin(afresh: boolean): Promise<Running> {
    const opened = await openPostgresStore(url, secretKey(config));
    try {
      if (afresh) await opened.forgetEverything();
      await claimDatabase(opened);
      return await startWorld(config, opened, await openKnowledge(config, opened, say), reset);
    } catch (error) {
      await opened.close().catch(() => undefined);
      throw error;
    }
  }

  function reset(): void {
    changing = changing.then(async () => {
      await world.close();
      world = await begin(true);
    });
  }

  return {
    port: world.port,
    async close() {
      await changing;
      await world.close();
    },
  };
}

const sandboxStorage = (opened: OpenStore): AdapterStorage =>
  opened.storage({ tenantId: DEFAULT_TENANT, accountId: 'sandbox' as AccountId });

/** "24 hours later" and "reset" must never meet the conversations of real customers. */
async function claimDatabase(opened: OpenStore): Promise<void> {
  const storage = sandboxStorage(opened);
  if ((await storage.get('isSandbox')) !== null) return;
  if (!(await opened.isEmpty())) {
    throw new Error(
      'This database holds conversations that were not made in the sandbox, and the sandbox would change them. Set the credentials of your channels and inbox to run Baton on it, or leave DATABASE_URL out to play.',
    );
  }
  await storage.set('isSandbox', true);
}

async function startWorld(
  config: Config,
  opened: OpenStore,
  knowledge: Pick<LiveKnowledge, 'search' | 'stop'>,
  reset: () => void,
): Promise<Running> {
  const sandbox = await startSandbox({
    candidates: await candidates(),
    business: config.core.knowledgeDir === '' ? SAMPLE_BUSINESS : OWN_BUSINESS,
    withShopService: config.core.knowledgeDir === '' && config.tools === null,
    storage: sandboxStorage(opened),
    clock: opened.businessClock,
    activity: opened.activity,
    onActivity: (listener) => opened.wake.onWake(listener),
    wake: opened.wake.signal,
    reset,
    log: createLogger(config.core.logLevel),
  });
  try {
    const baton = await compose(await emulatedConfig(config, sandbox), opened, knowledge, {
      front: sandbox.front,
      routers: [sandbox.router],
      beforeClose: async () => {
        knowledge.stop();
        await sandbox.keep();
      },
    });
    sandbox.connect(config.publicUrl);
    return {
      port: baton.port,
      async close() {
        sandbox.endStreams();
        await baton.close();
        await sandbox.stop();
      },
    };
  } catch (error) {
    knowledge.stop();
    await sandbox.stop();
    throw error;
  }
}

async function candidates(): Promise<readonly Candidate[]> {
  const describe = (kind: 'customer-channels' | 'agent-inboxes', role: Candidate['kind']) =>
    adapterNames(kind).map(async (name) => {
      const { label } = await loadAdapter(kind, name);
      return { kind: role, name, label, load: () => loadEmulator(kind, name) };
    });
  return Promise.all([...describe('customer-channels', 'channel'), ...describe('agent-inboxes', 'inbox')]);
}

/** The same checks as for real credentials: an emulator's settings that would be refused there are refused here. */
async function emulatedConfig(config: Config, sandbox: Sandbox): Promise<Config> {
  const [channels, inboxes] = await Promise.all([loadAll('customer-channels'), loadAll('agent-inboxes')]);
  const env = {
    ...sandbox.settings,
    CHANNELS: sandbox.channels.join(','),
    INBOX: sandbox.inbox,
    PUBLIC_URL: config.publicUrl,
  };
  const chosen = loadConfig(env, { channels, inboxes, models: [] });
  return { ...config, channels: chosen.channels, inbox: chosen.inbox, tools: config.tools ?? chosen.tools };
}

function greet(config: Config, port: number | null, say: Say): void {
  if (config.sandbox) {
    say(`\n  Baton is running. Open http://127.0.0.1:${port} and write as a customer.\n`);
    say('  This is a sandbox: customers, agents and providers are emulated, and nothing leaves this machine.');
    say('  What happens here is kept. Stop with Ctrl-C.\n');
    return;
  }
  if (port !== null) say(`Baton listens on http://${config.host}:${port}`);
  say(
    `Channels: ${config.channels.map(({ name }) => name).join(', ')}. Inbox: ${config.inbox?.name}. AI: ${config.core.model}.`,
  );
}
