import { readEnvFile } from '../config/env-file';
import { Misconfigured } from '../config/load-config';
import { BadOption } from './eval-options';
import { evaluate } from './evaluate';
import { BadFile } from './jsonl';

/** Exit code 1: a file or an option is wrong, and a sentence says which. */
readEnvFile();
evaluate(process.argv.slice(2), process.env).then(
  (report) => console.log(report),
  (error: unknown) => {
    const expected = [BadFile, BadOption, Misconfigured].some((kind) => error instanceof kind);
    console.error(expected || !(error instanceof Error) ? String((error as Error).message) : error.stack);
    process.exitCode = 1;
  },
);
