'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { root } = require('./project.cjs');

const WAIT_MS = 200;
/** No install takes this long: the holder is gone, and another program has its number. */
const LONGEST_MS = 15 * 60_000;

const key = crypto.createHash('sha256').update(root).digest('hex').slice(0, 16);
const lockFile = path.join(os.tmpdir(), `baton-prepare-${key}.lock`);

function holderIsAlive() {
  const pid = Number(fs.readFileSync(lockFile, 'utf8'));
  const ageMs = Date.now() - fs.statSync(lockFile).mtimeMs;
  if (ageMs > LONGEST_MS) return false;
  // An empty file is a holder between creating and writing it.
  if (!pid) return ageMs < 5_000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take() {
  for (let tries = 0; ; tries += 1) {
    if (tries === 1) console.log('Another command is installing or building here. Waiting for it.');
    try {
      fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      if (!holderIsAlive()) fs.rmSync(lockFile, { force: true });
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
}

/** Runs `work` while no other command of this checkout installs or builds: two of them would empty each other's folders. */
function withPrepareLock(work) {
  take();
  try {
    return work();
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}

/** Installs and builds what is missing or stale. Ends the process with a message when that fails. */
function prepare({ dev = false, build = true } = {}) {
  try {
    withPrepareLock(() => {
      require('./installed.cjs').ensureInstalled({ dev });
      if (build) require('./built.cjs').ensureBuilt();
    });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

module.exports = { prepare, withPrepareLock };
