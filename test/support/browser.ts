import type { Browser } from 'playwright-core';

/** A real headless Chromium. A machine without one fails the test, with what to do about it. */
export const openBrowser: () => Promise<Browser> = require('../../src/scripts/browser.cjs').openBrowser;
