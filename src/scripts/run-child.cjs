'use strict';
const { spawn } = require('node:child_process');
const os = require('node:os');
const { root } = require('./project.cjs');

/**
 * Ctrl-C arrives twice here: from the terminal, and from npm, which passes on what it got itself. Within this time they
 * are one; a person who insists later is heard again.
 */
const SAME_SIGNAL_MS = 1_000;

/**
 * Runs a Node program in our place: its output is ours, a signal to us reaches it once, and we leave with its exit code.
 * `apart` puts it in a process group of its own, out of reach of the terminal's Ctrl-C, so that ours is the only signal
 * it sees; it also gets a channel that closes when we are killed (see follow-parent.cjs).
 */
function runInPlace(args, { apart = false } = {}) {
  const own = apart && process.platform !== 'win32';
  const child = spawn(process.execPath, args, {
    cwd: apart ? process.cwd() : root,
    detached: own,
    stdio: apart ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  const lastAt = {};
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const again = Date.now() - (lastAt[signal] ?? 0) < SAME_SIGNAL_MS;
      // A child in our group got the terminal's Ctrl-C itself.
      if (again || (!own && signal === 'SIGINT')) return;
      lastAt[signal] = Date.now();
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
}

module.exports = { runInPlace };
