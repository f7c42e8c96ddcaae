import { closeAll, until, world } from './harness';

afterEach(closeAll);

const MARIA_ID = 700000001;
const JONAS_ID = 5000000123;
const GROUP = -1001234567890;

test('whoever brings the bot into a group reads once where to write, and the bot leaves', async () => {
  const { telegram, baton } = await world();
  telegram.groups.add(GROUP, 'supergroup', MARIA_ID);
  telegram.groups.say(GROUP, MARIA_ID, '/start@baton_shop_bot');
  await until(() => !telegram.groups.isMember(GROUP));
  expect(telegram.groups.postsIn(GROUP)).toEqual([
    'I answer in private chats only, so I am leaving this group. Write to me here: @baton_shop_bot',
  ]);
  telegram.groups.add(GROUP, 'supergroup', JONAS_ID);
  await until(() => !telegram.groups.isMember(GROUP));
  await telegram.idle();
  expect(telegram.groups.postsIn(GROUP)).toHaveLength(1);
  expect(baton.events).toEqual([]);
});

test('they read it in their language', async () => {
  const { telegram } = await world();
  telegram.groups.add(GROUP, 'group', JONAS_ID);
  await until(() => !telegram.groups.isMember(GROUP));
  expect(telegram.groups.postsIn(GROUP)[0]).toContain('Ich antworte nur in privaten Chats');
});

test('a channel is left without a word to its readers', async () => {
  const { telegram } = await world();
  telegram.groups.add(GROUP, 'channel', MARIA_ID);
  await until(() => !telegram.groups.isMember(GROUP));
  expect(telegram.groups.postsIn(GROUP)).toEqual([]);
});

test('a crash between noting and saying leaves the sentence out, and the group all the same', async () => {
  const { telegram, storage } = await world();
  await storage.set(`group:${GROUP}`, true);
  telegram.groups.add(GROUP, 'group', MARIA_ID);
  await until(() => !telegram.groups.isMember(GROUP));
  expect(telegram.groups.postsIn(GROUP)).toEqual([]);
});

test('where it could not be left, the next update from there tries again', async () => {
  const { telegram, log } = await world();
  telegram.faults.fail({ type: 'cut', done: false }, 1, 'leaveChat');
  telegram.groups.add(GROUP, 'group', MARIA_ID);
  await until(() => log.lines.some((line) => line.includes('was not left')));
  telegram.groups.say(GROUP, MARIA_ID, '@baton_shop_bot help');
  await until(() => !telegram.groups.isMember(GROUP));
  expect(telegram.groups.postsIn(GROUP)).toHaveLength(1);
});
