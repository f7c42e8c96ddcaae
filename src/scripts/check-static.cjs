'use strict';
require('./node-version.cjs');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { prepare } = require('./prepare.cjs');
const { inRoot, root, sourceFolders } = require('./project.cjs');

/** How many run at once: each of the tools keeps a core busy. */
const AT_ONCE = 2;

const bin = (...parts) => inRoot('node_modules', ...parts);
const folders = [...sourceFolders, 'test'].filter((folder) => fs.existsSync(inRoot(folder)));
const notes = (name) => ['--tsBuildInfoFile', inRoot('dist', name)];

const steps = [
  {
    name: 'types of the product',
    args: [bin('typescript', 'bin', 'tsc'), '-p', root, '--noEmit', ...notes('.tsbuildinfo-check')],
  },
  { name: 'types of the tests', args: [bin('typescript', 'bin', 'tsc'), '-p', inRoot('test')] },
  { name: 'format and lint', args: [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'] },
  {
    name: 'dependency rules',
    args: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      'test/architecture/dependency-rules.cjs',
      ...folders,
    ],
    // With a compiler it does not know the tool reads no TypeScript, finds nothing wrong in nothing, and reports success.
    looksWrong: (output) =>
      Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) < 10 ? 'It read next to no modules.' : undefined,
  },
  { name: 'unused code', args: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    name: 'generated files are current',
    args: [inRoot('src', 'scripts', 'cli.cjs'), 'docs', '--check'],
    needs: 'src/cli/docs.ts',
  },
];

function run({ name, args, looksWrong }) {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    let output = '';
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      const wrong = code === 0 ? looksWrong?.(output) : output.trim() || `It ended with code ${code} and said nothing.`;
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`${wrong ? 'FAILED' : 'ok    '}  ${name} (${seconds} s)`);
      if (wrong) console.log(`${wrong}\n`);
      resolve(!wrong);
    });
  });
}

async function runAll() {
  const waiting = steps.filter(({ needs }) => needs === undefined || fs.existsSync(inRoot(needs)));
  const results = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await run(step));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const failed = results.filter((ok) => !ok).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

// The build is a check of its own here (types of the product), so a failing one must not hide the others.
prepare({ dev: true, build: false });
void runAll();
