'use strict';
// Takes the README's picture of the sandbox: the real page, after a short story, in a sandbox of its own.
require('./node-version.cjs');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { prepare } = require('./prepare.cjs');
const { dist, inRoot } = require('./project.cjs');

const TARGET = inRoot('src', 'sandbox', 'screenshot.png');
/** Tall enough for a whole card. */
const SIZE = { width: 1320, height: 980 };
const READY_MS = 60_000;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function withSandbox(work) {
  const port = await freePort();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-screenshot-'));
  // The database may run as another user than we do.
  fs.chmodSync(dataDir, 0o755);
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, [path.join(dist, 'src', 'main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await saysOpen(child);
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

function saysOpen(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The sandbox did not start in a minute.')), READY_MS);
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code}.`)));
    child.stdout.on('data', (text) => {
      if (!String(text).includes('Open http')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** What a newcomer does in the first minute. */
async function playStory(page) {
  const say = async (text, sees) => {
    await page.fill('#customer-text', text);
    await page.keyboard.press('Enter');
    await page.locator('#screen .bubble:not(.mine)').filter({ hasText: sees }).first().waitFor();
  };
  await say('Where is my order 1043?', 'being packed');
  await say('The mugs of order 1029 are broken, I want to talk to a person', 'colleague');
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.locator('.card').getByText('@Ana Alves').first().waitFor();
  await page.fill('#team-text', 'Hi Maria, I am sorry about that! A new set leaves our warehouse today.');
  await page.keyboard.press('Enter');
  await page.locator('#screen').getByText('A new set leaves our warehouse today').waitFor();
  await page.locator('#stories').getByText('agent’s reply sent').waitFor();
  await page.locator('.card').getByText('✓ sent').waitFor();
  await page.locator('#posts').evaluate((list) => list.scrollTo(0, 0));
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(0, 0);
}

async function main() {
  const { openBrowser } = require('./browser.cjs');
  const browser = await openBrowser();
  try {
    await withSandbox(async (url) => {
      const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 2, reducedMotion: 'reduce' });
      await page.goto(url);
      await playStory(page);
      await page.screenshot({ path: TARGET });
    });
  } finally {
    await browser.close();
  }
  console.log(`The picture is in ${path.relative(inRoot(), TARGET)}.`);
}

prepare({ dev: true });
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
