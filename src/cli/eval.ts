import { BadOption } from './eval-options';
import { evaluate } from './evaluate';
import { BadFile } from './jsonl';

/** Exit code 1: a file or an option is wrong, and a sentence says which. */
evaluate(process.argv.slice(2)).then(
  (report) => console.log(report),
  (error: unknown) => {
    const expected = error instanceof BadFile || error instanceof BadOption;
    console.error(expected || !(error instanceof Error) ? String((error as Error).message) : error.stack);
    process.exitCode = 1;
  },
);
