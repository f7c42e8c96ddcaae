'use strict';
require('./node-version.cjs');
const fs = require('node:fs');
const path = require('node:path');
const { prepare } = require('./prepare.cjs');
const { dist } = require('./project.cjs');
const { runInPlace } = require('./run-child.cjs');

prepare();
const main = path.join(dist, 'src', 'main.js');
if (!fs.existsSync(main)) {
  console.error('There is nothing to start: src/main.ts is missing from this checkout.');
  process.exit(1);
}
const follow = path.join(__dirname, 'follow-parent.cjs');
runInPlace(['--enable-source-maps', '--require', follow, main, ...process.argv.slice(2)], { apart: true });
