import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const RULES = path.join(__dirname, 'dependency-rules.cjs');

interface Rule {
  readonly name: string;
}

/** A file, what it imports, and the rule that has to object. */
const plants: readonly (readonly [from: string, imports: string, rule: string])[] = [
  ['src/domain/a.ts', './b', 'no-cycles'],
  ['src/domain/lost.ts', './nowhere', 'nothing-unresolved'],
  ['src/domain/io.ts', 'node:fs', 'domain-is-pure'],
  ['src/ports/store.ts', '../application/step', 'ports-know-domain-only'],
  ['src/application/reads-files.ts', 'node:fs', 'application-has-no-io'],
  ['src/ai/vendor.ts', 'openai', 'ai-has-no-vendor'],
  ['src/http/sql.ts', 'pg', 'only-persistence-knows-the-database'],
  ['src/persistence/decides.ts', '../application/step', 'persistence-stands-below'],
  ['src/workers/serves.ts', 'express', 'only-edges-know-express'],
  ['adapters/customer-channels/one/serves.ts', 'express', 'only-edges-know-express'],
  ['src/http/stores.ts', '../persistence/store', 'edges-go-through-application'],
  ['src/sandbox/steps.ts', '../application/step', 'sandbox-sees-ports'],
  ['src/observability/logger.ts', '../application/step', 'config-and-logs-stand-alone'],
  ['src/knowledge/stores.ts', '../persistence/store', 'knowledge-goes-through-ports'],
  ['src/net/logs.ts', '../observability/logger', 'net-stands-alone'],
  ['src/tools/steps.ts', '../application/step', 'tools-stand-on-ports'],
  ['src/tools/file/calls.ts', '../toolbox', 'the-tools-file-stands-alone'],
  ['src/http/composes.ts', '../compose', 'nobody-imports-the-root'],
  ['adapters/customer-channels/one/core.ts', '../../../src/domain/b', 'adapters-see-ports-only'],
  ['adapters/customer-channels/one/other.ts', '../two/index', 'adapters-do-not-know-each-other'],
  ['adapters/shared/names-one.ts', '../customer-channels/two/index', 'shared-knows-no-adapter'],
  ['src/persistence/names-one.ts', '../../adapters/customer-channels/two/index', 'src-never-names-an-adapter'],
  ['adapters/customer-channels/one/pretends.ts', './emulator/index', 'emulators-are-not-product'],
  ['adapters/customer-channels/one/emulator/leans.ts', '../core', 'emulators-stand-alone'],
  ['migrations/one.ts', '../src/persistence/store', 'migrations-stand-alone'],
  ['src/persistence/tries.ts', 'fast-check', 'shipped-code-needs-no-dev-dependency'],
  ['src/persistence/borrows.ts', 'borrowed', 'shipped-code-names-its-packages'],
  ['src/persistence/tests.ts', '../../test/helper', 'product-does-not-import-tests'],
];

/** What is allowed and looks similar: no rule may object. */
const fine: readonly (readonly [from: string, imports: string])[] = [
  ['src/http/server.ts', 'express'],
  ['src/sandbox/page.ts', 'express'],
  ['src/persistence/store.ts', 'pg'],
  ['src/ai/rank.ts', 'minisearch'],
  ['src/main.ts', './start'],
  ['src/start.ts', './compose'],
  ['src/compose.ts', 'express'],
  ['src/config/load-config.ts', '../tools/file/read'],
  ['src/workers/loop.ts', '../application/step'],
  ['adapters/customer-channels/two/emulator/index.ts', 'express'],
  ['adapters/customer-channels/two/emulator/server.ts', '../../../../src/ports/index'],
  ['adapters/customer-channels/two/client.ts', '../../shared/hmac'],
  ['test/any.ts', '../src/compose'],
];

const there = [
  'src/domain/b.ts',
  'src/ports/index.ts',
  'src/application/step.ts',
  'src/compose.ts',
  'src/tools/toolbox.ts',
  'src/tools/file/read.ts',
  'adapters/customer-channels/one/emulator/index.ts',
  'adapters/customer-channels/two/index.ts',
  'adapters/shared/hmac.ts',
  'test/helper.ts',
];

let folder: string;

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.appendFileSync(path.join(folder, file), content);
}

function cruise(): Promise<{ violations: { from: string; rule: Rule }[]; totalCruised: number }> {
  const tool = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, '--config', RULES, '--output-type', 'json', 'src', 'adapters', 'migrations', 'test'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout).summary);
      } catch {
        reject(new Error(`dependency-cruiser said: ${stderr}${stdout}`));
      }
    });
  });
}

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'baton-rules-')));
  fs.copyFileSync(path.join(ROOT, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  const shipped = ['express', 'pg', 'openai', 'minisearch'];
  const listed = Object.fromEntries(shipped.map((name) => [name, '1.0.0']));
  write('package.json', JSON.stringify({ dependencies: listed, devDependencies: { 'fast-check': '1.0.0' } }));
  for (const name of [...shipped, 'fast-check', 'borrowed']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  for (const file of there) write(file, 'export const x = 1;\n');
  for (const [from, imports] of [...plants, ...fine]) write(from, `import '${imports}';\n`);
  write('src/domain/b.ts', `import './a';\n`);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('each rule objects to what it is there for, and to nothing else', async () => {
  const { violations, totalCruised } = await cruise();
  expect(totalCruised).toBeGreaterThan(plants.length);
  const found = violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  expect(found).toEqual(expect.arrayContaining(plants.map(([from, , rule]) => `${rule}: ${from}`)));
  const innocent = fine.map(([from]) => from);
  expect(found.filter((line) => innocent.includes(line.split(': ')[1] ?? ''))).toEqual([]);
});

test('every rule has a plant', () => {
  const { forbidden }: { forbidden: Rule[] } = require(RULES);
  const planted = new Set(plants.map(([, , rule]) => rule));
  expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
});
