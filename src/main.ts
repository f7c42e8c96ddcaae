import { loadAll } from './adapter-loader';
import { readEnvFile } from './config/env-file';
import { type Available, loadConfig, Misconfigured } from './config/load-config';
import { CannotListen } from './http/server';
import { EmbeddedUnavailable } from './persistence/embedded-errors';
import { WrongSecretKey } from './persistence/secret-check';
import { type Running, start } from './start';

/** 0: stopped as asked. 1: failed. 2: misconfigured, with every problem listed. */
async function main(): Promise<void> {
  readEnvFile();
  const config = loadConfig(process.env, await available());
  const running = await start(config);
  stopOnSignal(running);
}

async function available(): Promise<Available> {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  return { channels, inboxes, models };
}

/** A second signal means that the person does not want to wait. */
function stopOnSignal(running: Running): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  if (error instanceof Misconfigured) {
    console.error(['Baton cannot start:', ...error.problems.map((problem) => `- ${problem}`)].join('\n'));
    process.exit(2);
  }
  if (error instanceof WrongSecretKey || error instanceof EmbeddedUnavailable) {
    console.error(`Baton cannot start:\n- ${error.message}`);
    process.exit(2);
  }
  if (error instanceof CannotListen) console.error(`Baton cannot start: ${error.message}`);
  else console.error(error instanceof Error ? `Baton failed: ${error.message}` : 'Baton failed.');
  process.exit(1);
}

main().catch(fail);
