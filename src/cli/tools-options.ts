import { parseArgs } from 'node:util';
import { BadOption } from './eval-options';

export interface ToolsOptions {
  readonly help: boolean;
  /** The tools of the sample shop instead of TOOLS_FILE. */
  readonly sample: boolean;
  /** Null: all tools are looked at. */
  readonly attempt: {
    readonly name: string;
    readonly args: unknown;
    readonly phone: string;
    readonly language: string;
  } | null;
}

export const TOOLS_USAGE = `npm run tools [-- options]

Looks at what TOOLS_FILE declares: whether every server is reached, every secret is set and every tool of an MCP
server is there.

  try NAME              runs a tool that reads, and prints what a customer would be told
    --args '{…}'        its inputs, as JSON
    --phone +44…        the number of the customer who asks
    --language de       the language they write in
  --sample              the sample shop's tools, with its order service
  --help                this page`;

export function readToolsOptions(args: readonly string[]): ToolsOptions {
  const { values, positionals } = parsed(args);
  const [command, name, ...more] = positionals;
  if (command !== undefined && (command !== 'try' || name === undefined || more.length > 0)) {
    throw new BadOption(`"${positionals.join(' ')}" is not known. There is: try NAME. See --help.`);
  }
  return {
    help: values.help ?? false,
    sample: values.sample ?? false,
    attempt:
      name === undefined
        ? null
        : { name, args: json(values.args ?? '{}'), phone: values.phone ?? '', language: values.language ?? 'en' },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        args: { type: 'string' },
        phone: { type: 'string' },
        language: { type: 'string' },
        sample: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new BadOption(`${(error as Error).message} See --help.`);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadOption(`--args is not JSON. Write it like --args '{"order":"1043"}'.`);
  }
}
