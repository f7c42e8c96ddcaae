import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ModelCall } from '../ports/model-ledger';
import type { Vitals } from '../ports/vitals';

const MODEL_SECONDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** What an operator watches. Labels name adapters and outcomes, never people. `vitals` are read when somebody looks. */
export function createMetrics(vitals: () => Promise<Vitals>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const webhooks = new Counter({
    name: 'baton_webhooks_total',
    help: 'Webhooks by adapter and what was answered.',
    labelNames: ['adapter', 'outcome'],
    registers,
  });
  const tokens = new Counter({
    name: 'baton_model_tokens_total',
    help: 'Tokens by model and kind: input, cached (part of input), output.',
    labelNames: ['model', 'purpose', 'kind'],
    registers,
  });
  const calls = new Histogram({
    name: 'baton_model_seconds',
    help: 'How long calls of the model took, by how they ended.',
    labelNames: ['model', 'purpose', 'outcome'],
    buckets: MODEL_SECONDS,
    registers,
  });
  const show = vitalGauges(registry);
  return {
    countWebhook: (adapter: string, outcome: string): void => webhooks.inc({ adapter, outcome }),
    countModelCall: ({ model, purpose, outcome, usage, ms }: ModelCall): void => {
      calls.observe({ model, purpose, outcome }, ms / 1000);
      tokens.inc({ model, purpose, kind: 'input' }, usage.input);
      tokens.inc({ model, purpose, kind: 'cached' }, usage.cachedInput);
      tokens.inc({ model, purpose, kind: 'output' }, usage.output);
    },
    /** While the database is away, the rest is still there to be read. */
    text: async (): Promise<string> => {
      show(await vitals().catch(() => null));
      return registry.metrics();
    },
  };
}

const VITALS = {
  waiting: ['baton_customers_waiting', 'Customers to whom people owe an answer.'],
  longestWaitSeconds: ['baton_longest_wait_seconds', 'How long the first of them has waited.'],
  lanesDue: ['baton_lanes_due', 'Work that is due and not begun.'],
  oldestDueSeconds: ['baton_oldest_due_seconds', 'How late the oldest of it is.'],
  accountsHeld: ['baton_accounts_held', 'Accounts with which nothing works until a setting is corrected.'],
  eventsSetAside: ['baton_events_set_aside', 'Events that could not be applied and wait for a mended release.'],
  quarantined: ['baton_quarantined', 'Authentic webhooks that nobody understood.'],
} as const satisfies Partial<Record<keyof Vitals, readonly [string, string]>>;

function vitalGauges(registry: Registry): (now: Vitals | null) => void {
  const registers = [registry];
  const reached = new Gauge({ name: 'baton_database_up', help: '1 while the database answers.', registers });
  const modes = new Gauge({
    name: 'baton_conversations',
    help: 'Conversations by mode.',
    labelNames: ['mode'],
    registers,
  });
  const gauges = Object.entries(VITALS).map(
    ([key, [name, help]]) => [key as keyof typeof VITALS, new Gauge({ name, help, registers })] as const,
  );
  return (now) => {
    reached.set(now === null ? 0 : 1);
    modes.reset();
    if (now === null) return;
    for (const [mode, count] of Object.entries(now.conversations)) modes.set({ mode }, count);
    for (const [key, gauge] of gauges) gauge.set(now[key]);
  };
}
