'use strict';
require('./node-version.cjs');
const fs = require('node:fs');
const { prepare } = require('./prepare.cjs');
const { inRoot } = require('./project.cjs');
const { runInPlace } = require('./run-child.cjs');

// `node src/scripts/cli.cjs <name> …` runs src/cli/<name>.ts, built if it has to be. Standard output belongs to the
// command, because people pipe it: what is said on the way goes to standard error.
const [name, ...args] = process.argv.slice(2);
const say = console.log;
console.log = console.error;
prepare();
console.log = say;
const file = inRoot('dist', 'src', 'cli', `${name}.js`);
if (!fs.existsSync(file)) {
  console.error(`There is no command "${name}".`);
  process.exit(2);
}
runInPlace(['--require', inRoot('src', 'scripts', 'whole-work.cjs'), file, ...args]);
