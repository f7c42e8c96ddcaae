import { openBrowser } from '../support/browser';

test('a machine without a browser is told what to do', async () => {
  const before = process.env.CHROME;
  process.env.CHROME = '/nowhere/chrome';
  try {
    await expect(openBrowser()).rejects.toThrow(
      /^No browser could be started\. Install Google Chrome or Chromium, or set CHROME to the path of one\. Tried: \/nowhere\/chrome/,
    );
  } finally {
    if (before === undefined) delete process.env.CHROME;
    else process.env.CHROME = before;
  }
});
