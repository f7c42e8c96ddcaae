import type { AdapterStorage } from '../ports/adapter';
import type { Emulator, RunningEmulator } from '../ports/emulator';
import type { Logger } from '../ports/logger';
import { Keeper, type Kept } from './keeper';

/** An adapter that may bring an emulator; `load` resolves with null where it brings none. */
export interface Candidate {
  readonly kind: 'channel' | 'inbox';
  readonly name: string;
  readonly label: string;
  load(): Promise<Emulator | null>;
}

/** An emulated provider that takes part. */
export interface Provider {
  readonly kind: Candidate['kind'];
  readonly name: string;
  readonly label: string;
  readonly running: RunningEmulator;
}

export interface Providers {
  readonly all: readonly Provider[];
  /** Keeps something else durable too. */
  readonly watch: (kept: Kept) => void;
  /** Writes down what changed since the last time. */
  keep(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProviderOptions {
  readonly storage: AdapterStorage;
  /** Business time, so that "24 hours later" reaches the providers too. */
  readonly now: () => number;
  readonly onChange: () => void;
  readonly log: Logger;
}

/**
 * Starts every channel with a customer's side and the first inbox with a team's side, each from where it was left.
 * Rejects with a sentence when either is missing.
 */
export async function startProviders(candidates: readonly Candidate[], options: ProviderOptions): Promise<Providers> {
  const all: Provider[] = [];
  const keeper = new Keeper(options.storage, options.log);
  const stop = async (): Promise<void> => {
    keeper.end();
    for (const { running, label } of all) {
      await running.stop().catch((error: unknown) => options.log.warn(`The emulated ${label} objects: ${said(error)}`));
    }
  };
  try {
    for (const candidate of candidates) {
      if (candidate.kind === 'inbox' && all.some(({ kind }) => kind === 'inbox')) continue;
      const provider = await startProvider(candidate, options).catch((error: unknown) => {
        options.log.warn(
          `The emulated ${candidate.label} does not start, the sandbox goes on without it: ${said(error)}`,
        );
        return null;
      });
      if (provider === null) continue;
      all.push(provider);
      keeper.watch(provider);
      provider.running.onChange(options.onChange);
    }
    checkComplete(all);
  } catch (error) {
    await stop();
    throw error;
  }
  return { all, watch: (kept) => keeper.watch(kept), keep: () => keeper.flush(), stop };
}

async function startProvider(candidate: Candidate, options: ProviderOptions): Promise<Provider | null> {
  const emulator = await candidate.load();
  if (emulator === null) return null;
  const snapshot = await options.storage.get<unknown>(Keeper.keyOf(candidate.name));
  const running = await emulator.start({ now: options.now, ...(snapshot === null ? {} : { snapshot }) });
  const isUsable =
    candidate.kind === 'channel' ? (running.customerSide?.channels.length ?? 0) > 0 : running.agentSide !== undefined;
  if (isUsable) return { kind: candidate.kind, name: candidate.name, label: candidate.label, running };
  await running.stop();
  return null;
}

function checkComplete(all: readonly Provider[]): void {
  for (const [kind, folder] of [
    ['channel', 'adapters/customer-channels'],
    ['inbox', 'adapters/agent-inboxes'],
  ]) {
    if (all.some((provider) => provider.kind === kind)) continue;
    throw new Error(
      `The sandbox needs one ${kind} with an emulator, and ${folder} has none. Restore the folder, or set CHANNELS and INBOX.`,
    );
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
