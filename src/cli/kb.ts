import { Misconfigured } from '../config/load-config';
import { SourceProblem } from '../knowledge/item';
import { EmbeddedUnavailable } from '../persistence/embedded-errors';
import { connect } from './kb/connect';
import { runCommand } from './kb/run';
import { Screen } from './kb/screen';
import { BadCommand } from './kb/usage';

/** 0: done. 1: something could not be read, or it failed. 2: misconfigured or not understood. 130: stopped by Ctrl-C. */
function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  stopOnSignal(stop);
  const screen = new Screen();
  const from = process.env.INIT_CWD ?? process.cwd();
  return runCommand(args, screen, async () => ({ ...(await connect()), screen, signal: stop.signal, from }));
}

/** The document at hand is finished; a second signal means that the person does not want to wait. */
function stopOnSignal(stop: AbortController): void {
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(STOPPED);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

const STOPPED = 130;

function failed(error: unknown): number {
  if (error instanceof Error && error.name === 'AbortError') return STOPPED;
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
