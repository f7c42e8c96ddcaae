import type { PlaceId, ThreadRef } from '../../../src/ports';
import { ANA, card, context, type Live, SUPPORT, startLive } from './live';
import { recordingLog, startInbox } from './support';

let live: Live;
afterEach(() => live.stop());

const note = (text: string) =>
  ({ type: 'notice', notice: { text, tone: 'info', actions: [], mention: null } }) as const;

test('a channel that gets another id keeps its threads: what agents write and do there, and what is posted', async () => {
  live = await startLive();
  const { thread } = await live.open();
  const root = thread.split(':')[1] ?? '';
  const now = live.slack.control.changeChannelId(SUPPORT);
  await live.slack.idle();
  expect(live.log).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining(`${SUPPORT} the id ${now}`) }),
  );

  const there = `${now}:${root}` as ThreadRef;
  await live.write(ANA, there, 'still the same thread');
  expect(live.events('agent_message')[0]).toMatchObject({
    thread,
    source: thread,
    externalId: expect.stringContaining(`${SUPPORT}:`),
  });
  const button = JSON.stringify(live.root(there)?.raw).match(/"action_id":"(baton:claim:\d+)"/)?.[1] ?? '';
  await live.slack.agentSide.press(ANA, now, root, button);
  await live.slack.idle();
  expect(live.events('agent_action')[0]).toMatchObject({ thread });

  const { sentId } = await live.inbox.post(thread, note('posted after'), context('after'));
  expect(sentId).toContain(`${SUPPORT}:`);
  await live.inbox.update(thread, card());
  expect(live.posts(there).map(({ text }) => text)).toContain('posted after');
  expect(await live.inbox.lookup?.findPost(thread, context('after'))).toEqual({ thread, sentId });
  expect((await live.open('next')).thread).toContain(`${SUPPORT}:`);
});

test('another process that heard nothing follows, and so do settings that name the new id', async () => {
  live = await startLive();
  const { thread } = await live.open();
  const settings = { ...live.slack.settings };
  const asleep = await startInbox(settings, { storage: live.storage, log: recordingLog(live.log), now: Date.now });
  const now = live.slack.control.changeChannelId(SUPPORT);
  await live.slack.idle();
  await asleep.inbox.post(thread, note('from the other process'), context('other'));

  const renamed = await startInbox(
    { ...settings, SLACK_CHANNEL: now },
    { storage: live.storage, log: recordingLog(live.log), now: Date.now },
  );
  expect(renamed.inbox.places?.list().map(({ id }) => id)).toEqual([SUPPORT as PlaceId]);
  expect(await renamed.inbox.prepare?.()).toEqual({ unusable: [] });
  await renamed.inbox.post(thread, note('with the new setting'), context('new'));
  const texts = live.posts(`${now}:${thread.split(':')[1]}` as ThreadRef).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['from the other process', 'with the new setting']));
});
