'use strict';
require('./node-version.cjs');
const { prepare, withPrepareLock } = require('./prepare.cjs');

prepare({ build: false });
try {
  withPrepareLock(() => require('./built.cjs').build());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
