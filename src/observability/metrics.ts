import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** What an operator watches. Labels name adapters and outcomes, never people. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const webhooks = new Counter({
    name: 'baton_webhooks_total',
    help: 'Webhooks by adapter and what was answered.',
    labelNames: ['adapter', 'outcome'],
    registers: [registry],
  });
  return {
    countWebhook: (adapter: string, outcome: string): void => webhooks.inc({ adapter, outcome }),
    text: (): Promise<string> => registry.metrics(),
  };
}
