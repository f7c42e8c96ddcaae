'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { readJson } = require('./files.cjs');
const { inRoot, root } = require('./project.cjs');

/**
 * What the lock asks for and node_modules does not have. npm writes its own list (`.package-lock.json`) last, so an
 * interrupted install is seen as missing. Optional packages are not asked for: leaving them out is a choice.
 */
function missingPackages({ dev }) {
  const wanted = readJson(inRoot('package-lock.json'))?.packages ?? {};
  const have = readJson(inRoot('node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted)
    .filter(([place, entry]) => place !== '' && !entry.optional && !entry.devOptional && !entry.peer)
    .filter(([, entry]) => dev || !entry.dev)
    .filter(([place, entry]) => have[place]?.version !== entry.version)
    .map(([place]) => place);
}

/** Test tools that are there already stay there: `npm start` in a developer's checkout must not remove them. */
function hasDevelopmentPackages() {
  const have = readJson(inRoot('node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.values(have).some((entry) => entry.dev);
}

/** npm as a command: the one that runs us, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const beside = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file));
  return script ? [process.execPath, script] : ['npm'];
}

/**
 * Installs what is missing, exactly as locked. `dev` also asks for the test tools, whatever NODE_ENV says.
 * Throws with npm's own words when npm fails.
 */
function ensureInstalled({ dev }) {
  if (missingPackages({ dev }).length === 0) return;
  console.log('Installing packages. This takes about a minute the first time.');
  const [command, ...before] = npmCommand();
  const groups = dev || hasDevelopmentPackages() ? '--include=dev' : '--omit=dev';
  const verb = fs.existsSync(inRoot('package-lock.json')) ? 'ci' : 'install';
  const done = spawnSync(command, [...before, verb, groups, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (done.status === 0) return;
  const said = done.error?.message ?? `${done.stdout}${done.stderr}`.trim();
  throw new Error(`npm could not install the packages. It said:\n${said}`);
}

module.exports = { ensureInstalled, missingPackages };
