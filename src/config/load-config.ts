import { join, resolve } from 'node:path';
import type { Adapter, ChannelAdapter, KnownNames, SettingSpecs } from '../ports/adapter';
import { readToolsFile, type ToolSettings } from '../tools/file/read-tools-file';
import { type CoreSettings, SETTINGS } from './settings';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What there is to choose from: the descriptions of all adapter folders. */
export interface Available {
  readonly channels: readonly (Adapter<unknown> & Partial<Pick<ChannelAdapter, 'channels'>>)[];
  readonly inboxes: readonly Adapter<unknown>[];
  readonly models: readonly Adapter<unknown>[];
}

export interface ChosenAdapter {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface Config {
  readonly core: CoreSettings;
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Nothing is connected: customers, agents and providers are emulated. */
  readonly sandbox: boolean;
  readonly channels: readonly ChosenAdapter[];
  /** Null only in the sandbox, which brings its own. */
  readonly inbox: ChosenAdapter | null;
  /** Null: the offline responder. */
  readonly model: ChosenAdapter | null;
  /** Null: the model itself, where it can. */
  readonly transcriber: ChosenAdapter | 'off' | null;
  /** Null: the AI has no tools. */
  readonly tools: ToolSettings | null;
}

/** Every problem at once, each a sentence with the setting's name and what to do. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Reads the environment once. Throws Misconfigured with everything that is wrong, never with only the first thing. */
export function loadConfig(env: Environment, available: Available): Config {
  const problems: string[] = [];
  const core = readSettings(SETTINGS, env, problems) as CoreSettings;
  const production = env.NODE_ENV === 'production';
  const known = { customerChannels: available.channels.flatMap(({ channels = [] }) => channels.map(({ id }) => id)) };
  const using = { env, problems, known };
  const channels = choose('CHANNELS', core.channels, available.channels, using);
  const inboxes = choose('INBOX', core.inbox, available.inboxes, using);
  const sandbox = isSandbox(core, available, env);
  const model = core.model === 'offline' ? [] : choose('MODEL', core.model, available.models, using);
  const transcriber = chooseTranscriber(core, available, using);
  if (sandbox) checkSandbox(core, production, problems);
  else checkLive(channels, inboxes, available, problems);
  checkDatabase(core, problems);
  checkHours(core, problems);
  const tools = readTools(core.toolsFile, env, problems);
  if (problems.length > 0) throw new Misconfigured(problems);
  return {
    core,
    production,
    port: Number(core.port),
    host: sandbox ? '127.0.0.1' : core.host || (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: (core.publicUrl || `http://127.0.0.1:${core.port}`).replace(/\/+$/, ''),
    sandbox,
    channels,
    inbox: inboxes[0] ?? null,
    model: model[0] ?? null,
    transcriber,
    tools,
  };
}

/** What a command has to know that works on the database alone. Throws Misconfigured for what concerns it. */
export function loadDatabaseConfig(env: Environment, available: Available): Pick<Config, 'core' | 'sandbox'> {
  const problems: string[] = [];
  const core = readSettings(SETTINGS, env, problems) as CoreSettings;
  if (problems.length > 0) throw new Misconfigured(problems);
  return { core, sandbox: isSandbox(core, available, env) };
}

/** Where the database lies that Baton brings. The sandbox has its own: playing leaves nothing where customers write. */
export const databaseFolder = ({ dataDir }: CoreSettings, sandbox: boolean): string =>
  join(resolve(dataDir), sandbox ? 'sandbox' : 'postgres');

/** Which model answers, for commands that need nothing else. Null: none. Throws Misconfigured. */
export function loadModel(env: Environment, models: Available['models']): ChosenAdapter | null {
  const problems: string[] = [];
  const { model } = readSettings(SETTINGS, env, problems) as CoreSettings;
  const using = { env, problems, known: { customerChannels: [] } };
  const [chosen = null] = model === 'offline' ? [] : choose('MODEL', model, models, using);
  if (problems.length > 0) throw new Misconfigured(problems);
  return chosen;
}

export function readSettings(
  specs: SettingSpecs,
  env: Environment,
  problems: string[],
): Readonly<Record<string, string>> {
  const entries = Object.entries(specs).map(([name, spec]): [string, string] => {
    const value = (env[spec.env] ?? '').trim() || (spec.default ?? '');
    if (value === '' && spec.required) problems.push(`${spec.env} is not set. ${spec.description}`);
    const problem = value === '' ? null : (spec.check?.(value) ?? null);
    if (problem !== null) problems.push(`${spec.env} ${problem}`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

const hasCredential = (adapter: Adapter<unknown>, env: Environment): boolean =>
  (env[adapter.settings[adapter.credential]?.env ?? ''] ?? '').trim() !== '';

/** Any setting of an adapter that is meant as a credential means that somebody wants something real. */
const isSandbox = (core: CoreSettings, available: Available, env: Environment): boolean =>
  core.channels === '' &&
  core.inbox === '' &&
  ![...available.channels, ...available.inboxes].some((adapter) => hasCredential(adapter, env));

interface Using {
  readonly env: Environment;
  readonly problems: string[];
  readonly known: KnownNames;
}

function choose(
  setting: string,
  value: string,
  available: readonly Adapter<unknown>[],
  using: Using,
): readonly ChosenAdapter[] {
  const { env, problems } = using;
  const asked = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const names = asked.length > 0 ? asked : available.filter((one) => hasCredential(one, env)).map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const adapter = available.find((one) => one.name === name);
    if (adapter !== undefined) return [{ name, settings: adapterSettings(adapter, using) }];
    const there = available.map((one) => one.name).join(', ') || 'none';
    const builtIn = { MODEL: `offline, ${there}`, TRANSCRIBE_WITH: `off, ${there}` }[setting] ?? there;
    problems.push(`${setting} names "${name}", which does not exist. Choose from: ${builtIn}.`);
    return [];
  });
}

function chooseTranscriber(
  { transcribeWith }: CoreSettings,
  { models }: Available,
  using: Using,
): Config['transcriber'] {
  if (transcribeWith === '' || transcribeWith === 'off') return transcribeWith || null;
  return choose('TRANSCRIBE_WITH', transcribeWith, models, using)[0] ?? null;
}

function adapterSettings(adapter: Adapter<unknown>, { env, problems, known }: Using) {
  const before = problems.length;
  const settings = readSettings(adapter.settings, env, problems);
  const credential = adapter.settings[adapter.credential];
  if (credential !== undefined && !credential.required && settings[adapter.credential] === '') {
    problems.push(`${credential.env} is not set. ${credential.description}`);
  }
  // What a set of settings says together can only be judged when each is well.
  if (problems.length === before) problems.push(...(adapter.check?.(settings, known) ?? []));
  return settings;
}

function readTools(file: string, env: Environment, problems: string[]): ToolSettings | null {
  if (file === '') return null;
  const read = readToolsFile(file, env);
  problems.push(...read.problems.map((problem) => `TOOLS_FILE: ${problem}`));
  return read.settings;
}

function checkSandbox(core: CoreSettings, production: boolean, problems: string[]): void {
  if (production && core.sandbox !== '1') {
    problems.push(
      'Nothing is connected: no CHANNELS, no INBOX and no credentials are set. Connect a channel and an inbox, or set SANDBOX=1 to run the sandbox in production.',
    );
  }
  if (core.role !== 'all') problems.push(`ROLE=${core.role} makes no sense in the sandbox. Leave ROLE out.`);
}

function checkLive(
  channels: readonly ChosenAdapter[],
  inboxes: readonly ChosenAdapter[],
  available: Available,
  problems: string[],
): void {
  const credentials = (adapters: readonly Adapter<unknown>[]): string =>
    adapters.map((one) => one.settings[one.credential]?.env).join(' or ');
  if (channels.length === 0 && !problems.some((problem) => problem.startsWith('CHANNELS'))) {
    problems.push(`No customer channel is connected. Set ${credentials(available.channels)}, or name it in CHANNELS.`);
  }
  if (inboxes.length === 0 && !problems.some((problem) => problem.startsWith('INBOX'))) {
    problems.push(`No agent inbox is connected. Set ${credentials(available.inboxes)}, or name it in INBOX.`);
  }
  if (inboxes.length > 1) problems.push('INBOX may name one inbox. Leave the others out.');
}

function checkDatabase(core: CoreSettings, problems: string[]): void {
  if (core.databaseUrl !== '' && core.secretKey === '') {
    problems.push(
      'SECRET_KEY is not set. With DATABASE_URL it is needed, so that every process reads the same secrets: make one with "openssl rand -hex 32" and keep it.',
    );
  }
  if (core.databaseUrl === '' && core.role !== 'all') {
    problems.push(`ROLE=${core.role} needs a database that processes share. Set DATABASE_URL, or leave ROLE out.`);
  }
}

function checkHours({ openingHours, timezone, closedDays }: CoreSettings, problems: string[]): void {
  if (openingHours !== '' && timezone === '') {
    problems.push(
      'TIMEZONE is not set. OPENING_HOURS need the clock they go by: set a name such as Europe/Berlin or America/New_York.',
    );
  }
  if (openingHours === '' && closedDays !== '') {
    problems.push('CLOSED_DAYS say nothing without OPENING_HOURS. Set those as well, or leave CLOSED_DAYS out.');
  }
}
