'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** Where browsers are usually installed; `CHROME` names another. */
function installed() {
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
    Boolean,
  );
  const known = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: programs.flatMap((folder) => [
      path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
  };
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return (known[process.platform] ?? onPath).filter((file) => fs.existsSync(file));
}

/** The Chromium that comes with the test tools, unpacked on first use. */
async function packaged() {
  const loaded = require('@sparticuz/chromium');
  return (loaded.default ?? loaded).executablePath();
}

/**
 * A headless Chromium: the one that CHROME names, else one of this machine, else the packaged one. Rejects with what was
 * tried and what to do.
 */
async function openBrowser() {
  const { chromium } = require('playwright-core');
  const asked = process.env.CHROME;
  const candidates = asked ? [async () => asked] : [...installed().map((file) => async () => file), packaged];
  const tried = [];
  for (const candidate of candidates) {
    try {
      const executablePath = await candidate();
      tried.push(executablePath);
      // Only pages of this machine are opened, and containers run as root, where the browser's own sandbox cannot.
      return await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
    } catch (error) {
      tried.push(String(error.message).split('\n')[0]);
    }
  }
  throw new Error(
    `No browser could be started. Install Google Chrome or Chromium, or set CHROME to the path of one. Tried: ${tried.join('; ')}.`,
  );
}

module.exports = { openBrowser };
