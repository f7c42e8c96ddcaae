import type { AgentInbox } from './agent-inbox';
import type { ChannelProvider } from './customer-channel';
import type { LanguageModel } from './language-model';
import type { Logger } from './logger';

/** One environment variable. `.env.example`, app.json and the README's tables are made from these. */
export interface SettingSpec {
  readonly env: string;
  /** For the admin: what it does, what happens without it. */
  readonly description: string;
  readonly secret?: true;
  readonly default?: string;
  /** Needed as soon as the adapter is on. */
  readonly required?: true;
  /** Null: fine. Otherwise the rest of the sentence "<ENV> …", ending with what to do. */
  readonly check?: (value: string) => string | null;
}

export type SettingSpecs = Readonly<Record<string, SettingSpec>>;
/** An unset setting without a default is the empty string. */
export type Settings<Specs extends SettingSpecs> = { readonly [K in keyof Specs]: string };

/** Small durable data of one account of one adapter: a cursor, a generated secret, cached profiles. Core never reads it. */
export interface AdapterStorage {
  get<T>(key: string): Promise<T | null>;
  /** With `keepMs` it may be gone after that time; otherwise it stays until it is deleted. */
  set<T>(key: string, value: T, keepMs?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface AdapterContext {
  /** Where providers reach Baton, without a trailing slash. */
  readonly publicUrl: string;
  /** `storage` values are encrypted at rest where `secret` says so. */
  readonly storage: AdapterStorage;
  readonly log: Logger;
  /** The wall clock, for signatures. Business time is core's. */
  readonly now: () => number;
}

/** Names that settings of an adapter may use and that are not its own. */
export interface KnownNames {
  /** Ids of all channels that customers could write on, whether they are switched on or not. */
  readonly customerChannels: readonly string[];
}

/** What the index.ts of a folder under adapters/ exports as `adapter`. Importing it loads no SDK: `create` does. */
export interface Adapter<Port, Specs extends SettingSpecs = SettingSpecs> {
  readonly name: string;
  /** For the docs. */
  readonly label: string;
  readonly settings: Specs;
  /** A setting whose presence switches the adapter on when CHANNELS or INBOX say nothing. */
  readonly credential: keyof Specs & string;
  /** Problems that no single setting shows; complete sentences that name the settings. */
  readonly check?: (settings: Settings<Specs>, known: KnownNames) => readonly string[];
  create(settings: Settings<Specs>, context: AdapterContext): Promise<Port>;
}

export type ChannelAdapter<S extends SettingSpecs = SettingSpecs> = Adapter<ChannelProvider, S> & {
  /** For docs and tests, without credentials. */
  readonly channels: readonly {
    readonly id: string;
    readonly capabilities: import('../domain/delivery/capabilities').ChannelCapabilities;
  }[];
};
export type InboxAdapter<S extends SettingSpecs = SettingSpecs> = Adapter<AgentInbox, S>;
export type ModelAdapter<S extends SettingSpecs = SettingSpecs> = Adapter<LanguageModel, S>;
