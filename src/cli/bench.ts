import { parseArgs } from 'node:util';
import { benchFiles, type Files } from './bench/files';
import { benchLines, type Size } from './bench/lines';

const USAGE = `npm run bench [-- options]

How a team's Slack keeps up with customers who all type at once, at Slack's own rates, beside emulated providers. It takes
minutes: Slack takes about one post a second for each channel.

  --threads 200         customers, each with a thread
  --lines 10            what each of them writes, all at once
  --channels 1          Slack channels that the threads are spread over: 1 or 2

Or what Baton holds in memory while files are moved, at full speed:

  --files 8             moved at once, from customers to Slack and then from Slack to customers
  --megabytes 19        of each; Telegram hands bots files of less than 20 MB

  --help                this page`;

type Numbers = Readonly<Record<'threads' | 'lines' | 'channels' | 'files' | 'megabytes', number>>;
const DEFAULTS: Numbers = { threads: 200, lines: 10, channels: 1, files: 0, megabytes: 19 };
const NAMES = Object.keys(DEFAULTS) as (keyof Numbers)[];

/** Throws a sentence about the command line. Null: the help is asked for. */
function asked(args: readonly string[]): Numbers | null {
  const options = Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return null;
  const given = values as Readonly<Record<string, string | undefined>>;
  const count = (name: keyof Numbers): number => {
    const value = Number(given[name] ?? DEFAULTS[name]);
    if (!Number.isInteger(value) || (given[name] !== undefined && value < 1)) {
      throw new Error(`--${name} wants a number of 1 or more.`);
    }
    return value;
  };
  return Object.fromEntries(NAMES.map((name) => [name, count(name)])) as Numbers;
}

function run(numbers: Size & Files): Promise<string> {
  const { threads, lines, files, megabytes } = numbers;
  if (files > 0) {
    console.log(`${files} files of ${megabytes} MB go to Slack, and as many come back.`);
    return benchFiles(numbers);
  }
  console.log(`${threads} customers write ${lines} lines each. This takes minutes.`);
  return benchLines(numbers);
}

async function main(): Promise<string> {
  const numbers = asked(process.argv.slice(2));
  return numbers === null ? USAGE : run(numbers);
}

main().then(
  (text) => console.log(text),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The benchmark failed.');
    process.exitCode = 1;
  },
);
