import { startBaton } from './stage';

/**
 * Baton as a process of its own, so that what it holds can be told from what the emulated providers hold. Threads are as
 * fast as they can be: this is about memory, not about pace.
 */
async function main(): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  await startBaton(env, { inboxCapabilities: { postIntervalMs: 0, updateIntervalMs: 0 } });
  let highest = 0;
  setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 20).unref();
  process.on('message', () => {
    process.send?.(highest);
    highest = 0;
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
