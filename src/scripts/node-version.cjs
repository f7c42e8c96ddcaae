// Runs before anything else, possibly on a very old Node: no syntax here that Node 6 does not know.
'use strict';

const OLDEST = [20, 19];

const version = process.versions.node.split('.').map(Number);
if (version[0] < OLDEST[0] || (version[0] === OLDEST[0] && version[1] < OLDEST[1])) {
  console.error(
    `Baton needs Node.js ${OLDEST.join('.')} or newer, and this is ${process.version}. ` +
      'Install a newer one from https://nodejs.org and run the command again.',
  );
  process.exit(2);
}
