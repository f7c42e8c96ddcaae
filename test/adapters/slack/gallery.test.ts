import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { breachesOf } from './block-limits';
import { type Drawn, drawScenes } from './gallery/draw';
import { NAMES, SCENES } from './gallery/scenes';

let drawn: Drawn;
beforeAll(async () => {
  drawn = await drawScenes(SCENES, NAMES);
}, 60_000);
afterAll(() => drawn?.close());

test('every state of the card and every kind of post keeps within what Slack takes', () => {
  expect(SCENES.flatMap(({ name, sent }) => sent.flatMap(breachesOf).map((breach) => `${name}: ${breach}`))).toEqual(
    [],
  );
});

test('each is drawn, whole and within its width', async () => {
  expect(drawn.complaints).toEqual([]);
  expect(await drawn.page.locator('.scene').count()).toBe(SCENES.length);
  expect(await drawn.page.locator('.undrawn').allTextContents()).toEqual([]);
  const tooWide = await drawn.page
    .locator('.scene')
    .evaluateAll((scenes) => scenes.filter((scene) => scene.scrollWidth > scene.clientWidth).map(({ id }) => id));
  expect(tooWide).toEqual([]);
  await keepPictures(process.env.GALLERY ?? '');
});

/** A picture of each group, for people to look at. */
async function keepPictures(folder: string): Promise<void> {
  if (folder === '') return;
  mkdirSync(folder, { recursive: true });
  for (const group of await drawn.page.locator('.group').all()) {
    await group.screenshot({ path: join(folder, `${await group.getAttribute('id')}.png`) });
  }
}
