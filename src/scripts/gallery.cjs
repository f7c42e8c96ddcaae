'use strict';
// Pictures of every state of the card and every kind of post, drawn as Slack would: for people to look at. The folder
// may be named; the test that makes them also holds each against Slack's limits.
require('./node-version.cjs');
const path = require('node:path');
const { prepare } = require('./prepare.cjs');
const { inRoot } = require('./project.cjs');
const { runInPlace } = require('./run-child.cjs');

const [folder = 'gallery'] = process.argv.slice(2);
if (folder.startsWith('-')) {
  console.log(
    'npm run gallery [-- folder]\n\nDraws every state of the card and every kind of post into the folder; default: gallery.',
  );
  process.exit(folder === '--help' || folder === '-h' ? 0 : 1);
}
process.env.GALLERY = path.resolve(folder);
prepare({ dev: true });
console.log(`The pictures will be in ${process.env.GALLERY}.`);
runInPlace([inRoot('node_modules', 'jest', 'bin', 'jest.js'), 'test/adapters/slack/gallery.test.ts']);
