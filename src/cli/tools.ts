import { existsSync } from 'node:fs';
import { loadAdapter } from '../adapter-loader';
import { PortError } from '../domain/errors';
import { createLogger } from '../observability/logger';
import type { Tool, ToolContext } from '../ports/tool';
import { SHOP_TOOLS, startShopService } from '../sandbox/shop-service/start';
import { readToolsFile, type ToolSettings } from '../tools/file/read-tools-file';
import { inspectTools } from '../tools/inspect';
import { createToolbox } from '../tools/toolbox';
import { BadOption } from './eval-options';
import { readToolsOptions, TOOLS_USAGE, type ToolsOptions } from './tools-options';
import { isFine, renderInspected, renderResult } from './tools-report';

/** 0: all is well. 1: something is not reached, or was refused. 2: the file is wrong. */
async function main(args: readonly string[]): Promise<void> {
  const options = readToolsOptions(args);
  if (options.help) return console.log(TOOLS_USAGE);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const shop = options.sample ? await startShopService() : null;
  try {
    const env = shop === null ? process.env : { ...shop.settings, TOOLS_FILE: SHOP_TOOLS };
    const settings = settingsFrom(env);
    if (settings !== null) await (options.attempt === null ? inspect(settings) : attempt(settings, options.attempt));
  } finally {
    await shop?.stop();
  }
}

function settingsFrom(env: Readonly<Record<string, string | undefined>>): ToolSettings | null {
  const file = (env.TOOLS_FILE ?? '').trim();
  if (file === '') {
    throw new BadOption(
      'TOOLS_FILE is not set, so the AI has no tools. Set it to a JSON file (src/tools/README.md), or look at those of the sample shop with --sample.',
    );
  }
  const { settings, problems } = readToolsFile(file, env);
  if (settings !== null) return settings;
  console.error([`${file} cannot be used:`, ...problems.map((problem) => `- ${problem}`)].join('\n'));
  process.exitCode = 2;
  return null;
}

const loadServers = () => loadAdapter('tools', 'mcp');

async function inspect(settings: ToolSettings): Promise<void> {
  const inspected = await inspectTools(settings, { loadServers });
  if (inspected.length === 0) return console.log('The file declares no tools.');
  console.log(renderInspected(inspected));
  if (!isFine(inspected)) process.exitCode = 1;
}

async function attempt(settings: ToolSettings, wanted: NonNullable<ToolsOptions['attempt']>): Promise<void> {
  const toolbox = await createToolbox({ settings, loadServers, log: createLogger('warn'), now: Date.now });
  try {
    const tools = await toolbox.tools();
    const tool = tools.find(({ name }) => name === wanted.name);
    if (tool === undefined) {
      throw new BadOption(`There is no tool "${wanted.name}". There is: ${tools.map(({ name }) => name).join(', ')}.`);
    }
    const result = await tool.run(checked(tool, wanted.args), contextOf(wanted));
    console.log(renderResult(result));
    if (result.type === 'refused') process.exitCode = 1;
  } finally {
    await toolbox.close();
  }
}

function checked(tool: Tool, given: unknown) {
  if (tool.permission === 'write') {
    throw new BadOption(
      `${tool.name} changes something, and a customer has to agree to that. Only reads can be tried.`,
    );
  }
  const found = tool.check(given);
  if (found.ok) return found.args;
  throw new BadOption(
    found.problem === null
      ? `${tool.name} needs ${found.missing.join(' and ')}. Give it with --args '{"${found.missing[0]}":"…"}'.`
      : `--args does not fit: ${found.problem}`,
  );
}

const contextOf = ({ phone, language }: NonNullable<ToolsOptions['attempt']>): ToolContext => ({
  key: 'command-line',
  customer: { channelId: 'command-line', address: phone, name: null },
  language,
  signal: AbortSignal.timeout(30_000),
});

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof BadOption || error instanceof PortError;
  console.error(expected || !(error instanceof Error) ? String((error as Error).message) : error.stack);
  process.exitCode = 1;
});
