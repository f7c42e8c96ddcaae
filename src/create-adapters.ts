import { loadAdapter } from './adapter-loader';
import type { EffectPorts } from './application/effect-ports';
import { type ChosenAdapter, type Config, Misconfigured } from './config/load-config';
import { type AccountId, type ChannelId, DEFAULT_TENANT } from './domain/ids';
import type { OpenStore } from './persistence/postgres-store';
import type { AdapterContext } from './ports/adapter';
import type { AgentInbox } from './ports/agent-inbox';
import type { ChannelProvider } from './ports/customer-channel';
import type { LanguageModel, SpeechToText } from './ports/language-model';
import type { Logger } from './ports/logger';
import type { AccountKey } from './ports/store';

export const accountKey = (accountId: AccountId): AccountKey => ({ tenantId: DEFAULT_TENANT, accountId });

function contextOf(name: string, config: Config, opened: OpenStore, log: Logger): AdapterContext {
  return {
    publicUrl: config.publicUrl,
    storage: opened.storage(accountKey(name as AccountId)),
    log: log.child({ adapter: name }),
    now: Date.now,
  };
}

export async function createProvider(
  chosen: ChosenAdapter,
  config: Config,
  opened: OpenStore,
  log: Logger,
): Promise<ChannelProvider> {
  const adapter = await loadAdapter('customer-channels', chosen.name);
  return adapter.create(chosen.settings, contextOf(chosen.name, config, opened, log));
}

export async function createInbox(
  { inbox: chosen, ...config }: Config,
  opened: OpenStore,
  log: Logger,
): Promise<AgentInbox> {
  if (chosen === null) throw new Error('An agent inbox is needed; the sandbox brings its own.');
  const adapter = await loadAdapter('agent-inboxes', chosen.name);
  return adapter.create(chosen.settings, contextOf(chosen.name, { inbox: chosen, ...config }, opened, log));
}

/** Null: Baton answers from the knowledge base without a model. */
export async function createModel(
  chosen: ChosenAdapter | null,
  config: Config,
  opened: OpenStore,
  log: Logger,
): Promise<LanguageModel | null> {
  if (chosen === null) return null;
  const adapter = await loadAdapter('ai', chosen.name);
  return adapter.create(chosen.settings, contextOf(chosen.name, config, opened, log));
}

/** Null: voice notes stay recordings. */
export async function createSpeech(
  model: LanguageModel | null,
  config: Config,
  opened: OpenStore,
  log: Logger,
): Promise<SpeechToText | null> {
  const { transcriber } = config;
  if (transcriber === 'off') return null;
  if (transcriber === null) return model?.speech ?? null;
  const speech = (await createModel(transcriber, config, opened, log))?.speech;
  if (speech !== undefined) return speech;
  throw new Misconfigured([
    `TRANSCRIBE_WITH names "${transcriber.name}", which turns no speech into text as it is set up. Set TRANSCRIBE_WITH=off, or name a model for it in the settings of ${transcriber.name}.`,
  ]);
}

/** Finds a channel and whose it is by its id. Throws where it is not switched on. */
export function findChannel(providers: readonly ChannelProvider[]): EffectPorts['channel'] {
  const found = new Map(
    providers.flatMap((provider) => provider.channels.map((channel) => [channel.id, { provider, channel }])),
  );
  return (id: ChannelId) => {
    const one = found.get(id);
    if (one === undefined)
      throw new Error(
        `Channel ${id} is not switched on. Add its adapter to CHANNELS, or its waiting messages stay where they are.`,
      );
    return one;
  };
}
