import { exportAll, remove, restore } from './change';
import { add, sync } from './import';
import { gaps, stale } from './insight';
import type { Kb } from './kb';
import { list, search, show } from './look';
import { BadCommand, type KbOptions, readCommand, USAGE } from './usage';

type Command = (kb: Kb, about: string | null, options: KbOptions) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  ...{ add, sync, list, show, search, remove, restore, gaps, stale },
  export: exportAll,
};

/**
 * Runs one command and resolves with its exit code. `connect` is asked only when the command is understood. Rejects with
 * a BadCommand or SourceProblem, whose sentence says what is wrong.
 */
export async function runCommand(
  args: readonly string[],
  screen: Kb['screen'],
  connect: () => Promise<Kb & { close(): Promise<void> }>,
): Promise<number> {
  const { command, about, options } = readCommand(args);
  if (command === 'help') {
    screen.line(USAGE);
    return 0;
  }
  const run = COMMANDS[command];
  if (run === undefined)
    throw new BadCommand(`There is no command "${command}". There is: ${Object.keys(COMMANDS).join(', ')}.`);
  const kb = await connect();
  try {
    return await run(kb, about, options);
  } finally {
    await kb.close();
  }
}
