'use strict';
require('./node-version.cjs');
const { prepare } = require('./prepare.cjs');
const { inRoot } = require('./project.cjs');
const { runInPlace } = require('./run-child.cjs');

prepare({ dev: true });
runInPlace([inRoot('node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)]);
