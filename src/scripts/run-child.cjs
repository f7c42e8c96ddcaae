'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const { root } = require('./project.cjs');

/**
 * Ctrl-C arrives twice here: from the terminal, and from npm, which passes on what it got itself. Within this time they
 * are one; a person who insists later is heard again.
 */
const SAME_SIGNAL_MS = 1_000;

/**
 * A signal to npm alone ends npm, or npm and the shell between it and us, and is not passed on: we see it by our
 * ancestors being others than before.
 */
const LOOK_FOR_NPM_MS = 250;

function whenNpmIsGone(act) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    act();
  }, LOOK_FOR_NPM_MS);
  timer.unref();
}

/** Undefined where there is no /proc: there, only our own parent is watched. */
function parentOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses of its own.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}

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
  let lastAt = 0;
  const passOn = (signal) => {
    if (Date.now() - lastAt < SAME_SIGNAL_MS) return;
    lastAt = Date.now();
    child.kill(signal);
  };
  // A child in our group gets the terminal's Ctrl-C itself.
  process.on('SIGINT', () => own && passOn('SIGINT'));
  process.on('SIGTERM', () => passOn('SIGTERM'));
  process.on('SIGHUP', () => passOn('SIGTERM'));
  whenNpmIsGone(() => passOn('SIGTERM'));
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
}

module.exports = { runInPlace };
