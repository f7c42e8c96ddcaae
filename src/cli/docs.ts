import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from '../adapter-loader';
import {
  between,
  type Described,
  renderAppEnv,
  renderChannels,
  renderEnvExample,
  renderSettings,
} from '../config/render-docs';
import { toolsFileSchema } from '../tools/file/schema';

/** `--write` brings the generated pages up to date; `--check` fails where they are not. Run from the project's root. */
async function main(mode: string | undefined): Promise<void> {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const pages = render({ channels, inboxes, models });
  const stale = Object.entries(pages).filter(([file, text]) => read(file) !== text);
  if (mode === '--write') {
    for (const [file, text] of stale) writeFileSync(join(process.cwd(), file), text);
    console.log(stale.length === 0 ? 'All pages are current.' : `Written: ${stale.map(([file]) => file).join(', ')}`);
    return;
  }
  if (stale.length === 0) return;
  console.error(`Stale: ${stale.map(([file]) => file).join(', ')}. Run "npm run docs" and commit what changes.`);
  process.exitCode = 1;
}

function render(described: Described): Readonly<Record<string, string>> {
  const app = JSON.parse(read('app.json')) as Record<string, unknown>;
  const readme = between(read('README.md'), 'channels', renderChannels(described));
  return {
    '.env.example': renderEnvExample(described),
    'app.json': `${JSON.stringify({ ...app, env: renderAppEnv(described) }, null, 2)}\n`,
    'README.md': between(readme, 'settings', renderSettings(described)),
    'src/tools/tools-file.schema.json': `${JSON.stringify(toolsFileSchema(), null, 2)}\n`,
  };
}

function read(file: string): string {
  try {
    return readFileSync(join(process.cwd(), file), 'utf8');
  } catch {
    return '';
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The pages could not be made.');
  process.exitCode = 1;
});
