import { randomBytes } from 'node:crypto';
import type { Emulator, EmulatorOptions, RunningEmulator } from '../../../../src/ports';
import type { Backend } from './backend';
import { Customers } from './customer-side';
import { Deliveries } from './deliveries';
import { FaultList } from './faults';
import { Groups } from './groups';
import { RateLimits } from './rate-limits';
import { portOf, type RecordedCall, startServer } from './server';
import { type EmulatorState, restoredState, snapshotOf } from './state';
import { UpdatePolls } from './update-polls';
import type { WireUpdate } from './wire';

/** The Bot API on loopback, as strict as the real one. */
export const emulator: Emulator = { start: (options) => startTelegramEmulator(options) };

export interface TelegramEmulatorOptions extends EmulatorOptions {
  /** Multiplies the waits between deliveries of a failing webhook (0, 2, 4, 8 s, ...). Default 1. */
  readonly retryScale?: number;
  /** Default true: webhooks on http and any port are taken if they lead to this machine. */
  readonly allowLoopbackWebhooks?: boolean;
  /** Default false: nobody is told to slow down. */
  readonly rateLimits?: boolean;
}

export interface TelegramEmulator extends RunningEmulator {
  readonly customers: Customers;
  readonly groups: Groups;
  readonly token: string;
  readonly state: EmulatorState;
  /** A `getUpdates` is open and waits. */
  readonly polling: boolean;
  /** Calls since the start or the last `clearCalls`, oldest first, the last 2,000 of them. */
  calls(method?: string): readonly RecordedCall[];
  clearCalls(): void;
  setNow(now: number): void;
  setRateLimits(enabled: boolean): void;
  /** Delivers this very update, whatever it is. */
  deliverRaw(update: WireUpdate, chatId?: number): void;
  /** How many seconds Telegram waited before each repeat of a delivery. */
  readonly waits: readonly number[];
  /** From now on the chat answers with the id it moved to. */
  migrate(fromChatId: number, toChatId: number): void;
  /** What Baton did that the real server would punish or silently swallow; taken, they no longer fail `idle` and `stop`. */
  takeProblems(): readonly string[];
}

const CALLS_KEPT = 2000;

export async function startTelegramEmulator(options: TelegramEmulatorOptions = {}): Promise<TelegramEmulator> {
  let clock = options.now ?? Date.now;
  const now = () => clock();
  const state = restoredState(options.snapshot, now());
  const listeners = new Set<() => void>();
  const onChange = () => {
    for (const listener of listeners) listener();
  };
  const problems: string[] = [];
  const onProblem = (problem: string) => problems.push(problem);
  const polls = new UpdatePolls(state);
  const retryScale = options.retryScale ?? options.timeScale ?? 1;
  const deliveries = new Deliveries(state, { now, retryScale, onProblem, onChange, onQueued: () => polls.wake() });
  const limits = new RateLimits();
  limits.enabled = options.rateLimits ?? false;
  const allowLoopbackWebhooks = options.allowLoopbackWebhooks ?? true;
  const groups = new Groups({ state, deliveries, now });
  const backend: Backend = { state, deliveries, polls, limits, groups, now, onChange, allowLoopbackWebhooks };
  const token = `${state.bot.id}:${randomBytes(26).toString('base64url')}`;
  const faults = new FaultList();
  const calls: RecordedCall[] = [];
  const onCall = (call: RecordedCall) => {
    calls.push(call);
    if (calls.length > CALLS_KEPT) calls.shift();
  };
  const server = await startServer({ token, backend, faults, onCall, onProblem }, options.port ?? 0);
  const customers = new Customers(backend);
  deliveries.wake();

  const failOnProblems = () => {
    if (problems.length > 0) throw new Error(`The Telegram emulator objects:\n${problems.splice(0).join('\n')}`);
  };

  return {
    settings: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_URL: `http://127.0.0.1:${portOf(server)}`,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: randomBytes(32).toString('base64url'),
    },
    // Nothing to do: the adapter tells the Bot API its address itself.
    connect: () => undefined,
    customerSide: { channels: [customers] },
    faults: {
      fail: (fault, count = 1, method) => faults.add(fault, count, method),
      left: () => faults.left(),
      postMethod: 'sendMessage',
      clear: () => {
        faults.clear();
        Object.assign(deliveries, { copies: 1, shuffle: false, hold: false });
      },
      deliver: (how) => {
        if (how.copies !== undefined) deliveries.copies = how.copies;
        if (how.shuffle !== undefined) deliveries.shuffle = how.shuffle;
        if (how.hold !== undefined) deliveries.hold = how.hold;
      },
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshotOf(state),
    idle: async () => {
      await deliveries.idle();
      failOnProblems();
    },
    stop: async () => {
      await deliveries.stop();
      polls.wake();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      failOnProblems();
    },
    customers,
    groups,
    token,
    state,
    get polling() {
      return polls.isOpen;
    },
    calls: (method) => calls.filter((call) => method === undefined || call.method === method),
    clearCalls: () => calls.splice(0),
    setNow: (at) => {
      clock = () => at;
    },
    setRateLimits: (enabled) => {
      limits.enabled = enabled;
    },
    deliverRaw: (update, chatId = 0) => deliveries.addRaw(chatId, update),
    migrate: (from, to) => state.migrations.set(from, to),
    waits: deliveries.waits,
    takeProblems: () => problems.splice(0),
  };
}
