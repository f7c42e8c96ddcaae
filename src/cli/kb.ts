import { Misconfigured } from '../config/load-config';
import { SourceProblem } from '../knowledge/item';
import { EmbeddedUnavailable } from '../persistence/embedded-errors';
import { exportAll, remove, restore } from './kb/change';
import { connect } from './kb/connect';
import { add, sync } from './kb/import';
import type { Kb } from './kb/kb';
import { list, search, show } from './kb/look';
import { Screen } from './kb/screen';
import { BadCommand, type KbOptions, readCommand, USAGE } from './kb/usage';

type Command = (kb: Kb, about: string | null, options: KbOptions) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  add,
  sync,
  list,
  show,
  search,
  remove,
  restore,
  export: exportAll,
};

/** 0: done. 1: something could not be read, or it failed. 2: misconfigured or not understood. 130: stopped by Ctrl-C. */
async function main(args: readonly string[]): Promise<number> {
  const { command, about, options } = readCommand(args);
  if (command === 'help') {
    console.log(USAGE);
    return 0;
  }
  const run = COMMANDS[command];
  if (run === undefined)
    throw new BadCommand(`There is no command "${command}". There is: ${Object.keys(COMMANDS).join(', ')}.`);
  const stop = new AbortController();
  stopOnSignal(stop);
  const { close, ...connected } = await connect();
  const from = process.env.INIT_CWD ?? process.cwd();
  try {
    return await run({ ...connected, screen: new Screen(), signal: stop.signal, from }, about, options);
  } finally {
    await close();
  }
}

/** The document at hand is finished; a second signal means that the person does not want to wait. */
function stopOnSignal(stop: AbortController): void {
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

function failed(error: unknown): number {
  if (error instanceof Misconfigured) {
    console.error(['The settings are not right:', ...error.problems.map((problem) => `- ${problem}`)].join('\n'));
    return 2;
  }
  const expected =
    error instanceof BadCommand || error instanceof SourceProblem || error instanceof EmbeddedUnavailable;
  console.error(expected ? error.message : `It failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  return error instanceof SourceProblem || !expected ? 1 : 2;
}

const leave = (code: number): void => {
  process.exitCode = code;
};
main(process.argv.slice(2)).then(leave, (error: unknown) => leave(failed(error)));
