import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelAdapter, InboxAdapter, ModelAdapter } from './ports/adapter';
import type { Emulator } from './ports/emulator';
import type { ToolServerAdapter } from './ports/tool';

const ROOT = join(__dirname, '..', 'adapters');

export interface AdapterKinds {
  'customer-channels': ChannelAdapter;
  'agent-inboxes': InboxAdapter;
  ai: ModelAdapter;
  tools: ToolServerAdapter;
}
export type AdapterKind = keyof AdapterKinds;

/** A folder is an adapter: there is no list to add it to. */
export function adapterNames(kind: AdapterKind): readonly string[] {
  try {
    return readdirSync(join(ROOT, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && hasIndex(join(ROOT, kind, entry.name)))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

const hasIndex = (folder: string): boolean => readdirSync(folder).some((file) => /^index\.(js|ts)$/.test(file));

/** Loads the description of an adapter, not its SDK. `name` must be one of {@link adapterNames}. */
export async function loadAdapter<K extends AdapterKind>(kind: K, name: string): Promise<AdapterKinds[K]> {
  const loaded: { adapter?: AdapterKinds[AdapterKind] } = await import(join(ROOT, kind, name));
  if (loaded.adapter?.name !== name) {
    throw new Error(`adapters/${kind}/${name}/index.ts must export \`adapter\` with the name "${name}".`);
  }
  return loaded.adapter as AdapterKinds[K];
}

export async function loadAll<K extends AdapterKind>(kind: K): Promise<readonly AdapterKinds[K][]> {
  return Promise.all(adapterNames(kind).map((name) => loadAdapter(kind, name)));
}

/** Null where the adapter has no emulator: it cannot be part of the sandbox. */
export async function loadEmulator(kind: AdapterKind, name: string): Promise<Emulator | null> {
  const folder = join(ROOT, kind, name, 'emulator');
  try {
    readdirSync(folder);
  } catch {
    return null;
  }
  const loaded: { emulator?: Emulator } = await import(folder);
  return loaded.emulator ?? null;
}
