import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createKnowledgeIndex } from './ai/knowledge/knowledge-index';
import { type Baton, compose } from './compose';
import type { Config } from './config/load-config';
import { loadFolder } from './knowledge/load-folder';
import { startEmbedded } from './persistence/embedded';
import { openPostgresStore } from './persistence/postgres-store';

export interface Running {
  close(): Promise<void>;
}

/** From a checked configuration to a running Baton, with its own database where none is given. */
export async function start(config: Config): Promise<Running> {
  const say = (line: string): void => console.log(line);
  const database = config.core.databaseUrl === '' ? await embedded(config, say) : null;
  try {
    const url = database?.url ?? config.core.databaseUrl;
    const opened = await openPostgresStore(url, secretKey(config));
    const knowledge = createKnowledgeIndex(await loadFolder(knowledgeFolder(config)));
    const baton = await compose(config, opened, knowledge);
    greet(config, baton, say);
    return {
      async close() {
        await baton.close();
        await database?.stop();
      },
    };
  } catch (error) {
    await database?.stop();
    throw error;
  }
}

const embedded = (config: Config, log: (line: string) => void) =>
  startEmbedded({ dataDir: join(resolve(config.core.dataDir), 'postgres'), log });

/** Where the database is ours, so is its key: made once, readable by this user only. */
function secretKey(config: Config): string {
  if (config.core.secretKey !== '') return config.core.secretKey;
  const file = join(resolve(config.core.dataDir), 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true });
  const key = randomBytes(32).toString('hex');
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return key;
}

const SAMPLE_SHOP = join(__dirname, 'sandbox', 'shop');

/** A newcomer has something to ask about; a shop in production never answers from somebody else's articles. */
function knowledgeFolder({ core, production, sandbox }: Config): string | null {
  if (core.knowledgeDir !== '') return resolve(core.knowledgeDir);
  return production && !sandbox ? null : SAMPLE_SHOP;
}

function greet(config: Config, baton: Baton, say: (line: string) => void): void {
  if (baton.port !== null) say(`Baton listens on http://${config.host}:${baton.port}`);
  if (config.sandbox) return;
  say(
    `Channels: ${config.channels.map(({ name }) => name).join(', ')}. Inbox: ${config.inbox?.name}. AI: ${config.core.model}.`,
  );
  if (config.core.knowledgeDir === '') {
    say(
      config.production
        ? 'KNOWLEDGE_DIR is not set: the AI knows nothing and offers a person instead.'
        : 'KNOWLEDGE_DIR is not set: the AI answers from the sample shop. Set it before customers write.',
    );
  }
}
