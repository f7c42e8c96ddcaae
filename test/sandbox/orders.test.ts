import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { openPage, type SandboxWorld, startSandboxWorld, stumblingBlocks, type WatchedPage } from './sandbox-world';

let world: SandboxWorld;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([startSandboxWorld(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  watched = await openPage(context, world.url);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function say(text: string): Promise<void> {
  await page.getByLabel('Message from the customer').fill(text);
  await page.keyboard.press('Enter');
}

/** `times`: the same words are told more than once. */
const hears = (text: string | RegExp, times = 1) =>
  page
    .locator('#screen .bubble:not(.mine)')
    .getByText(text)
    .nth(times - 1)
    .waitFor({ state: 'attached' });

test('an order is looked up in the order service', async () => {
  await page.getByRole('button', { name: 'Where is my order 1043?' }).click();
  await hears(/Order 1043 is being packed and has not left yet/);
});

test('its address is changed, once the customer has agreed and typed the code from the mail', async () => {
  await say('I want to change my delivery address');
  await hears(/What is the new delivery address/);
  await say('Kendal');
  await hears(/What is the new delivery address/, 2);
  await say('12 High Street, Kendal LA9 4AB');
  await hears('I will change the delivery address of order 1043 to: 12 High Street, Kendal LA9 4AB.');
  await say('yes');
  const mail = page.locator('#mail');
  await mail.getByText('maria.santos@example.com').waitFor();
  expect(await stumblingBlocks(page)).toEqual([]);
  const [code = ''] = /\d{4,8}/.exec((await mail.locator('.mail-subject').textContent()) ?? '') ?? [];
  await mail.getByRole('button', { name: 'Close the mail' }).click();
  await mail.getByText('maria.santos@example.com').waitFor({ state: 'detached' });
  await say(code);
  await hears('Done: order 1043 now goes to 12 High Street, Kendal LA9 4AB.');
  expect(watched.complaints).toEqual([]);
});
