'use strict';
// One process of Baton that ends itself with SIGKILL at a marked point: KILL_AT is "<point>:<how many times it is reached>",
// or "<point>/<call>:<times>" for those of one kind of call.
const path = require('node:path');
const dist = (...parts) => require(path.join(__dirname, '..', '..', 'dist', 'src', ...parts));
const { loadAll } = dist('adapter-loader');
const { createKnowledgeIndex } = dist('ai', 'knowledge', 'knowledge-index');
const { compose } = dist('compose');
const { loadConfig } = dist('config', 'load-config');
const { loadFolder } = dist('knowledge', 'load-folder');
const { openPostgresStore } = dist('persistence', 'postgres-store');

const [point, times] = (process.env.KILL_AT ?? '').split(':');
let left = Number(times);

const quick = { retryBaseMs: 50, retryMaxMs: 200 };

async function main() {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const config = loadConfig(process.env, { channels, inboxes, models });
  const opened = await openPostgresStore(config.core.databaseUrl, config.core.secretKey);
  const knowledge = createKnowledgeIndex(await loadFolder(path.join(__dirname, '..', '..', 'src', 'sandbox', 'shop')));
  const baton = await compose(config, opened, knowledge, {
    inboxCapabilities: { postIntervalMs: 0, updateIntervalMs: 0 },
    patience: {
      thread: { giveUpAfterMs: null, ...quick },
      agentReply: { giveUpAfterMs: 3_600_000, ...quick },
      aiReply: { giveUpAfterMs: 600_000, ...quick },
    },
    point: async (name, call) => {
      if (name !== point && `${name}/${call}` !== point) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  process.send?.('ready');
  process.on('SIGTERM', () => void baton.close().then(() => process.exit(0)));
  // A test that dies must not leave its processes behind.
  process.on('disconnect', () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
