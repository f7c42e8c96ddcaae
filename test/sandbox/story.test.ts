import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { openPage, type SandboxWorld, startSandboxWorld, stumblingBlocks, type WatchedPage } from './sandbox-world';

let world: SandboxWorld;
let browser: Browser;
let context: BrowserContext;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([startSandboxWorld(), openBrowser()]);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  watched = await openPage(context, world.url);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const phone = () => page.getByRole('log', { name: 'The customer’s chat' }).or(page.locator('#screen'));
const thread = () => page.locator('#posts');
const stories = () => page.locator('#stories');
const card = () => thread().locator('.card');

const moods = () => page.locator('#moods > summary');

async function setMood(provider: string, mood: string): Promise<void> {
  await moods().click();
  await page.locator(`select[data-provider="${provider}"]`).selectOption(mood);
  await page.keyboard.press('Escape');
}

const sees = (place: () => ReturnType<typeof phone>, text: string | RegExp) =>
  place().getByText(text).first().waitFor({ state: 'attached' });

async function reply(text: string): Promise<void> {
  await page.getByLabel(/^Reply in the thread as/).fill(text);
  await page.getByRole('button', { name: 'Send as the agent' }).click();
}

async function become(agent: string): Promise<void> {
  await page.getByRole('radio', { name: agent }).check({ force: true });
  await page.getByLabel(`Reply in the thread as ${agent}`).waitFor();
}

test('says what it is, and what is to be done first', async () => {
  expect(await page.title()).toBe('Baton sandbox');
  await page.getByText('nothing leaves this machine').waitFor();
  await sees(stories, 'Nothing yet. Write as the customer');
  expect(world.printed.join('\n')).toContain(`Open ${world.url}`);
});

test('a question is answered by the AI, and one can follow how', async () => {
  await page.getByRole('button', { name: 'How long does shipping take?' }).click();
  await sees(phone, /working days/);
  await sees(stories, 'Telegram delivered a message');
  await sees(stories, /stored, then answered/);
  await sees(stories, /decided: the AI answers/);
  await sees(stories, /Telegram: AI’s answer sent/);
  await page.getByRole('button', { name: 'Details of: Telegram delivered a message' }).click();
  await stories().getByRole('cell', { name: 'Telegram: typing shown' }).waitFor();
});

test('who asks for a person gets one: the thread opens with the real card', async () => {
  await page.getByLabel('Message from the customer').fill('The mugs of order 1029 are broken');
  await page.keyboard.press('Enter');
  await sees(phone, /damaged|broken/i);
  await page.getByRole('button', { name: 'I want to talk to a person' }).click();
  await sees(phone, /bringing in a colleague/);
  await card()
    .getByRole('heading', { name: /Maria Santos · Telegram/ })
    .waitFor();
  await sees(card, /1029/);
  await sees(stories, /decided: a person should take this/);
  await sees(stories, /Slack: thread opened with the card/);
});

test('buttons of the card work', async () => {
  await card().getByRole('button', { name: 'Take it' }).click();
  await sees(card, '@Ana Alves');
  await sees(stories, 'Ana Alves took the conversation');
});

test('a reply reaches the customer, a note does not', async () => {
  await reply('A new one is on its way.');
  await sees(phone, 'A new one is on its way.');
  await reply('// she sounds upset');
  await sees(thread, '// she sounds upset');
  await sees(stories, 'decided: it stays among the team');
  expect(await phone().textContent()).not.toContain('upset');
});

test('a restart in the middle loses nothing, and the page comes back by itself', async () => {
  await world.stop();
  await page.getByText('Baton is away').waitFor();
  await world.start();
  await page.getByText('Baton is away').waitFor({ state: 'hidden' });
  await sees(card, '@Ana Alves');
  await reply('Still with me?');
  await sees(phone, 'Still with me?');
  for (const kept of ['How long does shipping take?', 'A new one is on its way.', 'Still with me?'])
    expect(await phone().getByText(kept, { exact: true }).count()).toBe(1);
});

test('an answer that is lost is recovered, and says that it may be there twice', async () => {
  await setMood('telegram', 'loses_answer');
  await page.getByText('Telegram: answer lost next').waitFor();
  await reply('The tracking link comes tonight.');
  await sees(stories, /Telegram: the answer was lost/);
  await sees(thread, /customer may see it twice/);
  await sees(stories, /once more, marked as possibly there twice/);
  await sees(card, /may have arrived twice/);
  await page.getByText('Telegram: answer lost next').waitFor({ state: 'hidden' });
});

test('what a provider refuses for now is kept, and arrives once it is well again', async () => {
  await setMood('telegram', 'busy');
  await reply('One more thing.');
  await sees(stories, /Telegram: did not work .*, kept and tried again/);
  expect(await phone().textContent()).not.toContain('One more thing.');
  await setMood('telegram', 'healthy');
  await sees(phone, 'One more thing.');
});

test('another agent is asked before anything of theirs is sent, and nobody else sees it', async () => {
  await become('Bob Brandt');
  await reply('I can help, too.');
  const alone = thread().locator('.alone');
  await alone.getByText('Only you can see this').waitFor();
  expect(await phone().textContent()).not.toContain('I can help, too.');
  await become('Ana Alves');
  await eventually(async () => (await alone.count()) === 0, 'Ana does not see what only Bob is told');
});

test('resolved, and a day later the AI is first again', async () => {
  await page.locator('#posts').evaluate((list) => list.scrollTo(0, 0));
  await card().getByRole('button', { name: 'Resolve' }).click();
  await sees(card, 'Resolved');
  await page.getByRole('button', { name: '24 hours later' }).click();
  await page.getByText('h later', { exact: false }).first().waitFor();
  await page.getByLabel('Message from the customer').fill('What does express delivery cost?');
  await page.keyboard.press('Enter');
  await sees(phone, /7\.95/);
});

test('a picture goes to the team and one comes back', async () => {
  await page.getByLabel('Message from the customer').fill('Please call a person');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Maria Santos.*\(new\)/ }).click();
  await sees(thread, 'Please call a person');
  const picture = await page.locator('.brand').screenshot({ type: 'jpeg' });
  const file = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: picture };
  await page.getByLabel('Send a file as the customer').setInputFiles(file);
  await phone().getByRole('img').waitFor();
  await thread().getByRole('img').waitFor();
  await page.getByLabel('Send a file as the agent').setInputFiles({ ...file, name: 'label.jpg' });
  await eventually(async () => (await phone().getByRole('img').count()) === 2, 'the customer gets the picture');
});

test('a customer who edits a message is seen to have done so', async () => {
  await phone().getByText('Please call a person').hover();
  await phone().locator('.bubble', { hasText: 'Please call a person' }).getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Please call me back');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await sees(phone, 'Please call me back');
  await sees(thread, /edited a message/);
});

test('what customers write is text, whatever it looks like', async () => {
  const markup = '<img src=x onerror=alert(1)> <b>bold?</b>';
  await page.getByLabel('Message from the customer').fill(markup);
  await page.keyboard.press('Enter');
  await sees(phone, markup);
});

test('nothing went wrong in the page, and it asked nobody but Baton', () => {
  expect(watched.complaints).toEqual([]);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('nobody stumbles, wide', async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await moods().click();
    expect(await stumblingBlocks(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test.each(['Customer', 'Team', 'What happens'])('nobody stumbles, narrow: %s', async (part) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('navigation', { name: 'Parts of the sandbox' }).getByRole('button', { name: part }).click();
    expect(await stumblingBlocks(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  afterEach(async () => {
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

test('reset begins anew', async () => {
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await page.getByText('You are the customer.').waitFor();
  await sees(stories, 'Nothing yet. Write as the customer');
  await page.getByRole('button', { name: 'How long does shipping take?' }).click();
  await sees(phone, /working days/);
});
