'use strict';
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

module.exports = {
  root,
  dist: path.join(root, 'dist'),
  /** The folders that are compiled; what lies in them decides whether `dist` is stale. */
  sourceFolders: ['src', 'adapters', 'migrations'],
  inRoot: (...parts) => path.join(root, ...parts),
};
