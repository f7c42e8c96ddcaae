'use strict';
require('./node-version.cjs');
const { prepare } = require('./prepare.cjs');
const { inRoot } = require('./project.cjs');
const { runInPlace } = require('./run-child.cjs');

// `--write` brings the generated pages up to date, `--check` fails if they are not.
prepare();
runInPlace([inRoot('dist', 'src', 'cli', 'docs.js'), ...process.argv.slice(2)]);
