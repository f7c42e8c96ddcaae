import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { openPage, type SandboxWorld, startSandboxWorld, type WatchedPage } from './sandbox-world';

let world: SandboxWorld;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  [world, browser] = await Promise.all([startSandboxWorld(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  watched = await openPage(context, world.url);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test('a question is answered with a tap, and both sides react to what the other wrote', async () => {
  const { page } = watched;
  const screen = page.locator('#screen');
  await page.getByLabel('Message from the customer').fill('agent');
  await page.keyboard.press('Enter');
  await screen.getByRole('button', { name: 'Yes', exact: true }).click();
  await screen.getByRole('button', { name: '✓ Yes' }).waitFor();
  await screen.getByText('bringing in a colleague').waitFor();

  await page.getByRole('button', { name: 'Take it' }).click();
  await page.locator('.card').getByText('@Ana Alves').first().waitFor();
  await page.getByLabel(/^Reply in the thread as/).fill('Hi Maria, I am here.');
  await page.getByRole('button', { name: 'Send as the agent' }).click();
  const reply = screen.locator('.bubble').filter({ hasText: 'I am here.' }).first();
  await reply.hover();
  await reply.getByRole('button', { name: 'React with ❤' }).click();
  await reply.locator('.reacted').filter({ hasText: '❤' }).waitFor();
  const post = page.locator('#posts .post').filter({ hasText: 'Hi Maria, I am here.' }).last();
  await post.locator('.reactions').filter({ hasText: '❤' }).waitFor();

  await page.getByLabel('Message from the customer').fill('That is kind of you');
  await page.keyboard.press('Enter');
  const theirs = page.locator('#posts .post').filter({ hasText: 'That is kind of you' }).last();
  await theirs.hover();
  await theirs.getByRole('button', { name: 'React with 👍' }).click();
  const said = screen.locator('.bubble.mine').filter({ hasText: 'That is kind of you' });
  await said.locator('.reacted').filter({ hasText: '👍' }).waitFor();
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
  expect(watched.complaints).toEqual([]);
});
